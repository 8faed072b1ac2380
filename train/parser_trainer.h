// Learns the parser's transitions.
#pragma once

#include <cstdint>
#include <vector>

#include "corpus.h"
#include "perceptron.h"
#include "syntax/transitions.h"

namespace dateline::train {

struct ParserOptions {
  std::uint32_t epochs = 10;
  std::uint32_t least_updates = 4;
  std::uint64_t seed = 1;
};

// The actions that occur in the treebank, in a fixed order.
std::vector<syntax::Action> actions_of(const Treebank& treebank);

// A greedy parser with a dynamic oracle (Goldberg and Nivre 2013): `tags` are the tags that it will see, one list a sentence.
std::vector<FeatureWeights> train_greedy(const std::vector<const TreebankSentence*>& sentences,
                                         const std::vector<std::vector<std::uint32_t>>& tags,
                                         const std::vector<syntax::Action>& actions, const ParserOptions& options);

}  // namespace dateline::train
