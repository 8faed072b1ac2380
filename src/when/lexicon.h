// The words of time expressions and the symbols that patterns are written in. A symbol is a literal word ("ago"), a class of
// words (MONTH) or the result of an earlier level of patterns ([day]). Views point into the knowledge pack. Immutable after the
// patterns are compiled: any number of threads.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dateline/result.h"
#include "knowledge/knowledge.h"
#include "when/calendar.h"

namespace dateline::when {

using Symbol = std::uint16_t;
inline constexpr Symbol kNoSymbol = 0;

enum class LetterCase : std::uint8_t { Any, Upper };

struct WordClass {
  Symbol symbol = kNoSymbol;
  int value = 0;
  LetterCase letters = LetterCase::Any;
};

struct Word {
  Symbol literal = kNoSymbol;
  std::uint8_t class_count = 0;
  std::array<WordClass, 4> classes;
};

// Classes that the scanner gives out itself.
struct ScannerSymbols {
  Symbol number;         // NUM: a quantity, in digits or words
  Symbol year;           // YEAR: four digits, or words read as a year ("nineteen ninety-six")
  Symbol month_day;      // MDAY: 1..31 in digits, or 1st..31st
  Symbol two_digits;     // INT2: exactly two digits
  Symbol hour;           // HOUR: 0..24
  Symbol clock;          // CLOCK: "7:15", "10:35:20"; the value is in seconds, negative (-1 - s) when seconds are given
  Symbol hours_minutes;  // HHMM: "0735"
  Symbol ordinal;        // ORD
  Symbol decade;         // TENS: "1990s", "90s", "nineties"
  Symbol numeric_date;   // NUMDATE: an index of Scan::dates
  Symbol vague;          // VAGUE: "several"
  Symbol cardinal_word, multiplier_word, ordinal_word;
  Symbol future_auxiliary, future_cue, past_preposition, future_preposition;
  Symbol summer_zone;           // SUMMERZONE: a zone whose clocks follow the summer time of the United States
  Symbol fiscal;                // FISCAL: "FY", which may be glued to its year
  Symbol schedule_preposition;  // SCHEDULE_PREPOSITION: "for", where a day to come follows
  Symbol present_report;        // PRESENT_REPORT: verbs that news uses in the present tense for what was said
  Symbol transparent;           // TRANSPARENT: words that may stand between a preposition and the date ("until at least")
};

class Lexicon {
 public:
  static Result<Lexicon> create(const knowledge::Knowledge& knowledge);

  // Adds the symbol when it is new; a lower-case name becomes a word that the scanner finds.
  Symbol add_symbol(std::string_view name);
  // kNoSymbol when there is none.
  Symbol symbol(std::string_view name) const;

  // `lower` in lower case; null when no pattern knows the word.
  const Word* find(std::string_view lower) const;
  bool has_class(std::string_view lower, Symbol symbol) const;

  // The number that a table's value stands for: a decimal number, the name of a grain, or the name of a part of the day.
  Result<int> value_of(std::string_view text) const;
  const PartOfDay& part(int number) const { return parts_[static_cast<std::size_t>(number)]; }
  int part_count() const { return static_cast<int>(parts_.size()); }

  const ScannerSymbols& known() const { return known_; }

 private:
  Result<void> read_parts(const knowledge::Table& table);
  Result<void> read_words(const knowledge::Table& table);

  std::unordered_map<std::string_view, Symbol> symbols_;
  std::unordered_map<std::string_view, Word> words_;
  std::vector<PartOfDay> parts_;
  ScannerSymbols known_{};
};

}  // namespace dateline::when
