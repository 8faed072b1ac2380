#include "event/scene.h"

#include <algorithm>

namespace dateline::event {

namespace {

constexpr std::uint8_t kSportWords = 2;
constexpr std::uint32_t kLooksBack = 2;  // sentences; what an accident did is often told after it

bool has_mishap_for_subject(const Grammar& grammar, const PatternSet& patterns, std::uint32_t verb) {
  const auto children = grammar.children(verb);
  return std::any_of(children.begin(), children.end(), [&](std::uint32_t child) {
    return grammar.relation(child) == Relation::nsubj && patterns.is_mishap(grammar.lemma(child));
  });
}

}  // namespace

Scene::Scene(const Document& document, const Grammar& grammar, const PatternSet& patterns) {
  sentences_.reserve(document.sentences.size());
  for (const Sentence& sentence : document.sentences) {
    Words words;
    for (std::uint32_t t = sentence.first_token; t < sentence.end_token; ++t) {
      const std::string_view lemma = grammar.lemma(t);
      if (words.sport < kSportWords && patterns.is_sport(lemma)) ++words.sport;
      // "Troops stormed the town" is no storm, "an avalanche struck" no strike.
      const bool is_verb = grammar.upos(t) == Upos::VERB;
      const bool acts = is_verb && (patterns.types_of(lemma, TriggerKind::Verb) & patterns.ontology().mishaps()) != 0;
      const bool befalls = is_verb && has_mishap_for_subject(grammar, patterns, t);
      words.mishap = words.mishap || (!acts && patterns.is_mishap(lemma));
      words.violence = words.violence || (!befalls && patterns.is_violence(lemma));
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
