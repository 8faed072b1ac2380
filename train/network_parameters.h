// The network's numbers while it is trained: one flat array, parts of it by name.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "random.h"
#include "syntax/network_shape.h"

namespace dateline::train {

// Where each matrix begins in Network::dense. Matrices are row-major, input x output.
struct NetworkLayout {
  struct Layer {
    std::size_t weights;  // layer_input x kGateWidth; columns: direction, gate, hidden
    std::size_t bias;     // kGateWidth
    std::size_t memory;   // direction, {forget, reset}, hidden: how the gates see the cell's last state
  };
  Layer layers[syntax::kLayers];
  std::size_t roles;  // kStateWidth x kRoleWidth; columns: dependent's arc, head's arc, dependent's label, head's label
  std::size_t role_bias;
  std::size_t arc;       // kArcWidth x kArcWidth
  std::size_t arc_bias;  // kArcWidth: how apt a word is to be a head
  std::size_t root;      // kArcWidth + kLabelWidth: the root as a head
  std::size_t label;     // kLabelWidth x relations
  std::size_t label_bias;
  std::size_t tag;  // kStateWidth x tags
  std::size_t tag_bias;
  std::size_t name;  // kStateWidth x kNameLabels
  std::size_t name_bias;
  std::size_t size;

  NetworkLayout(std::size_t tags, std::size_t relations);
};

struct Network {
  std::size_t tags;
  std::size_t relations;
  NetworkLayout layout;
  std::vector<float> dense;
  std::vector<float> words;  // kWordWidth for each learned word; the first for all others
  std::vector<float> parts;  // kWordWidth for each bucket

  Network(std::size_t tag_count, std::size_t relation_count, std::size_t learned_words, std::uint64_t seed);
};

}  // namespace dateline::train
