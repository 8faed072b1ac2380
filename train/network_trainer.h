// Learns the neural network (syntax/network.h): tags, names, heads and relations together, in full precision.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "corpus.h"
#include "dateline/result.h"
#include "network_parameters.h"
#include "syntax/network_shape.h"

namespace dateline::train {

struct NetworkOptions {
  std::uint32_t rounds = 10;
  std::uint64_t seed = 1;
  float rate = 0.003f;
  std::uint32_t batch_words = 600;
};

// One sentence as the network sees it.
struct Example {
  struct Word {
    std::uint32_t row = 0;         // of the table of words; 0: a rare word
    std::uint32_t vector = kNone;  // of the vectors
    std::array<std::uint32_t, syntax::kPartCount> parts;
  };
  std::vector<Word> words;
  const TreebankSentence* gold = nullptr;
};

struct Vocabulary {
  std::vector<std::uint32_t> words;   // WordForm::lower; the first `learned` have rows of their own, all have vectors
  std::vector<std::uint32_t> counts;  // in the treebanks
  std::uint32_t learned = 0;
  std::vector<float> vectors;  // kVectorWidth for each word
};

// Trains `network` on the sentences. After each round it prints how well the network does on the sets of `development` and calls
// `save`, whose failure ends the training.
Result<void> train_network(Network& network, const Vocabulary& vocabulary, const std::vector<const TreebankSentence*>& sentences,
                           const std::vector<Treebank>& development, const std::vector<TreebankTag>& tags,
                           const NetworkOptions& options, const std::function<Result<void>()>& save);

}  // namespace dateline::train
