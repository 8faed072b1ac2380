#include "event/circumstances.h"

#include <algorithm>

namespace dateline::event {

namespace {

constexpr int kMostSteps = 12;
constexpr std::size_t kDayLetters = 10;  // of "2023-09-15"
constexpr std::uint32_t kShared = 20;    // found in a clause that this one shares its circumstances with

// The token of a span whose head lies outside; kNone when no token begins in the span.
std::uint32_t head_of(const Document& document, Span span) {
  const std::vector<Span>& spans = document.tokens.span;
  auto at = std::lower_bound(spans.begin(), spans.end(), span.begin,
                             [](Span token, std::uint32_t offset) { return token.begin < offset; });
  std::uint32_t last = kNone;
  for (; at != spans.end() && at->begin < span.end; ++at) {
    const auto token = static_cast<std::uint32_t>(at - spans.begin());
    const std::uint32_t head = document.tokens.head[token];
    last = token;
    if (head == kNone || !span.contains(spans[head].begin)) return token;
  }
  return last;
}

// Rows are in text order.
template <typename Row>
auto first_in_sentence(const Document& document, const std::vector<Row>& rows, std::uint32_t sentence) {
  return std::lower_bound(rows.begin(), rows.end(), sentence,
                          [&](const Row& row, std::uint32_t wanted) { return document.tokens.sentence[row.token] < wanted; });
}

bool opens_clause(Relation relation) {
  return relation == Relation::ccomp || relation == Relation::acl_relcl || relation == Relation::advcl ||
         relation == Relation::parataxis || relation == Relation::csubj;
}

}  // namespace

Circumstances::Circumstances(const Document& document, const Grammar& grammar, const PatternSet& patterns)
    : document_(document), grammar_(grammar), patterns_(patterns) {
  for (std::uint32_t i = 0; i < document.times.size(); ++i) {
    const TimeRef& time = document.times[i];
    // "in the past three days" is a length with a place in time.
    if (time.type != TimeType::DATE && time.type != TimeType::TIME && time.begin.empty()) continue;
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
    if (place && (r == Relation::obl || r == Relation::nmod) && grammar_.is_marked_by(at, patterns_.place_prepositions()))
      located = true;
    if (opens_clause(r) || (r == Relation::conj && grammar_.upos(at) == Upos::VERB)) break;
  }
  if (!located) return kFar;
  // Down from a clause that the event's clause continues: "On Monday they met and agreed", "was expected to visit in May".
  std::uint32_t up = clause;
  for (std::uint32_t climbed = 0; climbed < 3; ++climbed) {
    const Relation r = grammar_.relation(up);
    if (grammar_.head(up) == kNone || !(r == Relation::conj || r == Relation::xcomp || r == Relation::obj || r == Relation::obl ||
                                        r == Relation::nmod || r == Relation::acl || r == Relation::advcl))
      break;
    up = grammar_.head(up);
    if (patterns_.is_reporting(grammar_.lemma(up)) && r != Relation::conj) break;
    const auto met = std::find(path.begin(), path.end(), up);
    if (met != path.end()) return kShared + climbed + static_cast<std::uint32_t>(met - path.begin());
    if (at == up) return kShared + climbed + steps;
  }
  return kFar;
}

bool Circumstances::is_triggering_noun(std::uint32_t token) const {
  return grammar_.upos(token) != Upos::VERB && !patterns_.triggers(grammar_.lemma(token)).empty();
}

// "last week's attack" as somebody's subject or object: the time is that of the attack. So is that of "called for a strike next
// week", also where the tree has it as a week of strikes.
bool Circumstances::is_time_of_another(std::uint32_t token, const Site& site, Extent extent) const {
  if (token == site.token) return false;
  if (grammar_.is_marked_by(token, patterns_.purpose_prepositions()))
    for (std::uint32_t child : grammar_.children(token))
      if (grammar_.relation(child) == Relation::compound && is_triggering_noun(child) && child != site.token) return true;
  std::uint32_t at = token;
  for (int step = 0; step < kMostSteps && at != kNone && at != site.token && at != site.light; ++step) {
    const Relation r = grammar_.relation(at);
    if (extent == Extent::Own && (r == Relation::xcomp || r == Relation::ccomp)) return true;
    const bool is_argument = r == Relation::obj || r == Relation::iobj || r == Relation::nsubj || r == Relation::nsubj_pass;
    const bool is_purpose =
        (r == Relation::obl || r == Relation::nmod) && grammar_.is_marked_by(at, patterns_.purpose_prepositions());
    if (is_argument || is_purpose) return at != token && !patterns_.triggers(grammar_.lemma(at)).empty();
    if (grammar_.upos(at) == Upos::VERB && extent == Extent::Complements) return false;
    at = grammar_.head(at);
  }
  return false;
}

// The verb above the time is the event's own or one above it, with no clause between: "to visit in October" says nothing of when
// the visit was agreed on.
bool Circumstances::may_be_of_sentence(std::uint32_t token, const Site& site) const {
  std::uint32_t verb = token;
  for (int step = 0; step < kMostSteps && verb != kNone && grammar_.upos(verb) != Upos::VERB; ++step) verb = grammar_.head(verb);
  if (verb == kNone || grammar_.upos(verb) != Upos::VERB) return true;
  std::uint32_t at = site.clause();
  for (int step = 0; step < kMostSteps && at != kNone; ++step, at = grammar_.head(at)) {
    if (at == verb) return true;
    if (opens_clause(grammar_.relation(at)) || grammar_.relation(at) == Relation::acl) return false;
  }
  return false;
}

Circumstances::Nearest Circumstances::nearest(const std::vector<Anchored>& rows, const Site& site, bool place,
                                              Extent extent) const {
  const std::uint32_t sentence = document_.tokens.sentence[site.token];
  Nearest best;
  std::uint32_t least = kFar, in_sentence = 0;
  const auto first = first_in_sentence(document_, rows, sentence);
  for (auto row = first; row != rows.end() && document_.tokens.sentence[row->token] == sentence; ++row) {
    ++in_sentence;
    if (!place && is_time_of_another(row->token, site, extent)) continue;
    const std::uint32_t from_token = distance(row->token, site.token, place);
    const std::uint32_t steps = std::min(from_token, site.light == kNone ? kFar : distance(row->token, site.light, place));
    if (steps >= least) continue;
    least = steps;
    best = {row->row, steps < kShared ? TimeFrom::Dependency : TimeFrom::Clause};
  }
  if (best.row != kNone || in_sentence != 1) return best;
  if (!place && (is_time_of_another(first->token, site, extent) || !may_be_of_sentence(first->token, site))) return {};
  // A single expression that belongs to no other event's report: of the sentence as a whole.
  const std::uint32_t above = grammar_.head(first->token);
  if (above != kNone && patterns_.is_reporting(grammar_.lemma(above))) return {};
  if (place && !grammar_.is_marked_by(first->token, patterns_.place_prepositions())) return {};
  return {first->row, TimeFrom::Sentence};
}

bool Circumstances::tells(std::uint32_t verb) const {
  std::uint32_t top = verb;
  for (int step = 0; step < kMostSteps && grammar_.relation(top) == Relation::conj; ++step) top = grammar_.head(top);
  if (grammar_.head(top) != kNone || patterns_.is_reporting(grammar_.lemma(verb))) return false;
  const std::vector<std::string_view>& tags = document_.tokens.xpos;
  if (tags[verb] == "VBD") return true;
  if (tags[verb] != "VBN" || grammar_.has_auxiliary(verb, "have")) return false;
  const auto parts = grammar_.children(verb);
  return std::any_of(parts.begin(), parts.end(),
                     [&](std::uint32_t part) { return grammar_.relation(part) == Relation::aux_pass && tags[part] == "VBD"; });
}

bool Circumstances::is_to_come(std::uint32_t time) const {
  if (time == kNone) return false;
  const std::string_view begin = document_.times[time].begin, published = document_.published;
  if (begin.empty() || published.empty()) return false;
  const std::size_t letters = std::min({begin.size(), published.size(), kDayLetters});
  return begin.substr(0, letters) > published.substr(0, letters);
}

bool Circumstances::moves_story(const Anchored& anchored) const {
  const TimeRef& time = document_.times[anchored.row];
  if (time.begin.size() < kDayLetters || is_to_come(anchored.row)) return false;
  std::uint32_t at = anchored.token;
  for (int step = 0; step < kMostSteps && at != kNone; ++step, at = grammar_.head(at)) {
    if (grammar_.upos(at) == Upos::VERB) return tells(at);
    if (opens_clause(grammar_.relation(at))) return false;
  }
  return false;
}

std::uint32_t Circumstances::reached_in_paragraph(std::uint32_t sentence) const {
  const std::uint32_t paragraph = document_.sentences[sentence].paragraph;
  for (std::uint32_t back = sentence; back-- > 0 && document_.sentences[back].paragraph == paragraph;) {
    std::uint32_t reached = kNone;
    auto row = first_in_sentence(document_, times_, back);
    const bool has_times = row != times_.end() && document_.tokens.sentence[row->token] == back;
    for (; row != times_.end() && document_.tokens.sentence[row->token] == back; ++row)
      if (moves_story(*row)) reached = row->row;
    if (has_times) return reached;
  }
  return kNone;
}

Circumstances::EventTime Circumstances::time_of(const Site& site, Extent extent) const {
  const Nearest in_sentence = nearest(times_, site, false, extent);
  if (in_sentence.row != kNone) return {in_sentence.row, in_sentence.from};
  const std::uint32_t sentence = document_.tokens.sentence[site.token];
  const auto first = first_in_sentence(document_, times_, sentence);
  const bool has_times = first != times_.end() && document_.tokens.sentence[first->token] == sentence;
  if (has_times || !tells(site.clause())) return {};
  return {reached_in_paragraph(sentence), TimeFrom::Paragraph};
}

Circumstances::EventPlace Circumstances::place_of(const Site& site) const {
  const Nearest in_sentence = nearest(places_, site, true, Extent::Complements);
  if (in_sentence.row != kNone)
    return {in_sentence.row, in_sentence.from == TimeFrom::Sentence ? PlaceFrom::Sentence : PlaceFrom::Clause};
  const std::uint32_t sentence = document_.tokens.sentence[site.token];
  const auto first = first_in_sentence(document_, places_, sentence);
  const bool names_places = first != places_.end() && document_.tokens.sentence[first->token] == sentence;
  if (names_places) return {};
  return {document_.dateline.place, PlaceFrom::Dateline};
}

}  // namespace dateline::event
