// Linear regression on features that are there or not, with few weights: least squares with an L1 and an L2 penalty (elastic net,
// Zou and Hastie 2005). Deterministic.
#pragma once

#include <cstdint>
#include <vector>

namespace dateline::train {

struct Example {
  std::vector<std::uint32_t> features;  // ascending
  double value = 0;
};

struct Penalty {
  double l1 = 10;
  double l2 = 20;
};

// A weight for each of `features` features. `free_feature` is in every example and not punished.
std::vector<double> fit(const std::vector<Example>& examples, std::uint32_t features, std::uint32_t free_feature,
                        Penalty penalty);

}  // namespace dateline::train
