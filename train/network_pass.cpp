// Forward and backward by hand, a whole shard of sentences in each matrix product. Dropout keeps one mask for a sentence, so that
// a number is missing in all its words. The error is the sum of four cross-entropies: tag, name label, head, and relation under
// the right head. Treebanks that do not mark other names (MISC) do not say that a word outside is none: then all three labels are
// right.
#include "network_pass.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "matrix.h"

namespace dateline::train {

using namespace syntax;

namespace {

constexpr double kDropWord = 0.3;  // a word seen c times is taken for a rare one with the chance kDropWord / (kDropWord + c)
constexpr double kDropAnyWord = 0.03;
constexpr double kDropVector = 0.5;  // of a dropped word, its vector too
constexpr float kLeak = 0.1f;
constexpr std::size_t kOther = 7;  // the first of the two labels of other names

// e^x with a relative error of 1e-6; a form that compilers turn into vector code.
inline float fast_exp(float x) {
  x = std::min(std::max(x, -87.0f), 87.0f);
  const float scaled = x * 1.44269504f;
  const float whole = static_cast<float>(static_cast<std::int32_t>(scaled + (scaled < 0 ? -0.5f : 0.5f)));
  const float part = (scaled - whole) * 0.69314718f;
  const float power = 1 + part * (1 + part * (0.5f + part * (0.16666667f + part * (0.04166667f + part * 0.00833333f))));
  return power * std::bit_cast<float>((static_cast<std::int32_t>(whole) + 127) << 23);
}

inline float sigmoid(float x) { return 1 / (1 + fast_exp(-x)); }

// Turns scores into probabilities.
void softmax(float* scores, std::size_t count) {
  float most = scores[0];
  for (std::size_t i = 1; i < count; ++i) most = std::max(most, scores[i]);
  float sum = 0;
  for (std::size_t i = 0; i < count; ++i) {
    scores[i] = fast_exp(scores[i] - most);
    sum += scores[i];
  }
  for (std::size_t i = 0; i < count; ++i) scores[i] /= sum;
}

double log_loss(float probability) { return -std::log(std::max(probability, 1e-12f)); }

std::uint32_t best_of(const float* scores, std::size_t count) {
  return static_cast<std::uint32_t>(std::max_element(scores, scores + count) - scores);
}

void set_rows(std::vector<float>& rows, const float* row, std::size_t count, std::size_t width) {
  rows.resize(count * width);
  for (std::size_t i = 0; i < count; ++i) std::copy(row, row + width, rows.begin() + static_cast<std::ptrdiff_t>(i * width));
}

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

void add_column_sums(const std::vector<float>& rows, std::size_t width, float* sums) {
  for (std::size_t i = 0; i < rows.size(); i += width) {
    for (std::size_t k = 0; k < width; ++k) sums[k] += rows[i + k];
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
void Pass::for_each_part(const Example::Word& word, std::uint32_t number, const Use& use) const {
  for (const std::uint32_t hash : word.parts) use(shape_.part_row(hash));
  if (vocabulary_.classes.empty()) return;
  use(shape_.part_row(class_hash(vocabulary_.class_of(number))));
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
      for_each_part(word, row.number, [&](std::size_t part) {
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
      for_each_part(word, rows_[t].number, [&](std::size_t part) {
        if (!part_is_touched_[part]) touched_parts.push_back(static_cast<std::uint32_t>(part));
        part_is_touched_[part] = 1;
        for (std::size_t k = 0; k < shape_.word; ++k) parts[part * shape_.word + k] += from[k];
      });
      ++t;
    }
  }
}

// Adds the error of a choice whose scores these are, and turns them into its gradient.
void Pass::learn_choice(std::span<float> scores, const Shares& answer) {
  softmax(scores.data(), scores.size());
  if (answer[0].number == kNoneOrOther && scores.size() == kNameLabels) {
    const float right = scores[0] + scores[kOther] + scores[kOther + 1];
    loss += log_loss(right);
    for (const std::size_t k : {std::size_t{0}, kOther, kOther + 1}) scores[k] -= scores[k] / std::max(right, 1e-6f);
    for (float& score : scores) score *= scale_;
    return;
  }
  float whole = 0;
  for (const Share& share : answer) whole += static_cast<float>(share.part) / Share::kWhole;
  for (const Share& share : answer) {
    if (share.part != 0) loss += static_cast<double>(share.part) / Share::kWhole * log_loss(scores[share.number]);
  }
  for (float& score : scores) score *= scale_ * whole;
  for (const Share& share : answer) scores[share.number] -= scale_ * static_cast<float>(share.part) / Share::kWhole;
}

void Pass::tags_and_names(Random* random, bool is_learning) {
  const auto& layout = network_.layout;
  masked(layers_[kTagLayers - 1].output, shape_.state(), drop_.state, random, tag_mask_, tag_input_);
  set_rows(tag_scores_, &network_.dense[layout.tag_bias], size_, network_.tags);
  multiply_add({tag_input_.data(), shape_.state()}, {&network_.dense[layout.tag], network_.tags}, tag_scores_.data(),
               network_.tags, size_, network_.tags, shape_.state());
  set_rows(name_scores_, &network_.dense[layout.name_bias], size_, kNameLabels);
  multiply_add({top_input_.data(), shape_.state()}, {&network_.dense[layout.name], kNameLabels}, name_scores_.data(), kNameLabels,
               size_, kNameLabels, shape_.state());
  if (!is_learning) {
    tags_.resize(size_);
    names_.resize(size_);
    for (std::size_t t = 0; t < size_; ++t) {
      tags_[t] = best_of(&tag_scores_[t * network_.tags], network_.tags);
      names_[t] = static_cast<std::uint8_t>(best_of(&name_scores_[t * kNameLabels], kNameLabels));
    }
    return;
  }
  std::size_t t = 0;
  for (const Example* example : examples_) {
    for (const Answer& answer : example->answers) {
      learn_choice(std::span(tag_scores_).subspan(t * network_.tags, network_.tags), answer.tag);
      learn_choice(std::span(name_scores_).subspan(t * kNameLabels, kNameLabels), answer.name);
      ++t;
    }
  }
  const auto back = [&](const std::vector<float>& d_scores, std::size_t count, std::size_t weights, std::size_t bias,
                        const std::vector<float>& input, const std::vector<float>& mask, std::vector<float>& d_state) {
    add_column_sums(d_scores, count, &dense[bias]);
    multiply_add({input.data(), shape_.state(), Transpose::Yes}, {d_scores.data(), count}, &dense[weights], count, shape_.state(),
                 count, size_);
    scratch_.assign(size_ * shape_.state(), 0.0f);
    multiply_add({d_scores.data(), count}, {&network_.dense[weights], count, Transpose::Yes}, scratch_.data(), shape_.state(),
                 size_, shape_.state(), count);
    for (std::size_t s = 0; s < examples_.size(); ++s) {
      for (std::size_t w = begins_[s]; w < begins_[s + 1]; ++w) {
        for (std::size_t k = 0; k < shape_.state(); ++k)
          d_state[w * shape_.state() + k] += scratch_[w * shape_.state() + k] * mask[s * shape_.state() + k];
      }
    }
  };
  back(tag_scores_, network_.tags, layout.tag, layout.tag_bias, tag_input_, tag_mask_, layers_[kTagLayers - 1].d_output);
  back(name_scores_, kNameLabels, layout.name, layout.name_bias, top_input_, top_mask_, layers_[shape_.layers - 1].d_output);
}

void Pass::trees(Random* random, bool is_learning) {
  const auto& layout = network_.layout;
  std::vector<float>& raw = raw_roles_;
  set_rows(raw, &network_.dense[layout.role_bias], size_, shape_.roles());
  multiply_add({top_input_.data(), shape_.state()}, {&network_.dense[layout.roles], shape_.roles()}, raw.data(), shape_.roles(),
               size_, shape_.roles(), shape_.state());
  // The halves for labels are added up before they go through their nonlinearity (labels()).
  for (std::size_t t = 0; t < size_; ++t) {
    for (std::size_t k = 0; k < 2 * shape_.arc; ++k) {
      float& value = raw[t * shape_.roles() + k];
      value = value > 0 ? value : kLeak * value;
    }
  }
  masked(raw, shape_.roles(), drop_.role, random, role_mask_, roles_);
  if (is_learning) d_roles_.assign(size_ * shape_.roles(), 0.0f);
  heads_.resize(size_);

  const float* const arc = &network_.dense[layout.arc];
  const float* const bias = &network_.dense[layout.arc_bias];
  std::vector<float> heads, projected, scores, apt, d_heads, d_projected;
  for (std::size_t s = 0; s < examples_.size(); ++s) {
    const std::size_t begin = begins_[s];
    const std::size_t n = begins_[s + 1] - begin;
    const float* const dependents = &roles_[begin * shape_.roles()];
    heads.resize((n + 1) * shape_.arc);
    for (std::size_t i = 0; i < n; ++i)
      std::copy_n(&roles_[(begin + i) * shape_.roles() + shape_.arc], shape_.arc, &heads[i * shape_.arc]);
    std::copy_n(&network_.dense[layout.root], shape_.arc, &heads[n * shape_.arc]);
    projected.assign(n * shape_.arc, 0.0f);
    multiply_add({dependents, shape_.roles()}, {arc, shape_.arc}, projected.data(), shape_.arc, n, shape_.arc, shape_.arc);
    apt.assign(n + 1, 0.0f);
    for (std::size_t j = 0; j <= n; ++j) {
      for (std::size_t k = 0; k < shape_.arc; ++k) apt[j] += heads[j * shape_.arc + k] * bias[k];
    }
    set_rows(scores, apt.data(), n, n + 1);
    multiply_add({projected.data(), shape_.arc}, {heads.data(), shape_.arc, Transpose::Yes}, scores.data(), n + 1, n, n + 1,
                 shape_.arc);
    for (std::size_t i = 0; i < n; ++i) {
      float* const row = &scores[i * (n + 1)];
      row[i] = -1e9f;
      heads_[begin + i] = best_of(row, n + 1);
    }
    if (!is_learning) {
      for (std::size_t i = 0; i < n; ++i) softmax(&scores[i * (n + 1)], n + 1);
      head_probabilities_.insert(head_probabilities_.end(), scores.begin(), scores.end());
      continue;
    }
    for (std::size_t i = 0; i < n; ++i) {
      learn_choice(std::span(scores).subspan(i * (n + 1), n + 1), examples_[s]->answers[i].head);
    }
    d_projected.assign(n * shape_.arc, 0.0f);
    multiply_add({scores.data(), n + 1}, {heads.data(), shape_.arc}, d_projected.data(), shape_.arc, n, shape_.arc, n + 1);
    d_heads.assign((n + 1) * shape_.arc, 0.0f);
    multiply_add({scores.data(), n + 1, Transpose::Yes}, {projected.data(), shape_.arc}, d_heads.data(), shape_.arc, n + 1,
                 shape_.arc, n);
    std::fill(apt.begin(), apt.end(), 0.0f);
    add_column_sums(scores, n + 1, apt.data());
    for (std::size_t j = 0; j <= n; ++j) {
      for (std::size_t k = 0; k < shape_.arc; ++k) {
        d_heads[j * shape_.arc + k] += apt[j] * bias[k];
        dense[layout.arc_bias + k] += apt[j] * heads[j * shape_.arc + k];
      }
    }
    float* const d_dependents = &d_roles_[begin * shape_.roles()];
    multiply_add({d_projected.data(), shape_.arc}, {arc, shape_.arc, Transpose::Yes}, d_dependents, shape_.roles(), n, shape_.arc,
                 shape_.arc);
    multiply_add({dependents, shape_.roles(), Transpose::Yes}, {d_projected.data(), shape_.arc}, &dense[layout.arc], shape_.arc,
                 shape_.arc, shape_.arc, n);
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t k = 0; k < shape_.arc; ++k)
        d_roles_[(begin + i) * shape_.roles() + shape_.arc + k] += d_heads[i * shape_.arc + k];
    }
    for (std::size_t k = 0; k < shape_.arc; ++k) dense[layout.root + k] += d_heads[n * shape_.arc + k];
  }

  if (!is_learning) return;
  labels(true);
  for (std::size_t s = 0; s < examples_.size(); ++s) {
    for (std::size_t t = begins_[s]; t < begins_[s + 1]; ++t) {
      for (std::size_t k = 0; k < shape_.roles(); ++k) {
        float& gradient = d_roles_[t * shape_.roles() + k];
        gradient *= role_mask_[s * shape_.roles() + k];
        if (k < 2 * shape_.arc && raw[t * shape_.roles() + k] < 0) gradient *= kLeak;
      }
    }
  }
  add_column_sums(d_roles_, shape_.roles(), &dense[layout.role_bias]);
  multiply_add({top_input_.data(), shape_.state(), Transpose::Yes}, {d_roles_.data(), shape_.roles()}, &dense[layout.roles],
               shape_.roles(), shape_.state(), shape_.roles(), size_);
  scratch_.assign(size_ * shape_.state(), 0.0f);
  multiply_add({d_roles_.data(), shape_.roles()}, {&network_.dense[layout.roles], shape_.roles(), Transpose::Yes},
               scratch_.data(), shape_.state(), size_, shape_.state(), shape_.roles());
  std::vector<float>& d_top = layers_[shape_.layers - 1].d_output;
  for (std::size_t s = 0; s < examples_.size(); ++s) {
    for (std::size_t t = begins_[s]; t < begins_[s + 1]; ++t) {
      for (std::size_t k = 0; k < shape_.state(); ++k)
        d_top[t * shape_.state() + k] += scratch_[t * shape_.state() + k] * top_mask_[s * shape_.state() + k];
    }
  }
}

void Pass::labels(bool is_learning) {
  const auto& layout = network_.layout;
  const std::size_t dependent_at = 2 * shape_.arc;
  const std::size_t head_at = dependent_at + shape_.label;
  const std::size_t relations = network_.relations;
  label_heads_.resize(size_);
  label_hidden_.resize(size_ * shape_.label);
  for (std::size_t s = 0; s < examples_.size(); ++s) {
    const std::size_t begin = begins_[s];
    const std::size_t n = begins_[s + 1] - begin;
    for (std::size_t i = 0; i < n; ++i) {
      const std::size_t head = is_learning ? examples_[s]->answers[i].governor : heads_[begin + i];
      label_heads_[begin + i] = head == n ? kNone : static_cast<std::uint32_t>(begin + head);
      const float* const dependent = &roles_[(begin + i) * shape_.roles() + dependent_at];
      const float* const governor =
          head == n ? &network_.dense[layout.root + shape_.arc] : &roles_[(begin + head) * shape_.roles() + head_at];
      for (std::size_t k = 0; k < shape_.label; ++k) {
        const float sum = dependent[k] + governor[k];
        label_hidden_[(begin + i) * shape_.label + k] = sum > 0 ? sum : kLeak * sum;
      }
    }
  }
  set_rows(label_scores_, &network_.dense[layout.label_bias], size_, relations);
  multiply_add({label_hidden_.data(), shape_.label}, {&network_.dense[layout.label], relations}, label_scores_.data(), relations,
               size_, relations, shape_.label);
  relations_.resize(size_);
  for (std::size_t t = 0; t < size_; ++t) relations_[t] = best_of(&label_scores_[t * relations], relations);
  if (!is_learning) return;
  std::size_t t = 0;
  for (const Example* example : examples_) {
    for (const Answer& answer : example->answers)
      learn_choice(std::span(label_scores_).subspan(relations * t++, relations), answer.relation);
  }
  add_column_sums(label_scores_, relations, &dense[layout.label_bias]);
  multiply_add({label_hidden_.data(), shape_.label, Transpose::Yes}, {label_scores_.data(), relations}, &dense[layout.label],
               relations, shape_.label, relations, size_);
  d_label_.assign(size_ * shape_.label, 0.0f);
  multiply_add({label_scores_.data(), relations}, {&network_.dense[layout.label], relations, Transpose::Yes}, d_label_.data(),
               shape_.label, size_, shape_.label, relations);
  for (t = 0; t < size_; ++t) {
    float* const d_dependent = &d_roles_[t * shape_.roles() + dependent_at];
    float* const d_governor =
        label_heads_[t] == kNone ? &dense[layout.root + shape_.arc] : &d_roles_[label_heads_[t] * shape_.roles() + head_at];
    for (std::size_t k = 0; k < shape_.label; ++k) {
      const float gradient = d_label_[t * shape_.label + k] * (label_hidden_[t * shape_.label + k] > 0 ? 1 : kLeak);
      d_dependent[k] += gradient;
      d_governor[k] += gradient;
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
