// Keys of the model's tables. Shared with the trainer; part of the file format.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "dateline/annotations.h"
#include "syntax/hashing.h"
#include "syntax/word_form.h"

namespace dateline::syntax {

constexpr std::uint64_t word_key(std::uint32_t lower) { return mix(0x776f, lower); }
constexpr std::uint64_t feature_key(std::uint32_t tag, const WordForm& form) { return mix(mix(0x6665, tag), form.lower); }

// For a whole word or for the end of any word with the tag.
enum class LemmaScope : std::uint8_t { Word, Suffix };
constexpr std::uint64_t lemma_key(LemmaScope scope, std::uint32_t tag, std::string_view letters) {
  return mix(mix(mix(0x6c65, static_cast<std::uint64_t>(scope)), tag), hash_string(letters));
}
inline constexpr std::size_t kLongestLemmaSuffix = 6;

// The letters from which a lemma is made: names, numbers and signs as written, all other words normalised. `buffer` holds them.
std::string_view lemma_base(std::string_view form, Upos upos, std::string& buffer);

}  // namespace dateline::syntax
