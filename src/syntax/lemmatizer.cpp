// A lemma comes from the table of words, else from the rule for the longest end of the word that has one.
#include "syntax/lemmatizer.h"

#include <algorithm>

#include "syntax/lexicon_keys.h"

namespace dateline::syntax {
namespace {

constexpr std::size_t kLongestLemmatised = 64;  // longer "words" are addresses and noise: their own lemmas

// Whether what is left after `cut` bytes are taken from the end is whole characters.
bool can_cut(std::string_view base, std::size_t cut) {
  return cut <= base.size() && (cut == 0 || (static_cast<unsigned char>(base[base.size() - cut]) & 0xC0) != 0x80);
}

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
  if (found >= model.scripts.size() || !can_cut(base, model.scripts[found].cut)) {
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
