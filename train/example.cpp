#include "example.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace dateline::train {
namespace {

std::vector<Answer> answers_of(const TreebankSentence& sentence) {
  std::vector<Answer> answers(sentence.heads.size());
  for (std::size_t i = 0; i < answers.size(); ++i) {
    Answer& answer = answers[i];
    answer.tag = certain(sentence.tags[i]);
    answer.head = certain(sentence.heads[i]);
    answer.governor = static_cast<std::uint16_t>(sentence.heads[i]);
    answer.relation = certain(static_cast<std::size_t>(sentence.relations[i]));
    if (sentence.names.empty()) continue;
    answer.name = certain(sentence.names[i] == 0 && !sentence.marks_other_names ? kNoneOrOther : sentence.names[i]);
  }
  return answers;
}

}  // namespace

Shares likeliest(std::span<const float> probabilities) {
  std::array<std::size_t, std::tuple_size_v<Shares>> best{};
  std::size_t count = 0;
  for (std::size_t i = 0; i < probabilities.size(); ++i) {
    std::size_t at = count;
    while (at > 0 && probabilities[i] > probabilities[best[at - 1]]) --at;
    if (at == best.size()) continue;
    count = std::min(count + 1, best.size());
    for (std::size_t k = count - 1; k > at; --k) best[k] = best[k - 1];
    best[at] = i;
  }
  float sum = 0;
  for (std::size_t k = 0; k < count; ++k) sum += probabilities[best[k]];
  Shares shares{};
  for (std::size_t k = 0; k < count; ++k) {
    shares[k].number = static_cast<std::uint16_t>(best[k]);
    shares[k].part = static_cast<std::uint16_t>(probabilities[best[k]] / sum * Share::kWhole);
  }
  return shares;
}

std::vector<Example> examples_of(const std::vector<TreebankSentence>& sentences, const Vocabulary& vocabulary) {
  std::unordered_map<std::uint32_t, std::uint32_t> numbers;
  for (std::uint32_t i = 0; i < vocabulary.words.size(); ++i) numbers[vocabulary.words[i]] = i;
  std::vector<Example> examples;
  std::string buffer;
  for (const TreebankSentence& sentence : sentences) {
    Example example;
    example.source = &sentence;
    example.answers = answers_of(sentence);
    const std::vector<std::string_view> forms(sentence.forms.begin(), sentence.forms.end());
    const syntax::CaseStyle style = syntax::case_style(forms);
    for (const std::string_view form : forms) {
      const syntax::WordForm word_form = syntax::word_form(form, buffer);
      Example::Word word;
      const auto found = numbers.find(word_form.lower);
      if (found != numbers.end()) {
        word.number = found->second;
        word.row = found->second < vocabulary.learned ? found->second + 1 : 0;
      }
      word.parts = syntax::part_hashes(word_form, style);
      example.words.push_back(word);
    }
    examples.push_back(std::move(example));
  }
  return examples;
}

}  // namespace dateline::train
