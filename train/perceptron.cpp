// Training spends its time in add(), waiting for memory: the table is far larger than any cache. So features are looked up in
// blocks, in three passes, each of which asks for what the next one will read.
#include "perceptron.h"

#include <algorithm>
#include <array>

namespace dateline::train {

Perceptron::Perceptron(std::uint32_t least_updates) : slots_(1 << 20), least_updates_(least_updates) {}

std::size_t Perceptron::slot_of(std::uint64_t feature) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = (feature >> 20) & mask;
  while (slots_[slot].feature != 0 && slots_[slot].feature != feature) slot = (slot + 1) & mask;
  return slot;
}

void Perceptron::add(std::span<const std::uint64_t> features, std::span<float> scores) const {
  constexpr std::size_t kBlock = 32;
  const std::size_t mask = slots_.size() - 1;
  std::array<const Row*, kBlock> rows;
  for (; !features.empty(); features = features.subspan(std::min(kBlock, features.size()))) {
    const auto block = features.first(std::min(kBlock, features.size()));
    for (const std::uint64_t feature : block) __builtin_prefetch(&slots_[(feature >> 20) & mask]);
    std::size_t active = 0;
    for (const std::uint64_t feature : block) {
      const Slot& slot = slots_[slot_of(feature)];
      if (!slot.is_active) continue;
      rows[active] = &rows_[slot.row];
      __builtin_prefetch(rows[active]);
      ++active;
    }
    for (std::size_t i = 0; i < active; ++i) __builtin_prefetch(rows[i]->weights.data());
    for (std::size_t i = 0; i < active; ++i) {
      for (const Weight& weight : rows[i]->weights) scores[weight.klass] += weight.value;
    }
  }
}

void Perceptron::grow() {
  std::vector<Slot> slots(slots_.size() * 2);
  slots.swap(slots_);
  for (const Slot& slot : slots) {
    if (slot.feature != 0) slots_[slot_of(slot.feature)] = slot;
  }
}

double Perceptron::total_of(const Row& row, std::size_t index) const {
  const History& history = row.histories[index];
  return history.total + static_cast<double>(row.weights[index].value) * (now_ - history.since);
}

void Perceptron::change(Row& row, std::uint32_t klass, float amount) const {
  const auto found = std::find_if(row.weights.begin(), row.weights.end(), [&](const Weight& w) { return w.klass == klass; });
  const auto index = static_cast<std::size_t>(found - row.weights.begin());
  if (index == row.weights.size()) {
    row.weights.push_back({klass, 0});
    row.histories.push_back({now_, 0});
  }
  row.histories[index] = {now_, total_of(row, index)};
  row.weights[index].value += amount;
}

// Null while the feature has not taken part in enough mistakes.
Perceptron::Row* Perceptron::row_to_change(std::uint64_t feature) {
  std::size_t slot = slot_of(feature);
  if (slots_[slot].feature == 0) {
    if (rows_.size() * 2 > slots_.size()) {
      grow();
      slot = slot_of(feature);
    }
    slots_[slot] = {feature, static_cast<std::uint32_t>(rows_.size()), 0};
    rows_.emplace_back();
  }
  Row& row = rows_[slots_[slot].row];
  if (++row.updates < least_updates_) return nullptr;
  slots_[slot].is_active = 1;
  return &row;
}

void Perceptron::update(std::span<const std::uint64_t> features, std::uint32_t right, std::uint32_t guess) {
  for (const std::uint64_t feature : features) {
    if (Row* row = row_to_change(feature)) {
      change(*row, right, 1);
      change(*row, guess, -1);
    }
  }
}

void Perceptron::update(std::span<const std::uint64_t> features, std::uint32_t klass, float amount) {
  for (const std::uint64_t feature : features) {
    if (Row* row = row_to_change(feature)) change(*row, klass, amount);
  }
}

std::vector<FeatureWeights> Perceptron::averaged() const {
  std::vector<FeatureWeights> all;
  for (const Slot& slot : slots_) {
    if (!slot.is_active) continue;
    const Row& row = rows_[slot.row];
    FeatureWeights feature{slot.feature, {}};
    for (std::size_t i = 0; i < row.weights.size(); ++i) {
      const double total = total_of(row, i);
      if (total != 0) feature.classes.emplace_back(static_cast<std::uint8_t>(row.weights[i].klass), static_cast<float>(total / now_));
    }
    std::sort(feature.classes.begin(), feature.classes.end());
    if (!feature.classes.empty()) all.push_back(std::move(feature));
  }
  std::sort(all.begin(), all.end(), [](const FeatureWeights& a, const FeatureWeights& b) { return a.feature < b.feature; });
  return all;
}

void Perceptron::settle() {
  for (Row& row : rows_) {
    for (std::size_t i = 0; i < row.weights.size(); ++i) row.weights[i].value = static_cast<float>(total_of(row, i) / now_);
  }
}

}  // namespace dateline::train
