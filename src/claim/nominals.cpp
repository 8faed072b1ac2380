// Nouns and adjectives as cues: "the claim that", "sure that".
#include <algorithm>

#include "claim/clause_reader.h"

namespace dateline::claim {

bool ClauseReader::read_noun(const Cue& cue, std::uint32_t n, Candidate& out) {
  std::uint32_t clause = kNone;
  for (std::uint32_t c : tree_.children(n)) {
    const Relation relation = tree_.relation(c);
    if (c < n || (relation != Relation::acl && relation != Relation::ccomp && relation != Relation::acl_relcl)) continue;
    if (cue.has(Frame::Clause) && tree_.marker(c, "that") != kNone) clause = c;
    if (cue.has(Frame::Infinitive) && is_infinitive(c)) clause = c;
    if (clause != kNone) break;
  }
  if (clause == kNone && n + 1 < r_.sentence_of(n).end) {
    // "rejected the claim that ...": the tree may hang the clause on the verb above.
    const std::string_view next = r_.lower(n + 1);
    if ((cue.has(Frame::Clause) && next == "that") || (cue.has(Frame::Infinitive) && next == "to"))
      clause = r_.clause_from(n + 1);
  }
  cue_ = {n, n + 1};
  if (clause != kNone) {
    TokenRange range = tree_.extent(clause);
    range.first = std::max(range.first, n + 1);
    range = r_.run_on(range, n);
    if (is_infinitive(clause)) range.end = end_of_infinitive(range);
    set_content(out, range, clause);
  } else if (!cue.has(Frame::Preposition) || !read_preposition(cue, n, out)) {
    return false;
  }
  if (out.content.empty()) return false;
  set_source(out, noun_source(n, out));
  // Without anybody to say it, only a clause says that something is said ("reports that ..."), or a noun that means no more than
  // that it is said: "rumours of a mutiny".
  // "In charge of the port" is no charge.
  const bool counted = tree_.xpos(n) == "NNS" || tree_.child(n, Relation::det) != kNone;
  const bool alleged = cue.stance == Stance::Alleges && cue.act == ClaimAct::Speech && counted;
  return !out.source_span.empty() || (alleged && clause == kNone) ||
         (clause != kNone && cue.has(Frame::Clause) && !is_infinitive(clause));
}

// "Their refusal to pay | made it worse": no finite verb belongs to an infinitive, unless a conjunction or a pronoun opens its
// clause.
std::uint32_t ClauseReader::end_of_infinitive(TokenRange range) const {
  for (std::uint32_t t = range.first; t < range.end; ++t) {
    const std::string_view tag = tree_.xpos(t);
    if (tag == "WDT" || tag == "WP" || tag == "WRB" || tree_.upos(t) == Upos::SCONJ || r_.quotation_at(t) != nullptr) break;
    if (is_finite(t) && t > range.first + 1) {
      // "to say it was over": a clause without its conjunction.
      const std::uint32_t subject = r_.own_subject(t);
      return subject != kNone && subject > range.first ? range.end : t;
    }
  }
  return range.end;
}

// "the ministry's claim", "a statement by the ministry", "the ministry issued a claim".
std::uint32_t ClauseReader::noun_source(std::uint32_t n, const Candidate& out) {
  for (std::uint32_t c : tree_.children(n)) {
    if (tree_.relation(c) == Relation::nmod_poss) return c;
  }
  for (std::uint32_t c : tree_.children(n)) {
    if (c > n && tree_.relation(c) == Relation::nmod && c != out.content_token &&
        (tree_.marker(c, "by") != kNone || tree_.marker(c, "from") != kNone || tree_.marker(c, "among") != kNone)) {
      return c;
    }
  }
  const std::uint32_t above = tree_.head(n);
  if (above != kNone && tree_.is_verb(above) &&
      (tree_.relation(n) == Relation::obj || (tree_.relation(n) == Relation::nsubj_pass && r_.is_passive(above)))) {
    for (const Cue& cue : r_.cues_at(above)) {
      if (cue.pos != CuePos::Light) continue;
      const std::uint32_t source = tree_.relation(n) == Relation::obj ? r_.subject_of(above) : r_.agent_of(above);
      if (source == kNone) return kNone;
      if (tree_.relation(n) == Relation::obj && above < n) cue_.first = r_.cue_words(above).first;
      return source;
    }
  }
  for (std::uint32_t c : tree_.children(n)) {
    const Relation relation = tree_.relation(c);
    if (c < n && relation == Relation::compound && tree_.upos(c) == Upos::PROPN) return c;
  }
  return kNone;
}

bool ClauseReader::read_adjective(const Cue& cue, std::uint32_t j, Candidate& out) {
  raised_ = false;
  bool found = false;
  for (std::uint32_t c : tree_.children(j)) {
    const Relation relation = tree_.relation(c);
    if (c < j || found) continue;
    const bool clause = relation == Relation::ccomp || relation == Relation::csubj || relation == Relation::advcl;
    if (cue.has(Frame::Clause) && clause && !is_infinitive(c) &&
        (relation != Relation::advcl || tree_.marker(c, "that") != kNone)) {
      set_content(out, {std::max(tree_.extent(c).first, j + 1), tree_.extent(c).end}, c);
      found = true;
    } else if ((relation == Relation::xcomp || relation == Relation::advcl || relation == Relation::ccomp) && is_infinitive(c) &&
               (cue.has(Frame::Infinitive) || cue.has(Frame::Raising))) {
      set_content(out, {std::max(tree_.extent(c).first, j + 1), tree_.extent(c).end}, c);
      raised_ = cue.has(Frame::Raising);
      found = true;
    }
  }
  if (!found && cue.has(Frame::Preposition)) found = read_preposition(cue, j, out);
  if (!found || out.content.empty()) return false;
  const std::uint32_t subject = r_.subject_of(j);
  const bool nobody = raised_ || subject == kNone || tree_.relation(subject) == Relation::expl || subject > j;
  if (!nobody && cue.has(Frame::Clause) && cue.frames == static_cast<std::uint16_t>(Frame::Clause)) {
    // "it is clear that": nobody's claim, whatever the tree calls "it".
    return true;
  }
  if (!nobody) set_source(out, subject);
  return nobody ? (cue.has(Frame::Clause) || raised_) : !out.source_span.empty();
}

}  // namespace dateline::claim
