#include "event/circumstances.h"

#include <algorithm>

namespace dateline::event {

namespace {

constexpr int kMostSteps = 12;
constexpr std::uint32_t kShared = 20;    // found in a clause that this one shares its circumstances with

// The token of a span whose head lies outside; kNone when no token begins in the span.
std::uint32_t head_of(const Document& document, Span span) {
  const std::vector<Span>& spans = document.tokens.span;
  auto at = std::lower_bound(spans.begin(), spans.end(), span.begin, [](Span token, std::uint32_t offset) { return token.begin < offset; });
  std::uint32_t last = kNone;
  for (; at != spans.end() && at->begin < span.end; ++at) {
    const auto token = static_cast<std::uint32_t>(at - spans.begin());
    const std::uint32_t head = document.tokens.head[token];
    last = token;
    if (head == kNone || !span.contains(spans[head].begin)) return token;
  }
  return last;
}

bool opens_clause(Relation relation) {
  return relation == Relation::ccomp || relation == Relation::acl_relcl || relation == Relation::advcl || relation == Relation::parataxis || relation == Relation::csubj;
}

}  // namespace

Circumstances::Circumstances(const Document& document, const Grammar& grammar, const PatternSet& patterns)
    : document_(document), grammar_(grammar), patterns_(patterns) {
  for (std::uint32_t i = 0; i < document.times.size(); ++i) {
    const TimeRef& time = document.times[i];
    if (time.type != TimeType::DATE && time.type != TimeType::TIME) continue;
    if (const std::uint32_t token = head_of(document, time.span); token != kNone) times_.push_back({token, i});
  }
  for (std::uint32_t i = 0; i < document.places.size(); ++i)
    if (const std::uint32_t token = head_of(document, document.places[i].span); token != kNone) places_.push_back({token, i});
}

std::uint32_t Circumstances::distance(std::uint32_t token, std::uint32_t clause, bool place) const {
  // Up from the expression: inside the event's own clause when the clause's head is met before another clause opens.
  std::uint32_t steps = 0, at = token;
  bool located = !place;
  TokenList path;
  for (; steps < kMostSteps && at != kNone; ++steps, at = grammar_.head(at)) {
    if (at == clause) return located ? steps : kFar;
    path.push_back(at);
    const Relation r = grammar_.relation(at);
    if (place && (r == Relation::obl || r == Relation::nmod) && grammar_.is_marked_by(at, patterns_.place_prepositions())) located = true;
    if (opens_clause(r) || (r == Relation::conj && grammar_.upos(at) == Upos::VERB)) break;
  }
  if (!located) return kFar;
  // Down from a clause that the event's clause continues: "On Monday they met and agreed", "was expected to visit in May".
  std::uint32_t up = clause;
  for (std::uint32_t climbed = 0; climbed < 3; ++climbed) {
    const Relation r = grammar_.relation(up);
    if (grammar_.head(up) == kNone || !(r == Relation::conj || r == Relation::xcomp || r == Relation::obj || r == Relation::obl || r == Relation::nmod || r == Relation::acl || r == Relation::advcl)) break;
    up = grammar_.head(up);
    if (patterns_.is_reporting(grammar_.lemma(up)) && r != Relation::conj) break;
    const auto met = std::find(path.begin(), path.end(), up);
    if (met != path.end()) return kShared + climbed + static_cast<std::uint32_t>(met - path.begin());
    if (at == up) return kShared + climbed + steps;
  }
  return kFar;
}

std::uint32_t Circumstances::nearest(const std::vector<Anchored>& rows, const Site& site, bool place) const {
  const std::uint32_t sentence = document_.tokens.sentence[site.token];
  std::uint32_t best = kNone, least = kFar, in_sentence = 0, only = kNone;
  const auto first = std::lower_bound(rows.begin(), rows.end(), sentence, [&](const Anchored& row, std::uint32_t wanted) { return document_.tokens.sentence[row.token] < wanted; });
  for (auto row = first; row != rows.end() && document_.tokens.sentence[row->token] == sentence; ++row) {
    ++in_sentence;
    only = row->row;
    const std::uint32_t steps = std::min(distance(row->token, site.token, place), site.light == kNone ? kFar : distance(row->token, site.light, place));
    if (steps < least) {
      least = steps;
      best = row->row;
    }
  }
  if (best != kNone || in_sentence != 1) return best;
  // A single expression that belongs to no other event's report: of the sentence as a whole.
  const Anchored& single = *first;
  const std::uint32_t above = grammar_.head(single.token);
  if (above != kNone && patterns_.is_reporting(grammar_.lemma(above))) return kNone;
  if (place && !grammar_.is_marked_by(single.token, patterns_.place_prepositions())) return kNone;
  return only;
}

std::uint32_t Circumstances::time_of(const Site& site) const { return nearest(times_, site, false); }

std::uint32_t Circumstances::place_of(const Site& site) const { return nearest(places_, site, true); }

}  // namespace dateline::event
