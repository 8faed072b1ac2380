// The kernels against plain loops, with each set of instructions that this machine has: the same bits from all of them.
#include "syntax/kernels.h"

#include <doctest/doctest.h>
#include <hwy/targets.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

using namespace dateline::syntax;

namespace {

// Numbers without rhyme or reason, the same every time.
class Numbers {
 public:
  float next() {
    state_ = state_ * 1664525u + 1013904223u;
    return static_cast<float>(state_ >> 8) / static_cast<float>(1u << 23) - 1;
  }
  std::int8_t next_byte() { return static_cast<std::int8_t>(std::lround(next() * 127)); }

 private:
  std::uint32_t state_ = 1;
};

struct Matrix {
  std::vector<std::int8_t> plain;  // [depth][width]
  std::vector<std::int8_t> packed;
  std::vector<std::int32_t> sums;
  std::vector<float> scales;
  std::vector<float> bias;
  ByteMatrix view;

  Matrix(std::size_t depth, std::size_t width, Numbers& numbers) : plain(depth * width), packed(depth * width), sums(width) {
    for (std::size_t k = 0; k < depth; ++k) {
      for (std::size_t j = 0; j < width; ++j) {
        const auto byte = static_cast<std::int8_t>(std::lround(numbers.next() * kMostWeight));
        plain[k * width + j] = byte;
        packed[(k / 4 * width + j) * 4 + k % 4] = byte;
        sums[j] += byte;
      }
    }
    for (std::size_t j = 0; j < width; ++j) {
      scales.push_back(numbers.next());
      bias.push_back(numbers.next());
    }
    view = {packed.data(), sums.data(), scales.data(), bias.data(), depth, width};
  }
};

// Calls `test` once with each set of instructions.
template <typename Test>
void with_all_instructions(const Test& test) {
  const std::string best = instructions();
  std::string before;
  for (std::int64_t off = 0;; off = off << 1 | 64) {
    hwy::DisableTargets(off);
    const std::string now = instructions();
    if (now != before) {
      CAPTURE(now);
      test();
    }
    before = now;
    if (off > (std::int64_t{1} << 20)) break;
  }
  hwy::DisableTargets(0);
  CHECK(instructions() == best);
}

}  // namespace

TEST_CASE("products of bytes are exact") {
  with_all_instructions([] {
    Numbers numbers;
    for (const std::size_t width : {32, 64, 96, 224}) {
      const Matrix matrix(64, width, numbers);
      constexpr std::size_t kRows = 7;
      std::vector<std::int8_t> inputs(kRows * 64);
      for (std::int8_t& input : inputs) input = numbers.next_byte();
      std::vector<float> scales(kRows);
      for (float& scale : scales) scale = numbers.next();
      std::vector<float> output(kRows * width);
      multiply(matrix.view, inputs.data(), scales.data(), kRows, output.data());
      for (std::size_t r = 0; r < kRows; ++r) {
        for (std::size_t j = 0; j < width; ++j) {
          std::int32_t sum = 0;
          for (std::size_t k = 0; k < 64; ++k) sum += inputs[r * 64 + k] * matrix.plain[k * width + j];
          const float scale = scales[r] * matrix.scales[j];
          const float product = static_cast<float>(sum) * scale;
          REQUIRE(output[r * width + j] == product + matrix.bias[j]);
        }
      }
    }
  });
}

TEST_CASE("rows as bytes are near the numbers, and odd numbers do no harm") {
  with_all_instructions([] {
    Numbers numbers;
    std::vector<float> row(64);
    for (float& value : row) value = numbers.next();
    std::vector<std::int8_t> bytes(64);
    float scale = 0;
    to_bytes(row.data(), row.size(), bytes.data(), scale);
    for (std::size_t k = 0; k < row.size(); ++k) CHECK(std::fabs(static_cast<float>(bytes[k]) * scale - row[k]) <= scale * 0.51f);
    std::fill(row.begin(), row.end(), 0.0f);
    to_bytes(row.data(), row.size(), bytes.data(), scale);
    CHECK(bytes == std::vector<std::int8_t>(64, 0));
  });
}

TEST_CASE("cells run in both directions alike and with all instructions alike") {
  constexpr std::size_t kHidden = 32;
  constexpr std::size_t kRows = 5;
  Numbers numbers;
  std::vector<float> gates(kRows * 3 * kHidden);
  std::vector<float> memory(2 * kHidden);
  std::vector<float> skip(kRows * kHidden);
  for (auto* values : {&gates, &memory, &skip}) {
    for (float& value : *values) value = 4 * numbers.next();
  }
  std::vector<float> first;
  with_all_instructions([&] {
    std::vector<float> forward(kRows * kHidden);
    recur(gates.data(), 3 * kHidden, memory.data(), skip.data(), forward.data(), kHidden, kHidden, kRows, Direction::Forward);
    if (first.empty()) first = forward;
    CHECK(forward == first);
    // The first word of a sentence read backwards is its last one.
    std::vector<float> backward(kRows * kHidden);
    recur(gates.data(), 3 * kHidden, memory.data(), nullptr, backward.data(), kHidden, kHidden, kRows, Direction::Backward);
    const float* const gate = &gates[(kRows - 1) * 3 * kHidden];
    for (std::size_t k = 0; k < kHidden; ++k) {
      const double forget = 1 / (1 + std::exp(-static_cast<double>(gate[kHidden + k])));
      const double reset = 1 / (1 + std::exp(-static_cast<double>(gate[2 * kHidden + k])));
      CHECK(std::fabs(backward[(kRows - 1) * kHidden + k] - reset * (1 - forget) * static_cast<double>(gate[k])) < 1e-4);
    }
  });
}
