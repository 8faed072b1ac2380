// The length alone comes from the bit-parallel algorithm of Crochemore et al. (2001) in Hyyro's form: one addition and two bit
// operations do 64 cells of the usual table. The pairs themselves come from the usual table, kept as one bit a cell. The test
// compares both with a plain table.
#include "story/alignment.h"

#include <algorithm>
#include <bit>

namespace dateline::story {

Aligner::Aligner(std::span<const std::uint32_t> words)
    : size_(words.size()), blocks_((words.size() + 63) / 64), rows_(words.size()) {
  masks_.reserve(words.size() * blocks_);
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::uint32_t& row = rows_[words[i]];
    if (row == 0) {
      row = static_cast<std::uint32_t>(rows_.size());
      masks_.resize(masks_.size() + blocks_);
    }
    masks_[(row - 1) * blocks_ + i / 64] |= std::uint64_t{1} << (i % 64);
  }
}

std::uint32_t Aligner::common(std::span<const std::uint32_t> other) const {
  std::vector<std::uint64_t> row(blocks_, ~std::uint64_t{0});
  for (const std::uint32_t word : other) {
    const std::uint32_t* found = rows_.find(word);
    if (!found) continue;
    const std::uint64_t* mask = &masks_[(*found - 1) * blocks_];
    std::uint64_t carry = 0;
    for (std::size_t b = 0; b < blocks_; ++b) {
      const std::uint64_t matched = row[b] & mask[b];
      const std::uint64_t partial = row[b] + matched;
      const std::uint64_t sum = partial + carry;
      carry = static_cast<std::uint64_t>(partial < matched) | static_cast<std::uint64_t>(sum < carry);
      row[b] = sum | (row[b] & ~mask[b]);
    }
  }
  std::size_t zeros = 0;
  for (std::size_t b = 0; b < blocks_; ++b) {
    const std::size_t bits = std::min<std::size_t>(64, size_ - b * 64);
    const std::uint64_t valid = bits == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << bits) - 1;
    zeros += static_cast<std::size_t>(std::popcount(~row[b] & valid));
  }
  return static_cast<std::uint32_t>(zeros);
}

std::vector<Aligned> align(std::span<const std::uint32_t> first, std::span<const std::uint32_t> second) {
  first = first.first(std::min(first.size(), kMostAligned));
  second = second.first(std::min(second.size(), kMostAligned));
  const std::size_t n = first.size(), m = second.size();
  // Cell (i, j) is the length for first[i..] and second[j..]; a bit tells whether it gains by stepping over second[j].
  std::vector<std::uint32_t> below(m + 1, 0), row(m + 1, 0);
  std::vector<bool> steps_second(n * m);
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t j = m; j-- > 0;) {
      if (first[i] == second[j]) {
        row[j] = below[j + 1] + 1;
      } else {
        row[j] = std::max(below[j], row[j + 1]);
        steps_second[i * m + j] = row[j + 1] > below[j];
      }
    }
    std::swap(row, below);
    row[m] = 0;
  }
  std::vector<Aligned> pairs;
  for (std::size_t i = 0, j = 0; i < n && j < m;) {
    if (first[i] == second[j]) {
      pairs.push_back({static_cast<std::uint32_t>(i++), static_cast<std::uint32_t>(j++)});
    } else if (steps_second[i * m + j]) {
      ++j;
    } else {
      ++i;
    }
  }
  return pairs;
}

}  // namespace dateline::story
