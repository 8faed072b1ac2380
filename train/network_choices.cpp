// The choices that a pass ends with: tag, name label, head, and relation under a given head. The error is the sum of their four
// cross-entropies, that of the name label weighted, since most words are in no name. Treebanks that do not mark other names
// (MISC) do not say that a word outside is none: then all three labels are right.
#include <algorithm>

#include "matrix.h"
#include "network_math.h"
#include "network_pass.h"

namespace dateline::train {

using namespace syntax;

namespace {

constexpr std::size_t kOther = 7;  // the first of the two labels of other names
constexpr float kNameWeight = 3;

}  // namespace

// Adds the error of a choice whose scores these are, and turns them into its gradient.
void Pass::learn_choice(std::span<float> scores, const Shares& answer, float weight) {
  softmax(scores.data(), scores.size());
  const float scale = scale_ * weight;
  if (answer[0].number == kNoneOrOther && scores.size() == kNameLabels) {
    const float right = scores[0] + scores[kOther] + scores[kOther + 1];
    loss += log_loss(right);
    for (const std::size_t k : {std::size_t{0}, kOther, kOther + 1}) scores[k] -= scores[k] / std::max(right, 1e-6f);
    for (float& score : scores) score *= scale;
    return;
  }
  float whole = 0;
  for (const Share& share : answer) whole += static_cast<float>(share.part) / Share::kWhole;
  for (const Share& share : answer) {
    if (share.part != 0) loss += static_cast<double>(share.part) / Share::kWhole * log_loss(scores[share.number]);
  }
  for (float& score : scores) score *= scale * whole;
  for (const Share& share : answer) scores[share.number] -= scale * static_cast<float>(share.part) / Share::kWhole;
}

void Pass::tags_and_names(Random* random, bool is_learning) {
  const auto& layout = network_.layout;
  masked(layers_[shape_.layers - 1].output, shape_.state(), drop_.state, random, tag_mask_, tag_input_);
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
      learn_choice(std::span(name_scores_).subspan(t * kNameLabels, kNameLabels), answer.name, kNameWeight);
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
  back(tag_scores_, network_.tags, layout.tag, layout.tag_bias, tag_input_, tag_mask_, layers_[shape_.layers - 1].d_output);
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

}  // namespace dateline::train
