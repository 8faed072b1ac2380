#include "network_parameters.h"

#include <cmath>

namespace dateline::train {

using namespace syntax;

NetworkLayout::NetworkLayout(std::size_t tags, std::size_t relations) {
  std::size_t at = 0;
  const auto take = [&](std::size_t count) {
    const std::size_t begin = at;
    at += count;
    return begin;
  };
  for (std::size_t l = 0; l < kLayers; ++l) {
    layers[l].weights = take(layer_input(l) * kGateWidth);
    layers[l].bias = take(kGateWidth);
    layers[l].memory = take(2 * 2 * kHidden);
  }
  roles = take(kStateWidth * kRoleWidth);
  role_bias = take(kRoleWidth);
  arc = take(kArcWidth * kArcWidth);
  arc_bias = take(kArcWidth);
  root = take(kArcWidth + kLabelWidth);
  label = take(kLabelWidth * relations);
  label_bias = take(relations);
  tag = take(kStateWidth * tags);
  tag_bias = take(tags);
  name = take(kStateWidth * kNameLabels);
  name_bias = take(kNameLabels);
  size = at;
}

Network::Network(std::size_t tag_count, std::size_t relation_count, std::size_t learned_words, std::uint64_t seed)
    : tags(tag_count),
      relations(relation_count),
      layout(tag_count, relation_count),
      dense(layout.size, 0.0f),
      words(learned_words * kWordWidth),
      parts((std::size_t{1} << kBucketBits) * kWordWidth) {
  Random random(seed);
  const auto fill = [&](float* values, std::size_t count, double bound) {
    for (std::size_t i = 0; i < count; ++i) {
      values[i] = static_cast<float>((static_cast<double>(random.next() >> 11) * 0x1.0p-52 - 1.0) * bound);
    }
  };
  const auto matrix = [&](std::size_t at, std::size_t input, std::size_t output) {
    fill(dense.data() + at, input * output, std::sqrt(3.0 / static_cast<double>(input)));
  };
  for (std::size_t l = 0; l < kLayers; ++l) matrix(layout.layers[l].weights, layer_input(l), kGateWidth);
  matrix(layout.roles, kStateWidth, kRoleWidth);
  fill(dense.data() + layout.arc, kArcWidth * kArcWidth, 0.1);
  fill(dense.data() + layout.root, kArcWidth + kLabelWidth, 0.3);
  matrix(layout.label, kLabelWidth, relations);
  fill(dense.data() + layout.tag, kStateWidth * tags, 0.05);
  fill(dense.data() + layout.name, kStateWidth * kNameLabels, 0.05);
  fill(words.data(), words.size(), 0.15);
  fill(parts.data(), parts.size(), 0.15);
}

}  // namespace dateline::train
