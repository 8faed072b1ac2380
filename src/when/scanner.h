// Cuts a sentence into the items that patterns match: words, numbers (in digits or words), clock times and numeric dates, each
// with its symbols. Works on the letters, so that it does not depend on how a tokenizer treats "mid-September" or "Sept.".
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/iso_date.h"
#include "dateline/span.h"
#include "when/lexicon.h"

namespace dateline::when {

struct Item {
  Span span;
  std::uint8_t symbol_count = 0;
  std::array<Symbol, 8> symbols{};
  std::array<int, 8> values{};
  double number = 0;   // of NUM
  bool vague = false;  // of VAGUE
  bool space_before = false;
  std::uint32_t node = 0xffffffffu;  // the result of an earlier level of patterns

  bool is(Symbol symbol) const {
    for (std::size_t i = 0; i < symbol_count; ++i) {
      if (symbols[i] == symbol) return true;
    }
    return false;
  }
  void add(Symbol symbol, int value = 0) {
    if (symbol == kNoSymbol || symbol_count == symbols.size()) return;
    symbols[symbol_count] = symbol;
    values[symbol_count++] = value;
  }
};

struct Scan {
  std::vector<Item> items;
  std::vector<base::IsoDate> dates;  // numeric dates; a year below 100 is one of two digits
};

// Makes one item of the words of a number ("two hundred and ten", "twenty-first", "nineteen ninety-six"). Used by scan_sentence.
void join_numbers(const Lexicon& lexicon, std::string_view text, std::vector<Item>& items);

// Replaces what `scan` holds. `sentence` is a part of `text`.
void scan_sentence(const Lexicon& lexicon, std::string_view text, Span sentence, Scan& scan);

// Letters A-Z made small; other bytes as they are. For words longer than the buffer an empty view.
class LowerCase {
 public:
  std::string_view operator()(std::string_view word);

 private:
  std::array<char, 32> letters_{};
};

}  // namespace dateline::when
