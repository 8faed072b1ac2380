// Bytes rather than floats make the products fast: four of them fit where one float does. The inner loop keeps a tile of sums in
// registers, four words by some vectors of outputs. Where the machine has an instruction for four products at once (VNNI) it is
// used; elsewhere one for two, whose sum of 16 bits has room for them because weights are small (kMostWeight). All give the same
// sums.
//
// Compiled once for each set of instructions: Highway includes this file again and again.
#include "syntax/kernels.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "syntax/kernels.cpp"
#define HWY_WANT_AVX3_DL
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace dateline::syntax::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

#undef DATELINE_TILE
#if HWY_TARGET == HWY_AVX3_DL
#define DATELINE_TILE __attribute__((target(HWY_TARGET_STR ",avx512vnni")))
#else
#define DATELINE_TILE
#endif
#undef DATELINE_BYTE_PRODUCTS
#define DATELINE_BYTE_PRODUCTS (HWY_ARCH_X86 && HWY_TARGET <= HWY_SSSE3)

constexpr std::size_t kTileRows = 4;
constexpr std::size_t kTileVectors = HWY_MAX_BYTES == 64 ? 4 : 2;
// Rows are multiples of 32, so that every vector is whole.
using Float = hn::CappedTag<float, 16>;
using Int = hn::Rebind<std::int32_t, Float>;

// The same four bytes in each lane.
[[maybe_unused]] hn::Vec<Int> repeat_bytes(const std::int8_t* bytes) {
  std::int32_t word;
  std::memcpy(&word, bytes, sizeof word);
  return hn::Set(Int(), word);
}

// Four bytes in each lane.
[[maybe_unused]] hn::Vec<Int> load_bytes(const std::int8_t* bytes) {
  return hn::LoadU(Int(), reinterpret_cast<const std::int32_t*>(bytes));
}

#if DATELINE_BYTE_PRODUCTS
// Adds four products in each lane. The instructions take inputs without sign: 128 more, which tile() takes off in the end.
DATELINE_TILE hn::Vec<Int> add_products(hn::Vec<Int> sum, hn::Vec<Int> inputs, hn::Vec<Int> weights) {
#if HWY_TARGET == HWY_AVX3_DL
  sum.raw = _mm512_dpbusd_epi32(sum.raw, inputs.raw, weights.raw);
  return sum;
#else
  hn::Vec<Int> products;
#if HWY_TARGET == HWY_AVX3
  products.raw = _mm512_madd_epi16(_mm512_maddubs_epi16(inputs.raw, weights.raw), _mm512_set1_epi16(1));
#elif HWY_TARGET == HWY_AVX2
  products.raw = _mm256_madd_epi16(_mm256_maddubs_epi16(inputs.raw, weights.raw), _mm256_set1_epi16(1));
#else
  products.raw = _mm_madd_epi16(_mm_maddubs_epi16(inputs.raw, weights.raw), _mm_set1_epi16(1));
#endif
  return hn::Add(sum, products);
#endif
}
#endif

// Adds the products of four inputs of each row with four weights of each output, over the whole depth.
template <std::size_t Rows, std::size_t Vectors>
DATELINE_TILE void tile(const ByteMatrix& matrix, const std::int8_t* inputs, const float* input_scales, std::size_t column,
                        float* output) {
  const Int ints;
  const Float floats;
  const std::size_t lanes = hn::Lanes(ints);
  hn::Vec<Int> sums[Rows][Vectors];
  for (std::size_t r = 0; r < Rows; ++r) {
    for (std::size_t v = 0; v < Vectors; ++v) sums[r][v] = hn::Zero(ints);
  }
  for (std::size_t k = 0; k < matrix.depth; k += 4) {
    const std::int8_t* const weights = matrix.weights + (k * matrix.width + 4 * column);
#if DATELINE_BYTE_PRODUCTS
    hn::Vec<Int> loaded[Vectors];
    for (std::size_t v = 0; v < Vectors; ++v) loaded[v] = load_bytes(weights + 4 * v * lanes);
    for (std::size_t r = 0; r < Rows; ++r) {
      const auto input =
          hn::Xor(repeat_bytes(inputs + r * matrix.depth + k), hn::Set(ints, static_cast<std::int32_t>(0x80808080u)));
      for (std::size_t v = 0; v < Vectors; ++v) sums[r][v] = add_products(sums[r][v], input, loaded[v]);
    }
#else
    for (std::size_t v = 0; v < Vectors; ++v) {
      const auto loaded = load_bytes(weights + 4 * v * lanes);
      const auto first = hn::ShiftRight<24>(hn::ShiftLeft<24>(loaded));
      const auto second = hn::ShiftRight<24>(hn::ShiftLeft<16>(loaded));
      const auto third = hn::ShiftRight<24>(hn::ShiftLeft<8>(loaded));
      const auto fourth = hn::ShiftRight<24>(loaded);
      for (std::size_t r = 0; r < Rows; ++r) {
        const std::int8_t* const input = inputs + r * matrix.depth + k;
        const auto low = hn::Add(hn::Mul(first, hn::Set(ints, input[0])), hn::Mul(second, hn::Set(ints, input[1])));
        const auto high = hn::Add(hn::Mul(third, hn::Set(ints, input[2])), hn::Mul(fourth, hn::Set(ints, input[3])));
        sums[r][v] = hn::Add(sums[r][v], hn::Add(low, high));
      }
    }
#endif
  }
  for (std::size_t r = 0; r < Rows; ++r) {
    for (std::size_t v = 0; v < Vectors; ++v) {
      const std::size_t at = column + v * lanes;
      auto sum = sums[r][v];
#if DATELINE_BYTE_PRODUCTS
      sum = hn::Sub(sum, hn::ShiftLeft<7>(hn::LoadU(ints, matrix.sums + at)));
#endif
      const auto scale = hn::Mul(hn::Set(floats, input_scales[r]), hn::LoadU(floats, matrix.scales + at));
      hn::StoreU(hn::Add(hn::Mul(hn::ConvertTo(floats, sum), scale), hn::LoadU(floats, matrix.bias + at)), floats,
                 output + r * matrix.width + at);
    }
  }
}

