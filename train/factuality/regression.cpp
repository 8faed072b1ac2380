// Coordinate descent: one weight after another is set to its best value while the others stand still. With features that are 0 or
// 1 that value follows from the sum of the residuals of the examples that have the feature, so a round over all weights costs as
// much as there are features in all examples.
#include "regression.h"

#include <algorithm>
#include <cmath>

namespace dateline::train {
namespace {

constexpr int kMostRounds = 200;
constexpr double kSmallestChange = 1e-4;

double soften(double value, double by) {
  if (value > by) return value - by;
  if (value < -by) return value + by;
  return 0;
}

}  // namespace

std::vector<double> fit(const std::vector<Example>& examples, std::uint32_t features, std::uint32_t free_feature,
                        Penalty penalty) {
  std::vector<std::vector<std::uint32_t>> having(features);
  std::vector<double> residual(examples.size());
  for (std::uint32_t e = 0; e < examples.size(); ++e) {
    for (std::uint32_t f : examples[e].features) having[f].push_back(e);
    residual[e] = examples[e].value;
  }
  std::vector<double> weights(features, 0.0);
  for (int round = 0; round < kMostRounds; ++round) {
    double largest = 0;
    for (std::uint32_t f = 0; f < features; ++f) {
      if (having[f].empty()) continue;
      const double count = static_cast<double>(having[f].size());
      double sum = count * weights[f];
      for (std::uint32_t e : having[f]) sum += residual[e];
      const bool free = f == free_feature;
      const double weight = free ? sum / count : soften(sum, penalty.l1) / (count + penalty.l2);
      const double change = weight - weights[f];
      if (change == 0) continue;
      for (std::uint32_t e : having[f]) residual[e] -= change;
      weights[f] = weight;
      largest = std::max(largest, std::abs(change));
    }
    if (largest < kSmallestChange) break;
  }
  return weights;
}

}  // namespace dateline::train
