// Names as labels of words: 0 outside, 2k + 1 begin and 2k + 2 inside of kind k (PER, ORG, LOC, MISC).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "corpus.h"

namespace dateline::train {

// Counts spans that agree exactly.
class NameCounts {
 public:
  // Other names count only where the sentence marks them.
  void add(const TreebankSentence& gold, std::span<const std::uint8_t> guess);
  double f1() const;

 private:
  std::size_t right_ = 0;
  std::size_t gold_ = 0;
  std::size_t guessed_ = 0;
};

}  // namespace dateline::train
