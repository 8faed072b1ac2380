// What the passes of a network have in common: forms that compilers turn into vector code.
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <vector>

namespace dateline::train {

inline constexpr float kLeak = 0.1f;  // of negative numbers

// e^x with a relative error of 1e-6; a form that compilers turn into vector code.
inline float fast_exp(float x) {
  x = std::min(std::max(x, -87.0f), 87.0f);
  const float scaled = x * 1.44269504f;
  const float whole = static_cast<float>(static_cast<std::int32_t>(scaled + (scaled < 0 ? -0.5f : 0.5f)));
  const float part = (scaled - whole) * 0.69314718f;
  const float power = 1 + part * (1 + part * (0.5f + part * (0.16666667f + part * (0.04166667f + part * 0.00833333f))));
  return power * std::bit_cast<float>((static_cast<std::int32_t>(whole) + 127) << 23);
}

inline float sigmoid(float x) { return 1 / (1 + fast_exp(-x)); }

// Turns scores into probabilities.
inline void softmax(float* scores, std::size_t count) {
  float most = scores[0];
  for (std::size_t i = 1; i < count; ++i) most = std::max(most, scores[i]);
  float sum = 0;
  for (std::size_t i = 0; i < count; ++i) {
    scores[i] = fast_exp(scores[i] - most);
    sum += scores[i];
  }
  for (std::size_t i = 0; i < count; ++i) scores[i] /= sum;
}

inline double log_loss(float probability) { return -std::log(std::max(probability, 1e-12f)); }

inline std::uint32_t best_of(const float* scores, std::size_t count) {
  return static_cast<std::uint32_t>(std::max_element(scores, scores + count) - scores);
}

inline void set_rows(std::vector<float>& rows, const float* row, std::size_t count, std::size_t width) {
  rows.resize(count * width);
  for (std::size_t i = 0; i < count; ++i) std::copy(row, row + width, rows.begin() + static_cast<std::ptrdiff_t>(i * width));
}

inline void add_column_sums(const std::vector<float>& rows, std::size_t width, float* sums) {
  for (std::size_t i = 0; i < rows.size(); i += width) {
    for (std::size_t k = 0; k < width; ++k) sums[k] += rows[i + k];
  }
}

}  // namespace dateline::train
