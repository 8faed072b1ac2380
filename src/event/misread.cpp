// English puts nothing between a noun and a noun phrase but a finite verb or a conjunction, so that a participle or a noun that
// the tables know as a verb and that stands there is one: "The army shelled the town", "Police arrest 40 people". What is known
// of single words only; each token is looked at once.
#include "event/misread.h"

namespace dateline::event {

namespace {

class Places {
 public:
  explicit Places(const Document& document) : document_(document), tokens_(document.tokens) {
    temporal_.assign(tokens_.size(), false);
    std::uint32_t token = 0;
    for (const TimeRef& time : document.times)
      for (; token < tokens_.size() && tokens_.span[token].begin < time.span.end; ++token)
        temporal_[token] = time.span.overlaps(tokens_.span[token]);
  }

  bool is_inside(std::uint32_t token) const {
    return token > 0 && token + 1 < tokens_.size() && tokens_.sentence[token - 1] == tokens_.sentence[token] &&
           tokens_.sentence[token + 1] == tokens_.sentence[token];
  }

  // What precedes it but for adverbs and times ("the army on Monday shelled"); kNone when an auxiliary stands between.
  std::uint32_t before(std::uint32_t token) const {
    std::uint32_t at = token - 1;
    while (at > 0 && tokens_.sentence[at - 1] == tokens_.sentence[token] &&
           (tokens_.upos[at] == Upos::ADV || temporal_[at] || (temporal_[at + 1] && tokens_.upos[at] == Upos::ADP)))
      --at;
    return tokens_.upos[at] == Upos::AUX || temporal_[at] ? kNone : at;
  }

  bool is_nominal(std::uint32_t token) const { return tokens_.upos[token] == Upos::NOUN || tokens_.upos[token] == Upos::PROPN; }

  // Begins a noun phrase as no noun before it could go on.
  bool opens_phrase(std::uint32_t token) const {
    const Upos upos = tokens_.upos[token];
    return (upos == Upos::DET || upos == Upos::NUM || tokens_.xpos[token] == "PRP$") && !temporal_[token];
  }

  // As opens_phrase, or a name or a plural, before which a participle may still modify.
  bool may_open_phrase(std::uint32_t token) const {
    if (opens_phrase(token)) return true;
    if (temporal_[token]) return false;
    const char first = document_.text[tokens_.span[token].begin];
    return tokens_.upos[token] == Upos::PROPN || tokens_.xpos[token] == "NNS" ||
           (tokens_.upos[token] == Upos::ADJ && first >= 'A' && first <= 'Z');
  }

 private:
  const Document& document_;
  const Tokens& tokens_;
  std::vector<bool> temporal_;
};

bool is_participle(const Document& document, std::uint32_t token) {
  const std::string_view tag = document.tokens.xpos[token];
  return tag == "VBN" || (tag == "JJ" && document.text_of_token(token).ends_with("ed"));
}

}  // namespace

std::vector<bool> find_misread_verbs(const Document& document, const KnownLemmas& known) {
  const Tokens& tokens = document.tokens;
  const Places places(document);
  // A sentence that has no finite verb at all has it somewhere else.
  std::vector<bool> has_verb(document.sentences.size(), false);
  for (std::uint32_t i = 0; i < tokens.size(); ++i) {
    const std::string_view tag = tokens.xpos[i];
    if (tag == "VBD" || tag == "VBZ" || tag == "VBP" || tag == "MD") has_verb[tokens.sentence[i]] = true;
  }
  std::vector<bool> found(tokens.size(), false);
  std::vector<bool> has_object(tokens.size(), false);
  for (std::uint32_t i = 0; i < tokens.size(); ++i)
    if (tokens.relation[i] == Relation::obj && tokens.head[i] < i) has_object[tokens.head[i]] = true;
  for (std::uint32_t i = 1; i + 1 < tokens.size(); ++i) {
    const bool participle = is_participle(document, i), noun = tokens.upos[i] == Upos::NOUN;
    if ((!participle && !noun) || !places.is_inside(i)) continue;
    const std::uint32_t before = places.before(i);
    if (before == kNone || !places.is_nominal(before)) continue;
    const bool needed = !has_verb[tokens.sentence[i]];
    const bool after_adverb = tokens.upos[i - 1] == Upos::ADV && before != i - 1;
    const bool placed =
        participle ? places.may_open_phrase(i + 1)
                   : has_object[i] || places.opens_phrase(i + 1) || (needed && (after_adverb || places.may_open_phrase(i + 1)));
    found[i] = placed && !verb_of(document.text_of_token(i), known).empty();
  }
  return found;
}

}  // namespace dateline::event
