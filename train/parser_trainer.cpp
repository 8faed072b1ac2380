#include "parser_trainer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <limits>
#include <numeric>
#include <set>
#include <string>

#include "oracle.h"
#include "random.h"
#include "syntax/parse_features.h"
#include "syntax/word_form.h"

namespace dateline::train {
namespace {

using syntax::Action;
using syntax::Move;
using syntax::State;

// After the first round the parser mostly goes its own way, so that it learns what to do after a mistake.
constexpr double kFollowOwnChoice = 0.9;


std::vector<syntax::ParseWord> words_of(const TreebankSentence& sentence, const std::vector<std::uint32_t>& tags) {
  std::vector<syntax::ParseWord> words;
  std::string buffer;
  for (std::uint32_t i = 0; i < sentence.size(); ++i) {
    const syntax::WordForm form = syntax::word_form(sentence.forms[i], buffer);
    words.push_back({form.lower, form.suffix[2], tags[i] + 1});
  }
  return words;
}

// Which moves lose the fewest arcs of the right tree.
struct Best {
  std::array<std::uint32_t, 3> cost;
  std::uint32_t least = std::numeric_limits<std::uint32_t>::max();

  Best(const Oracle& oracle, const syntax::Stacks& stacks, const State& state, std::uint32_t words) {
    const bool at_root = state.next.word == words;
    const std::array<bool, 3> can = {!at_root, state.depth >= 1 && (!at_root || state.depth == 1), state.depth >= 2};
    for (std::size_t m = 0; m < cost.size(); ++m) {
      cost[m] = can[m] ? oracle.cost(stacks, state, static_cast<Move>(m)) : std::numeric_limits<std::uint32_t>::max();
      least = std::min(least, cost[m]);
    }
  }
  bool is_least(Move move) const { return cost[static_cast<std::size_t>(move)] == least; }
};

// An action that attaches a word has to give it its right relation. Under a wrong head the right tree's root can have any.
bool may_have(const Oracle& oracle, const syntax::Stacks& stacks, const State& state, std::uint32_t words, Action action) {
  if (action.move == Move::Shift) return true;
  const Relation relation = oracle.relation(stacks, state);
  return action.relation == relation || relation == Relation::root || (action.move == Move::Left && state.next.word == words);
}

}  // namespace

std::vector<Action> actions_of(const Treebank& treebank) {
  std::set<std::pair<Move, Relation>> seen;
  for (const TreebankSentence& sentence : treebank.sentences) {
    for (std::uint32_t i = 0; i < sentence.size(); ++i) {
      // A word may lose its head and go to another one on the other side; both moves are learned for every relation but root.
      seen.insert({Move::Left, sentence.relations[i]});
      if (sentence.relations[i] != Relation::root) seen.insert({Move::Right, sentence.relations[i]});
    }
  }
  std::vector<Action> actions = {{Move::Shift, Relation::dep}};
  for (const auto& [move, relation] : seen) actions.push_back({move, relation});
  return actions;
}

std::vector<FeatureWeights> train_greedy(const std::vector<const TreebankSentence*>& sentences,
                                         const std::vector<std::vector<std::uint32_t>>& tags,
                                         const std::vector<Action>& actions, const ParserOptions& options) {
  Perceptron perceptron(options.least_updates);
  Random random(options.seed);
  std::vector<std::uint32_t> order(sentences.size());
  std::iota(order.begin(), order.end(), 0u);
  syntax::Stacks stacks;
  std::vector<std::uint64_t> features;
  for (std::uint32_t round = 0; round < options.rounds; ++round) {
    random.shuffle(order);
    std::size_t wrong = 0;
    std::size_t steps = 0;
    for (const std::uint32_t index : order) {
      const TreebankSentence& sentence = *sentences[index];
      const auto words = words_of(sentence, tags[index]);
      const Oracle oracle(sentence);
      stacks.clear();
      State state = stacks.initial();
      while (!is_final(state, sentence.size())) {
        syntax::parse_features(words, stacks, state, features);
        std::array<float, 256> scores{};
        perceptron.add(features, scores);
        const Best best(oracle, stacks, state, sentence.size());
        std::size_t guess = actions.size();
        std::size_t right = actions.size();
        for (std::size_t a = 0; a < actions.size(); ++a) {
          if (!is_allowed(state, sentence.size(), actions[a])) continue;
          if (guess == actions.size() || scores[a] > scores[guess]) guess = a;
          const bool is_right = best.is_least(actions[a].move) && may_have(oracle, stacks, state, sentence.size(), actions[a]);
          if (is_right && (right == actions.size() || scores[a] > scores[right])) right = a;
        }
        if (right == actions.size()) right = guess;
        if (guess != right) {
          perceptron.update(features, static_cast<std::uint32_t>(right), static_cast<std::uint32_t>(guess));
          ++wrong;
        }
        ++steps;
        perceptron.tick();
        const bool explore = round > 0 && random.with_chance(kFollowOwnChoice);
        state = stacks.after(state, actions[explore ? guess : right]);
      }
    }
    fmt::print(stderr, "parser, round {}: {:.2f} % of {} steps wrong\n", round + 1,
               100.0 * static_cast<double>(wrong) / static_cast<double>(std::max<std::size_t>(steps, 1)), steps);
  }
  return perceptron.averaged();
}

namespace {

// The search over one sentence, with the states of all steps.
class BeamSearch {
 public:
  BeamSearch(const TreebankSentence& sentence, std::vector<syntax::ParseWord> words, const std::vector<Action>& actions,
             std::uint32_t beam)
      : sentence_(sentence), words_(std::move(words)), actions_(actions), beam_(beam) {}

