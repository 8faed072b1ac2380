#include "vocabulary.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "base/file.h"
#include "base/tsv.h"
#include "syntax/word_form.h"

namespace dateline::train {
namespace {

constexpr std::uint32_t kLeastLearned = 2;
constexpr std::uint32_t kLeastSeen = 3;

struct Count {
  std::uint32_t word;
  std::uint32_t count;
};

std::vector<Count> by_count(const std::unordered_map<std::uint32_t, std::uint32_t>& counts, std::uint32_t least) {
  std::vector<Count> sorted;
  for (const auto& [word, count] : counts) {
    if (count >= least) sorted.push_back({word, count});
  }
  std::sort(sorted.begin(), sorted.end(),
            [](const Count& a, const Count& b) { return a.count != b.count ? a.count > b.count : a.word < b.word; });
  return sorted;
}

// "angela<tab>g": bits for the letters, in the order of kLetters.
Result<void> add_classes(const std::string& path, std::unordered_map<std::uint32_t, std::uint32_t>& numbers,
                         Vocabulary& vocabulary) {
  constexpr std::string_view kLetters = "gfpqdort";
  vocabulary.classes.resize(vocabulary.words.size());
  if (path.empty()) return {};
  const auto bytes = base::read_file(path);
  if (!bytes) return Failure(bytes.error());
  std::string buffer;
  std::size_t number = 0;
  for (const std::string_view line : base::split_list(*bytes, '\n')) {
    ++number;
    const std::size_t tab = line.find('\t');
    std::uint8_t bits = 0;
    for (const char letter : line.substr(std::min(line.size(), tab))) {
      if (const std::size_t bit = kLetters.find(letter); bit != std::string_view::npos)
        bits |= static_cast<std::uint8_t>(1u << bit);
    }
    if (tab == std::string_view::npos || tab == 0 || bits == 0) {
      return failure(ErrorCode::BadInput, fmt::format("{}:{}: not a word, a tab and letters of {}", path, number, kLetters));
    }
    const std::uint32_t word = syntax::word_form(line.substr(0, tab), buffer).lower;
    const auto [at, is_new] = numbers.try_emplace(word, static_cast<std::uint32_t>(vocabulary.words.size()));
    if (is_new) {
      vocabulary.words.push_back(word);
      vocabulary.classes.push_back(0);
    }
    vocabulary.classes[at->second] |= bits;
  }
  return {};
}

}  // namespace

Result<Vocabulary> learn_vocabulary(const Treebank& treebank, const std::vector<std::string>& raw_texts,
                                    const std::string& classes, const VectorOptions& options) {
  std::vector<std::uint32_t> text;  // WordForm::lower; 0 after a sentence
  std::string buffer;
  std::unordered_map<std::uint32_t, std::uint32_t> learned;
  for (const TreebankSentence& sentence : treebank.sentences) {
    for (const std::string& form : sentence.forms) {
      text.push_back(syntax::word_form(form, buffer).lower);
      ++learned[text.back()];
    }
    text.push_back(0);
  }
  for (const std::string& path : raw_texts) {
    auto words = read_words(path);
    if (!words) return Failure(words.error());
    text.insert(text.end(), words->begin(), words->end());
  }
  std::unordered_map<std::uint32_t, std::uint32_t> seen;
  for (const std::uint32_t word : text) {
    if (word != 0) ++seen[word];
  }

  Vocabulary vocabulary;
  std::unordered_map<std::uint32_t, std::uint32_t> numbers;
  const auto add = [&](std::uint32_t word) {
    if (!numbers.try_emplace(word, static_cast<std::uint32_t>(vocabulary.words.size())).second) return;
    vocabulary.words.push_back(word);
    const auto count = learned.find(word);
    vocabulary.counts.push_back(count == learned.end() ? 0 : count->second);
  };
  for (const Count& count : by_count(learned, kLeastLearned)) add(count.word);
  vocabulary.learned = static_cast<std::uint32_t>(vocabulary.words.size());
  for (const Count& count : by_count(seen, kLeastSeen)) add(count.word);

  for (std::uint32_t& word : text) {
    const auto found = numbers.find(word);
    word = found == numbers.end() ? kNone : found->second;
  }
  vocabulary.vectors = learn_vectors(text, static_cast<std::uint32_t>(vocabulary.words.size()), options);
  if (auto done = add_classes(classes, numbers, vocabulary); !done) return Failure(done.error());
  return vocabulary;
}

}  // namespace dateline::train
