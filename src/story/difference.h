// What a copy of a text changed that a reader should know of: names, numbers, dates, quotations, and whether a thing is so.
// Immutable: any number of threads.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "dateline/document.h"
#include "knowledge/knowledge.h"
#include "story/quantities.h"

namespace dateline::story {

enum class ChangeKind : std::uint8_t { Name, Number, Date, Quotation, Polarity };
std::string_view name_of(ChangeKind kind);

// Words of the original that became other words. Either may be empty: left out, or put in.
struct Change {
  ChangeKind kind = ChangeKind::Name;
  Span original;
  Span copy;
};

class DifferenceReader {
 public:
  // From the tables story_negations and time_words.
  static Result<DifferenceReader> create(const knowledge::Knowledge& knowledge);

  // In the order of the texts; where one place changed in several respects, one row for each. What was cut from the copy as a
  // whole (a sentence or more) is no change. Needs the stages Names, Times and Claims.
  std::vector<Change> read(const Document& original, const Document& copy) const;

 private:
  DifferenceReader() = default;
  bool has_negation(std::string_view text) const;
  std::vector<std::int64_t> numbers_in(std::string_view text) const;

  std::unordered_set<std::string> negations_;
  NumberWords numbers_;
};

}  // namespace dateline::story
