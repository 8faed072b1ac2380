#include "syntax/hash_table.h"

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
