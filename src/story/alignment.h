// How much of one sequence of words stands in another, in order.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "story/flat_map.h"

namespace dateline::story {

// Prepared once for a sequence, then compared with any number of others: the length of the longest common subsequence, in
// O(n * m / 64).
class Aligner {
 public:
  explicit Aligner(std::span<const std::uint32_t> words);
  std::uint32_t common(std::span<const std::uint32_t> other) const;

 private:
  std::size_t size_;
  std::size_t blocks_;
  FlatMap<std::uint32_t> rows_;       // word -> its row of masks_, from 1
  std::vector<std::uint64_t> masks_;  // bit i of a row: words[i] is that word
};

// Pairs (i, j) of the longest common subsequence of two sequences, ascending; at most `kMostAligned` words of each are looked at.
struct Aligned {
  std::uint32_t first = 0;
  std::uint32_t second = 0;
};
inline constexpr std::size_t kMostAligned = 4096;
std::vector<Aligned> align(std::span<const std::uint32_t> first, std::span<const std::uint32_t> second);

}  // namespace dateline::story
