// Cuts a page into tags, texts, comments and the document type, as section 13.2.5 of the HTML standard says. It reads ahead as
// far as one token and copies nothing: a token is spans of the page's letters, decoded only where a text has something to decode.
//
// The tree builder tells it what the next token may be (set_content), because that depends on the tree. Owned by one parse; one
// thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "html/letters.h"
#include "html/tags.h"

namespace dateline::html {

// An attribute as it stands in the page.
struct RawAttribute {
  NameKey key = 0;    // an Attribute when it is below kUnknownName
  bool plain = true;  // the value needs no decoding
  Span name, value;
};

// An element keeps its first attributes, up to so many.
inline constexpr std::uint32_t kMostAttributes = 256;

struct Doctype {
  std::string name;
  std::string public_id, system_id;
  bool has_public_id = false, has_system_id = false;
  bool force_quirks = false;
};

struct Token {
  enum class Kind : std::uint8_t { Text, StartTag, EndTag, Comment, Doctype, End };
  Kind kind = Kind::End;
  bool self_closing = false;  // "/>"
  bool has_nul = false;       // Text: holds NULs
  bool plain = true;          // Comment: needs no decoding
  Tag tag = Tag::Other;
  NameKey name = 0;
  Span letters;  // Text: its letters; Comment: what is in it, as in the page; a tag: all of it, as in the page
  std::uint32_t first_attribute = 0;
  std::uint32_t attribute_count = 0;
};

// Known: without those that have no Attribute, except on formatting elements, where the tree depends on them.
enum class KeepAttributes : std::uint8_t { Known, All };

// How the text behind a start tag is read.
enum class Content : std::uint8_t { Markup, Rcdata, RawText, Script, PlainText };

class Tokenizer {
 public:
  Tokenizer(Letters& letters, KeepAttributes keep) : letters_(letters), end_(letters.source_size()), keep_(keep) {}

  // `cdata` says whether "<![CDATA[" begins a text, as it does inside <svg> and <math>. The token is the
  // caller's until the next call.
  Token& next(bool cdata);
  // For Rcdata, RawText and Script: up to the end tag of the last start tag.
  void set_content(Content content) { content_ = content; }

  // Of all start tags so far; the builder may drop those of the last token.
  std::vector<RawAttribute>& attributes() { return attributes_; }
  const Doctype& doctype() const { return doctype_; }

 private:
  void text(std::uint32_t from, std::uint32_t to, Reading reading);
  void markup(bool cdata);
  void markup_text(const char* page);
  void raw_text();
  std::uint32_t script_end(const char* page, std::uint32_t from) const;
  bool closes(const char* at) const;
  void tag(const char* page);
  enum class Wanted : std::uint8_t { None, Known, All };
  const char* attribute(const char* p, const char* page, Wanted wanted);
  bool is_duplicate(NameKey key, std::string_view name) const;
  void comment(const char* page);
  void bogus_comment(const char* page, std::uint32_t from);
  void declaration(const char* page);
  void doctype_token(const char* page);
  void cdata_section(const char* page);

  Letters& letters_;
  std::uint32_t at_ = 0;
  std::uint32_t end_;
  KeepAttributes keep_;
  Content content_ = Content::Markup;
  Token token_;
  Span last_start_name_;
  std::vector<RawAttribute> attributes_;
  std::uint32_t first_of_tag_ = 0;
  std::uint64_t known_in_tag_ = 0;  // a bit for each Attribute that the tag has
  Doctype doctype_;
};

}  // namespace dateline::html
