// Weights of a linear classifier over hashed features, as they lie in the model file: for each feature the few classes that it
// speaks for or against. Views into the mapped file; any number of threads.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "dateline/result.h"

namespace dateline::syntax {

inline constexpr std::size_t kMaxClasses = 256;
using Scores = std::array<std::int32_t, kMaxClasses>;

// Layout: u32 bits; u32 begins[2^bits + 1]; then the buckets. A feature is in the bucket of its hash's upper `bits`, as an entry
//   u16 check (the hash's lower bits), u8 count, count x {u8 class, i8 root}
// where a weight is root * |root|, in a unit that is the same for all.
// A feature that was never learned is taken for another one in the same bucket once in some 10 000 times.
class Weights {
 public:
  Weights() = default;
  static Result<Weights> open(std::string_view section);

  // Adds each feature's weights to `scores`.
  void add(std::span<const std::uint64_t> features, Scores& scores) const;

 private:
  const std::uint32_t* begins_ = nullptr;
  const std::uint8_t* bytes_ = nullptr;
  std::uint32_t bits_ = 1;
};

// A map from 64-bit hashes to numbers. Layout: u32 bits; u32 unused; then 2^bits slots {u32 check, u32 value}; an empty slot has the value kNone.
class HashTable {
 public:
  HashTable() = default;
  static Result<HashTable> open(std::string_view section);

  // kNone when the hash is not there.
  std::uint32_t find(std::uint64_t hash) const;

 private:
  const std::uint32_t* slots_ = nullptr;
  std::uint32_t bits_ = 1;
};

}  // namespace dateline::syntax
