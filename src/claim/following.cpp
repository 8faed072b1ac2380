// What follows the cue in the words, where the tree does not show it: "that" after an adverbial, a subject with its finite verb,
// an infinitive. Each looks at a bounded number of tokens.
#include <algorithm>

#include "claim/clause_reader.h"

namespace dateline::claim {

// "Ministers said the findings raised questions", where the tree shows no clause.
bool ClauseReader::read_unmarked_clause(const Cue& cue, std::uint32_t v, Candidate& out) {
  const bool participle = tree_.xpos(v) == "VBG" && v > 0 && r_.document.text_of_token(v - 1) == ",";
  if (cue.act == ClaimAct::Attitude || cue.has(Frame::Addressee) || (!is_predicate(v) && !participle)) return false;
  const TokenRange sentence = r_.sentence_of(v);
  const std::uint32_t subject = r_.own_subject(v);
  const std::uint32_t phrase = subject == kNone ? v : std::min(v, tree_.extent(subject).first);
  if (phrase > sentence.first && r_.quotation_at(phrase - 1) != nullptr && r_.quotation_at(v) == nullptr)
    return false;  // “…,” he said
  std::uint32_t first = cue_.end;
  // "said last week that ..."
  if (first + 3 < sentence.end && tree_.upos(first) != Upos::DET && r_.lower(first) != "that") {
    constexpr std::uint32_t kLongestTime = 5;
    for (std::uint32_t t = first + 1; t < sentence.end && t < first + kLongestTime; ++t) {
      if (tree_.is_verb(t) || tree_.is_punctuation(t)) break;
      if (r_.lower(t) == "that" && tree_.upos(t - 1) != Upos::ADP) first = t;
    }
  }
  TokenRange range = r_.run_on({first, std::max(first + 1, std::min(tree_.extent(v).end, sentence.end))}, v);
  if (range.first + 2 >= range.end || tree_.is_punctuation(range.first) || tree_.upos(range.first) == Upos::ADP ||
      tree_.upos(range.first) == Upos::CCONJ || is_finite(range.first)) {
    return false;
  }
  for (std::uint32_t t = range.first + 1; t < range.end; ++t) {
    const std::string_view tag = tree_.xpos(t);
    // A verb of a relative clause makes no clause.
    if (tag == "WDT" || tag == "WP" || (tree_.is_punctuation(t) && r_.document.text_of_token(t) == ",")) return false;
    if (is_finite(t) || tag == "VBN") break;
    if (t + 1 == range.end) return false;
  }
  set_content(out, range, kNone);
  return !out.content.empty();
}

// "made clear that she would stay", "alerted ships that mines were drifting": the clause stands there, wherever the tree hangs
// it.
bool ClauseReader::read_following_clause(const Cue& cue, std::uint32_t v, std::uint32_t object, bool passive, Candidate& out) {
  const std::uint32_t end = r_.sentence_of(v).end;
  std::uint32_t first = cue_.end;
  while (first < end && first < v + 3 && tree_.head(first) == v && tree_.upos(first) != Upos::SCONJ && r_.lower(first) != "that")
    ++first;
  if (object != kNone && object >= first && object + 1 < end && r_.lower(first) != "that") first = object + 1;
  // "Asked by a reporter whether ..."
  if (cue_asks_ && passive) {
    constexpr std::uint32_t kLongestAgent = 8;
    for (std::uint32_t t = first; t < end && t < first + kLongestAgent; ++t) {
      if (tree_.is_punctuation(t)) break;
      if (!is_question_word(t)) continue;
      first = t;
      break;
    }
  }
  if (first < end && cue_asks_ && is_question_word(first)) {
    const std::uint32_t asked = r_.clause_from(first);
    const TokenRange range = asked != kNone ? tree_.extent(asked) : TokenRange{first, first + 1};
    set_content(out, r_.run_on(range, v), asked);
    return !out.content.empty();
  }
  // "says at a meeting in Lyon that ..."
  constexpr std::uint32_t kFurthest = 14;
  for (std::uint32_t t = first; t < end && t < first + kFurthest; ++t) {
    if (tree_.is_punctuation(t) || tree_.is_verb(t)) break;
    if ((tree_.upos(t) == Upos::SCONJ || cue.has(Frame::Addressee)) && tree_.relation(t) != Relation::det &&
        r_.lower(t) == "that") {
      first = t;
      break;
    }
  }
  if (first >= end || r_.lower(first) != "that" || tree_.relation(first) == Relation::det) return false;
  const std::uint32_t verb = r_.clause_from(first);
  if (verb == kNone) return false;
  set_content(out, r_.run_on(tree_.extent(verb), v), verb);
  return !out.content.empty();
}

// "asked whether", "asked who"
bool ClauseReader::is_question_word(std::uint32_t t) const {
  const std::string_view tag = tree_.xpos(t);
  return tag == "WP" || tag == "WRB" || tag == "WDT" || tag == "WP$" || tree_.upos(t) == Upos::SCONJ;
}

// "telling aides on Monday he had resigned", "continues to insist she will stay", "says at a meeting in Lyon that ...": a subject
// with its finite verb, or "that" with both.
bool ClauseReader::read_clause_in_words(const Cue& cue, std::uint32_t v, Candidate& out) {
  const TokenRange sentence = r_.sentence_of(v);
  std::uint32_t first = cue_.end;
  // "said Thursday", "said again"
  while (first < sentence.end && tree_.head(first) == v &&
         (tree_.relation(first) == Relation::advmod || tree_.relation(first) == Relation::obl_unmarked)) {
    first = std::max(first + 1, std::min(tree_.extent(first).end, sentence.end));
  }
  constexpr std::uint32_t kFurthest = 16;
  std::uint32_t begin = kNone;
  for (std::uint32_t t = first; t < sentence.end && t < first + kFurthest; ++t) {
    // "said the mayor and his wife had left"
    const bool listed = tree_.upos(t) == Upos::CCONJ && t > first && t + 1 < sentence.end && is_nominal(t - 1) &&
                        (is_nominal(t + 1) || tree_.upos(t + 1) == Upos::DET || tree_.xpos(t + 1) == "PRP$");
    if (tree_.is_punctuation(t) || (tree_.upos(t) == Upos::CCONJ && !listed)) return false;
    if (r_.lower(t) == "that" && tree_.xpos(t) != "DT" && t + 1 < sentence.end) {
      // "a speech that was broadcast" has no subject of its own.
      if (is_finite(t + 1)) return false;
      begin = t;
      break;
    }
    if (t == first && (tree_.xpos(t) == "WP" || tree_.xpos(t) == "WRB")) {
      begin = t;
      break;
    }
    if (tree_.xpos(t) == "WDT" || tree_.xpos(t) == "WP" || tree_.xpos(t) == "WRB") return false;
    if (is_finite(t)) {
      begin = begin_of_subject(first, t, cue.has(Frame::Addressee));
      break;
    }
    if (tree_.is_verb(t)) return false;
  }
  if (begin == kNone) return false;
  const std::uint32_t verb = r_.clause_from(begin);
  const std::uint32_t end = verb == kNone ? begin + 1 : std::max(begin + 1, tree_.extent(verb).end);
  set_content(out, r_.run_on({begin, end}, v), verb);
  return !out.content.empty();
}

// Where the subject of the finite verb begins, among the tokens from `first` on; kNone when no noun phrase stands right before
// the verb. After an addressee, or a preposition, it is the nearest noun phrase.
std::uint32_t ClauseReader::begin_of_subject(std::uint32_t first, std::uint32_t finite, bool nearest) const {
  std::uint32_t end = finite;
  while (end > first && (tree_.upos(end - 1) == Upos::ADV || tree_.upos(end - 1) == Upos::AUX)) --end;
  if (end == first) return kNone;
  const Upos last = tree_.upos(end - 1);
  if (tree_.xpos(end - 1) == "WDT" || tree_.xpos(end - 1) == "WP") return kNone;
  if (last != Upos::PRON && last != Upos::NOUN && last != Upos::PROPN && last != Upos::NUM && last != Upos::DET) return kNone;
  const bool marked = end > first + 1 && tree_.upos(end - 2) == Upos::SCONJ;
  if (last == Upos::PRON && marked) return cue_asks_ ? end - 2 : kNone;
  // "responded to the way he prays"
  const bool relative = end > first + 1 && tree_.upos(end - 2) == Upos::NOUN && tree_.upos(first) == Upos::ADP &&
                        tree_.relation(end - 2) != Relation::obl_unmarked;
  if (last == Upos::PRON) return relative ? kNone : end - 1;
  const Upos opening = tree_.upos(first);
  if (!nearest && opening != Upos::ADP && opening != Upos::SCONJ && opening != Upos::PART && opening != Upos::CCONJ) return first;
  std::uint32_t begin = end - 1;
  while (begin > first && tree_.upos(begin) != Upos::DET) {
    const Upos before = tree_.upos(begin - 1);
    if (before != Upos::NOUN && before != Upos::PROPN && before != Upos::ADJ && before != Upos::NUM && before != Upos::DET &&
        tree_.xpos(begin - 1) != "POS" && tree_.xpos(begin - 1) != "PRP$") {
      break;
    }
    --begin;
  }
  if (begin > first && tree_.upos(begin - 1) == Upos::SCONJ) return cue_asks_ ? begin - 1 : kNone;
  return begin;
}

// "promised to free the prisoners", with whatever the tree makes of "free".
bool ClauseReader::read_following_infinitive(const Cue& cue, std::uint32_t v, Candidate& out) {
  const std::uint32_t end = r_.sentence_of(v).end, first = v + 1;
  if (first + 1 >= end || r_.lower(first) != "to" || cue.takes_preposition("to")) return false;
  const Upos next = tree_.upos(first + 1);
  if (next == Upos::DET || next == Upos::PROPN || next == Upos::PRON || next == Upos::NUM) return false;
  const std::uint32_t head = tree_.head(first);
  TokenRange range{first, std::max(tree_.extent(v).end, head != kNone && head > v ? tree_.extent(head).end : first + 2)};
  set_content(out, range, first + 1);
  return !out.content.empty();
}

}  // namespace dateline::claim
