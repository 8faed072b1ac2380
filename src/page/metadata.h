// What a page says of its article beside the text: title, authors, dates and so on, and from where it is known.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "knowledge/knowledge.h"
#include "page/authors.h"
#include "page/dates.h"
#include "page/json_ld.h"
#include "page/outline.h"
#include "page/tree.h"

namespace dateline::page {

// <title>, <meta>, <link> and JSON-LD, as written; empty: not said.
struct Head {
  JsonLd json;
  std::string title_element;
  std::string title, publisher, published, modified, description, url, access;
  std::string language;  // "en-GB"
  std::vector<std::string> authors;
};

struct Metadata {
  std::string title;
  std::vector<std::string> authors;
  std::string publisher;
  std::string published, published_from;  // as Document's; empty: not known
  std::string modified;
  std::string url;
  bool is_paywalled = false;
  bool only_modified = false;  // `published` is the day of the last change, the only one that the page gives
};

// Immutable; views live as long as the Knowledge.
class MetadataReader {
 public:
  explicit MetadataReader(const knowledge::Knowledge& knowledge);

  Head head(const Tree& tree) const;
  // `article`: the article's nodes, from the first to behind the last; `url`: where the page came from, when that is known.
  Metadata read(const Tree& tree, const Head& head, const Outline& outline, Span article, std::string_view url) const;

 private:
  struct Marked;
  struct VisibleDates {
    std::optional<base::IsoDate> published, modified;
  };
  void take_meta(const Tree& tree, std::uint32_t node, Head& head, std::vector<int>& ranks) const;
  Marked marked(const Tree& tree, const Outline& outline, Span article, DateOrder order) const;
  void choose_date(const Tree& tree, const Head& head, const Outline& outline, Span article, std::string_view url,
                   const Marked& found, Metadata& out) const;
  std::string_view date_word(std::string_view words) const;
  VisibleDates visible_dates(const Tree& tree, const Outline& outline, Span article, DateOrder order,
                             const std::optional<base::IsoDate>& month) const;
  std::optional<base::IsoDate> date_in_scripts(const Tree& tree, DateOrder order) const;

  DateReader dates_;
  AuthorNames authors_;
  JsonLdReader json_;
  knowledge::Table meta_;
  std::uint32_t name_, field_, rank_;
  knowledge::Phrases date_words_;
  knowledge::Table date_words_table_;
  std::uint32_t date_kind_;
};

}  // namespace dateline::page