  // Searches with the current weights and learns when the right sequence is not the best. True when it is.
  bool learn(Perceptron& perceptron) {
    make_right_sequence(perceptron);
    states_.assign(1, {stacks_.initial(), 0, kNone, 0, true});
    std::size_t begin = 0;
    float worst_gap = 0;
    std::size_t worst_state = 0;
    std::size_t worst_step = 0;
    bool is_right_best = true;
    for (std::size_t step = 0; step < right_.size(); ++step) {
      const std::size_t end = states_.size();
      expand(perceptron, begin, end, right_[step].action);
      std::size_t best = end;
      for (std::size_t i = end; i < states_.size(); ++i) {
        if (states_[i].score > states_[best].score) best = i;
      }
      is_right_best = states_[best].is_right;
      const float gap = states_[best].score - right_[step].score;
      if (!is_right_best && gap >= worst_gap) {
        worst_gap = gap;
        worst_state = best;
        worst_step = step + 1;
      }
      begin = end;
    }
    if (is_right_best || worst_step == 0) return is_right_best;
    update(perceptron, worst_state, worst_step);
    return false;
  }

 private:
  struct RightStep {
    State before;
    std::uint32_t action;
    float score;  // of the sequence up to and with this action
  };
  struct Found {
    State state;
    float score;
    std::uint32_t previous;
    std::uint32_t action;
    bool is_right;  // all actions so far are the right ones
  };
  struct Candidate {
    float score;
    std::uint32_t state;
    std::uint32_t action;
  };

  static bool is_better(const Candidate& a, const Candidate& b) {
    if (a.score != b.score) return a.score > b.score;
    return a.state != b.state ? a.state < b.state : a.action < b.action;
  }

  void make_right_sequence(const Perceptron& perceptron) {
    const Oracle oracle(sentence_);
    State state = stacks_.initial();
    float score = 0;
    while (!is_final(state, sentence_.size())) {
      const std::uint32_t action = right_action(oracle, state);
      syntax::parse_features(words_, stacks_, state, features_);
      std::array<float, 256> scores{};
      perceptron.add(features_, scores);
      score += scores[action];
      right_.push_back({state, action, score});
      state = stacks_.after(state, actions_[action]);
    }
  }

