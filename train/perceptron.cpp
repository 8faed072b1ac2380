#include "perceptron.h"

#include <algorithm>

namespace dateline::train {

Perceptron::Perceptron(std::uint32_t least_updates)
    : keys_(1 << 20), numbers_(1 << 20), least_updates_(least_updates) {}

std::size_t Perceptron::slot_of(std::uint64_t feature) const {
  const std::size_t mask = keys_.size() - 1;
  std::size_t slot = (feature * 0x9e3779b97f4a7c15ull >> 20) & mask;
  while (keys_[slot] != 0 && keys_[slot] != feature) slot = (slot + 1) & mask;
  return slot;
}

void Perceptron::add(std::span<const std::uint64_t> features, std::span<float> scores) const {
  for (const std::uint64_t feature : features) {
    const std::size_t slot = slot_of(feature);
    if (keys_[slot] == 0) continue;
    for (const Cell& cell : rows_[numbers_[slot]].cells) scores[cell.klass] += cell.weight;
  }
}

Perceptron::Row& Perceptron::row_of(std::uint64_t feature) {
  std::size_t slot = slot_of(feature);
  if (keys_[slot] == 0) {
    if (rows_.size() * 2 > keys_.size()) {
      grow();
      slot = slot_of(feature);
    }
    keys_[slot] = feature;
    numbers_[slot] = static_cast<std::uint32_t>(rows_.size());
    rows_.emplace_back();
  }
  return rows_[numbers_[slot]];
}

void Perceptron::grow() {
  std::vector<std::uint64_t> keys(keys_.size() * 2);
  std::vector<std::uint32_t> numbers(keys.size());
  keys.swap(keys_);
  numbers.swap(numbers_);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (keys[i] == 0) continue;
    const std::size_t slot = slot_of(keys[i]);
    keys_[slot] = keys[i];
    numbers_[slot] = numbers[i];
  }
}

void Perceptron::change(Row& row, std::uint32_t klass, float amount) {
  auto cell = std::find_if(row.cells.begin(), row.cells.end(), [&](const Cell& c) { return c.klass == klass; });
  if (cell == row.cells.end()) cell = row.cells.insert(row.cells.end(), {static_cast<std::uint8_t>(klass), now_, 0, 0});
  cell->total += static_cast<double>(cell->weight) * (now_ - cell->since);
  cell->since = now_;
  cell->weight += amount;
}

void Perceptron::update(std::span<const std::uint64_t> features, std::uint32_t right, std::uint32_t guess) {
  for (const std::uint64_t feature : features) {
    Row& row = row_of(feature);
    if (++row.updates < least_updates_) continue;
    change(row, right, 1);
    change(row, guess, -1);
  }
}

std::vector<FeatureWeights> Perceptron::averaged() const {
  std::vector<FeatureWeights> all;
  for (std::size_t slot = 0; slot < keys_.size(); ++slot) {
    if (keys_[slot] == 0) continue;
    FeatureWeights feature{keys_[slot], {}};
    for (const Cell& cell : rows_[numbers_[slot]].cells) {
      const double total = cell.total + static_cast<double>(cell.weight) * (now_ - cell.since);
      if (total != 0) feature.classes.emplace_back(cell.klass, static_cast<float>(total / now_));
    }
    std::sort(feature.classes.begin(), feature.classes.end());
    if (!feature.classes.empty()) all.push_back(std::move(feature));
  }
  std::sort(all.begin(), all.end(), [](const FeatureWeights& a, const FeatureWeights& b) { return a.feature < b.feature; });
  return all;
}

void Perceptron::settle() {
  for (Row& row : rows_) {
    for (Cell& cell : row.cells) {
      cell.weight = static_cast<float>((cell.total + static_cast<double>(cell.weight) * (now_ - cell.since)) / now_);
    }
  }
}

}  // namespace dateline::train
