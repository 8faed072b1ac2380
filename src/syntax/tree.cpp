// Mostly every word's own best head already makes a tree. Where it does not: Edmonds' algorithm, growing a path (Gabow, Galil,
// Spencer and Tarjan 1986). From any word one goes to its best head, from there to that one's best head, and so on. When the path
// comes back to itself, the circle is merged into one node, whose arcs are the words' arcs less what the word would lose by
// giving up its head in the circle; when it reaches the root or a path that did, it is finished. Only rows are merged, a pass
// over the words each, so all of it takes no more than the square of their number. In the end nodes are opened again, the last
// one first: the arc into a node replaces the one in the circle that reached the same word.
//
// That one word hangs on the root comes from a fine on arcs from the root, larger than what any tree can gain by a second one.
#include "syntax/tree.h"

#include <algorithm>
#include <limits>

#include "dateline/annotations.h"

namespace dateline::syntax {
namespace {

constexpr float kFine = 1000;
constexpr float kNever = -std::numeric_limits<float>::infinity();

bool is_tree(std::span<const std::uint32_t> heads, std::vector<std::uint32_t>& seen) {
  const auto words = static_cast<std::uint32_t>(heads.size());
  if (std::count(heads.begin(), heads.end(), words) != 1) return false;
  seen.assign(words, kNone);
  for (std::uint32_t start = 0; start < words; ++start) {
    std::uint32_t word = start;
    while (word != words && seen[word] == kNone) {
      seen[word] = start;
      word = heads[word];
    }
    if (word != words && seen[word] == start) return false;
  }
  return true;
}

class Edmonds {
 public:
  Edmonds(std::span<const float> scores, std::size_t stride, std::uint32_t words, TreeWork& work) : words_(words), work_(work) {
    const std::size_t width = words + 1;
    work.arcs.resize(words * width);
    work.ends.resize(words * width);
    work.owner.resize(width);
    work.nodes.assign(width, {});
    for (std::uint32_t word = 0; word < words; ++word) {
      for (std::uint32_t head = 0; head <= words; ++head) {
        const float score = scores[word * stride + head];
        work.arcs[word * width + head] = head == word ? kNever : head == words ? score - kFine : score;
        work.ends[word * width + head] = word;
      }
    }
    for (std::uint32_t node = 0; node <= words; ++node) {
      work.nodes[node].row = node;
      work.nodes[node].parent = node;
      work.owner[node] = node;
    }
    work.nodes[words].is_settled = true;
  }

  void run(std::span<std::uint32_t> heads) {
    for (std::uint32_t word = 0; word < words_; ++word) grow(word);
    for (TreeWork::Node& node : work_.nodes) node.is_settled = false;
    for (std::uint32_t node = static_cast<std::uint32_t>(work_.nodes.size()); node-- > 0;) {
      if (node == words_ || work_.nodes[node].is_settled) continue;
      const std::uint32_t to = work_.nodes[node].to;
      heads[to] = work_.nodes[node].from;
      for (std::uint32_t inner = to; inner != node; inner = work_.nodes[inner].parent) work_.nodes[inner].is_settled = true;
    }
  }

 private:
  // Follows best heads from `word` until they lead to the root.
  void grow(std::uint32_t word) {
    auto& path = work_.path;
    path.clear();
    std::uint32_t at = work_.owner[word];
    while (!work_.nodes[at].is_settled) {
      const auto met = std::find(path.begin(), path.end(), at);
      if (met != path.end()) {
        at = merge(std::span(path).subspan(static_cast<std::size_t>(met - path.begin())));
        path.erase(met, path.end());
      }
      path.push_back(at);
      choose(work_.nodes[at]);
      at = work_.owner[work_.nodes[at].from];
    }
    for (const std::uint32_t node : path) work_.nodes[node].is_settled = true;
  }

  void choose(TreeWork::Node& node) const {
    const float* const arcs = row(node);
    node.from = static_cast<std::uint32_t>(std::max_element(arcs, arcs + words_ + 1) - arcs);
    node.to = work_.ends[node.row * (words_ + 1) + node.from];
  }

  std::uint32_t merge(std::span<const std::uint32_t> circle) {
    const auto merged = static_cast<std::uint32_t>(work_.nodes.size());
    const std::size_t width = words_ + 1;
    TreeWork::Node made;
    made.row = work_.nodes[circle[0]].row;
    made.parent = merged;
    for (const std::uint32_t member : circle) {
      TreeWork::Node& node = work_.nodes[member];
      float* const arcs = row(node);
      const float lost = arcs[node.from];
      for (std::size_t head = 0; head < width; ++head) arcs[head] -= lost;
      node.parent = merged;
    }
    for (std::uint32_t& owner : work_.owner) {
      if (work_.nodes[owner].parent == merged) owner = merged;
    }
    float* const best = row(made);
    for (const std::uint32_t member : circle.subspan(1)) {
      const TreeWork::Node& node = work_.nodes[member];
      const float* const arcs = row(node);
      for (std::size_t head = 0; head < width; ++head) {
        if (arcs[head] <= best[head]) continue;
        best[head] = arcs[head];
        work_.ends[made.row * width + head] = work_.ends[node.row * width + head];
      }
    }
    for (std::size_t head = 0; head < width; ++head) {
      if (work_.owner[head] == merged) best[head] = kNever;
    }
    work_.nodes.push_back(made);
    return merged;
  }

  float* row(const TreeWork::Node& node) const { return &work_.arcs[node.row * (words_ + 1)]; }

  std::uint32_t words_;
  TreeWork& work_;
};

}  // namespace

void best_tree(std::span<const float> scores, std::size_t stride, std::uint32_t words, TreeWork& work,
               std::span<std::uint32_t> heads) {
  for (std::uint32_t word = 0; word < words; ++word) {
    std::uint32_t best = words;
    for (std::uint32_t head = 0; head < words; ++head) {
      if (head != word && scores[word * stride + head] > scores[word * stride + best]) best = head;
    }
    heads[word] = best;
  }
  if (!is_tree(heads, work.path)) Edmonds(scores, stride, words, work).run(heads);
  // The fine can only fail where scores are enormous.
  const auto first = std::find(heads.begin(), heads.end(), words);
  for (auto other = first; other != heads.end(); ++other) {
    if (other != first && *other == words) *other = static_cast<std::uint32_t>(first - heads.begin());
  }
}

}  // namespace dateline::syntax
