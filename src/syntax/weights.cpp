#include "syntax/weights.h"

#include <cstdlib>
#include <cstring>

#include "dateline/annotations.h"

namespace dateline::syntax {
namespace {

constexpr std::uint32_t kMaxBits = 24;

Failure damaged() { return failure(ErrorCode::BadInput, "its tables do not fit together"); }

const std::uint32_t* numbers(std::string_view section) {
  // Sections begin at multiples of 8 in a mapped file.
  return static_cast<const std::uint32_t*>(static_cast<const void*>(section.data()));
}

}  // namespace

Result<Weights> Weights::open(std::string_view section) {
  if (section.size() < sizeof(std::uint32_t)) return damaged();
  Weights weights;
  weights.bits_ = numbers(section)[0];
  if (weights.bits_ == 0 || weights.bits_ > kMaxBits) return damaged();
  const std::size_t buckets = std::size_t{1} << weights.bits_;
  const std::size_t head = sizeof(std::uint32_t) * (buckets + 2);
  if (section.size() < head) return damaged();
  weights.begins_ = numbers(section) + 1;
  weights.bytes_ = reinterpret_cast<const std::uint8_t*>(section.data()) + head;
  for (std::size_t i = 0; i < buckets; ++i) {
    if (weights.begins_[i] > weights.begins_[i + 1]) return damaged();
  }
  if (weights.begins_[buckets] != section.size() - head) return damaged();
  return weights;
}

void Weights::add(std::span<const std::uint64_t> features, Scores& scores) const {
  constexpr std::size_t kAhead = 8;
  const std::uint32_t shift = 64 - bits_;
  for (std::size_t i = 0; i < features.size(); ++i) {
    if (i + 2 * kAhead < features.size()) __builtin_prefetch(&begins_[features[i + 2 * kAhead] >> shift]);
    if (i + kAhead < features.size()) __builtin_prefetch(bytes_ + begins_[features[i + kAhead] >> shift]);
    const std::uint64_t bucket = features[i] >> shift;
    const std::uint8_t* at = bytes_ + begins_[bucket];
    const std::uint8_t* const end = bytes_ + begins_[bucket + 1];
    const auto check = static_cast<std::uint16_t>(features[i]);
    while (end - at >= 3) {
      std::uint16_t found = 0;
      std::memcpy(&found, at, sizeof found);
      const std::uint8_t* const pairs = at + 3;
      const std::uint8_t* const next = pairs + 2 * at[2];
      if (next > end) break;
      if (found == check) {
        for (const std::uint8_t* pair = pairs; pair != next; pair += 2) {
          const std::int32_t root = static_cast<std::int8_t>(pair[1]);
          scores[pair[0]] += root * std::abs(root);
        }
        break;
      }
      at = next;
    }
  }
}

Result<HashTable> HashTable::open(std::string_view section) {
  if (section.size() < 2 * sizeof(std::uint32_t)) return damaged();
  HashTable table;
  table.bits_ = numbers(section)[0];
  if (table.bits_ == 0 || table.bits_ > kMaxBits) return damaged();
  if (section.size() != 2 * sizeof(std::uint32_t) * ((std::size_t{1} << table.bits_) + 1)) return damaged();
  table.slots_ = numbers(section) + 2;
  return table;
}

std::uint32_t HashTable::find(std::uint64_t hash) const {
  const std::uint64_t mask = (std::uint64_t{1} << bits_) - 1;
  const auto check = static_cast<std::uint32_t>(hash);
  std::uint64_t slot = hash >> (64 - bits_);
  // The writer leaves slots empty; the count of steps guards against a file in which there are none.
  for (std::uint64_t step = 0; step <= mask; ++step, slot = (slot + 1) & mask) {
    const std::uint32_t value = slots_[2 * slot + 1];
    if (value == kNone) return kNone;
    if (slots_[2 * slot] == check) return value;
  }
  return kNone;
}

}  // namespace dateline::syntax
