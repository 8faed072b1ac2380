// Which values a search over many lists came upon, and how often: a table of their sums. Not thread-safe.
#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <vector>

namespace dateline::story {

struct Hit {
  std::uint64_t value = 0;
  std::uint64_t sum = 0;  // 0: a free slot
};

class Hits {
 public:
  // `most`: as many values are added at most.
  explicit Hits(std::size_t most) : slots_(std::bit_ceil(most * 2 + 2)), shift_(64 - std::countr_zero(slots_.size())) {}

  // `amount`: more than 0.
  void add(std::uint64_t value, std::uint64_t amount) {
    std::size_t at = static_cast<std::size_t>(value * 0x9E3779B97F4A7C15u >> shift_);
    while (slots_[at].sum != 0 && slots_[at].value != value) at = (at + 1) & (slots_.size() - 1);
    slots_[at].value = value;
    slots_[at].sum += amount;
  }

  // Those whose sums are at least `least`, in no order that may be relied on.
  std::vector<Hit> take(std::uint64_t least = 1) {
    std::erase_if(slots_, [least](const Hit& hit) { return hit.sum < least; });
    return std::move(slots_);
  }

 private:
  std::vector<Hit> slots_;
  int shift_;
};

}  // namespace dateline::story
