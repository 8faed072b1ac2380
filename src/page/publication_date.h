// When a page's article was published and last changed, and which part of the page says so.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "knowledge/knowledge.h"
#include "page/dates.h"
#include "page/head.h"
#include "page/outline.h"
#include "page/tree.h"

namespace dateline::page {

struct PublicationDate {
  std::string published, from;  // as Document's `published` and `published_from`; empty: not known
  std::string modified;
  bool only_modified = false;  // `published` is the day of the last change, the only one that the page gives
};

// Immutable; any number of threads.
class PublicationDates {
 public:
  explicit PublicationDates(const knowledge::Knowledge& knowledge);
  // `article`: the article's nodes, from the first to behind the last; `url`: where the page came from, when that is known.
  PublicationDate read(const Tree& tree, const Head& head, const Outline& outline, Span article, std::string_view url) const;

 private:
  struct Marked;
  struct Visible;
  Marked marked(const Tree& tree, const Outline& outline, Span article, DateOrder order) const;
  std::string_view date_word(std::string_view words) const;
  Visible visible(const Tree& tree, const Outline& outline, Span article, DateOrder order,
                  const std::optional<base::IsoDate>& month) const;
  template <typename Take>
  void for_each_date_in_scripts(const Tree& tree, DateOrder order, Take take) const;

  DateReader dates_;
  knowledge::Table meta_;
  std::uint32_t name_, field_;
  knowledge::Phrases date_words_;
  knowledge::Table date_words_table_;
  std::uint32_t date_kind_;
};

}  // namespace dateline::page
