// Reported clauses: after the cue, before it, and around it.
#include <algorithm>

#include "claim/clause_reader.h"

namespace dateline::claim {

bool ClauseReader::is_verbal(std::uint32_t t) const {
  return tree_.upos(t) == Upos::VERB && (tree_.relation(t) != Relation::amod || is_finite(t)) &&
         tree_.relation(t) != Relation::case_;
}

// The part of a clause's range that is on the clause's side of the cue and its subject.
TokenRange ClauseReader::on_side(TokenRange range, std::uint32_t clause, std::uint32_t cue) const {
  if (clause > cue) {
    range.first = std::max(range.first, cue + 1);
  } else {
    std::uint32_t limit = cue_.first;
    const std::uint32_t subject = r_.own_subject(cue);
    if (subject != kNone && subject > clause && subject < cue) limit = std::min(limit, tree_.extent(subject).first);
    range.end = std::min(range.end, std::max(limit, clause + 1));
  }
  return range;
}

bool ClauseReader::read_verb(const Cue& cue, std::uint32_t v, Candidate& out) {
  const bool passive = r_.is_passive(v);
  // "Most | believe", which taggers take for an adverb of the verb.
  const bool superlative = cue_.first < v && tree_.xpos(cue_.first) == "RBS" && r_.own_subject(v) == kNone;
  if (superlative && begins_phrase(cue_.first)) ++cue_.first;
  std::uint32_t source = kNone;
  if (passive)
    source = r_.agent_of(v);
  else
    source = r_.subject_of(v);
  if (source == kNone && !passive && is_predicate(v)) source = noun_right_before(v);
  if (cue.has(Frame::Cites) && read_citation(v, out)) return true;
  // "was quoted as saying": who is quoted says it.
  if (cue.has(Frame::Cites) && passive && source == kNone && cue_.end < r_.sentence_of(v).end && r_.lower(cue_.end) == "as")
    return false;

  const std::uint32_t object = r_.object_of(v);
  raised_ = false;
  cue_asks_ = cue.stance == Stance::Asks;
  aside_subject_ = {};
  // “…,” confirmed the captain: what follows speaks, and is not what is said.
  const std::uint32_t before = cue_.first - (cue_.first > 0 && r_.document.text_of_token(cue_.first - 1) == "," ? 1 : 0);
  const bool quotes = takes_quote(v);
  const bool speaks = quotes && tree_.xpos(v) != "VBG" && before > r_.sentence_of(v).first &&
                      r_.quotation_at(before - 1) != nullptr && r_.is_quoted_apart(before - 1, v);
  const Quotation* spoken = quotes && !passive ? spoken_before(v) : nullptr;
  bool found = !passive && cue.has(Frame::Clause) && read_subject_relative(v, out);
  if (!found) found = passive && read_opening_question(cue, v, out);
  if (!found) found = !passive && read_aside(cue, v, out);
  // "Lee, who says it is over, said ...": what stands between a subject and its verb is no content.
  const auto within_subject = [&] {
    if (!found || passive || source == kNone || source >= v || !aside_subject_.empty() ||
        out.content.end > r_.document.tokens.span[v].begin)
      return false;
    return out.content.begin > r_.document.tokens.span[source].begin && out.aside.empty();
  };
  if (within_subject()) found = false;
  const bool to_follows =
      cue.has(Frame::Infinitive) && !passive && cue_.end + 1 < r_.sentence_of(v).end && r_.lower(cue_.end) == "to";
  if (!found && to_follows) found = read_infinitive(v, out) || read_following_infinitive(cue, v, out);
  // "told the house that it was over, adding: ...": the clause that "that" opens is nearer than what follows.
  if (!found && cue.has(Frame::Addressee) && opens_with_that(cue_.end)) found = read_clause_in_words(cue, v, out);
  if (!found) found = cue.has(Frame::Clause) && read_clause(cue, v, out);
  if (within_subject()) found = false;
  if (!found && cue.has(Frame::Raising)) found = read_raising(v, passive, out, source);
  if (!found && cue.has(Frame::ObjectInfinitive)) found = read_object_infinitive(v, object, passive, out);
  if (!found && cue.has(Frame::Infinitive) && !passive) found = read_infinitive(v, out);
  // "compared with last year", "people seen as rivals": a participle on a noun, of nobody in particular.
  const bool reduced = passive && source == kNone && tree_.child(v, Relation::aux_pass) == kNone && cue.act != ClaimAct::Speech;
  if (!found && reduced) return cue.has(Frame::ObjectComplement) && read_reduced_complement(cue, v, out);
  if (!found && cue.has(Frame::ObjectPreposition)) found = read_object_preposition(cue, v, object, passive, out);
  if (!found && cue.has(Frame::ObjectComplement)) found = read_object_complement(cue, v, object, passive, out);
  if (!found && cue.has(Frame::Preposition)) found = read_preposition(cue, v, out);
  if (!found && cue.has(Frame::Clause)) found = read_following_clause(cue, v, object, passive, out);
  if (!found && cue.has(Frame::Infinitive) && !passive) found = read_following_infinitive(cue, v, out);
  if (!found && speaks && r_.own_subject(v) == kNone) return false;
  const bool object_follows = object != kNone && object > v && cue.has(Frame::Object);
  if (!found && cue.has(Frame::Clause) && !speaks && !object_follows) found = read_clause_in_words(cue, v, out);
  if (!found && cue.has(Frame::Object)) found = read_object(v, object, passive, source, out);
  if (!found && cue.has(Frame::Clause) && !passive) found = read_unmarked_clause(cue, v, out);
  if (!found) return false;
  // “…,” the mayor said when asked: the quotation is what is said, and the words between are not.
  if (spoken != nullptr && out.aside.empty() && (!out.content.overlaps(spoken->span) || out.content.end > spoken->span.end)) {
    return false;
  }
  // "it seems that": nobody's claim, whatever the tree calls the clause.
  const bool nobody = cue.act == ClaimAct::Attitude && cue.has(Frame::Raising) && !passive;
  if (!aside_subject_.empty()) {
    out.source_head = r_.head_of(aside_subject_);
    out.source_span = r_.span_of(aside_subject_);
  } else if (!nobody) {
    set_source(out, source);
  }
  if (out.source_span.empty() && !passive && !raised_ && !nobody) {
    // Nobody says it: an infinitive, a gerund or an imperative. Only what is said to be so by "it" counts.
    const std::uint32_t subject = r_.own_subject(v);
    if (subject == kNone || tree_.relation(subject) != Relation::expl) return false;
  }
  return true;
}

bool ClauseReader::is_nominal(std::uint32_t t) const {
  return tree_.upos(t) == Upos::NOUN || tree_.upos(t) == Upos::PROPN || tree_.upos(t) == Upos::PRON;
}

// One of the verb's cues takes quoted words.
bool ClauseReader::takes_quote(std::uint32_t v) const {
  const auto cues = r_.cues_at(v);
  return std::any_of(cues.begin(), cues.end(), [](const Cue& cue) { return cue.pos == CuePos::Verb && cue.has(Frame::Quote); });
}

// At the head of a sentence, or after a mark or a conjunction.
bool ClauseReader::begins_phrase(std::uint32_t t) const {
  return t == r_.sentence_of(t).first || tree_.is_punctuation(t - 1) || tree_.upos(t - 1) == Upos::CCONJ ||
         tree_.upos(t - 1) == Upos::SCONJ;
}

// The head of the noun phrase that ends where the cue begins: "52 percent | said", whatever the tree makes of it.
std::uint32_t ClauseReader::noun_right_before(std::uint32_t v) const {
  const TokenRange sentence = r_.sentence_of(v);
  if (cue_.first == sentence.first) return kNone;
  std::uint32_t t = cue_.first - 1;
  // "Ann Lee, the leader, | said"
  if (r_.document.text_of_token(t) == "," && t > sentence.first && is_nominal(t - 1)) {
    std::uint32_t named = t - 1;
    while (tree_.relation(named) == Relation::appos ||
           (tree_.head(named) != kNone && tree_.head(named) < t && is_nominal(tree_.head(named)))) {
      if (tree_.relation(named) == Relation::appos) return tree_.head(named);
      named = tree_.head(named);
    }
    return kNone;
  }
  const bool after_determiner = t > sentence.first && tree_.upos(t - 1) == Upos::DET && tree_.upos(t) == Upos::ADJ;
  // "Most | believe", "Another | notes"
  const bool counts = tree_.upos(t) == Upos::DET || tree_.upos(t) == Upos::ADJ || tree_.upos(t) == Upos::NUM;
  const bool stands_alone = (counts || tree_.xpos(t) == "RBS") && begins_phrase(t);
  if ((!is_nominal(t) && !after_determiner && !stands_alone) || r_.quotation_at(t) != r_.quotation_at(v)) return kNone;
  for (std::uint32_t head = tree_.head(t); head != kNone && head < t && is_nominal(head); head = tree_.head(t)) t = head;
  return t;
}

bool ClauseReader::read_clause(const Cue& cue, std::uint32_t v, Candidate& out) {
  std::uint32_t best = kNone;
  const bool after_only = has_content_after(cue, v);
  for (std::uint32_t c : tree_.children(v)) {
    const Relation relation = tree_.relation(c);
    // "denied shelling the port"
    const bool gerund = relation == Relation::xcomp && c > v && tree_.xpos(c) == "VBG" && cue.has(Frame::Object);
    const bool clause = relation == Relation::ccomp || gerund || (relation == Relation::csubj && c > v) ||
                        (relation == Relation::csubj_pass && c > v);
    if (clause && best == kNone && (c > v || (!after_only && is_said_before(c, v)))) best = c;
  }
  if (best == kNone) {
    // "he said: they left"; "they left, he said" with the cue on top.
    for (std::uint32_t c : tree_.children(v)) {
      if (tree_.relation(c) != Relation::parataxis || (c < v && after_only) || !can_be_reported(c) || is_reporting(c)) continue;
      const TokenRange range = tree_.extent(c);
      const bool colon = c > v && range.first > 0 && r_.document.text_of_token(range.first).find(':') != std::string_view::npos;
      const bool colon_before = c > v && range.first > v + 1 && r_.document.text_of_token(range.first - 1) == ":";
      if ((c < v && has_finite({range.first, v})) || colon || colon_before || (c > v && cue.has(Frame::Quote))) {
        best = c;
        break;
      }
    }
  }
  if (best != kNone) {
    TokenRange range = on_side(tree_.extent(best), best, v);
    if (best > v) {
      range.first = begin_of_clause(cue, v, range.first);
      range = r_.run_on(range, v);
    }
    // "told reporters the convoy had left": the addressee is not content.
    set_content(out, range, best);
    return !out.content.empty();
  }
  return !after_only && read_parenthetical(v, out);
}

// An addressee without a verb of its own, then "that".
bool ClauseReader::opens_with_that(std::uint32_t first) const {
  constexpr std::uint32_t kLongestAddressee = 8;
  const std::uint32_t end = std::min(r_.sentence_of(first).end, first + kLongestAddressee);
  for (std::uint32_t t = first; t < end; ++t) {
    if (tree_.is_punctuation(t) || tree_.is_verb(t)) return false;
    if (t > first && r_.lower(t) == "that" && tree_.xpos(t) != "DT") return t + 1 < end && !is_finite(t + 1);
  }
  return false;
}

// A clause before the cue is what it says when it is finite or quoted: "Asked about it, he told ..." is not.
bool ClauseReader::is_said_before(std::uint32_t clause, std::uint32_t v) const {
  const TokenRange range = r_.trimmed(on_side(tree_.extent(clause), clause, v));
  if (range.empty()) return false;
  if (r_.quotation_at(range.first) != nullptr) return true;
  if (r_.is_passive(clause) && tree_.child(clause, Relation::aux_pass) == kNone) return false;
  if (range.end < range.first + 3) return false;  // "That said, ..."
  const std::string_view tag = tree_.xpos(range.first);
  if (r_.is_passive(range.first) && tree_.upos(range.first) == Upos::VERB) return false;
  if (tag == "IN" || tag == "VBG" || tag == "TO" || tree_.upos(range.first) == Upos::SCONJ) return false;
  return has_finite(range);
}

// Where the clause after the cue begins: a tree may give its first words to the cue ("say resources | could be better spent").
std::uint32_t ClauseReader::begin_of_clause(const Cue& cue, std::uint32_t v, std::uint32_t first) const {
  const std::uint32_t begin = cue_.end;
  if (begin >= first) return first;
  if (r_.lower(begin) == "that") return begin;
  // "says the majority of those admitted | are women": a clause has a subject.
  if (is_finite(first) && tree_.xpos(begin) != "WDT" && tree_.xpos(begin) != "WP") {
    const std::uint32_t subject = begin_of_subject(begin, first, cue.has(Frame::Addressee));
    if (subject != kNone) return subject;
  }
  if (!cue.has(Frame::Addressee) && r_.lower(first) != "that" && tree_.relation(begin) != Relation::obl_unmarked) {
    // "says rival Ann Lee left", "said her friendship | with Lee was over"
    std::uint32_t t = begin;
    while (t < first && (tree_.is_noun(t) || tree_.upos(t) == Upos::DET || tree_.upos(t) == Upos::ADJ ||
                         tree_.upos(t) == Upos::NUM || tree_.xpos(t) == "PRP$" || tree_.xpos(t) == "POS")) {
      ++t;
    }
    if (t == first) return begin;
  }
  if (cue.has(Frame::Addressee) || cue.has(Frame::Object) || r_.lower(first) == "that") return first;  // "said Thursday that ..."
  const std::uint32_t object = r_.object_of(v);
  if (object == kNone || object < begin || object >= first || tree_.extent(object).first != begin) return first;
  for (std::uint32_t t = begin; t < first; ++t) {
    if (tree_.is_punctuation(t)) return first;
  }
  return begin;
}

bool ClauseReader::can_be_reported(std::uint32_t t) const {
  if (tree_.is_verb(t)) return true;
  return r_.own_subject(t) != kNone || tree_.child(t, Relation::cop) != kNone;
}

bool ClauseReader::is_reporting_verb(std::uint32_t t) const {
  if (tree_.upos(t) != Upos::VERB) return false;
  for (const Cue& cue : r_.cues_at(t)) {
    if (cue.pos == CuePos::Verb && cue.act == ClaimAct::Speech && cue.has(Frame::Clause) && !cue.has(Frame::Cites)) return true;
  }
  return false;
}

bool ClauseReader::is_reporting(std::uint32_t t) const {
  for (const Cue& cue : r_.cues_at(t)) {
    if (cue.pos == CuePos::Verb && cue.has(Frame::Quote) && tree_.child(t, Relation::ccomp) == kNone) return true;
  }
  return false;
}

}  // namespace dateline::claim
