// A linear classifier over hashed features, learned by mistakes, its weights averaged over all steps (Freund and Schapire 1999,
// Collins 2002).
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace dateline::train {

struct FeatureWeights {
  std::uint64_t feature;
  std::vector<std::pair<std::uint8_t, float>> classes;  // ascending
};

class Perceptron {
 public:
  // Features that took part in fewer than `least_updates` mistakes get no weights: they are many and say little
  // (Goldberg and Elhadad 2011).
  explicit Perceptron(std::uint32_t least_updates);

  // Adds the current weights of `features` to `scores`, one a class.
  void add(std::span<const std::uint64_t> features, std::span<float> scores) const;
  // Moves weight from the class that was guessed to the right one. Call tick() once for each example.
  void update(std::span<const std::uint64_t> features, std::uint32_t right, std::uint32_t guess);
  // Adds `amount` to the weights for one class.
  void update(std::span<const std::uint64_t> features, std::uint32_t klass, float amount);
  void tick() { ++now_; }

  // The weights averaged over all ticks, in order of the features' hashes.
  std::vector<FeatureWeights> averaged() const;
  // Makes the averages the current weights, for use; no more learning after it.
  void settle();

 private:
  struct Weight {
    std::uint32_t klass;
    float value;
  };
  // What averaging needs of a weight: the tick of its last change, and its sum over the ticks before.
  struct History {
    std::uint32_t since;
    double total;
  };
  struct Row {
    std::uint32_t updates = 0;
    std::vector<Weight> weights;
    std::vector<History> histories;  // of the weight with the same index
  };
  struct Slot {
    std::uint64_t feature = 0;  // 0: empty
    std::uint32_t row = 0;
    std::uint32_t is_active = 0;  // the row has weights
  };

  std::size_t slot_of(std::uint64_t feature) const;
  Row* row_to_change(std::uint64_t feature);
  void grow();
  void change(Row& row, std::uint32_t klass, float amount) const;
  double total_of(const Row& row, std::size_t index) const;

  std::vector<Slot> slots_;
  std::vector<Row> rows_;
  std::uint32_t least_updates_;
  std::uint32_t now_ = 1;
};

}  // namespace dateline::train
