// A map from 64-bit hashes to numbers, as it lies in the model file. A view into the mapped file; any number of threads.
#pragma once

#include <cstdint>
#include <string_view>

#include "dateline/result.h"

namespace dateline::syntax {

// Layout: u32 bits; u32 unused; then 2^bits slots {u32 check, u32 value}; an empty slot has the value kNone.
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
