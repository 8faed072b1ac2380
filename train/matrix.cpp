// The right operand is copied into panels of two vectors' columns that stay in the first cache; six rows of the left one meet a
// panel at a time, with the sums in registers.
#include "matrix.h"

#include <algorithm>
#include <cstring>
#include <vector>

namespace dateline::train {
namespace {

#ifdef __AVX512F__
constexpr std::size_t kLanes = 16;
#else
constexpr std::size_t kLanes = 8;
#endif
constexpr std::size_t kPanel = 2 * kLanes;
constexpr std::size_t kRows = 6;
constexpr std::size_t kDepth = 256;

using Vector [[gnu::vector_size(sizeof(float) * kLanes)]] = float;

Vector load(const float* from) {
  Vector vector;
  std::memcpy(&vector, from, sizeof vector);
  return vector;
}

void store(float* to, Vector vector) { std::memcpy(to, &vector, sizeof vector); }

void add_to(float* to, Vector vector) { store(to, vector + load(to)); }

void pack(Matrix right, std::size_t first_row, std::size_t first_column, std::size_t depth, std::size_t width, float* panel) {
  if (width < kPanel) std::fill(panel, panel + depth * kPanel, 0.0f);
  if (right.transpose == Transpose::No) {
    for (std::size_t k = 0; k < depth; ++k) {
      const float* const row = right.values + (first_row + k) * right.stride + first_column;
      float* const to = panel + k * kPanel;
      if (width == kPanel) {
        store(to, load(row));
        store(to + kLanes, load(row + kLanes));
      } else {
        for (std::size_t j = 0; j < width; ++j) to[j] = row[j];
      }
    }
    return;
  }
  // Lines of the first cache are read whole.
  for (std::size_t begin = 0; begin < depth; begin += kLanes) {
    const std::size_t end = std::min(depth, begin + kLanes);
    for (std::size_t j = 0; j < width; ++j) {
      const float* const row = right.values + (first_column + j) * right.stride + first_row;
      for (std::size_t k = begin; k < end; ++k) panel[k * kPanel + j] = row[k];
    }
  }
}

template <std::size_t Rows>
void block(const float* left, std::size_t row_step, std::size_t depth_step, const float* panel, std::size_t depth, float* result,
           std::size_t result_stride, std::size_t width) {
  Vector sums[Rows][2] = {};
  for (std::size_t k = 0; k < depth; ++k) {
    const Vector first = load(panel + k * kPanel);
    const Vector second = load(panel + k * kPanel + kLanes);
    for (std::size_t i = 0; i < Rows; ++i) {
      const float value = left[i * row_step + k * depth_step];
      sums[i][0] += value * first;
      sums[i][1] += value * second;
    }
  }
  for (std::size_t i = 0; i < Rows; ++i) {
    float* to = result + i * result_stride;
    if (width == kPanel) {
      add_to(to, sums[i][0]);
      add_to(to + kLanes, sums[i][1]);
      continue;
    }
    for (std::size_t j = 0; j < width; ++j) to[j] += sums[i][j / kLanes][j % kLanes];
  }
}

}  // namespace

void multiply_add(Matrix left, Matrix right, float* result, std::size_t result_stride, std::size_t rows, std::size_t columns,
                  std::size_t depth) {
  const std::size_t row_step = left.transpose == Transpose::No ? left.stride : 1;
  const std::size_t depth_step = left.transpose == Transpose::No ? 1 : left.stride;
  alignas(64) float panel[kDepth * kPanel];
  for (std::size_t k = 0; k < depth; k += kDepth) {
    const std::size_t deep = std::min(kDepth, depth - k);
    for (std::size_t j = 0; j < columns; j += kPanel) {
      const std::size_t width = std::min(kPanel, columns - j);
      pack(right, k, j, deep, width, panel);
      std::size_t i = 0;
      const auto at = [&] { return left.values + i * row_step + k * depth_step; };
      for (; i + kRows <= rows; i += kRows) {
        block<kRows>(at(), row_step, depth_step, panel, deep, result + i * result_stride + j, result_stride, width);
      }
      for (; i < rows; ++i) {
        block<1>(at(), row_step, depth_step, panel, deep, result + i * result_stride + j, result_stride, width);
      }
    }
  }
}

}  // namespace dateline::train
