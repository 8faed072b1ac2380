// The network's numbers while it is trained: one flat array, parts of it by name. Widths are those of the shape.
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
    std::size_t weights;  // layer_input x gates; columns: direction, gate, hidden
    std::size_t bias;     // gates
    std::size_t memory;   // direction, {forget, reset}, hidden: how the gates see the cell's last state
  };
  std::vector<Layer> layers;
  std::size_t roles;  // state x roles; columns: dependent's arc, head's arc, dependent's label, head's label
  std::size_t role_bias;
  std::size_t arc;       // arc x arc
  std::size_t arc_bias;  // arc: how apt a word is to be a head
  std::size_t root;      // arc + label: the root as a head
  std::size_t label;     // label x relations
  std::size_t label_bias;
  std::size_t tag;  // state x tags
  std::size_t tag_bias;
  std::size_t name;  // state x kNameLabels
  std::size_t name_bias;
  std::size_t size;

  NetworkLayout(const syntax::NetworkShape& shape, std::size_t tags, std::size_t relations);
};

struct Network {
  syntax::NetworkShape shape;
  std::size_t tags;
  std::size_t relations;
  NetworkLayout layout;
  std::vector<float> dense;
  std::vector<float> words;  // shape.word for each learned word; the first for all others
  std::vector<float> parts;  // shape.word for each bucket

  Network(const syntax::NetworkShape& shape, std::size_t tag_count, std::size_t relation_count, std::size_t learned_words,
          std::uint64_t seed);
};

}  // namespace dateline::train
