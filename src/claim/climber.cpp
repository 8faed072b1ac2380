// What all steps of the climb need: signatures of a governor, how effects combine, what governs a phrase.
#include "claim/climber.h"

#include "base/utf8.h"
#include "claim/cues.h"
#include "claim/forms.h"

namespace dateline::claim {

Status Climber::value(std::uint32_t t, int depth) const {
  if (depth >= kMostClimbs) return Status::Happened;
  const bool predicate = tree_.upos(t) == Upos::VERB || tree_.upos(t) == Upos::AUX || tree_.child(t, Relation::cop) != kNone;
  return predicate ? clause_value(t, depth) : nominal_value(t, depth);
}

const Signature* Climber::signature(std::uint32_t governor, GovernorPos pos, Government government) const {
  for (const Signature& s : find(governor)) {
    if (s.pos == pos && s.government == government && has_words(governor, s.words)) return &s;
  }
  return nullptr;
}

std::span<const Signature> Climber::find(std::uint32_t t) const {
  std::span<const Signature> found = signatures_.find(tree_.lemma(t));
  if (!found.empty()) return found;
  const Upos upos = tree_.upos(t);
  if (upos != Upos::VERB && upos != Upos::AUX && upos != Upos::ADJ)
    return signatures_.find(base::folded(document_.text_of_token(t)));
  each_base_form(document_.text_of_token(t), [&](std::string_view form) {
    found = signatures_.find(form);
    return !found.empty();
  });
  return found;
}

bool Climber::has_words(std::uint32_t t, std::string_view words) const {
  while (!words.empty()) {
    const auto [word, rest] = split_word(words);
    bool found = false;
    for (std::uint32_t c : tree_.children(t)) {
      if (tree_.relation(c) == Relation::compound_prt || tree_.relation(c) == Relation::fixed ||
          tree_.relation(c) == Relation::advmod) {
        found = found || tree_.lemma(c) == word;
      }
    }
    if (!found) return false;
    words = rest;
  }
  return true;
}

GovernorPos Climber::pos_of(std::uint32_t t) const {
  switch (tree_.upos(t)) {
    case Upos::VERB:
    case Upos::AUX:
      return GovernorPos::Verb;
    case Upos::ADJ:
      return GovernorPos::Adjective;
    case Upos::ADV:
    case Upos::PART:
      return GovernorPos::Adverb;
    case Upos::DET:
    case Upos::PRON:
      return GovernorPos::Determiner;
    default:
      return GovernorPos::Noun;
  }
}

Status Climber::through(Effect positive, Effect negative, Status own) {
  const Effect effect = own == Status::Denied ? negative : positive;
  if (effect == Effect::Same) return own;
  const Status status = status_from(effect);
  if (own == Status::Possible) return Status::Possible;
  if (own == Status::Planned && (status == Status::Happened || status == Status::Ongoing)) return Status::Planned;
  return status;
}

Status Climber::status_from(Effect effect) {
  switch (effect) {
    case Effect::Ongoing:
      return Status::Ongoing;
    case Effect::Planned:
      return Status::Planned;
    case Effect::Possible:
    case Effect::Past:
    case Effect::Would:
      return Status::Possible;
    case Effect::Denied:
      return Status::Denied;
    default:
      return Status::Happened;
  }
}

bool Climber::is_subject(Relation r) const {
  return r == Relation::nsubj || r == Relation::nsubj_pass || r == Relation::csubj || r == Relation::nsubj_outer;
}

bool Climber::is_finite(std::uint32_t t) const {
  const std::string_view tag = tree_.xpos(t);
  return tag == "VBD" || tag == "VBZ" || tag == "VBP" || tag == "MD";
}

bool Climber::is_past(std::uint32_t t) const {
  if (tree_.xpos(t) == "VBD") return true;
  for (std::uint32_t c : tree_.children(t)) {
    if (tree_.relation(c) == Relation::cop && tree_.xpos(c) == "VBD") return true;
  }
  return false;
}

bool Climber::is_negated_noun(std::uint32_t t) const {
  const Signature* own = signature(t, GovernorPos::Determiner, Government::Modifier);
  if (own != nullptr && own->positive == Effect::Denied) return true;
  for (std::uint32_t c : tree_.children(t)) {
    const Relation relation = tree_.relation(c);
    if (relation != Relation::det && relation != Relation::advmod && relation != Relation::cc_preconj) continue;
    const Signature* s = signature(c, GovernorPos::Determiner, Government::Modifier);
    if (s != nullptr && s->positive == Effect::Denied) return true;
    // "not one of the jurors", "not a word"
    const Signature* adverb =
        relation == Relation::advmod && c < t ? signature(c, GovernorPos::Adverb, Government::Modifier) : nullptr;
    if (adverb != nullptr && adverb->positive == Effect::Denied && adverb->negative == Effect::Denied && !is_not_only(c))
      return true;
  }
  return false;
}

bool Climber::same_kind(std::uint32_t a, std::uint32_t b) const {
  const bool verb_a = tree_.is_verb(a), verb_b = tree_.is_verb(b);
  return verb_a == verb_b;
}

Status Climber::polarity(bool negated, Status status) {
  if (!negated) return status;
  switch (status) {
    case Status::Denied:
      return Status::Happened;
    case Status::Possible:
      return Status::Possible;
    default:
      return Status::Denied;
  }
}

bool Climber::has_auxiliary(std::uint32_t t) const {
  return tree_.child(t, Relation::aux) != kNone || tree_.child(t, Relation::aux_pass) != kNone ||
         tree_.child(t, Relation::cop) != kNone;
}

std::uint32_t Climber::governor_of(std::uint32_t t, std::uint32_t head, Government government) const {
  const std::uint32_t first = tree_.extent(t).first;
  if (first == tree_.range().first || first > t) return head;
  const std::uint32_t before = first - 1;
  if (before == head || (tree_.upos(before) != Upos::NOUN && tree_.upos(before) != Upos::ADJ)) return head;
  const std::string_view begins = tree_.lemma(first);
  for (const Signature& s : find(before)) {
    if (s.pos != pos_of(before) || s.government != government || !has_words(before, s.words)) continue;
    if (government == Government::Preposition ? s.takes_preposition(begins) : true) return before;
  }
  return head;
}

const Signature* Climber::by_preposition(std::uint32_t t, std::uint32_t& governor) const {
  governor = governor_of(t, governor, Government::Preposition);
  const auto signature_of = [&](std::uint32_t word) -> const Signature* {
    const GovernorPos pos = pos_of(word);
    for (std::uint32_t c : tree_.children(t)) {
      if (c > t || (tree_.relation(c) != Relation::case_ && tree_.relation(c) != Relation::mark)) continue;
      for (const Signature& s : find(word)) {
        if (s.pos == pos && s.government == Government::Preposition && s.takes_preposition(tree_.lemma(c)) &&
            has_words(word, s.words)) {
          return &s;
        }
      }
    }
    return nullptr;
  };
  if (const Signature* s = signature_of(governor)) return s;
  // "acquitted the colonel of ordering": the verb governs, not its object.
  const std::uint32_t verb = tree_.head(governor);
  const bool object = tree_.relation(governor) == Relation::obj || tree_.relation(governor) == Relation::nsubj_pass;
  const Signature* s = verb != kNone && object && governor < t ? signature_of(verb) : nullptr;
  if (s != nullptr) governor = verb;
  return s;
}

bool Climber::is_not_only(std::uint32_t negation) const {
  return negation + 1 < tree_.range().end && tree_.lemma(negation + 1) == "only";
}

const Signature* Climber::any_preposition(std::uint32_t governor) const {
  for (const Signature& s : find(governor)) {
    if (s.pos == pos_of(governor) && s.government == Government::Preposition && s.words.empty()) return &s;
  }
  return nullptr;
}

bool Climber::is_definite(std::uint32_t t) const {
  for (std::uint32_t c : tree_.children(t)) {
    if (tree_.relation(c) == Relation::nmod_poss) return true;
    if (tree_.relation(c) == Relation::det && (tree_.has_feature(c, "Definite=Def") || tree_.has_feature(c, "PronType=Dem")))
      return true;
    if (tree_.relation(c) == Relation::det && tree_.lemma(c) == "the") return true;
  }
  return tree_.upos(t) == Upos::PROPN || tree_.upos(t) == Upos::PRON;
}

}  // namespace dateline::claim
