// Vectors of words from raw text: words that stand among the same words get vectors that look alike.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace dateline::train {

struct VectorOptions {
  std::uint32_t width = 64;
  std::uint32_t rounds = 2;
  std::uint64_t seed = 1;
};

// `text` holds numbers of words below `words`, kNone for a word without a number and between sentences. Gives options.width
// numbers for each word, scaled so that their root mean square is kVectorScale.
inline constexpr float kVectorScale = 0.4f;
std::vector<float> learn_vectors(std::span<const std::uint32_t> text, std::uint32_t words, const VectorOptions& options);

}  // namespace dateline::train
