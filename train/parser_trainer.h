// Learns the parser's transitions.
#pragma once

#include <cstdint>
#include <vector>

#include "corpus.h"
#include "perceptron.h"
#include "syntax/transitions.h"

namespace dateline::train {

struct ParserOptions {
  std::uint32_t rounds = 7;         // over the sentences
  std::uint32_t least_updates = 3;  // see Perceptron
  std::uint32_t beam = 1;
  std::uint64_t seed = 1;
};

// The actions that occur in the treebank, in a fixed order.
std::vector<syntax::Action> actions_of(const Treebank& treebank);

// A greedy parser with a dynamic oracle (Goldberg and Nivre 2013): `tags` are the tags that it will see, one list a sentence.
std::vector<FeatureWeights> train_greedy(const std::vector<const TreebankSentence*>& sentences,
                                         const std::vector<std::vector<std::uint32_t>>& tags,
                                         const std::vector<syntax::Action>& actions, const ParserOptions& options);

// A parser with beam search, which learns from whole sequences of actions: the update is made where the best sequence in the beam
// is furthest above the right one (max violation: Huang, Fayong and Guo 2012).
std::vector<FeatureWeights> train_beam(const std::vector<const TreebankSentence*>& sentences,
                                       const std::vector<std::vector<std::uint32_t>>& tags,
                                       const std::vector<syntax::Action>& actions, const ParserOptions& options);

}  // namespace dateline::train
