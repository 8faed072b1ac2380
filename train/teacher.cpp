#include "teacher.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <thread>

#include "network_pass.h"
#include "syntax/network.h"
#include "syntax/tree.h"

namespace dateline::train {
namespace {

constexpr std::size_t kTogether = 32;  // sentences
constexpr std::size_t kThreads = 2;

// One thread's room: a pass for each teacher.
struct Seat {
  std::vector<Pass> passes;
  std::vector<float> heads, relations, tags, names;
  std::vector<float> logs;
  std::vector<std::uint32_t> governors;
  syntax::TreeWork tree;
};

void add(const std::vector<float>& from, std::vector<float>& to) {
  to.resize(from.size());
  for (std::size_t i = 0; i < from.size(); ++i) to[i] += from[i];
}

std::span<const float> row(const std::vector<float>& values, std::size_t at, std::size_t width) {
  return {values.data() + at * width, width};
}

void answer(Seat& seat, std::span<Example* const> examples) {
  const std::vector<const Example*> batch(examples.begin(), examples.end());
  for (auto* sum : {&seat.heads, &seat.relations, &seat.tags, &seat.names}) sum->clear();
  for (Pass& pass : seat.passes) {
    pass.read(batch);
    add(pass.tag_probabilities(), seat.tags);
    add(pass.name_probabilities(), seat.names);
    add(pass.head_probabilities(), seat.heads);
  }
  const std::size_t tags = seat.passes[0].tags();
  seat.governors.clear();
  std::size_t at = 0;
  std::size_t word = 0;
  for (Example* example : examples) {
    const std::size_t n = example->words.size();
    example->answers.resize(n);
    for (std::size_t i = 0; i < n; ++i, ++word) {
      Answer& answer = example->answers[i];
      answer.tag = likeliest(row(seat.tags, word, tags));
      answer.name = likeliest(row(seat.names, word, syntax::kNameLabels));
      answer.head = likeliest({&seat.heads[at + i * (n + 1)], n + 1});
    }
    seat.logs.resize(n * (n + 1));
    for (std::size_t k = 0; k < seat.logs.size(); ++k) seat.logs[k] = std::log(seat.heads[at + k] + 1e-9f);
    const std::size_t first = seat.governors.size();
    seat.governors.resize(first + n);
    syntax::best_tree(seat.logs, n + 1, static_cast<std::uint32_t>(n), seat.tree, std::span(seat.governors).subspan(first));
    for (std::size_t i = 0; i < n; ++i) example->answers[i].governor = static_cast<std::uint16_t>(seat.governors[first + i]);
    at += n * (n + 1);
  }
  for (Pass& pass : seat.passes) add(pass.relation_probabilities(seat.governors), seat.relations);
  word = 0;
  for (Example* example : examples) {
    for (Answer& answer : example->answers) answer.relation = likeliest(row(seat.relations, word++, syntax::kRelations));
  }
}

}  // namespace

void teach(const std::vector<Teacher>& teachers, std::vector<Example>& examples) {
  // Every teacher has its own vocabulary, but they were all made from the same words.
  std::vector<Example*> order;
  for (Example& example : examples) order.push_back(&example);
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    Seat seat;
    for (const Teacher& teacher : teachers) seat.passes.emplace_back(teacher.network, teacher.vocabulary, Dropout{});
    for (std::size_t begin = next.fetch_add(kTogether); begin < order.size(); begin = next.fetch_add(kTogether)) {
      answer(seat, std::span(order).subspan(begin, std::min(kTogether, order.size() - begin)));
    }
  };
  std::vector<std::thread> threads;
  for (std::size_t i = 1; i < kThreads; ++i) threads.emplace_back(work);
  work();
  for (std::thread& thread : threads) thread.join();
}

}  // namespace dateline::train