  // Of several right moves the one that attaches.
  std::uint32_t right_action(const Oracle& oracle, const State& state) const {
    const Best best(oracle, stacks_, state, sentence_.size());
    for (const Move move : {Move::Left, Move::Right, Move::Shift}) {
      if (!best.is_least(move)) continue;
      for (std::uint32_t a = 0; a < actions_.size(); ++a) {
        if (actions_[a].move == move && is_allowed(state, sentence_.size(), actions_[a]) &&
            may_have(oracle, stacks_, state, sentence_.size(), actions_[a])) {
          return a;
        }
      }
    }
    return 0;
  }

  void expand(const Perceptron& perceptron, std::size_t begin, std::size_t end, std::uint32_t right_action) {
    auto& best = candidates_;
    best.clear();
    for (std::size_t s = begin; s < end; ++s) {
      syntax::parse_features(words_, stacks_, states_[s].state, features_);
      std::array<float, 256> scores{};
      perceptron.add(features_, scores);
      for (std::uint32_t a = 0; a < actions_.size(); ++a) {
        const Candidate candidate{states_[s].score + scores[a], static_cast<std::uint32_t>(s), a};
        const bool is_full = best.size() == beam_;
        if (is_full && !is_better(candidate, best.front())) continue;
        if (!is_allowed(states_[s].state, sentence_.size(), actions_[a])) continue;
        if (is_full) {
          std::pop_heap(best.begin(), best.end(), is_better);
          best.pop_back();
        }
        best.push_back(candidate);
        std::push_heap(best.begin(), best.end(), is_better);
      }
    }
    std::sort(best.begin(), best.end(), is_better);
    for (const Candidate& candidate : best) {
      const State next = stacks_.after(states_[candidate.state].state, actions_[candidate.action]);
      const bool is_right = states_[candidate.state].is_right && candidate.action == right_action;
      states_.push_back({next, candidate.score, candidate.state, candidate.action, is_right});
    }
  }

  void update(Perceptron& perceptron, std::size_t found, std::size_t steps) {
    std::vector<std::size_t> path(steps);
    for (std::size_t step = steps; step-- > 0; found = states_[found].previous) path[step] = found;
    std::size_t same = 0;
    while (same < steps && states_[path[same]].is_right) ++same;
    for (std::size_t step = same; step < steps; ++step) {
      syntax::parse_features(words_, stacks_, right_[step].before, features_);
      perceptron.update(features_, right_[step].action, 1.0f);
      syntax::parse_features(words_, stacks_, states_[states_[path[step]].previous].state, features_);
      perceptron.update(features_, states_[path[step]].action, -1.0f);
    }
  }

  const TreebankSentence& sentence_;
  std::vector<syntax::ParseWord> words_;
  const std::vector<Action>& actions_;
  std::uint32_t beam_;
  syntax::Stacks stacks_;
  std::vector<RightStep> right_;
  std::vector<Found> states_;
  std::vector<Candidate> candidates_;
  std::vector<std::uint64_t> features_;
};

}  // namespace

std::vector<FeatureWeights> train_beam(const std::vector<const TreebankSentence*>& sentences,
                                       const std::vector<std::vector<std::uint32_t>>& tags, const std::vector<Action>& actions,
                                       const ParserOptions& options) {
  Perceptron perceptron(options.least_updates);
  Random random(options.seed);
  std::vector<std::uint32_t> order(sentences.size());
  std::iota(order.begin(), order.end(), 0u);
  for (std::uint32_t round = 0; round < options.rounds; ++round) {
    random.shuffle(order);
    std::size_t right = 0;
    for (const std::uint32_t index : order) {
      right += BeamSearch(*sentences[index], words_of(*sentences[index], tags[index]), actions, options.beam).learn(perceptron);
      perceptron.tick();
    }
    fmt::print(stderr, "parser, round {}: {:.2f} % of {} trees right\n", round + 1,
               100.0 * static_cast<double>(right) / static_cast<double>(std::max<std::size_t>(order.size(), 1)), order.size());
  }
  return perceptron.averaged();
}

}  // namespace dateline::train
