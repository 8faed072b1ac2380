// One pass through the network for some sentences: what it predicts, how wrong that is, and the gradient of that error.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "network_trainer.h"

namespace dateline::train {

struct Counts {
  std::size_t words = 0;
  std::size_t upos = 0;
  std::size_t heads = 0;
  std::size_t labelled = 0;
  double loss = 0;
};

// A worker's room: kept from batch to batch.
class Pass {
 public:
  Pass(const Network& network, const Vocabulary& vocabulary, const Dropout& drop);

  // Adds the gradient of the error, divided by `batch_words`, to the gradients below. `random` chooses what is dropped.
  void learn(std::span<const Example* const> examples, std::size_t batch_words, Random& random);
  // Reads sentences without dropping anything. Then: probabilities of tags, name labels and relations for each word, of heads
  // for each word of a sentence of n words n + 1 numbers, the last one for the root. Each can be asked once.
  void read(std::span<const Example* const> examples);
  std::vector<float>& tag_probabilities();
  std::vector<float>& name_probabilities();
  std::vector<float>& head_probabilities() { return head_probabilities_; }
  std::vector<float>& relation_probabilities(std::span<const std::uint32_t> heads);
  std::size_t tags() const { return network_.tags; }
  // Counts what is right without dropping anything.
  Counts judge(std::span<const Example* const> examples, const std::vector<TreebankTag>& tags);
  // Begin of names as predicted by the last `judge`, a label for each word.
  const std::vector<std::uint8_t>& names() const { return names_; }

  // Adds another pass's gradients of the tables to this one's.
  void add_rows(const Pass& other);
  // Zeroes the gradients; those of tables only where they were touched.
  void clear();

  std::vector<float> dense;
  std::vector<float> words;
  std::vector<float> parts;
  std::vector<std::uint32_t> touched_words;  // rows with a gradient, each once
  std::vector<std::uint32_t> touched_parts;
  double loss = 0;

 private:
  struct Layer {
    std::vector<float> input;   // after dropout
    std::vector<float> mask;    // per sentence
    std::vector<float> gates;   // shape.gates() a word
    std::vector<float> forget;  // shape.state() a word, as are the next three
    std::vector<float> reset;
    std::vector<float> cell;
    std::vector<float> output;
    std::vector<float> d_output;
  };

  template <typename Use>
  void for_each_part(const Example::Word& word, const Use& use) const;
  void forward(Random* random);
  void forward_layer(std::size_t l, Random* random);
  void backward_layer(std::size_t l);
  void masked(const std::vector<float>& from, std::size_t width, float chance, Random* random, std::vector<float>& mask,
              std::vector<float>& to) const;
  void tags_and_names(Random* random, bool is_learning);
  void trees(Random* random, bool is_learning);
  void labels(bool is_learning);
  void learn_choice(std::span<float> scores, const Shares& answer, float weight = 1);
  void input_gradient();

  const Network& network_;
  const syntax::NetworkShape shape_;
  const Vocabulary& vocabulary_;
  const Dropout drop_;
  std::span<const Example* const> examples_;
  std::vector<std::size_t> begins_;  // first word of each sentence, and the end
  std::size_t size_ = 0;
  float scale_ = 1;

  struct Row {
    std::uint32_t word;
    std::uint32_t number;  // kNone when unknown or dropped
  };
  std::vector<Row> rows_;
  std::vector<float> embedded_;
  std::vector<float> d_embedded_;
  std::vector<Layer> layers_;
  std::vector<float> tag_input_, tag_mask_, top_input_, top_mask_;
  std::vector<float> tag_scores_, name_scores_, head_probabilities_;
  std::vector<float> raw_roles_, roles_, role_mask_, d_roles_;
  std::vector<float> label_hidden_, label_mask_, label_scores_, d_label_;
  std::vector<std::uint32_t> label_heads_;  // for each word, a word of the shard or kNone for the root
  std::vector<std::uint32_t> heads_;        // predicted
  std::vector<std::uint32_t> tags_;
  std::vector<std::uint8_t> names_;
  std::vector<std::uint32_t> relations_;
  std::vector<float> scratch_, d_input_;
  std::vector<float> state_, zero_;  // of a layer's cells in one direction
  std::vector<std::uint8_t> word_is_touched_, part_is_touched_;
};

}  // namespace dateline::train
