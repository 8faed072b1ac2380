// The neural network that tags and parses: what it is, and how it lies in the model file. The weights are views into the mapped
// file; immutable, any number of threads.
//
//   word            row of the word + rows of its parts (ends, beginnings, shape) and classes | vector learned from raw text
//   3 layers        each a simple recurrent unit (Lei and others 2018) in both directions: gates come from one matrix product
//                   over all words, only cheap steps go from word to word
//   after layer 3   the tag; the name label; for the tree a word's roles as dependent and as head: the score of an arc is a
//   bilinear form
//                   of two roles (Dozat and Manning 2017), its relation comes from the sum of two others
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "dateline/annotations.h"
#include "dateline/result.h"
#include "syntax/kernels.h"
#include "syntax/network_shape.h"
#include "syntax/tree.h"

namespace dateline::syntax {

inline constexpr std::size_t kRelations = static_cast<std::size_t>(Relation::xcomp) + 1;

// What precedes the numbers in the file. After it come, each padded to a multiple of 4 bytes, the pieces in the order of
// NetworkPieces; a ByteMatrix as weights, sums, scales, bias.
struct NetworkHeader {
  NetworkShape shape;
  std::uint32_t learned_words;  // rows of words, the first one for all others
  std::uint32_t vector_words;   // the first ones of the vocabulary
  std::uint32_t words;          // the vocabulary
  std::uint32_t tags;
  float row_scale;  // of rows of words and of parts
  float vector_scale;
};

struct NetworkPieces {
  std::array<ByteMatrix, kMostLayers> layers;    // layer_input x gates
  std::array<const float*, kMostLayers> memory;  // direction, {forget, reset}, hidden
  ByteMatrix tag;                                // state x padded(tags)
  ByteMatrix name;                               // state x padded(kNameLabels)
  ByteMatrix roles;                              // state x roles
  ByteMatrix arc;                                // arc x arc
  ByteMatrix label;                              // label x padded(kRelations)
  const float* arc_bias = nullptr;               // arc
  const float* root = nullptr;                   // arc + label
  const std::int8_t* parts = nullptr;
  const std::int8_t* words = nullptr;
  const std::int8_t* vectors = nullptr;
  const std::uint32_t* classes = nullptr;  // of words: given name, place, verb, ... as bits
};

constexpr std::size_t padded(std::size_t count) { return (count + kRowUnit - 1) / kRowUnit * kRowUnit; }

struct NetworkWord {
  std::uint32_t number = kNone;                   // in the vocabulary
  std::array<std::uint32_t, kPartCount> parts{};  // part_hashes
};

struct Arc {
  std::uint32_t head = kNone;  // index of the word in the sentence; kNone for the root
  Relation relation = Relation::dep;
};

// Room to work in, kept from batch to batch, and what the network says.
struct NetworkWork {
  std::vector<NetworkWord> words;   // input: of some sentences, one after another
  std::vector<std::uint32_t> ends;  // input: where each ends
  std::vector<std::uint32_t> tags;  // numbers in the model's inventory
  std::vector<NameLabel> names;
  std::vector<Arc> arcs;  // exactly one root in each sentence, no circles

  std::vector<float> below, above, gates, scores, roles;
  std::vector<std::int8_t> bytes;
  std::vector<float> scales;
  std::vector<float> heads, apt, projected, arc_scores;
  std::vector<std::uint32_t> chosen;
  std::vector<std::array<std::uint8_t, kNameLabels>> back;
  TreeWork tree;
};

class Network {
 public:
  static Result<Network> open(std::string_view section, std::size_t tags);

  // Reads work.words and work.ends, fills tags, names and arcs. No sentence is longer than kLongestSentence.
  void run(NetworkWork& work) const;

 private:
  void embed(NetworkWork& work) const;
  void tags(NetworkWork& work) const;
  void names(NetworkWork& work) const;
  void trees(NetworkWork& work) const;
  void heads(NetworkWork& work, std::uint32_t begin, std::uint32_t end) const;
  void relations(NetworkWork& work) const;

  NetworkHeader header_{};
  NetworkPieces pieces_;
};

// Arcs take time with the square of a sentence's length: longer ones have to be cut.
inline constexpr std::uint32_t kLongestSentence = 256;

}  // namespace dateline::syntax
