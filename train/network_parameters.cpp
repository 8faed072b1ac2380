#include "network_parameters.h"

#include <cmath>

namespace dateline::train {

using namespace syntax;

NetworkLayout::NetworkLayout(const NetworkShape& shape, std::size_t tags, std::size_t relations) : layers(shape.layers) {
  std::size_t at = 0;
  const auto take = [&](std::size_t count) {
    const std::size_t begin = at;
    at += count;
    return begin;
  };
  for (std::size_t l = 0; l < shape.layers; ++l) {
    layers[l].weights = take(shape.layer_input(l) * shape.gates());
    layers[l].bias = take(shape.gates());
    layers[l].memory = take(2 * 2 * shape.hidden);
  }
  roles = take(shape.state() * shape.roles());
  role_bias = take(shape.roles());
  arc = take(shape.arc * shape.arc);
  arc_bias = take(shape.arc);
  root = take(shape.arc + shape.label);
  label = take(shape.label * relations);
  label_bias = take(relations);
  tag = take(shape.state() * tags);
  tag_bias = take(tags);
  name = take(shape.state() * kNameLabels);
  name_bias = take(kNameLabels);
  size = at;
}

Network::Network(const NetworkShape& network_shape, std::size_t tag_count, std::size_t relation_count, std::size_t learned_words,
                 std::uint64_t seed)
    : shape(network_shape),
      tags(tag_count),
      relations(relation_count),
      layout(network_shape, tag_count, relation_count),
      dense(layout.size, 0.0f),
      words(learned_words * shape.word),
      parts(shape.part_rows() * shape.word) {
  Random random(seed);
  const auto fill = [&](float* values, std::size_t count, double bound) {
    for (std::size_t i = 0; i < count; ++i) {
      values[i] = static_cast<float>((static_cast<double>(random.next() >> 11) * 0x1.0p-52 - 1.0) * bound);
    }
  };
  const auto matrix = [&](std::size_t at, std::size_t input, std::size_t output) {
    fill(dense.data() + at, input * output, std::sqrt(3.0 / static_cast<double>(input)));
  };
  for (std::size_t l = 0; l < shape.layers; ++l) matrix(layout.layers[l].weights, shape.layer_input(l), shape.gates());
  matrix(layout.roles, shape.state(), shape.roles());
  fill(dense.data() + layout.arc, shape.arc * shape.arc, 0.1);
  fill(dense.data() + layout.root, shape.arc + shape.label, 0.3);
  matrix(layout.label, shape.label, relations);
  fill(dense.data() + layout.tag, shape.state() * tags, 0.05);
  fill(dense.data() + layout.name, shape.state() * kNameLabels, 0.05);
  fill(words.data(), words.size(), 0.15);
  fill(parts.data(), parts.size(), 0.15);
}

}  // namespace dateline::train
