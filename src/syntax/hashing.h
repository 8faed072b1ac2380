// The hashes that name features in a model file. Their values are part of the file format: a change needs a new format version
// and new weights.
#pragma once

#include <cstdint>
#include <string_view>

namespace dateline::syntax {

constexpr std::uint64_t mix(std::uint64_t hash, std::uint64_t value) {
  hash = (hash ^ value) * 0x9e3779b97f4a7c15ull;
  return hash ^ (hash >> 29);
}

// FNV-1a, folded to 32 bits; never 0, which stands for "no word".
constexpr std::uint32_t hash_string(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325ull;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ull;
  const auto folded = static_cast<std::uint32_t>(hash ^ (hash >> 32));
  return folded == 0 ? 1 : folded;
}

}  // namespace dateline::syntax
