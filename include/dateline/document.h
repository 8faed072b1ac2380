// One article on its way through the stages. A Document owns its text and every string that is made for it; rows and views are
// valid while it lives (and the Engine, which owns the knowledge). Movable, not copyable. One thread at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/annotations.h"
#include "dateline/span.h"

namespace dateline {

// What the reader of a record should know: a short code ("no-publication-date") and a sentence.
struct Issue {
  std::string code;
  std::string message;
};

// A part of the text that is not the article, and why it is thought so ("comment-form", "related-links").
struct Boilerplate {
  Span span;
  std::string_view reason;
};

// What a paragraph was in its page.
enum class ParagraphKind : std::uint8_t { Text, Heading, ListItem, Quote, Preformatted, TableRow };

// Letters of the text that lie together in the page, too: from `text_begin` up to the next run's. In `page`, references and other
// ways to write the same letters may make it longer or shorter.
struct SourceRun {
  std::uint32_t text_begin = 0;
  Span page;  // bytes of the page, in UTF-8 (the same as in the file when that is UTF-8 without a byte order mark)
};

// "SEOUL, South Korea (AP) -" at the head of a wire story.
struct Dateline {
  Span span;                    // empty: the article has none
  Span place_span;              // empty: no place in it
  std::uint32_t place = kNone;  // index into Document::places
  std::string_view agency;      // "AP"; empty when none
};

class StringStore;

class Document {
 public:
  Document();
  ~Document();
  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;

  // A copy of `value` that lives as long as the document.
  std::string_view keep(std::string_view value);

  // The text of a span or of a token.
  std::string_view text_of(Span span) const { return span.in(text); }
  std::string_view text_of_token(std::uint32_t token) const { return tokens.span[token].in(text); }
  bool is_boilerplate(Span span) const;
  // The bytes of the page that a span of the text came from; empty when it is not known (plain text).
  Span source_of(Span span) const;
  // Indices of all mentions whose head is `token`, in order; when none, of the smallest name that contains it.
  std::vector<std::uint32_t> mentions_at(std::uint32_t token) const;
  // Sorts boilerplate by position and merges what touches. Call after adding.
  void settle_boilerplate();

  // Metadata. Empty = not known.
  std::string source_id;
  std::string url;
  std::string title;
  std::vector<std::string> authors;
  std::string publisher;
  std::string language;        // ISO 639-1
  std::string published;       // ISO 8601, as precise as is known ("2023-09-15T10:21:00Z", "2023-09")
  std::string published_from;  // json-ld, meta, time-element, url, text, option, feed, warc
  std::string modified;        // ISO 8601, the last change that the page tells of
  std::string fetched;
  bool is_paywalled = false;  // the page says that not all may read all of it

  std::string text;  // UTF-8; paragraphs separated by one blank line, or the input's letters where it gave text
  Dateline dateline;
  std::vector<Span> paragraphs;
  std::vector<ParagraphKind> paragraph_kinds;  // one for each paragraph; empty for plain text, which does not tell
  std::vector<Boilerplate> boilerplate;
  // Pages only: where the letters of the text stand in the page, by text_begin; and what of the page was left out of the text, as
  // spans of the page.
  std::vector<SourceRun> sources;
  std::vector<Boilerplate> left_out;
  std::vector<Sentence> sentences;
  Tokens tokens;
  std::vector<Mention> mentions;  // by span.begin, then span.end
  std::vector<Entity> entities;
  std::vector<TimeRef> times;    // by span.begin
  std::vector<PlaceRef> places;  // by span.begin
  std::vector<Claim> claims;
  std::vector<Event> events;
  std::vector<Issue> issues;

 private:
  std::unique_ptr<StringStore> strings_;
};

}  // namespace dateline
