// Beam search over the arc-hybrid system (transitions.h) with a linear model. All states in the beam have made the same number of
// steps. Sentences longer than kPiece words are parsed in pieces, so that no input, however odd, takes much memory; the later
// pieces hang on the first one's root.
#include "syntax/parser.h"

#include <algorithm>

namespace dateline::syntax {
namespace {

constexpr std::uint32_t kPiece = 512;

// Equal scores: the earlier state, then the action that comes first, so that the outcome never depends on the machine.
bool is_better(const ParserWork::Candidate& a, const ParserWork::Candidate& b) {
  if (a.score != b.score) return a.score > b.score;
  if (a.state != b.state) return a.state < b.state;
  return a.action < b.action;
}

void parse_piece(const Model& model, std::span<const ParseWord> words, ParserWork& work, std::span<Arc> arcs) {
  const auto count = static_cast<std::uint32_t>(words.size());
  work.stacks.clear();
  work.states.clear();
  work.states.push_back(work.stacks.initial());
  std::uint32_t begin = 0;
  for (std::uint32_t step = 0; step < 2 * count; ++step) {
    const auto end = static_cast<std::uint32_t>(work.states.size());
    auto& best = work.candidates;  // a heap with the worst on top
    best.clear();
    for (std::uint32_t s = begin; s < end; ++s) {
      const State& state = work.states[s];
      parse_features(words, work.stacks, state, work.features);
      Scores scores{};
      model.parse_weights.add(work.features, scores);
      for (std::uint32_t a = 0; a < model.actions.size(); ++a) {
        const ParserWork::Candidate candidate{state.score + scores[a], s, a};
        const bool is_full = best.size() == model.beam;
        if (is_full && !is_better(candidate, best.front())) continue;
        if (!is_allowed(state, count, model.actions[a])) continue;
        if (is_full) {
          std::pop_heap(best.begin(), best.end(), is_better);
          best.pop_back();
        }
        best.push_back(candidate);
        std::push_heap(best.begin(), best.end(), is_better);
      }
    }
    std::sort(best.begin(), best.end(), is_better);
    begin = end;
    for (const ParserWork::Candidate& candidate : best) {
      const State from = work.states[candidate.state];
      State next = work.stacks.after(from, model.actions[candidate.action]);
      next.score = candidate.score;
      next.previous = candidate.state;
      work.states.push_back(next);
    }
  }

  for (std::uint32_t s = begin; work.states[s].previous != kNone; s = work.states[s].previous) {
    const State& after = work.states[s];
    if (after.action.move == Move::Shift) continue;
    const State& before = work.states[after.previous];
    const StackItem& top = work.stacks[before.top];
    const std::uint32_t head = after.action.move == Move::Left ? before.next.word : work.stacks[top.below].tree.word;
    arcs[top.tree.word] = {head == count ? kNone : head, after.action.relation};
  }
}

}  // namespace

void parse(const Model& model, ParserWork& work) {
  const std::span<const ParseWord> words = work.words;
  work.arcs.assign(words.size(), Arc{});
  std::uint32_t root = kNone;
  for (std::uint32_t begin = 0; begin < words.size(); begin += kPiece) {
    const std::size_t size = std::min<std::size_t>(kPiece, words.size() - begin);
    const std::span<Arc> arcs = std::span(work.arcs).subspan(begin, size);
    parse_piece(model, words.subspan(begin, size), work, arcs);
    for (std::uint32_t i = 0; i < size; ++i) {
      if (arcs[i].head != kNone) {
        arcs[i].head += begin;
      } else if (root == kNone) {
        root = begin + i;
      } else {
        arcs[i] = {root, Relation::parataxis};
      }
    }
  }
}

}  // namespace dateline::syntax
