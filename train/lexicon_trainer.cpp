#include "lexicon_trainer.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>

#include "syntax/lexicon_keys.h"
#include "syntax/word_form.h"

namespace dateline::train {
namespace {

constexpr std::uint32_t kLeastWords = 3;  // that a rule for an end of words must speak for
constexpr std::size_t kLongestWord = 40;

using Counts = std::map<std::string, std::uint32_t>;

const std::string& commonest(const Counts& counts) {
  return std::max_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.second < b.second; })->first;
}

// How to make the lemma from the letters: what to cut, a capital or not, what to add.
std::string script_for(std::string_view base, std::string_view lemma) {
  std::string wanted(lemma);
  const bool is_capital =
      !wanted.empty() && wanted[0] >= 'A' && wanted[0] <= 'Z' && !base.empty() && base[0] >= 'a' && base[0] <= 'z';
  if (is_capital) wanted[0] = static_cast<char>(wanted[0] - 'A' + 'a');
  std::size_t same = 0;
  while (same < base.size() && same < wanted.size() && base[same] == wanted[same]) ++same;
  while (same > 0 && same < base.size() && (static_cast<unsigned char>(base[same]) & 0xC0) == 0x80) --same;
  const bool stays_capital = is_capital && (same > 0 || !wanted.empty());
  return fmt::format("{}\t{}\t{}", base.size() - same, stays_capital ? "upper" : "_", wanted.substr(same));
}

bool is_for_ends(const std::string& script) { return script.find("upper") == std::string::npos; }

// One tag's words, each with its commonest script.
using Words = std::map<std::string, std::string>;

class LemmaLearner {
 public:
  void learn(std::uint32_t tag, const Words& words) {
    // Scripts by end of word, from the empty end to the longest.
    std::vector<std::map<std::string, Counts>> by_length(syntax::kLongestLemmaSuffix + 1);
    for (const auto& [word, script] : words) {
      if (!is_for_ends(script)) continue;
      for (std::size_t n = 0; n <= std::min(word.size(), syntax::kLongestLemmaSuffix); ++n) {
        ++by_length[n][word.substr(word.size() - n)][script];
      }
    }
    std::map<std::string, std::string> rules;
    for (const auto& ends : by_length) {
      for (const auto& [end, scripts] : ends) {
        const std::string& best = commonest(scripts);
        const std::string* inherited = rule_for(rules, end);
        if (inherited && *inherited == best) continue;
        if (!end.empty() && scripts.at(best) < kLeastWords) continue;
        rules[end] = best;
      }
    }
    for (const auto& [end, script] : rules) add(syntax::LemmaScope::Suffix, tag, end, script);
    for (const auto& [word, script] : words) {
      const std::string* rule = rule_for(rules, word);
      const bool is_known = rule ? *rule == script : script == "0\t_\t";
      if (!is_known) add(syntax::LemmaScope::Word, tag, word, script);
    }
  }

  LemmaRules result;

 private:
  static const std::string* rule_for(const std::map<std::string, std::string>& rules, std::string_view word) {
    for (std::size_t n = std::min(word.size(), syntax::kLongestLemmaSuffix) + 1; n-- > 0;) {
      const auto found = rules.find(std::string(word.substr(word.size() - n)));
      if (found != rules.end()) return &found->second;
    }
    return nullptr;
  }

  void add(syntax::LemmaScope scope, std::uint32_t tag, std::string_view letters, const std::string& script) {
    const auto [at, is_new] = numbers_.try_emplace(script, static_cast<std::uint32_t>(numbers_.size()));
    if (is_new) result.scripts.push_back(script);
    result.table.emplace_back(syntax::lemma_key(scope, tag, letters), at->second);
  }

  std::map<std::string, std::uint32_t> numbers_;
};

}  // namespace

LemmaRules learn_lemmas(const Treebank& treebank) {
  std::map<std::uint32_t, std::map<std::string, Counts>> seen;  // tag, letters, script
  std::string buffer;
  for (const TreebankSentence& sentence : treebank.sentences) {
    for (std::uint32_t i = 0; i < sentence.size(); ++i) {
      if (sentence.lemmas[i].empty() || sentence.forms[i].size() > kLongestWord || sentence.relations[i] == Relation::goeswith)
        continue;
      // Control characters would break the inventory's lines.
      if (sentence.lemmas[i].find_first_of("\t\n") != std::string::npos) continue;
      const std::uint32_t tag = sentence.tags[i];
      const std::string base(syntax::lemma_base(sentence.forms[i], treebank.tags[tag].upos, buffer));
      ++seen[tag][base][script_for(base, sentence.lemmas[i])];
    }
  }
  LemmaLearner learner;
  for (const auto& [tag, words] : seen) {
    Words settled;
    for (const auto& [word, scripts] : words) settled[word] = commonest(scripts);
    learner.learn(tag, settled);
  }
  return std::move(learner.result);
}

FeatureRules learn_features(const Treebank& treebank) {
  std::vector<std::map<std::uint32_t, std::uint32_t>> of_tag(treebank.tags.size());
  std::map<std::uint64_t, std::pair<std::uint32_t, std::map<std::uint32_t, std::uint32_t>>> of_word;  // key -> tag, counts
  std::string buffer;
  for (const TreebankSentence& sentence : treebank.sentences) {
    for (std::uint32_t i = 0; i < sentence.size(); ++i) {
      const std::uint32_t tag = sentence.tags[i];
      const syntax::WordForm form = syntax::word_form(sentence.forms[i], buffer);
      ++of_tag[tag][sentence.feats[i]];
      auto& word = of_word[syntax::feature_key(tag, form)];
      word.first = tag;
      ++word.second[sentence.feats[i]];
    }
  }
  const auto most = [](const std::map<std::uint32_t, std::uint32_t>& counts) {
    return std::max_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  };
  FeatureRules rules;
  for (const auto& counts : of_tag) rules.of_tag.push_back(counts.empty() ? 0 : most(counts)->first);
  for (const auto& [key, word] : of_word) {
    const auto best = most(word.second);
    if (best->first != rules.of_tag[word.first]) rules.table.emplace_back(key, best->first);
  }
  return rules;
}

}  // namespace dateline::train