template <std::size_t Rows>
void band(const ByteMatrix& matrix, const std::int8_t* inputs, const float* scales, float* output) {
  const std::size_t step = kTileVectors * hn::Lanes(Int());
  std::size_t column = 0;
  for (; column + step <= matrix.width; column += step) tile<Rows, kTileVectors>(matrix, inputs, scales, column, output);
  for (; column < matrix.width; column += hn::Lanes(Int())) tile<Rows, 1>(matrix, inputs, scales, column, output);
}

void multiply(const ByteMatrix& matrix, const std::int8_t* inputs, const float* scales, std::size_t rows, float* output) {
  std::size_t r = 0;
  for (; r + kTileRows <= rows; r += kTileRows)
    band<kTileRows>(matrix, inputs + r * matrix.depth, scales + r, output + r * matrix.width);
  for (; r < rows; ++r) band<1>(matrix, inputs + r * matrix.depth, scales + r, output + r * matrix.width);
}

void to_bytes(const float* row, std::size_t width, std::int8_t* bytes, float& scale) {
  const Float floats;
  const Int ints;
  const std::size_t lanes = hn::Lanes(floats);
  auto most = hn::Zero(floats);
  for (std::size_t k = 0; k < width; k += lanes) most = hn::Max(most, hn::Abs(hn::LoadU(floats, row + k)));
  const float largest = std::min(hn::GetLane(hn::MaxOfLanes(floats, most)), 1e30f);
  scale = largest / 127;
  const auto factor = hn::Set(floats, largest > 1e-30f ? 127 / largest : 0.0f);
  const hn::Rebind<std::int8_t, Int> narrow;
  for (std::size_t k = 0; k < width; k += lanes) {
    hn::StoreU(hn::DemoteTo(narrow, hn::NearestInt(hn::Mul(hn::LoadU(floats, row + k), factor))), narrow, bytes + k);
  }
  (void)ints;
}

void add_bytes(const std::int8_t* const* rows, std::size_t count, std::size_t width, float scale, float* output) {
  const Float floats;
  const Int ints;
  const hn::Rebind<std::int8_t, Int> narrow;
  for (std::size_t k = 0; k < width; k += hn::Lanes(ints)) {
    auto sum = hn::Zero(ints);
    for (std::size_t i = 0; i < count; ++i) sum = hn::Add(sum, hn::PromoteTo(ints, hn::LoadU(narrow, rows[i] + k)));
    hn::StoreU(hn::Mul(hn::ConvertTo(floats, sum), hn::Set(floats, scale)), floats, output + k);
  }
}

// 1 / (1 + e^-x).
hn::Vec<Float> sigmoid(hn::Vec<Float> x) {
  const Float floats;
  const Int ints;
  const auto bounded = hn::Max(hn::Min(hn::Neg(x), hn::Set(floats, 60.0f)), hn::Set(floats, -60.0f));
  const auto scaled = hn::Mul(bounded, hn::Set(floats, 1.44269504f));
  const auto whole = hn::NearestInt(scaled);
  const auto part = hn::Mul(hn::Sub(scaled, hn::ConvertTo(floats, whole)), hn::Set(floats, 0.69314718f));
  auto power = hn::Set(floats, 0.00833333f);
  for (const float term : {0.04166667f, 0.16666667f, 0.5f, 1.0f, 1.0f})
    power = hn::Add(hn::Mul(power, part), hn::Set(floats, term));
  const auto exponent = hn::BitCast(floats, hn::ShiftLeft<23>(hn::Add(whole, hn::Set(ints, 127))));
  const auto one = hn::Set(floats, 1.0f);
  return hn::Div(one, hn::Add(one, hn::Mul(power, exponent)));
}

