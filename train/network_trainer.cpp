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

std::string report(Pass& pass, const std::vector<Example>& examples, const std::vector<TreebankTag>& tags) {
  constexpr std::size_t kTogether = 32;  // sentences
  Counts sum;
  NameCounts names;
  std::vector<const Example*> batch;
  for (std::size_t begin = 0; begin < examples.size(); begin += kTogether) {
    batch.clear();
    for (std::size_t i = begin; i < std::min(examples.size(), begin + kTogether); ++i) batch.push_back(&examples[i]);
    const Counts counts = pass.judge(batch, tags);
    sum.words += counts.words;
    sum.upos += counts.upos;
    sum.heads += counts.heads;
    sum.labelled += counts.labelled;
    std::size_t word = 0;
    for (const Example* example : batch) {
      const std::size_t size = example->words.size();
      if (!example->source->names.empty()) names.add(*example->source, std::span(pass.names()).subspan(word, size));
      word += size;
    }
  }
  const auto percent = [&](std::size_t count) { return 100.0 * static_cast<double>(count) / static_cast<double>(sum.words); };
  return fmt::format("UPOS {:.2f} UAS {:.2f} LAS {:.2f} names {:.2f}", percent(sum.upos), percent(sum.heads),
                     percent(sum.labelled), names.f1());
}

// What a round learns from, in its order: all examples and silver ones of so many words, taken one after another.
class Rounds {
 public:
  Rounds(const std::vector<Example>& examples, const std::vector<Example>& silver, const NetworkOptions& options)
      : examples_(examples), silver_(silver), options_(options) {
    for (const Example& example : examples) words_ += example.words.size();
  }

  std::size_t words(std::uint32_t round) const {
    return words_ + (has_silver(round) ? static_cast<std::size_t>(options_.silver * static_cast<float>(words_)) : 0);
  }

  const std::vector<const Example*>& start(std::uint32_t round, Random& random) {
    order_.clear();
    for (const Example& example : examples_) order_.push_back(&example);
    std::size_t size = words_;
    for (; has_silver(round) && size < words(round); next_ = (next_ + 1) % silver_.size()) {
      order_.push_back(&silver_[next_]);
      size += silver_[next_].words.size();
    }
    random.shuffle(order_);
    return order_;
  }

 private:
  bool has_silver(std::uint32_t round) const { return !silver_.empty() && round + options_.alone < options_.rounds; }

  const std::vector<Example>& examples_;
  const std::vector<Example>& silver_;
  const NetworkOptions& options_;
  std::size_t words_ = 0;
  std::size_t next_ = 0;
  std::vector<const Example*> order_;
};

}  // namespace

Result<void> train_network(Network& network, const Vocabulary& vocabulary, const std::vector<Example>& examples,
                           const std::vector<Example>& silver, const std::vector<std::vector<Example>>& development,
                           const std::vector<TreebankTag>& tags, const NetworkOptions& options,
                           const std::function<Result<void>()>& save) {
  std::vector<Pass> passes;
  for (std::size_t p = 0; p < kShards; ++p) passes.emplace_back(network, vocabulary, options.drop);
  Moments dense(network.dense.size());
  Moments words(network.words.size());
  Moments parts(network.parts.size());

  Rounds rounds(examples, silver, options);
  std::size_t steps = 0;
  for (std::uint32_t round = 0; round < options.rounds; ++round) steps += rounds.words(round) / options.batch_words + 1;
  std::size_t step = 0;
  Random random(options.seed);
  for (std::uint32_t round = 0; round < options.rounds; ++round) {
    const std::vector<const Example*>& order = rounds.start(round, random);
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
          const std::size_t at = row * network.shape.word;
          move(&values[at], &gradient[at], moments, at, network.shape.word, rate, scale);
        }
      };
      move_rows(network.words, passes[0].words, words, passes[0].touched_words);
      move_rows(network.parts, passes[0].parts, parts, passes[0].touched_parts);
      for (Pass& pass : passes) pass.clear();
      begin = end;
    }
    fmt::print(stderr, "round {}: error {:.4f}", round + 1, loss / static_cast<double>(rounds.words(round)));
    for (const auto& set : development) fmt::print(stderr, " | {}", report(passes[0], set, tags));
    fmt::print(stderr, "\n");
    if (auto done = save(); !done) return done;
  }
  return {};
}

}  // namespace dateline::train
