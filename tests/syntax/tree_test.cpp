// The search for the best tree against trying all trees.
#include "syntax/tree.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

using namespace dateline::syntax;

namespace {

using Heads = std::vector<std::uint32_t>;

float sum_of(const std::vector<float>& scores, const Heads& heads) {
  float sum = 0;
  for (std::size_t word = 0; word < heads.size(); ++word) sum += scores[word * (heads.size() + 1) + heads[word]];
  return sum;
}

bool is_tree(const Heads& heads) {
  std::size_t roots = 0;
  for (std::size_t word = 0; word < heads.size(); ++word) {
    roots += heads[word] == heads.size();
    std::size_t at = word;
    for (std::size_t steps = 0; at < heads.size(); ++steps) {
      if (steps > heads.size()) return false;
      at = heads[at];
    }
  }
  return roots == 1;
}

float best_by_trying(const std::vector<float>& scores, Heads& heads, std::size_t word) {
  if (word == heads.size()) return is_tree(heads) ? sum_of(scores, heads) : -std::numeric_limits<float>::infinity();
  float best = -std::numeric_limits<float>::infinity();
  for (std::uint32_t head = 0; head <= heads.size(); ++head) {
    if (head == word) continue;
    heads[word] = head;
    best = std::fmax(best, best_by_trying(scores, heads, word + 1));
  }
  return best;
}

}  // namespace

TEST_CASE("the best tree is as good as the best of all trees") {
  std::uint32_t state = 7;
  TreeWork work;
  for (int round = 0; round < 3000; ++round) {
    const std::uint32_t words = 1 + static_cast<std::uint32_t>(round) % 5;
    std::vector<float> scores(words * (words + 1));
    for (float& score : scores) {
      state = state * 1664525u + 1013904223u;
      score = static_cast<float>(state >> 16) / 1000;
    }
    Heads heads(words);
    best_tree(scores, words + 1, words, work, heads);
    REQUIRE(is_tree(heads));
    Heads tried(words);
    CHECK(std::fabs(sum_of(scores, heads) - best_by_trying(scores, tried, 0)) < 0.01f);
  }
}

TEST_CASE("circles within circles cost no more than the square of the words") {
  constexpr std::uint32_t kWords = 256;
  // Each word likes its neighbour best, the next pair the one before: merging goes on and on.
  std::vector<float> scores(kWords * (kWords + 1), 0.0f);
  for (std::uint32_t word = 0; word < kWords; ++word) {
    for (std::uint32_t head = 0; head < kWords; ++head) {
      scores[word * (kWords + 1) + head] = 100 - static_cast<float>(word > head ? word - head : head - word);
    }
  }
  TreeWork work;
  Heads heads(kWords);
  best_tree(scores, kWords + 1, kWords, work, heads);
  CHECK(is_tree(heads));
}
