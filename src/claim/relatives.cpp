// Claims in relative clauses, whose content stands in part or whole before them: "a plan she opposed", "the ship, which the navy
// says was empty".
#include <algorithm>

#include "claim/clause_reader.h"

namespace dateline::claim {

// The relative pronoun right before the subject of the cue, or else the noun phrase that the clause belongs to; empty when the
// cue is in no relative clause with a subject of its own.
TokenRange ClauseReader::left_behind(std::uint32_t v) const {
  const std::uint32_t subject = r_.own_subject(v);
  if (subject == kNone || subject > v || tree_.xpos(subject) == "WP" || tree_.xpos(subject) == "WDT") return {};
  const TokenRange sentence = r_.sentence_of(v);
  const std::uint32_t first = r_.noun_phrase(subject).first;
  if (first <= sentence.first || r_.noun_phrase(subject).end > v) return {};
  const std::uint32_t before = first - 1;
  const std::string_view tag = tree_.xpos(before);
  const bool that = r_.lower(before) == "that" && tree_.relation(v) == Relation::acl_relcl;
  if (tag == "WDT" || tag == "WP" || that) return {before, first};
  const std::uint32_t noun = tree_.head(v);
  if (tree_.relation(v) != Relation::acl_relcl || noun == kNone || noun > before || !tree_.is_noun(noun)) return {};
  return {std::min(r_.noun_phrase(noun).first, noun), noun + 1};
}

// "a deal she once supported", "the vote that he had disputed"
bool ClauseReader::read_object_relative(std::uint32_t v, Candidate& out) {
  if (tree_.relation(v) != Relation::acl_relcl) return false;
  const std::uint32_t object = r_.object_of(v);
  if (object != kNone && object > v) return false;
  for (std::uint32_t c : tree_.children(v)) {
    const Relation relation = tree_.relation(c);
    if (c > v && (relation == Relation::ccomp || relation == Relation::xcomp)) return false;
  }
  const TokenRange range = left_behind(v);
  if (range.empty()) return false;
  set_content(out, range, range.end - 1);
  return !out.content.empty();
}

// "the ship, which the navy says was empty", "a gift he knew would please": the verb right after the cue lacks its subject.
bool ClauseReader::read_subject_relative(std::uint32_t v, Candidate& out) {
  const std::uint32_t next = cue_.end;
  if (next >= r_.sentence_of(v).end || !is_finite(next)) return false;
  const TokenRange before = left_behind(v);
  if (before.empty()) return false;
  std::uint32_t end = next + 1;
  std::uint32_t verb =
      tree_.upos(next) == Upos::AUX && tree_.head(next) != kNone && tree_.head(next) > next ? tree_.head(next) : next;
  end = std::max(end, tree_.extent(verb).end);
  const TokenRange after = r_.trimmed(r_.run_on({next, end}, v));
  if (after.empty()) return false;
  const Span noun = r_.span_of(before), rest = r_.span_of(after);
  out.content = noun.joined(rest);
  out.content_token = verb;
  out.aside = {noun.end, rest.begin};
  return true;
}

}  // namespace dateline::claim
