// From left to right, the best tag by a linear classifier that sees the two tags already given (averaged perceptron: Collins 2002).
// A wrong tag can mislead the next; with the words around it in view that costs little. Linear in the number of words.
#include "syntax/tagger.h"

#include <algorithm>

#include "syntax/lexicon_keys.h"

namespace dateline::syntax {
namespace {

constexpr std::size_t kLongestLemmatised = 64;  // longer "words" are addresses and noise: their own lemmas

}  // namespace

std::string_view lemma_base(std::string_view form, Upos upos, std::string& buffer) {
  switch (upos) {
    case Upos::PROPN:
    case Upos::PUNCT:
    case Upos::SYM:
    case Upos::NUM:
    case Upos::X:
      return form;
    default:
      buffer.clear();
      normalise(form, buffer);
      return buffer;
  }
}

void tag(const Model& model, std::span<const std::string_view> forms, TaggerWork& work) {
  work.words.resize(forms.size());
  work.tags.resize(forms.size());
  for (std::size_t i = 0; i < forms.size(); ++i) {
    work.words[i].form = word_form(forms[i], work.buffer);
    const std::uint32_t known = model.known_tags.find(known_key(work.words[i].form));
    work.words[i].known = known == kNone ? 0 : known;
  }
  const CaseStyle style = case_style(forms);
  std::uint32_t previous = kNoTag;
  std::uint32_t before_previous = kNoTag;
  std::array<std::uint64_t, kTagFeatures> features;
  for (std::size_t i = 0; i < forms.size(); ++i) {
    tag_features(work.words, i, previous, before_previous, style, features);
    Scores scores{};
    model.tag_weights.add(features, scores);
    const auto best = std::max_element(scores.begin(), scores.begin() + static_cast<std::ptrdiff_t>(model.tags.size()));
    work.tags[i] = static_cast<std::uint32_t>(best - scores.begin());
    before_previous = previous;
    previous = work.tags[i];
  }
}

std::string_view features_of(const Model& model, std::uint32_t tag, const WordForm& form) {
  const std::uint32_t found = model.feature_table.find(feature_key(tag, form));
  return model.feats[found < model.feats.size() ? found : model.tags[tag].feats];
}

void lemmatise(const Model& model, std::string_view form, std::uint32_t tag, std::string& buffer, std::string& lemma) {
  const std::string_view base = lemma_base(form, model.tags[tag].upos, buffer);
  std::uint32_t found = kNone;
  if (base.size() <= kLongestLemmatised) {
    found = model.lemma_table.find(lemma_key(LemmaScope::Word, tag, base));
    for (std::size_t size = std::min(kLongestLemmaSuffix, base.size()) + 1; found == kNone && size-- > 0;) {
      found = model.lemma_table.find(lemma_key(LemmaScope::Suffix, tag, base.substr(base.size() - size)));
    }
  }
  const std::size_t begin = lemma.size();
  if (found >= model.scripts.size() || model.scripts[found].cut > base.size()) {
    lemma += base;
    return;
  }
  const Script& script = model.scripts[found];
  lemma += base.substr(0, base.size() - script.cut);
  lemma += script.append;
  if (script.first == Script::Case::Capital && lemma.size() > begin && lemma[begin] >= 'a' && lemma[begin] <= 'z') {
    lemma[begin] = static_cast<char>(lemma[begin] - 'a' + 'A');
  }
}

}  // namespace dateline::syntax
