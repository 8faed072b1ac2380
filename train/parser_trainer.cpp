#include "parser_trainer.h"

#include <fmt/format.h>

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
  for (std::uint32_t epoch = 0; epoch < options.epochs; ++epoch) {
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
        const bool explore = epoch > 0 && random.with_chance(kFollowOwnChoice);
        state = stacks.after(state, actions[explore ? guess : right]);
      }
    }
    fmt::print(stderr, "parser, round {}: {:.2f} % of {} steps wrong\n", epoch + 1,
               100.0 * static_cast<double>(wrong) / static_cast<double>(std::max<std::size_t>(steps, 1)), steps);
  }
  return perceptron.averaged();
}

}  // namespace dateline::train
