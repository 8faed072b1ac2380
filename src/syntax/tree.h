// The best tree over a sentence's words when every pair of words has a score.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace dateline::syntax {

// Room to work in, kept from sentence to sentence.
struct TreeWork {
  struct Node {
    std::uint32_t row = 0;     // where its arcs are
    std::uint32_t parent = 0;  // the node that it was merged into; itself at the top
    std::uint32_t from = 0;    // its arc: the word at the other end
    std::uint32_t to = 0;      // the word in it that the arc reaches
    bool is_settled = false;
  };
  std::vector<float> arcs;           // [row][head]: the best arc from a head into a node
  std::vector<std::uint32_t> ends;   // [row][head]: the word of the node that this arc reaches
  std::vector<std::uint32_t> owner;  // word -> the top node that it is in
  std::vector<Node> nodes;
  std::vector<std::uint32_t> path;
};

// scores[word * stride + head] for `words` words and, as head number `words`, the root. Fills heads[word]. Of all trees with one
// word under the root it takes the one with the highest sum. Time and memory grow with the square of the number of words.
void best_tree(std::span<const float> scores, std::size_t stride, std::uint32_t words, TreeWork& work,
               std::span<std::uint32_t> heads);

}  // namespace dateline::syntax
