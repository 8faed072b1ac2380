// Matrix products in float, row-major. Compiled for the vector width that CMake names, so that results do not depend on the
// machine.
#pragma once

#include <cstddef>

namespace dateline::train {

enum class Transpose : bool { No, Yes };

// A matrix of which rows lie `stride` floats apart.
struct Matrix {
  const float* values;
  std::size_t stride;
  Transpose transpose = Transpose::No;
};

// result[rows x columns] += left[rows x depth] * right[depth x columns]; a transposed operand is stored the other way round.
void multiply_add(Matrix left, Matrix right, float* result, std::size_t result_stride, std::size_t rows, std::size_t columns,
                  std::size_t depth);

}  // namespace dateline::train
