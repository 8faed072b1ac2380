// Skip-gram with negative samples (Mikolov and others 2013), where each place around the word has its own matrix of outputs, so
// that the order of words counts (Ling and others 2015). One thread: the updates depend on their order.
#include "vectors_trainer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "dateline/annotations.h"
#include "random.h"

namespace dateline::train {
namespace {

constexpr std::array<int, 4> kPlaces = {-2, -1, 1, 2};
constexpr std::size_t kNegatives = 4;
constexpr std::size_t kSampleSize = 1 << 22;
constexpr float kRate = 0.05f;
constexpr double kFrequent = 1e-3;  // words more frequent than this are passed over now and then

// A table in which each word stands as often as its count to the power of 3/4 says.
std::vector<std::uint32_t> sample_table(std::span<const std::uint32_t> counts) {
  double sum = 0;
  for (const std::uint32_t count : counts) sum += std::pow(count, 0.75);
  std::vector<std::uint32_t> table;
  double reached = 0;
  for (std::uint32_t word = 0; word < counts.size(); ++word) {
    reached += std::pow(counts[word], 0.75) / sum * kSampleSize;
    while (static_cast<double>(table.size()) < reached && table.size() < kSampleSize) table.push_back(word);
  }
  return table;
}

}  // namespace

std::vector<float> learn_vectors(std::span<const std::uint32_t> text, std::uint32_t words, const VectorOptions& options) {
  const std::size_t width = options.width;
  std::vector<std::uint32_t> counts(words);
  std::size_t total = 0;
  for (const std::uint32_t word : text) {
    if (word == kNone) continue;
    ++counts[word];
    ++total;
  }
  const std::vector<std::uint32_t> samples = sample_table(counts);
  Random random(options.seed);
  std::vector<float> input(words * width);
  for (float& value : input)
    value = static_cast<float>(static_cast<double>(random.next() >> 11) * 0x1.0p-53 - 0.5) / static_cast<float>(width);
  std::vector<float> output(kPlaces.size() * words * width);
  std::vector<float> gradient(width);
  const std::size_t steps = options.rounds * text.size();
  std::size_t step = 0;
  for (std::uint32_t round = 0; round < options.rounds; ++round) {
    for (std::size_t at = 0; at < text.size(); ++at, ++step) {
      const std::uint32_t word = text[at];
      if (word == kNone) continue;
      const double frequency = static_cast<double>(counts[word]) / static_cast<double>(total);
      if (frequency > kFrequent && !random.with_chance(std::sqrt(kFrequent / frequency))) continue;
      const float rate = kRate * std::max(1e-3f, 1 - static_cast<float>(step) / static_cast<float>(steps));
      float* const vector = &input[word * width];
      std::fill(gradient.begin(), gradient.end(), 0.0f);
      for (std::size_t place = 0; place < kPlaces.size(); ++place) {
        const std::ptrdiff_t other = static_cast<std::ptrdiff_t>(at) + kPlaces[place];
        if (other < 0 || other >= static_cast<std::ptrdiff_t>(text.size())) continue;
        const std::uint32_t neighbour = text[static_cast<std::size_t>(other)];
        if (neighbour == kNone) continue;
        for (std::size_t n = 0; n <= kNegatives; ++n) {
          const std::uint32_t target = n == 0 ? neighbour : samples[random.below(samples.size())];
          if (n > 0 && target == neighbour) continue;
          float* const row = &output[(place * words + target) * width];
          float sums[8] = {};
          for (std::size_t k = 0; k < width; k += 8) {
            for (std::size_t lane = 0; lane < 8; ++lane) sums[lane] += vector[k + lane] * row[k + lane];
          }
          const float score = ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]));
          const float pull = rate * ((n == 0 ? 1.0f : 0.0f) - 1 / (1 + std::exp(-score)));
          for (std::size_t k = 0; k < width; ++k) {
            gradient[k] += pull * row[k];
            row[k] += pull * vector[k];
          }
        }
      }
      for (std::size_t k = 0; k < width; ++k) vector[k] += gradient[k];
    }
    fmt::print(stderr, "vectors: round {} of {}\n", round + 1, options.rounds);
  }
  double squares = 0;
  for (const float value : input) squares += static_cast<double>(value) * static_cast<double>(value);
  const float scale = kVectorScale / static_cast<float>(std::sqrt(squares / static_cast<double>(input.size())) + 1e-12);
  for (float& value : input) value *= scale;
  return input;
}

}  // namespace dateline::train
