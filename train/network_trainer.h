// Learns the neural network (syntax/network.h): tags, names, heads and relations together, in full precision.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "corpus.h"
#include "dateline/result.h"
#include "example.h"
#include "network_parameters.h"
#include "syntax/network_shape.h"

namespace dateline::train {

// Chances that a number is left out while learning, one mask for a sentence.
struct Dropout {
  float input = 0.2f;
  float state = 0.2f;
  float role = 0.25f;
};

struct NetworkOptions {
  syntax::NetworkShape shape;
  Dropout drop;
  std::uint32_t rounds = 14;
  std::uint64_t seed = 1;
  float rate = 0.003f;
  std::uint32_t batch_words = 600;
  float silver = 1;         // words of silver sentences for each word of the treebanks
  std::uint32_t alone = 2;  // last rounds without silver sentences
};

// Trains `network` on `examples` and, in each round, on as many words of `silver`, other ones each time, as `options.silver`
// says. After each round it prints how well the network does on the sets of `development` and calls `save`, whose failure ends
// the training.
Result<void> train_network(Network& network, const Vocabulary& vocabulary, const std::vector<Example>& examples,
                           const std::vector<Example>& silver, const std::vector<std::vector<Example>>& development,
                           const std::vector<TreebankTag>& tags, const NetworkOptions& options,
                           const std::function<Result<void>()>& save);

}  // namespace dateline::train
