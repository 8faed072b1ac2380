// The network's arithmetic, in vector instructions that are chosen for the machine when the program runs. Every kernel gives the
// same bits whatever the instructions: whole numbers are added exactly, floats in an order that does not depend on the width.
#pragma once

#include <cstddef>
#include <cstdint>

namespace dateline::syntax {

// The largest weight, so that two products with a byte fit into 16 bits: 2 * 255 * 63 < 2^15.
inline constexpr int kMostWeight = 63;

// Whole-number weights of a layer, `depth` inputs by `width` outputs: both multiples of 32. An output is
//   (sum of input * weight) * input scale * scale of the output.
struct ByteMatrix {
  const std::int8_t* weights = nullptr;  // [depth / 4][width][4], from -kMostWeight to kMostWeight
  const std::int32_t* sums = nullptr;    // of the weights of each output
  const float* scales = nullptr;         // of each output
  const float* bias = nullptr;           // of each output
  std::size_t depth = 0;
  std::size_t width = 0;
};

// How many numbers a row must be a multiple of.
inline constexpr std::size_t kRowUnit = 32;

// A row of floats as bytes: byte * scale is near the number. `width` is a multiple of kRowUnit.
void to_bytes(const float* row, std::size_t width, std::int8_t* bytes, float& scale);

// output[width] = scale * the sum of `count` rows of bytes.
void add_bytes(const std::int8_t* const* rows, std::size_t count, std::size_t width, float scale, float* output);

// output[rows x matrix.width] = bias + inputs[rows x matrix.depth] * weights.
void multiply(const ByteMatrix& matrix, const std::int8_t* inputs, const float* scales, std::size_t rows, float* output);

// One direction of a layer over the `rows` words of a sentence, from the first to the last or the other way round. `gates` holds
// candidate, forget and reset for each word, `stride` floats from word to word; `memory` how forget and reset see the last state;
// `skip` what goes round the cell (may be null); `output` and `skip` have rows of `output_stride`.
enum class Direction : std::uint8_t { Forward, Backward };
void recur(const float* gates, std::size_t stride, const float* memory, const float* skip, float* output,
           std::size_t output_stride, std::size_t hidden, std::size_t rows, Direction direction);

// Negative numbers count for a tenth.
void leak(float* values, std::size_t count);

// scores[columns] = start[columns] + row[depth] * matrix[depth x columns]; `columns` is a multiple of kRowUnit.
void multiply_row(const float* row, const float* matrix, const float* start, std::size_t depth, std::size_t columns,
                  float* scores);

// The instructions in use ("AVX2").
const char* instructions();

}  // namespace dateline::syntax
