#include "tagger_trainer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <numeric>

#include "random.h"

namespace dateline::train {
namespace {

constexpr std::uint32_t kSeenOften = 3;
constexpr double kShareOfTag = 0.03;

std::vector<std::string_view> views(const TreebankSentence& sentence) { return {sentence.forms.begin(), sentence.forms.end()}; }

}  // namespace

void TaggerTrainer::learn_known(const Sentences& sentences) {
  std::map<std::uint32_t, std::map<std::uint32_t, std::uint32_t>> counts;
  std::string buffer;
  for (const TreebankSentence* sentence : sentences) {
    for (std::uint32_t i = 0; i < sentence->size(); ++i) {
      ++counts[syntax::word_form(sentence->forms[i], buffer).lower][sentence->tags[i]];
    }
  }
  std::map<std::vector<std::uint32_t>, std::uint32_t> sets;
  for (const auto& [word, tags] : counts) {
    const std::uint32_t total =
        std::accumulate(tags.begin(), tags.end(), 0u, [](std::uint32_t sum, const auto& tag) { return sum + tag.second; });
    if (total < kSeenOften) continue;
    std::vector<std::uint32_t> set;
    for (const auto& [tag, count] : tags) {
      if (count >= kShareOfTag * total) set.push_back(tag);
    }
    known_[word] = sets.try_emplace(set, static_cast<std::uint32_t>(sets.size() + 1)).first->second;
  }
}

std::vector<syntax::TagWord> TaggerTrainer::words_of(const TreebankSentence& sentence) const {
  std::vector<syntax::TagWord> words(sentence.size());
  std::string buffer;
  for (std::uint32_t i = 0; i < sentence.size(); ++i) {
    words[i].form = syntax::word_form(sentence.forms[i], buffer);
    const auto known = known_.find(words[i].form.lower);
    words[i].known = known == known_.end() ? 0 : known->second;
  }
  return words;
}

std::uint32_t TaggerTrainer::best_tag(std::span<const std::uint64_t> features) const {
  std::array<float, 256> scores{};
  perceptron_.add(features, scores);
  return static_cast<std::uint32_t>(std::max_element(scores.begin(), scores.begin() + tag_count_) - scores.begin());
}

void TaggerTrainer::train(const Sentences& sentences, std::uint32_t rounds, std::uint64_t seed) {
  learn_known(sentences);
  Random random(seed);
  Sentences order = sentences;
  for (std::uint32_t round = 0; round < rounds; ++round) {
    random.shuffle(order);
    for (const TreebankSentence* sentence : order) {
      const auto words = words_of(*sentence);
      const syntax::CaseStyle style = syntax::case_style(views(*sentence));
      std::uint32_t previous = syntax::kNoTag;
      std::uint32_t before_previous = syntax::kNoTag;
      std::array<std::uint64_t, syntax::kTagFeatures> features;
      for (std::uint32_t i = 0; i < sentence->size(); ++i) {
        syntax::tag_features(words, i, previous, before_previous, style, features);
        const std::uint32_t guess = best_tag(features);
        if (guess != sentence->tags[i]) perceptron_.update(features, sentence->tags[i], guess);
        perceptron_.tick();
        before_previous = previous;
        previous = guess;
      }
    }
  }
  weights_ = perceptron_.averaged();
  perceptron_.settle();
}

std::vector<std::uint32_t> TaggerTrainer::tag(const TreebankSentence& sentence) const {
  const auto words = words_of(sentence);
  const syntax::CaseStyle style = syntax::case_style(views(sentence));
  std::vector<std::uint32_t> tags(sentence.size());
  std::array<std::uint64_t, syntax::kTagFeatures> features;
  for (std::uint32_t i = 0; i < sentence.size(); ++i) {
    syntax::tag_features(words, i, i > 0 ? tags[i - 1] : syntax::kNoTag, i > 1 ? tags[i - 2] : syntax::kNoTag, style, features);
    tags[i] = best_tag(features);
  }
  return tags;
}

std::vector<std::vector<std::uint32_t>> jackknife_tags(const Treebank& treebank, const Sentences& sentences,
                                                       std::uint32_t folds, std::uint32_t rounds, std::uint64_t seed) {
  // A copy's original may be in another fold; copies are few and written otherwise.
  std::vector<std::vector<std::uint32_t>> tags(sentences.size());
  for (std::uint32_t fold = 0; fold < folds; ++fold) {
    Sentences others;
    for (std::size_t i = 0; i < sentences.size(); ++i) {
      if (i % folds != fold) others.push_back(sentences[i]);
    }
    TaggerTrainer trainer(static_cast<std::uint32_t>(treebank.tags.size()));
    trainer.train(others, rounds, seed + fold);
    std::size_t right = 0;
    std::size_t total = 0;
    for (std::size_t i = fold; i < sentences.size(); i += folds) {
      tags[i] = trainer.tag(*sentences[i]);
      for (std::uint32_t k = 0; k < sentences[i]->size(); ++k) right += tags[i][k] == sentences[i]->tags[k];
      total += sentences[i]->size();
    }
    fmt::print(stderr, "tagger without part {}: {:.2f} % of its tags right\n", fold + 1,
               100.0 * static_cast<double>(right) / static_cast<double>(std::max<std::size_t>(total, 1)));
  }
  return tags;
}

}  // namespace dateline::train
