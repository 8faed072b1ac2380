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

// "# given family place" names the classes, whose bits are in that order; then lines "angela<tab>given".
Result<void> add_classes(const std::string& path, std::unordered_map<std::uint32_t, std::uint32_t>& numbers,
                         Vocabulary& vocabulary) {
  vocabulary.classes.resize(vocabulary.words.size());
  if (path.empty()) return {};
  const auto bytes = base::read_file(path);
  if (!bytes) return Failure(bytes.error());
  const auto lines = base::split_list(*bytes, '\n');
  if (lines.empty() || !lines[0].starts_with("# "))
    return failure(ErrorCode::BadInput, path + ":1: not # and the classes' names");
  const auto names = base::split_list(lines[0].substr(2), ' ');
  if (names.size() > syntax::kMostClasses) {
    return failure(ErrorCode::BadInput, fmt::format("{}:1: more than {} classes", path, syntax::kMostClasses));
  }
  std::string buffer;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const std::size_t tab = lines[i].find('\t');
    std::uint32_t bits = 0;
    bool is_known = tab != std::string_view::npos && tab != 0;
    for (const std::string_view name : base::split_list(is_known ? lines[i].substr(tab + 1) : "", ' ')) {
      const auto found = std::find(names.begin(), names.end(), name);
      is_known &= found != names.end();
      if (is_known) bits |= 1u << (found - names.begin());
    }
    if (!is_known || bits == 0) {
      return failure(ErrorCode::BadInput, fmt::format("{}:{}: not a word, a tab and classes that line 1 names", path, i + 1));
    }
    const std::uint32_t word = syntax::word_form(lines[i].substr(0, tab), buffer).lower;
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
