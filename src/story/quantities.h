// How many were killed, hurt, detained: numbers of a sentence with what they count. Immutable: any number of threads.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dateline/incident.h"
#include "knowledge/knowledge.h"

namespace dateline::story {

// Whole numbers in digits and words. Immutable: any number of threads.
class NumberWords {
 public:
  NumberWords() = default;
  // From the table time_words.
  explicit NumberWords(const knowledge::Knowledge& knowledge);

  // "14", "1,204", "fourteen", "twenty-one" (folded); nothing for what is no number, or looks like a year.
  std::optional<std::int64_t> number(const std::string& word) const;
  // 1000 for "thousand"; 0 for what multiplies nothing.
  std::int64_t multiplier(const std::string& word) const;

 private:
  std::unordered_map<std::string, std::int64_t> cardinals_;
  std::unordered_map<std::string, std::int64_t> multipliers_;
};

class QuantityReader {
 public:
  // From the tables story_quantities and time_words.
  static Result<QuantityReader> create(const knowledge::Knowledge& knowledge);

  // At most one of each kind, the first.
  std::vector<Quantity> read(std::string_view sentence) const;

 private:
  struct Cue {
    std::string_view what = {};  // what it counts, a view into the knowledge
    bool is_break = false;
    bool is_aside = false;
  };
  struct Token {
    std::int64_t number = -1;  // -1: none
    Cue cue = {};
  };
  QuantityReader() = default;
  std::vector<Token> tokens_of(std::string_view sentence) const;

  std::unordered_map<std::string, Cue> cues_;
  NumberWords numbers_;
};

}  // namespace dateline::story
