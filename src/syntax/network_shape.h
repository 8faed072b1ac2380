// The shape of the neural network (network.h says what it does), shared with the trainer; part of the file format.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "syntax/hashing.h"
#include "syntax/word_form.h"

namespace dateline::syntax {

inline constexpr std::size_t kWordWidth = 96;    // of what is learned for words and their parts; the rows of a word are added up
inline constexpr std::size_t kVectorWidth = 64;  // of vectors learned from raw text
inline constexpr std::size_t kInputWidth = kWordWidth + kVectorWidth;
inline constexpr std::size_t kHidden = 96;  // of a layer in one direction
inline constexpr std::size_t kStateWidth = 2 * kHidden;
inline constexpr std::size_t kLayers = 3;
inline constexpr std::size_t kGates = 3;  // candidate, forget, reset
inline constexpr std::size_t kGateWidth = 2 * kGates * kHidden;
inline constexpr std::size_t kArcWidth = 64;
inline constexpr std::size_t kLabelWidth = 64;
inline constexpr std::size_t kRoleWidth = 2 * (kArcWidth + kLabelWidth);
inline constexpr std::size_t kNameLabels = 9;  // outside, then begin and inside for each kind of name
inline constexpr std::uint32_t kBucketBits = 14;
inline constexpr std::size_t kPartCount = 9;

constexpr std::size_t layer_input(std::size_t layer) { return layer == 0 ? kInputWidth : kStateWidth; }

// Rows of the table of parts: ends and beginnings of the word, its shape, the sentence's use of capitals.
inline std::array<std::uint32_t, kPartCount> part_rows(const WordForm& form, CaseStyle style) {
  std::array<std::uint32_t, kPartCount> rows;
  std::uint32_t at = 0;
  const auto add = [&](std::uint64_t part) {
    rows[at] = static_cast<std::uint32_t>(mix(mix(0x7072, at), part) >> (64 - kBucketBits));
    ++at;
  };
  for (const std::uint32_t suffix : form.suffix) add(suffix);
  for (const std::uint32_t prefix : form.prefix) add(prefix);
  add(form.shape);
  add(static_cast<std::uint64_t>(style));
  return rows;
}

}  // namespace dateline::syntax
