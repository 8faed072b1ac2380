#include "event/nesting.h"

#include <algorithm>

namespace dateline::event {

namespace {

constexpr std::uint32_t kMostSteps = 24;

bool has_subject(const Grammar& grammar, std::uint32_t verb) {
  const auto children = grammar.children(verb);
  return std::any_of(children.begin(), children.end(), [&](std::uint32_t child) {
    return grammar.relation(child) == Relation::nsubj || grammar.relation(child) == Relation::nsubj_pass;
  });
}

// A clause with a subject of its own, a coordinated one and a participle ("killing two") tell something themselves.
bool stands_alone(const Grammar& grammar, std::uint32_t token) {
  if (grammar.upos(token) != Upos::VERB) return false;
  const Relation r = grammar.relation(token);
  if (r == Relation::conj || r == Relation::parataxis) return true;
  if (r == Relation::acl_relcl) return !grammar.completes_noun(token);
  if (grammar.document().tokens.xpos[token] == "VBG" && (r == Relation::advcl || r == Relation::acl) &&
      !grammar.completes_noun(token))
    return true;
  return has_subject(grammar, token);
}

// "A plot to kill", "a bill that would outlaw": the clause tells what the noun is for. "Fears that rebels will seize the town"
// are of something that the clause tells itself.
bool is_what_a_noun_is_for(const Grammar& grammar, std::uint32_t clause) {
  std::uint32_t at = clause;
  for (std::uint32_t step = 0; step < kMostSteps && at != kNone; ++step, at = grammar.head(at)) {
    const Relation r = grammar.relation(at);
    if (r == Relation::acl) return !has_subject(grammar, at);
    if (r == Relation::acl_relcl) return true;
    if (r != Relation::xcomp && r != Relation::conj && r != Relation::ccomp && r != Relation::advcl) return false;
  }
  return false;
}

// Whether what hangs on a word by this relation belongs to what the word is about.
bool is_content(const Grammar& grammar, std::uint32_t token) {
  switch (grammar.relation(token)) {
    case Relation::obj:
    case Relation::ccomp:
    case Relation::xcomp:
    case Relation::nsubj_pass:
    case Relation::compound:
      return true;
    case Relation::conj:
      return grammar.upos(token) != Upos::VERB;
    case Relation::nmod:
    case Relation::obl:
      return !grammar.is_outside(token);
    case Relation::acl:
      return grammar.completes_noun(token);
    default:
      return false;
  }
}

// Whether `below` stands under the verb as what brought it about.
bool is_cause_of(const Grammar& grammar, WordSet markers, std::uint32_t verb, std::uint32_t below) {
  std::uint32_t at = below;
  bool marked = false;
  for (std::uint32_t step = 0; step < kMostSteps && at != kNone && at != verb; ++step, at = grammar.head(at)) {
    const Relation r = grammar.relation(at);
    const bool beside = marked && r == Relation::conj;
    if (!beside && r != Relation::advcl && r != Relation::obl && r != Relation::nmod && r != Relation::obj &&
        r != Relation::xcomp)
      return false;
    marked = marked || ((r == Relation::advcl || r == Relation::obl) && grammar.is_marked_by(at, markers));
    if (r == Relation::advcl && !grammar.is_marked_by(at, markers)) {
      // "when" may be an adverb.
      const auto children = grammar.children(at);
      marked = marked || std::any_of(children.begin(), children.end(), [&](std::uint32_t child) {
                 return grammar.relation(child) == Relation::advmod && grammar.is_one_of(child, markers);
               });
    }
  }
  return at == verb && below != verb && marked;
}

}  // namespace

void share_causes(const Grammar& grammar, WordSet cause_markers, std::vector<Coded>& coded) {
  for (Coded& one : coded) {
    if (!one.event.actors.empty()) continue;
    for (const Coded& cause : coded) {
      if (cause.type != one.type || cause.event.actors.empty() || cause.event.status != one.event.status ||
          is_within(cause.event.actors, one.event.recipients) ||
          !is_cause_of(grammar, cause_markers, one.event.trigger_token, cause.event.trigger_token))
        continue;
      one.event.actors = cause.event.actors;
      if (one.event.time == kNone) {
        one.event.time = cause.event.time;
        one.event.time_from = cause.event.time_from;
      }
      if (one.event.place == kNone) {
        one.event.place = cause.event.place;
        one.event.place_from = cause.event.place_from;
      }
      break;
    }
  }
}

void mark_nested(const Grammar& grammar, std::vector<Coded>& coded) {
  for (Coded& one : coded) {
    one.purpose = grammar.is_infinitive(one.clause);
    one.describes = grammar.relation(one.clause) == Relation::acl && !grammar.completes_noun(one.clause);
    one.of_noun = is_what_a_noun_is_for(grammar, one.clause);
    std::uint32_t at = one.clause;
    for (std::uint32_t step = 0; step < kMostSteps && at != kNone && !one.nested && !stands_alone(grammar, at); ++step) {
      at = grammar.head(at);
      one.nested = std::any_of(coded.begin(), coded.end(), [&](const Coded& other) {
        return at != kNone && (other.clause == at || other.event.trigger_token == at);
      });
    }
  }
}

void link_contents(const Grammar& grammar, std::span<const std::uint32_t> clauses, std::span<Event> events, std::uint32_t first) {
  for (std::uint32_t inner = 0; inner < events.size(); ++inner) {
    std::uint32_t at = clauses[inner];
    for (std::uint32_t step = 0; step < kMostSteps && at != kNone && is_content(grammar, at); ++step) {
      at = grammar.head(at);
      const auto outer =
          std::find_if(events.begin(), events.end(), [&](const Event& event) { return event.trigger_token == at; });
      if (outer == events.end() || outer->trigger_token == clauses[inner]) continue;
      // Words are about deeds; a deed is about nothing.
      const bool is_verbal = outer->quad == 1 || outer->quad == 3;
      if (is_verbal && outer->of == kNone) outer->of = first + inner;
      break;
    }
  }
}

}  // namespace dateline::event
