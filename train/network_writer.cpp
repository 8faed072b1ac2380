// Weights become bytes of 7 bits with a scale of their own for each output, tables bytes with one scale for all rows, because
// rows are added up before they are scaled.
#include "network_writer.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "syntax/network.h"

namespace dateline::train {
namespace {

using namespace syntax;

template <typename T>
void append(std::string& bytes, const std::vector<T>& values) {
  bytes.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
  bytes.resize((bytes.size() + 3) / 4 * 4);
}

std::int8_t to_byte(float value, float scale) {
  return static_cast<std::int8_t>(std::clamp(std::lround(value / scale), -127l, 127l));
}

void append_floats(std::string& bytes, const float* values, std::size_t count) {
  append(bytes, std::vector<float>(values, values + count));
}

// `weights` is depth x width; outputs up to the next multiple of kRowUnit get zeros.
void append_matrix(std::string& bytes, const float* weights, const float* bias, std::size_t depth, std::size_t width) {
  const std::size_t columns = padded(width);
  std::vector<std::int8_t> packed(depth * columns);
  std::vector<std::int32_t> sums(columns);
  std::vector<float> scales(columns);
  std::vector<float> biases(columns);
  for (std::size_t j = 0; j < width; ++j) {
    float most = 0;
    for (std::size_t k = 0; k < depth; ++k) most = std::max(most, std::fabs(weights[k * width + j]));
    scales[j] = std::max(most, 1e-12f) / kMostWeight;
    biases[j] = bias ? bias[j] : 0;
    for (std::size_t k = 0; k < depth; ++k) {
      const std::int8_t byte = to_byte(weights[k * width + j], scales[j]);
      packed[(k / 4 * columns + j) * 4 + k % 4] = byte;
      sums[j] += byte;
    }
  }
  append(bytes, packed);
  append(bytes, sums);
  append(bytes, scales);
  append(bytes, biases);
}

// The scale with the smallest squared error; the few largest values are cut off when that makes the others finer.
float best_scale(const std::vector<const std::vector<float>*>& tables) {
  float most = 1e-12f;
  for (const auto* table : tables) {
    for (const float value : *table) most = std::max(most, std::fabs(value));
  }
  float best = most / 127;
  double least = -1;
  for (int step = 0; step < 12; ++step) {
    const float scale = most / 127 * std::pow(0.85f, static_cast<float>(step));
    double error = 0;
    for (const auto* table : tables) {
      for (std::size_t i = 0; i < table->size(); i += 7) {  // a sample is enough
        const double miss = static_cast<double>((*table)[i]) - static_cast<double>(scale) * to_byte((*table)[i], scale);
        error += miss * miss;
      }
    }
    if (least >= 0 && error >= least) continue;
    least = error;
    best = scale;
  }
  return best;
}

void append_table(std::string& bytes, const std::vector<float>& table, float scale) {
  std::vector<std::int8_t> values;
  values.reserve(table.size());
  for (const float value : table) values.push_back(to_byte(value, scale));
  append(bytes, values);
}

}  // namespace

std::string network_section(const Network& network, const Vocabulary& vocabulary) {
  const NetworkShape& shape = network.shape;
  NetworkHeader header{};
  header.shape = shape;
  header.learned_words = static_cast<std::uint32_t>(network.words.size() / shape.word);
  header.vector_words = static_cast<std::uint32_t>(vocabulary.vectors.size() / shape.vector);
  header.words = static_cast<std::uint32_t>(vocabulary.words.size());
  header.tags = static_cast<std::uint32_t>(network.tags);
  header.row_scale = best_scale({&network.words, &network.parts});
  header.vector_scale = best_scale({&vocabulary.vectors});
  std::string bytes(reinterpret_cast<const char*>(&header), sizeof header);

  const NetworkLayout& at = network.layout;
  const float* const dense = network.dense.data();
  for (std::size_t l = 0; l < shape.layers; ++l) {
    append_matrix(bytes, dense + at.layers[l].weights, dense + at.layers[l].bias, shape.layer_input(l), shape.gates());
    append_floats(bytes, dense + at.layers[l].memory, 4 * shape.hidden);
  }
  append_matrix(bytes, dense + at.tag, dense + at.tag_bias, shape.state(), network.tags);
  append_matrix(bytes, dense + at.name, dense + at.name_bias, shape.state(), kNameLabels);
  append_matrix(bytes, dense + at.roles, dense + at.role_bias, shape.state(), shape.roles());
  append_matrix(bytes, dense + at.arc, nullptr, shape.arc, shape.arc);
  append_matrix(bytes, dense + at.label, dense + at.label_bias, shape.label, network.relations);
  append_floats(bytes, dense + at.arc_bias, shape.arc);
  append_floats(bytes, dense + at.root, shape.arc + shape.label);
  append_table(bytes, network.parts, header.row_scale);
  append_table(bytes, network.words, header.row_scale);
  append_table(bytes, vocabulary.vectors, header.vector_scale);
  append(bytes, vocabulary.classes);
  return bytes;
}

}  // namespace dateline::train