void recur(const float* gates, std::size_t stride, const float* memory, const float* skip, float* output,
           std::size_t output_stride, std::size_t hidden, std::size_t rows, Direction direction) {
  const Float floats;
  const std::size_t lanes = hn::Lanes(floats);
  const auto one = hn::Set(floats, 1.0f);
  // A vector of cells runs through all words before the next does: its state stays in a register.
  for (std::size_t k = 0; k < hidden; k += lanes) {
    const auto forget_memory = hn::LoadU(floats, memory + k);
    const auto reset_memory = hn::LoadU(floats, memory + hidden + k);
    auto state = hn::Zero(floats);
    for (std::size_t step = 0; step < rows; ++step) {
      const std::size_t row = direction == Direction::Forward ? step : rows - 1 - step;
      const float* const gate = gates + row * stride + k;
      const auto candidate = hn::LoadU(floats, gate);
      const auto forget = sigmoid(hn::Add(hn::LoadU(floats, gate + hidden), hn::Mul(forget_memory, state)));
      const auto reset = sigmoid(hn::Add(hn::LoadU(floats, gate + 2 * hidden), hn::Mul(reset_memory, state)));
      state = hn::Add(candidate, hn::Mul(forget, hn::Sub(state, candidate)));
      auto result = hn::Mul(reset, state);
      if (skip) result = hn::Add(result, hn::Mul(hn::Sub(one, reset), hn::LoadU(floats, skip + row * output_stride + k)));
      hn::StoreU(result, floats, output + row * output_stride + k);
    }
  }
}

void leak(float* values, std::size_t count) {
  const Float floats;
  for (std::size_t k = 0; k < count; k += hn::Lanes(floats)) {
    const auto value = hn::LoadU(floats, values + k);
    hn::StoreU(hn::Max(value, hn::Mul(value, hn::Set(floats, 0.1f))), floats, values + k);
  }
}

void multiply_row(const float* row, const float* matrix, const float* start, std::size_t depth, std::size_t columns,
                  float* scores) {
  const Float floats;
  const std::size_t lanes = hn::Lanes(floats);
  for (std::size_t j = 0; j < columns; j += lanes) {
    auto sum = hn::LoadU(floats, start + j);
    for (std::size_t k = 0; k < depth; ++k)
      sum = hn::Add(sum, hn::Mul(hn::Set(floats, row[k]), hn::LoadU(floats, matrix + k * columns + j)));
    hn::StoreU(sum, floats, scores + j);
  }
}

const char* instructions() { return hwy::TargetName(HWY_TARGET); }

}  // namespace
}  // namespace dateline::syntax::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace dateline::syntax {

HWY_EXPORT(multiply);
HWY_EXPORT(to_bytes);
HWY_EXPORT(add_bytes);
HWY_EXPORT(recur);
HWY_EXPORT(leak);
HWY_EXPORT(multiply_row);
HWY_EXPORT(instructions);

void multiply(const ByteMatrix& matrix, const std::int8_t* inputs, const float* scales, std::size_t rows, float* output) {
  HWY_DYNAMIC_DISPATCH(multiply)(matrix, inputs, scales, rows, output);
}

void to_bytes(const float* row, std::size_t width, std::int8_t* bytes, float& scale) {
  HWY_DYNAMIC_DISPATCH(to_bytes)(row, width, bytes, scale);
}

void add_bytes(const std::int8_t* const* rows, std::size_t count, std::size_t width, float scale, float* output) {
  HWY_DYNAMIC_DISPATCH(add_bytes)(rows, count, width, scale, output);
}

void recur(const float* gates, std::size_t stride, const float* memory, const float* skip, float* output,
           std::size_t output_stride, std::size_t hidden, std::size_t rows, Direction direction) {
  HWY_DYNAMIC_DISPATCH(recur)(gates, stride, memory, skip, output, output_stride, hidden, rows, direction);
}

void leak(float* values, std::size_t count) { HWY_DYNAMIC_DISPATCH(leak)(values, count); }

void multiply_row(const float* row, const float* matrix, const float* start, std::size_t depth, std::size_t columns,
                  float* scores) {
  HWY_DYNAMIC_DISPATCH(multiply_row)(row, matrix, start, depth, columns, scores);
}

const char* instructions() { return HWY_DYNAMIC_DISPATCH(instructions)(); }

}  // namespace dateline::syntax
#endif
