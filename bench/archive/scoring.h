// How well groups that were found agree with groups that are known. Items are numbered in the order in which they are added.
#pragma once

#include <cstdint>
#include <map>
#include <unordered_map>
#include <utility>

namespace dateline::bench {

struct Figures {
  double precision = 0;
  double recall = 0;
  double f1() const { return precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0; }
};

class Agreement {
 public:
  void add(std::uint64_t found, std::uint64_t known) {
    ++both_[{found, known}];
    ++found_[found];
    ++known_[known];
    ++items_;
  }
  // Over pairs of items: those in one group.
  Figures pairwise() const {
    const auto pairs = [](const auto& counts) {
      double sum = 0;
      for (const auto& [group, count] : counts) sum += static_cast<double>(count) * static_cast<double>(count - 1) / 2;
      return sum;
    };
    const double right = pairs(both_);
    return {right / pairs(found_), right / pairs(known_)};
  }
  // B-cubed (Bagga and Baldwin 1998): for each item, the share of its group that belongs there.
  Figures b_cubed() const {
    Figures sum;
    for (const auto& [groups, count] : both_) {
      const double square = static_cast<double>(count) * static_cast<double>(count);
      sum.precision += square / static_cast<double>(found_.at(groups.first));
      sum.recall += square / static_cast<double>(known_.at(groups.second));
    }
    return {sum.precision / static_cast<double>(items_), sum.recall / static_cast<double>(items_)};
  }

 private:
  std::map<std::pair<std::uint64_t, std::uint64_t>, std::uint64_t> both_;
  std::unordered_map<std::uint64_t, std::uint64_t> found_, known_;
  std::uint64_t items_ = 0;
};

}  // namespace dateline::bench
