// Learns tags. The same features as at run time, weights in full precision.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "corpus.h"
#include "perceptron.h"
#include "syntax/tag_features.h"

namespace dateline::train {

using Sentences = std::vector<const TreebankSentence*>;

class TaggerTrainer {
 public:
  explicit TaggerTrainer(std::uint32_t tags) : tag_count_(tags), perceptron_(kLeastUpdates) {}

  void train(const Sentences& sentences, std::uint32_t rounds, std::uint64_t seed);
  std::vector<std::uint32_t> tag(const TreebankSentence& sentence) const;

  std::vector<FeatureWeights> weights() const { return weights_; }
  // WordForm::lower -> number of the set of tags that the word had.
  const std::unordered_map<std::uint32_t, std::uint32_t>& known() const { return known_; }

 private:
  static constexpr std::uint32_t kLeastUpdates = 3;

  void learn_known(const Sentences& sentences);
  std::vector<syntax::TagWord> words_of(const TreebankSentence& sentence) const;
  std::uint32_t best_tag(std::span<const std::uint64_t> features) const;

  std::uint32_t tag_count_;
  Perceptron perceptron_;
  std::unordered_map<std::uint32_t, std::uint32_t> known_;
  std::vector<FeatureWeights> weights_;
};

// Tags each sentence by a tagger that has not seen it: the parser must learn to live with wrong tags.
std::vector<std::vector<std::uint32_t>> jackknife_tags(const Treebank& treebank, const Sentences& sentences,
                                                       std::uint32_t folds, std::uint32_t rounds, std::uint64_t seed);

}  // namespace dateline::train
