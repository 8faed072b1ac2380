// How many were killed, hurt, detained: numbers of a sentence with what they count. Immutable: any number of threads.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dateline/incident.h"
#include "knowledge/knowledge.h"

namespace dateline::story {

class QuantityReader {
 public:
  // From the tables story_quantities and time_words.
  static Result<QuantityReader> create(const knowledge::Knowledge& knowledge);

  // At most one of each kind, the first.
  std::vector<Quantity> read(std::string_view sentence) const;

 private:
  struct Word {
    std::int64_t number = -1;  // -1: none
    std::int64_t multiplier = 0;
    std::string_view what = {};  // what a cue counts
    bool is_break = false;
  };
  struct Token;
  QuantityReader() = default;
  std::vector<Token> tokens_of(std::string_view sentence) const;
  Token token_of(const std::string& word) const;

  std::unordered_map<std::string, Word> words_;  // views into the knowledge
};

}  // namespace dateline::story
