// What an action costs: how many arcs of the right tree can no longer be made after it (arc-hybrid: Goldberg and Nivre 2013).
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "corpus.h"
#include "syntax/transitions.h"

namespace dateline::train {

class Oracle {
 public:
  explicit Oracle(const TreebankSentence& sentence) : sentence_(sentence), children_(sentence.size() + 1) {
    for (std::uint32_t i = 0; i < sentence.size(); ++i) children_[sentence.heads[i]].push_back(i);
  }

  std::uint32_t cost(const syntax::Stacks& stacks, const syntax::State& state, syntax::Move move) const {
    const std::uint32_t next = state.next.word;
    const auto& heads = sentence_.heads;
    if (move == syntax::Move::Shift) {
      std::uint32_t lost = 0;
      std::uint32_t at = state.top;
      for (std::uint32_t i = 0; i < state.depth; ++i, at = stacks[at].below) {
        const std::uint32_t word = stacks[at].tree.word;
        lost += heads[word] == next;
        lost += i > 0 && heads[next] == word;
      }
      return lost;
    }
    const std::uint32_t word = stacks[state.top].tree.word;
    const auto& children = children_[word];
    auto lost = static_cast<std::uint32_t>(children.end() - std::lower_bound(children.begin(), children.end(), next));
    const std::uint32_t head = heads[word];
    if (move == syntax::Move::Left) {
      const bool is_below = state.depth > 1 && stacks[stacks[state.top].below].tree.word == head;
      lost += head > next || is_below;
    } else {
      lost += head >= next;
    }
    return lost;
  }

  // The relation that an action which attaches the stack's top should have.
  Relation relation(const syntax::Stacks& stacks, const syntax::State& state) const {
    return sentence_.relations[stacks[state.top].tree.word];
  }

 private:
  const TreebankSentence& sentence_;
  std::vector<std::vector<std::uint32_t>> children_;
};

}  // namespace dateline::train
