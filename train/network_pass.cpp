// Forward and backward by hand, a whole shard of sentences in each matrix product. Dropout keeps one mask for a sentence, so that
// a number is missing in all its words. The choices at the end are in network_choices.cpp.
#include "network_pass.h"

#include <algorithm>
#include <cmath>

#include "matrix.h"
#include "network_math.h"

namespace dateline::train {

using namespace syntax;

namespace {

constexpr double kDropWord = 1;  // a word seen c times is taken for a rare one with the chance kDropWord / (kDropWord + c)
constexpr double kDropAnyWord = 0.05;
constexpr double kDropVector = 0.5;  // of a dropped word, its vector too; its classes stay

// One word's cells in one direction.
void run_cells(const float* __restrict gate, const float* __restrict memory, const float* __restrict skip, std::size_t hidden,
               float* __restrict forget, float* __restrict reset, float* __restrict cell, float* __restrict output,
               float* __restrict state) {
  for (std::size_t k = 0; k < hidden; ++k) {
    forget[k] = sigmoid(gate[hidden + k] + memory[k] * state[k]);
    reset[k] = sigmoid(gate[2 * hidden + k] + memory[hidden + k] * state[k]);
    state[k] = forget[k] * state[k] + (1 - forget[k]) * gate[k];
    cell[k] = state[k];
    output[k] = reset[k] * state[k] + (1 - reset[k]) * skip[k];
  }
}

struct Cell {
  const float* memory;  // of forget, then of reset
  const float* before;  // the state of the word before
  const float* candidate;
  const float* forget;
  const float* reset;
  const float* state;
  const float* skip;
  const float* d_output;
};

// The gradient of one word's cells in one direction; `d_state` comes from the word after and goes to the word before.
void cell_gradient(const Cell& cell, std::size_t hidden, float* __restrict d_gate, float* __restrict d_memory,
                   float* __restrict d_state) {
  const Cell c = cell;
  for (std::size_t k = 0; k < hidden; ++k) {
    const float d_cell = c.d_output[k] * c.reset[k] + d_state[k];
    const float d_reset = c.d_output[k] * (c.state[k] - c.skip[k]) * c.reset[k] * (1 - c.reset[k]);
    const float d_forget = d_cell * (c.before[k] - c.candidate[k]) * c.forget[k] * (1 - c.forget[k]);
    d_gate[k] = d_cell * (1 - c.forget[k]);
    d_gate[hidden + k] = d_forget;
    d_gate[2 * hidden + k] = d_reset;
    d_memory[k] += d_forget * c.before[k];
    d_memory[hidden + k] += d_reset * c.before[k];
    d_state[k] = d_cell * c.forget[k] + d_forget * c.memory[k] + d_reset * c.memory[hidden + k];
  }
}

}  // namespace

Pass::Pass(const Network& network, const Vocabulary& vocabulary, const Dropout& drop)
    : dense(network.dense.size()),
      words(network.words.size()),
      parts(network.parts.size()),
      network_(network),
      shape_(network.shape),
      vocabulary_(vocabulary),
      drop_(drop),
      layers_(shape_.layers),
      zero_(shape_.hidden),
      word_is_touched_(network.words.size() / shape_.word),
      part_is_touched_(network.parts.size() / shape_.word) {}

void Pass::add_rows(const Pass& other) {
  const auto add = [width = shape_.word](const std::vector<std::uint32_t>& rows, const std::vector<float>& from,
                                         std::vector<float>& to, std::vector<std::uint8_t>& is_touched,
                                         std::vector<std::uint32_t>& touched) {
    for (const std::uint32_t row : rows) {
      if (!is_touched[row]) touched.push_back(row);
      is_touched[row] = 1;
      for (std::size_t k = row * width; k < (row + 1) * width; ++k) to[k] += from[k];
    }
  };
  add(other.touched_words, other.words, words, word_is_touched_, touched_words);
  add(other.touched_parts, other.parts, parts, part_is_touched_, touched_parts);
}

void Pass::clear() {
  std::fill(dense.begin(), dense.end(), 0.0f);
  for (const std::uint32_t row : touched_words) {
    std::fill_n(words.begin() + static_cast<std::ptrdiff_t>(row * shape_.word), shape_.word, 0.0f);
    word_is_touched_[row] = 0;
  }
  for (const std::uint32_t row : touched_parts) {
    std::fill_n(parts.begin() + static_cast<std::ptrdiff_t>(row * shape_.word), shape_.word, 0.0f);
    part_is_touched_[row] = 0;
  }
  touched_words.clear();
  touched_parts.clear();
  loss = 0;
}

void Pass::masked(const std::vector<float>& from, std::size_t width, float chance, Random* random, std::vector<float>& mask,
                  std::vector<float>& to) const {
  to = from;
  if (!random) return;
  mask.resize(examples_.size() * width);
  for (float& value : mask) value = random->with_chance(chance) ? 0.0f : 1 / (1 - chance);
  for (std::size_t s = 0; s < examples_.size(); ++s) {
    const float* const row = mask.data() + s * width;
    for (std::size_t t = begins_[s]; t < begins_[s + 1]; ++t) {
      for (std::size_t k = 0; k < width; ++k) to[t * width + k] *= row[k];
    }
  }
}

void Pass::forward_layer(std::size_t l, Random* random) {
  Layer& layer = layers_[l];
  const std::vector<float>& below = l == 0 ? embedded_ : layers_[l - 1].output;
  const std::size_t width = shape_.layer_input(l);
  const auto& at = network_.layout.layers[l];
  masked(below, width, l == 0 ? drop_.input : drop_.state, random, layer.mask, layer.input);
  set_rows(layer.gates, &network_.dense[at.bias], size_, shape_.gates());
  multiply_add({layer.input.data(), width}, {&network_.dense[at.weights], shape_.gates()}, layer.gates.data(), shape_.gates(),
               size_, shape_.gates(), width);
  for (auto* values : {&layer.forget, &layer.reset, &layer.cell, &layer.output}) values->resize(size_ * shape_.state());
  for (std::size_t s = 0; s < examples_.size(); ++s) {
    for (std::size_t direction = 0; direction < 2; ++direction) {
      const float* const memory = &network_.dense[at.memory + direction * 2 * shape_.hidden];
      state_.assign(shape_.hidden, 0.0f);
      const std::size_t count = begins_[s + 1] - begins_[s];
      for (std::size_t step = 0; step < count; ++step) {
        const std::size_t t = direction == 0 ? begins_[s] + step : begins_[s + 1] - 1 - step;
        const float* const gate = &layer.gates[t * shape_.gates() + direction * NetworkShape::kGates * shape_.hidden];
        const std::size_t row = t * shape_.state() + direction * shape_.hidden;
        float* const forget = &layer.forget[row];
        float* const reset = &layer.reset[row];
        float* const cell = &layer.cell[row];
        float* const output = &layer.output[row];
        const float* const skip = l == 0 ? nullptr : &below[row];
        run_cells(gate, memory, skip ? skip : zero_.data(), shape_.hidden, forget, reset, cell, output, state_.data());
      }
    }
  }
  layer.d_output.assign(random ? size_ * shape_.state() : 0, 0.0f);
}

void Pass::backward_layer(std::size_t l) {
  Layer& layer = layers_[l];
  const std::vector<float>& below = l == 0 ? embedded_ : layers_[l - 1].output;
  std::vector<float>& d_below = l == 0 ? d_embedded_ : layers_[l - 1].d_output;
  const std::size_t width = shape_.layer_input(l);
  const auto& at = network_.layout.layers[l];
  std::vector<float>& d_gates = scratch_;
  d_gates.assign(size_ * shape_.gates(), 0.0f);
  for (std::size_t s = 0; s < examples_.size(); ++s) {
    for (std::size_t direction = 0; direction < 2; ++direction) {
      const std::size_t memory_at = at.memory + direction * 2 * shape_.hidden;
      const float* const memory = &network_.dense[memory_at];
      float* const d_memory = &dense[memory_at];
      state_.assign(shape_.hidden, 0.0f);
      const float* const zero = zero_.data();
      const std::size_t count = begins_[s + 1] - begins_[s];
      for (std::size_t step = count; step-- > 0;) {
        const std::size_t t = direction == 0 ? begins_[s] + step : begins_[s + 1] - 1 - step;
        const std::size_t row = t * shape_.state() + direction * shape_.hidden;
        const std::size_t before_row = direction == 0 ? row - shape_.state() : row + shape_.state();
        const float* const before = step == 0 ? zero : &layer.cell[before_row];
        const float* const candidate = &layer.gates[t * shape_.gates() + direction * NetworkShape::kGates * shape_.hidden];
        const float* const forget = &layer.forget[row];
        const float* const reset = &layer.reset[row];
        const float* const cell = &layer.cell[row];
        const float* const d_output = &layer.d_output[row];
        float* const d_gate = &d_gates[t * shape_.gates() + direction * NetworkShape::kGates * shape_.hidden];
        const float* const skip = l == 0 ? zero : &below[row];
        float* const d_skip = l == 0 ? nullptr : &d_below[row];
        if (d_skip) {
          for (std::size_t k = 0; k < shape_.hidden; ++k) d_skip[k] += d_output[k] * (1 - reset[k]);
        }
        cell_gradient({memory, before, candidate, forget, reset, cell, skip, d_output}, shape_.hidden, d_gate, d_memory,
                      state_.data());
      }
    }
  }
  add_column_sums(d_gates, shape_.gates(), &dense[at.bias]);
  multiply_add({layer.input.data(), width, Transpose::Yes}, {d_gates.data(), shape_.gates()}, &dense[at.weights], shape_.gates(),
               width, shape_.gates(), size_);
  std::vector<float>& d_input = d_input_;
  d_input.assign(size_ * width, 0.0f);
  multiply_add({d_gates.data(), shape_.gates()}, {&network_.dense[at.weights], shape_.gates(), Transpose::Yes}, d_input.data(),
               width, size_, width, shape_.gates());
  for (std::size_t s = 0; s < examples_.size(); ++s) {
    for (std::size_t t = begins_[s]; t < begins_[s + 1]; ++t) {
      for (std::size_t k = 0; k < width; ++k) d_below[t * width + k] += d_input[t * width + k] * layer.mask[s * width + k];
    }
  }
}

// Rows of the table of parts that are added up for a word.
template <typename Use>
void Pass::for_each_part(const Example::Word& word, const Use& use) const {
  for (const std::uint32_t hash : word.parts) use(shape_.part_row(hash));
  if (vocabulary_.classes.empty()) return;
  for_each_class_hash(vocabulary_.class_of(word.number), [&](std::uint32_t hash) { use(shape_.part_row(hash)); });
}

void Pass::forward(Random* random) {
  begins_.assign(1, 0);
  for (const Example* example : examples_) begins_.push_back(begins_.back() + example->words.size());
  size_ = begins_.back();
  rows_.clear();
  embedded_.assign(size_ * shape_.input(), 0.0f);
  for (const Example* example : examples_) {
    for (const Example::Word& word : example->words) {
      Row row{word.row, word.number};
      if (random) {
        const double count = word.number < vocabulary_.counts.size() ? vocabulary_.counts[word.number] : 0;
        if (random->with_chance(kDropAnyWord + (1 - kDropAnyWord) * kDropWord / (kDropWord + count))) {
          row.word = 0;
          if (random->with_chance(kDropVector)) row.number = kNone;
        }
      }
      float* const to = &embedded_[rows_.size() * shape_.input()];
      const float* const own = &network_.words[row.word * shape_.word];
      for (std::size_t k = 0; k < shape_.word; ++k) to[k] = own[k];
      for_each_part(word, [&](std::size_t part) {
        const float* const values = &network_.parts[part * shape_.word];
        for (std::size_t k = 0; k < shape_.word; ++k) to[k] += values[k];
      });
      if (row.number < vocabulary_.vectors.size() / shape_.vector)
        std::copy_n(&vocabulary_.vectors[row.number * shape_.vector], shape_.vector, to + shape_.word);
      rows_.push_back(row);
    }
  }
  if (random) d_embedded_.assign(size_ * shape_.input(), 0.0f);
  for (std::size_t l = 0; l < shape_.layers; ++l) forward_layer(l, random);
}

void Pass::input_gradient() {
  std::size_t t = 0;
  for (const Example* example : examples_) {
    for (const Example::Word& word : example->words) {
      const float* const from = &d_embedded_[t * shape_.input()];
      const std::uint32_t row = rows_[t].word;
      if (!word_is_touched_[row]) touched_words.push_back(row);
      word_is_touched_[row] = 1;
      for (std::size_t k = 0; k < shape_.word; ++k) words[row * shape_.word + k] += from[k];
      for_each_part(word, [&](std::size_t part) {
        if (!part_is_touched_[part]) touched_parts.push_back(static_cast<std::uint32_t>(part));
        part_is_touched_[part] = 1;
        for (std::size_t k = 0; k < shape_.word; ++k) parts[part * shape_.word + k] += from[k];
      });
      ++t;
    }
  }
}

void Pass::learn(std::span<const Example* const> examples, std::size_t batch_words, Random& random) {
  examples_ = examples;
  scale_ = 1 / static_cast<float>(batch_words);
  forward(&random);
  masked(layers_[shape_.layers - 1].output, shape_.state(), drop_.state, &random, top_mask_, top_input_);
  tags_and_names(&random, true);
  trees(&random, true);
  for (std::size_t l = shape_.layers; l-- > 0;) backward_layer(l);
  input_gradient();
}

void Pass::read(std::span<const Example* const> examples) {
  examples_ = examples;
  forward(nullptr);
  top_input_ = layers_[shape_.layers - 1].output;
  head_probabilities_.clear();
  tags_and_names(nullptr, false);
  trees(nullptr, false);
}

std::vector<float>& Pass::tag_probabilities() {
  for (std::size_t t = 0; t < size_; ++t) softmax(&tag_scores_[t * network_.tags], network_.tags);
  return tag_scores_;
}

std::vector<float>& Pass::name_probabilities() {
  for (std::size_t t = 0; t < size_; ++t) softmax(&name_scores_[t * kNameLabels], kNameLabels);
  return name_scores_;
}

std::vector<float>& Pass::relation_probabilities(std::span<const std::uint32_t> heads) {
  heads_.assign(heads.begin(), heads.end());
  labels(false);
  for (std::size_t t = 0; t < size_; ++t) softmax(&label_scores_[t * network_.relations], network_.relations);
  return label_scores_;
}

Counts Pass::judge(std::span<const Example* const> examples, const std::vector<TreebankTag>& tags) {
  read(examples);
  labels(false);
  Counts counts;
  counts.words = size_;
  for (std::size_t s = 0; s < examples_.size(); ++s) {
    const TreebankSentence& gold = *examples_[s]->source;
    for (std::size_t i = 0; i < gold.size(); ++i) {
      const std::size_t t = begins_[s] + i;
      counts.upos += tags[tags_[t]].upos == tags[gold.tags[i]].upos;
      if (heads_[t] != gold.heads[i]) continue;
      ++counts.heads;
      counts.labelled += static_cast<Relation>(relations_[t]) == gold.relations[i];
    }
  }
  return counts;
}

}  // namespace dateline::train
