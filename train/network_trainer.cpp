// Adam over batches of some 600 words. A batch is always cut into two shards, each with its own gradient, so that two threads
// share the work and the sums come out the same however they do. Rows of the tables are moved only when a batch
// has touched them. The rate rises over the first steps and then falls to zero in a straight line, which makes averaging of
// weights needless.
#include "network_trainer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <cstdio>
#include <thread>
#include <unordered_map>

#include "name_spans.h"
#include "network_pass.h"

namespace dateline::train {
namespace {

constexpr std::size_t kShards = 2;
constexpr float kFirstMoment = 0.9f;
constexpr float kSecondMoment = 0.98f;
constexpr float kLeast = 1e-7f;
constexpr float kLongestGradient = 5;
constexpr std::size_t kWarmUp = 200;

struct Moments {
  std::vector<float> first;
  std::vector<float> second;
  explicit Moments(std::size_t size) : first(size), second(size) {}
};

void move(float* values, const float* gradient, Moments& moments, std::size_t begin, std::size_t count, float rate, float scale) {
  for (std::size_t i = 0; i < count; ++i) {
    const float g = gradient[i] * scale;
    float& first = moments.first[begin + i];
    float& second = moments.second[begin + i];
    first = kFirstMoment * first + (1 - kFirstMoment) * g;
    second = kSecondMoment * second + (1 - kSecondMoment) * g * g;
    values[i] -= rate * first / (std::sqrt(second) + kLeast);
  }
}

// Adds what the other shards learned to the first one's gradients.
void gather(std::vector<Pass>& passes) {
  Pass& sum = passes[0];
  for (std::size_t p = 1; p < passes.size(); ++p) {
    const Pass& other = passes[p];
    for (std::size_t i = 0; i < sum.dense.size(); ++i) sum.dense[i] += other.dense[i];
    sum.add_rows(other);
  }
}

std::vector<Example> examples_of(const std::vector<const TreebankSentence*>& sentences, const Vocabulary& vocabulary) {
  std::unordered_map<std::uint32_t, std::uint32_t> numbers;
  for (std::uint32_t i = 0; i < vocabulary.words.size(); ++i) numbers[vocabulary.words[i]] = i;
  std::vector<Example> examples;
  std::string buffer;
  for (const TreebankSentence* sentence : sentences) {
    Example example;
    example.gold = sentence;
    const std::vector<std::string_view> forms(sentence->forms.begin(), sentence->forms.end());
    const syntax::CaseStyle style = syntax::case_style(forms);
    for (const std::string_view form : forms) {
      const syntax::WordForm word_form = syntax::word_form(form, buffer);
      Example::Word word;
      const auto found = numbers.find(word_form.lower);
      if (found != numbers.end()) {
        word.vector = found->second;
        word.row = found->second < vocabulary.learned ? found->second + 1 : 0;
      }
      word.parts = syntax::part_rows(word_form, style);
      example.words.push_back(word);
    }
    examples.push_back(std::move(example));
  }
  return examples;
}

std::string report(Pass& pass, const std::vector<Example>& examples, const std::vector<TreebankTag>& tags) {
  Counts sum;
  NameCounts names;
  for (const Example& example : examples) {
    const Example* const one[] = {&example};
    const Counts counts = pass.judge(one, tags);
    sum.words += counts.words;
    sum.upos += counts.upos;
    sum.heads += counts.heads;
    sum.labelled += counts.labelled;
    if (!example.gold->names.empty()) names.add(example.gold->names, pass.names());
  }
  const auto percent = [&](std::size_t count) { return 100.0 * static_cast<double>(count) / static_cast<double>(sum.words); };
  return fmt::format("UPOS {:.2f} UAS {:.2f} LAS {:.2f} names {:.2f}", percent(sum.upos), percent(sum.heads),
                     percent(sum.labelled), names.f1());
}

}  // namespace

Result<void> train_network(Network& network, const Vocabulary& vocabulary, const std::vector<const TreebankSentence*>& sentences,
                           const std::vector<Treebank>& development, const std::vector<TreebankTag>& tags,
                           const NetworkOptions& options, const std::function<Result<void>()>& save) {
  const std::vector<Example> examples = examples_of(sentences, vocabulary);
  std::vector<std::vector<Example>> judged;
  for (const Treebank& treebank : development) {
    std::vector<const TreebankSentence*> set;
    for (const TreebankSentence& sentence : treebank.sentences) set.push_back(&sentence);
    judged.push_back(examples_of(set, vocabulary));
  }
  std::vector<Pass> passes;
  for (std::size_t p = 0; p < kShards; ++p) passes.emplace_back(network, vocabulary);
  Moments dense(network.dense.size());
  Moments words(network.words.size());
  Moments parts(network.parts.size());

  std::size_t words_of_round = 0;
  for (const Example& example : examples) words_of_round += example.words.size();
  const std::size_t steps = options.rounds * (words_of_round / options.batch_words + 1);
  std::size_t step = 0;
  Random random(options.seed);
  std::vector<const Example*> order;
  for (const Example& example : examples) order.push_back(&example);
  for (std::uint32_t round = 0; round < options.rounds; ++round) {
    random.shuffle(order);
    double loss = 0;
    for (std::size_t begin = 0; begin < order.size();) {
      std::array<std::size_t, kShards + 1> cuts;
      cuts.fill(begin);
      std::size_t end = begin;
      std::size_t size = 0;
      for (; end < order.size() && size < options.batch_words; ++end) {
        for (std::size_t p = 1; p <= kShards; ++p) {
          if (size < options.batch_words * p / kShards) cuts[p] = end + 1;
        }
        size += order[end]->words.size();
      }
      const std::span<const Example* const> all(order);
      std::vector<Random> seeds;
      for (std::size_t p = 0; p < kShards; ++p) seeds.emplace_back(random.next());
      std::atomic<std::size_t> free_shard = 0;
      const auto work = [&] {
        for (std::size_t p = free_shard++; p < kShards; p = free_shard++) {
          if (cuts[p] < cuts[p + 1]) passes[p].learn(all.subspan(cuts[p], cuts[p + 1] - cuts[p]), size, seeds[p]);
        }
      };
      std::thread second(work);
      work();
      second.join();
      gather(passes);
      for (const Pass& pass : passes) loss += pass.loss;

      double length = 0;
      for (const float g : passes[0].dense) length += static_cast<double>(g) * static_cast<double>(g);
      const float scale = static_cast<float>(std::min(1.0, kLongestGradient / (std::sqrt(length) + 1e-12)));
      ++step;
      const float progress = static_cast<float>(step) / static_cast<float>(steps);
      const float warm = std::min(1.0f, static_cast<float>(step) / static_cast<float>(kWarmUp));
      const float unbias = std::sqrt(1 - std::pow(kSecondMoment, static_cast<float>(step))) /
                           (1 - std::pow(kFirstMoment, static_cast<float>(step)));
      const float rate = options.rate * warm * std::max(0.0f, 1 - progress) * unbias;
      move(network.dense.data(), passes[0].dense.data(), dense, 0, network.dense.size(), rate, scale);
      const auto move_rows = [&](std::vector<float>& values, const std::vector<float>& gradient, Moments& moments,
                                 const std::vector<std::uint32_t>& rows) {
        for (const std::uint32_t row : rows) {
          const std::size_t at = row * syntax::kWordWidth;
          move(&values[at], &gradient[at], moments, at, syntax::kWordWidth, rate, scale);
        }
      };
      move_rows(network.words, passes[0].words, words, passes[0].touched_words);
      move_rows(network.parts, passes[0].parts, parts, passes[0].touched_parts);
      for (Pass& pass : passes) pass.clear();
      begin = end;
    }
    fmt::print(stderr, "round {}: error {:.4f}", round + 1, loss / static_cast<double>(words_of_round));
    for (const auto& set : judged) fmt::print(stderr, " | {}", report(passes[0], set, tags));
    fmt::print(stderr, "\n");
    if (auto done = save(); !done) return done;
  }
  return {};
}

}  // namespace dateline::train
