// Whose deed a verb tells: subjects in meaning, and those that the tree misses.
#include <algorithm>

#include "claim/reading.h"

namespace dateline::claim {

// "When asked about it, he said ...", "But asked whether ...": a participle without subject, which taggers take for a past tense.
bool Reading::is_elliptic_passive(std::uint32_t t) const {
  const std::string_view tag = tree.xpos(t);
  if ((tag != "VBD" && tag != "VBN") || subject_[t] != kNone || tree.upos(t) != Upos::VERB) return false;
  const TokenRange sentence = sentence_of(t);
  if (t + 1 >= sentence.end) return false;
  const std::string_view next = tree.xpos(t + 1);
  if (next != "IN" && next != "WP" && next != "WRB" && next != "WDT" && next != "RB" && next != "RBR") return false;
  if (t == sentence.first) return true;
  const Upos before = tree.upos(t - 1);
  if (before == Upos::SCONJ || tree.xpos(t - 1) == "WRB") return true;
  return before == Upos::CCONJ && t == sentence.first + 1;
}

std::uint32_t Reading::opening_noun(std::uint32_t verb) const {
  const TokenRange sentence = sentence_of(verb);
  const std::string_view tag = tree.xpos(verb);
  if (verb < sentence.first + 3 || document.text_of_token(verb - 1) != "," || (tag != "VBD" && tag != "VBZ" && tag != "VBP"))
    return kNone;
  std::uint32_t first = sentence.first;
  if (tree.upos(first) == Upos::CCONJ) ++first;
  std::uint32_t end = first;
  while (end < verb && document.text_of_token(end) != ",") {
    const Upos upos = tree.upos(end);
    const bool nominal = upos == Upos::PROPN || upos == Upos::NOUN || upos == Upos::DET || upos == Upos::ADJ ||
                         upos == Upos::NUM || (upos == Upos::ADP && end > first) || upos == Upos::PART ||
                         tree.xpos(end) == "PRP$";
    if (!nominal) return kNone;
    ++end;
  }
  if (end + 2 >= verb || quotation_at(first) != nullptr) return kNone;
  // What stands between the commas tells who it is: a noun phrase or a relative clause.
  const Upos next = tree.upos(end + 1);
  const std::string_view between = tree.xpos(end + 1);
  if (next != Upos::DET && next != Upos::NOUN && next != Upos::ADJ && next != Upos::PROPN && between != "WP" && between != "PRP$")
    return kNone;
  const std::uint32_t head = head_of({first, end});
  return tree.is_noun(head) ? head : kNone;
}

bool Reading::ends_with_stop(std::uint32_t token) const {
  const TokenRange sentence = sentence_of(token);
  std::uint32_t last = sentence.end - 1;
  if (last > sentence.first && quotation_at(last) != nullptr && tree.is_punctuation(last - 1)) --last;  // ” after the stop
  return document.text_of_token(last) == ".";
}

std::uint32_t Reading::listed_head(std::uint32_t subject) const {
  // "the advisers of Japan, Korea and Peru met": a tree may make Peru alone the subject.
  const TokenRange sentence = sentence_of(subject);
  if (tree.upos(subject) != Upos::PROPN || subject == sentence.first || tree.upos(subject - 1) != Upos::CCONJ) return subject;
  constexpr std::uint32_t kFurthest = 20;
  for (std::uint32_t t = subject - 1; t > sentence.first && t + kFurthest > subject; --t) {
    const Upos upos = tree.upos(t);
    if (upos == Upos::ADP) return tree.lemma(t) == "of" && tree.upos(t - 1) == Upos::NOUN ? t - 1 : subject;
    const bool name = upos == Upos::PROPN || upos == Upos::CCONJ || upos == Upos::DET || tree.xpos(t) == "NNP" ||
                      document.text_of_token(t) == ",";
    if (!name) return subject;
  }
  return subject;
}

std::uint32_t Reading::subject_of(std::uint32_t token) const {
  const std::uint32_t start = token;
  for (int climbs = 0; climbs < kMostClimbs; ++climbs) {
    if (subject_[token] != kNone) return subject_[token];
    const std::uint32_t head = tree.head(token);
    if (head == kNone) return kNone;
    switch (tree.relation(token)) {
      case Relation::acl:
        return tree.xpos(token) == "VBG" ? head : kNone;  // "a statement saying ..."
      case Relation::acl_relcl:
        return tree.is_verb(head) ? kNone : head;
      case Relation::advcl:
        // "quoted the envoy as saying", "was quoted as saying": the one who is quoted says it.
        if (tree.marker(token, "as") != kNone && tree.xpos(token) == "VBG") {
          const std::uint32_t quoted = passive_[head] ? subject_[head] : object_[head];
          if (quoted != kNone) return quoted;
        }
        break;
      case Relation::xcomp:
        // "told them to say": the object does it.
        if (object_[head] != kNone && subject_[head] != kNone && object_[head] < token) return object_[head];
        break;
      case Relation::conj:
      case Relation::parataxis:
      case Relation::ccomp:
      case Relation::dep:
        break;
      default:
        // "held talks and expressed alarm", however the tree hangs the second verb.
        return coordinated_subject(start);
    }
    token = head;
  }
  return kNone;
}

std::uint32_t Reading::coordinated_subject(std::uint32_t token) const {
  const TokenRange sentence = sentence_of(token);
  if (token == sentence.first) return kNone;
  // "denounced the raid, saying that ..." shares its subject too.
  const bool participle = tree.xpos(token) == "VBG" && document.text_of_token(token - 1) == ",";
  if (tree.upos(token - 1) != Upos::CCONJ && !participle) return kNone;
  constexpr std::uint32_t kFurthest = 40;
  for (std::uint32_t t = token - 1; t-- > sentence.first && t + kFurthest > token;) {
    if (tree.upos(t) == Upos::VERB && subject_[t] != kNone && subject_[t] < t) return subject_[t];
  }
  return kNone;
}

}  // namespace dateline::claim
