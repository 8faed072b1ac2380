#include "event/scene.h"

#include <algorithm>

namespace dateline::event {

namespace {

constexpr std::uint8_t kSportWords = 2;
constexpr std::uint32_t kLooksBack = 2;  // sentences; what an accident did is often told after it

}  // namespace

Scene::Scene(const Document& document, const Grammar& grammar, const PatternSet& patterns) {
  sentences_.reserve(document.sentences.size());
  for (const Sentence& sentence : document.sentences) {
    Words words;
    for (std::uint32_t t = sentence.first_token; t < sentence.end_token; ++t) {
      const std::string_view lemma = grammar.lemma(t);
      if (words.sport < kSportWords && patterns.is_sport(lemma)) ++words.sport;
      // "Troops stormed the town" is no storm.
      const bool acts = grammar.upos(t) == Upos::VERB && !patterns.triggers(lemma).empty();
      words.mishap = words.mishap || (!acts && patterns.is_mishap(lemma));
      words.violence = words.violence || patterns.is_violence(lemma);
    }
    sentences_.push_back(words);
  }
}

bool Scene::is_sport(std::uint32_t sentence) const { return sentences_[sentence].sport >= kSportWords; }

bool Scene::is_mishap(std::uint32_t sentence) const {
  bool mishap = false;
  for (std::uint32_t s = sentence - std::min(sentence, kLooksBack); s <= sentence; ++s) {
    if (sentences_[s].violence) return false;
    mishap = mishap || sentences_[s].mishap;
  }
  return mishap;
}

}  // namespace dateline::event
