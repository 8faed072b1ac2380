// The shape of the neural network (network.h says what it does), shared with the trainer. A model file begins its network with
// it.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "syntax/hashing.h"
#include "syntax/word_form.h"

namespace dateline::syntax {

// All widths are multiples of 32 (kRowUnit in kernels.h).
struct NetworkShape {
  std::uint32_t layers = 3;
  std::uint32_t word = 128;      // of what is learned for words and their parts; the rows of a word are added up
  std::uint32_t vector = 64;     // of vectors learned from raw text
  std::uint32_t hidden = 128;    // of a layer in one direction
  std::uint32_t arc = 96;        // of a word's role as dependent or as head in the score of an arc
  std::uint32_t label = 64;      // the same for the arc's relation
  std::uint32_t part_bits = 15;  // there are 2^part_bits rows for parts of words

  std::size_t input() const { return word + vector; }
  std::size_t state() const { return 2 * hidden; }
  std::size_t gates() const { return 2 * kGates * hidden; }
  std::size_t roles() const { return 2 * (arc + label); }
  std::size_t part_rows() const { return std::size_t{1} << part_bits; }
  std::size_t part_row(std::uint32_t hash) const { return hash >> (32 - part_bits); }
  std::size_t layer_input(std::size_t layer) const { return layer == 0 ? input() : state(); }

  static constexpr std::size_t kGates = 3;  // candidate, forget, reset
};

inline constexpr std::size_t kMostLayers = 4;
inline constexpr std::size_t kWidest = 1024;  // of any layer or table

inline constexpr std::size_t kNameLabels = 9;  // outside, then begin and inside for each kind of name
inline constexpr std::uint32_t kMostPartBits = 20;
inline constexpr std::size_t kPartCount = 9;

// Hashes of a word's parts: ends and beginnings of the word, its shape, the sentence's use of capitals. NetworkShape::part_row
// says where each is in the table of parts.
inline std::array<std::uint32_t, kPartCount> part_hashes(const WordForm& form, CaseStyle style) {
  std::array<std::uint32_t, kPartCount> hashes;
  std::uint32_t at = 0;
  const auto add = [&](std::uint64_t part) {
    hashes[at] = static_cast<std::uint32_t>(mix(mix(0x7072, at), part) >> 32);
    ++at;
  };
  for (const std::uint32_t suffix : form.suffix) add(suffix);
  for (const std::uint32_t prefix : form.prefix) add(prefix);
  add(form.shape);
  add(static_cast<std::uint64_t>(style));
  return hashes;
}

// The same for what lists of words say that a word may be (NetworkPieces::classes, a bit each): one hash for the first eight
// classes together and one for each class that it has.
inline constexpr std::uint32_t kMostClasses = 32;
inline constexpr std::uint32_t kMostClassHashes = kMostClasses + 1;

template <typename Use>
void for_each_class_hash(std::uint32_t classes, const Use& use) {
  constexpr std::uint64_t kAlone = 1 << 16;
  const auto hash = [](std::uint64_t part) { return static_cast<std::uint32_t>(mix(mix(0x7072, kPartCount), part) >> 32); };
  use(hash(classes & 0xff));
  for (std::uint32_t rest = classes; rest != 0; rest &= rest - 1)
    use(hash(kAlone + static_cast<std::uint64_t>(std::countr_zero(rest))));
}

}  // namespace dateline::syntax
