// Content that is an infinitive, an object or a prepositional phrase of the cue.
#include <algorithm>

#include "claim/clause_reader.h"

namespace dateline::claim {

namespace {

constexpr int kMostSteps = 8;  // from the first word of a phrase to its head

}  // namespace

bool ClauseReader::read_raising(std::uint32_t v, bool passive, Candidate& out, std::uint32_t& source) {
  raised_ = false;
  const std::uint32_t complement = tree_.child(v, Relation::xcomp);
  const bool always = out.cue->act == ClaimAct::Attitude && out.cue->has(Frame::Raising);
  if (complement == kNone || complement < v) return always && read_remainder(v, out, source);
  if (!is_infinitive(complement) && tree_.upos(complement) != Upos::ADJ && !always) return false;
  if (!passive && !always) return false;
  set_content(out, r_.run_on({v + 1, tree_.extent(complement).end}, v), complement);
  raised_ = true;
  if (!passive) source = kNone;
  join_subject(v, out);
  return !out.content.empty();
}

// "The plan seems like a mistake", "Winning seemed beside the point"
bool ClauseReader::read_remainder(std::uint32_t v, Candidate& out, std::uint32_t& source) {
  const std::uint32_t first = cue_.end;
  if (first >= r_.sentence_of(v).end || tree_.is_punctuation(first) || tree_.upos(first) == Upos::SCONJ) return false;
  std::uint32_t head = first;
  for (int climbs = 0; climbs < kMostSteps && tree_.head(head) != v; ++climbs) {
    head = tree_.head(head);
    if (head == kNone || head < v) return false;
  }
  // "The king appeared on the balcony" tells where he was.
  const Relation relation = tree_.relation(head);
  const bool tells_how = relation == Relation::obj || relation == Relation::xcomp || tree_.marker(head, "like") != kNone;
  if (tree_.head(head) != v || !tells_how) return false;
  set_content(out, r_.run_on({first, tree_.extent(head).end}, v), head);
  raised_ = true;
  source = kNone;
  join_subject(v, out);
  return !out.content.empty();
}

// "The king is said to be ill": what is said begins with the subject.
void ClauseReader::join_subject(std::uint32_t v, Candidate& out) {
  const std::uint32_t subject = r_.own_subject(v);
  if (subject == kNone || subject > v || out.content.empty() || out.content.begin < r_.document.tokens.span[v].begin) return;
  TokenRange range = r_.noun_phrase(subject);
  range.end = std::min(range.end, cue_.first);
  range = r_.trimmed(range);
  if (range.empty() || tree_.relation(subject) == Relation::expl) return;
  const Span noun = r_.span_of(range);
  out.aside = {noun.end, out.content.begin};
  out.content = noun.joined(out.content);
}

bool ClauseReader::read_infinitive(std::uint32_t v, Candidate& out) {
  for (std::uint32_t c : tree_.children(v)) {
    const Relation relation = tree_.relation(c);
    if (c < v || (relation != Relation::xcomp && relation != Relation::ccomp) || !is_infinitive(c)) continue;
    TokenRange range = tree_.extent(c);
    range.first = std::max(range.first, v + 1);
    const std::uint32_t object = r_.object_of(v);
    if (object != kNone && object > v && object < c)
      range.first = std::min(range.first, std::max(v + 1, tree_.extent(object).first));
    set_content(out, r_.run_on(range, v), c);
    return !out.content.empty();
  }
  return false;
}

bool ClauseReader::read_object_infinitive(std::uint32_t v, std::uint32_t object, bool passive, Candidate& out) {
  if (object != kNone && object > v) {
    // "instructed hospitals to prepare beds", with the infinitive on the object.
    for (std::uint32_t c : tree_.children(object)) {
      if (c < object || tree_.relation(c) != Relation::acl || !is_infinitive(c)) continue;
      set_content(out, r_.run_on({std::max(v + 1, tree_.extent(object).first), tree_.extent(c).end}, v), c);
      return !out.content.empty();
    }
  }
  for (std::uint32_t c : tree_.children(v)) {
    const Relation relation = tree_.relation(c);
    if (c < v || !is_infinitive(c)) continue;
    if (relation != Relation::xcomp && relation != Relation::ccomp && relation != Relation::advcl) continue;
    TokenRange range = tree_.extent(c);
    std::uint32_t first = kNone;
    if (object != kNone && object > v && object < c) {
      first = tree_.extent(object).first;
    } else {
      for (std::uint32_t o : tree_.children(v)) {
        if (o > v && o < c && (tree_.relation(o) == Relation::obl || tree_.relation(o) == Relation::iobj)) {
          first = r_.noun_phrase(o).first;
        }
      }
    }
    if (first == kNone && !passive && relation == Relation::advcl) return false;
    if (first != kNone) range.first = std::max(v + 1, first);
    extend_cue_to(v, range.first);
    set_content(out, r_.run_on(range, v), c);
    return !out.content.empty();
  }
  return object != kNone && object > v && read_infinitive_behind(v, object, out);
}

// "asked a group of experts to rank them", wherever the tree hangs the infinitive.
bool ClauseReader::read_infinitive_behind(std::uint32_t v, std::uint32_t object, Candidate& out) {
  constexpr std::uint32_t kLongestObject = 12;
  const std::uint32_t end = r_.sentence_of(v).end;
  for (std::uint32_t t = object + 1; t + 1 < end && t < object + kLongestObject; ++t) {
    if (tree_.is_punctuation(t) || tree_.is_verb(t) || tree_.upos(t) == Upos::SCONJ || tree_.upos(t) == Upos::CCONJ) return false;
    if (tree_.xpos(t) != "TO" || tree_.xpos(t + 1) != "VB") continue;
    const std::uint32_t first = std::max(v + 1, tree_.extent(object).first);
    set_content(out, r_.run_on({first, std::max(t + 2, tree_.extent(t + 1).end)}, v), t + 1);
    return !out.content.empty();
  }
  return false;
}

// A preposition between cue and content belongs to the cue.
void ClauseReader::extend_cue_to(std::uint32_t v, std::uint32_t first) {
  if (first == v + 2 && tree_.upos(v + 1) == Upos::ADP) cue_.end = std::max(cue_.end, v + 2);
}

bool ClauseReader::read_object_preposition(const Cue& cue, std::uint32_t v, std::uint32_t object, bool passive, Candidate& out) {
  std::uint32_t complement = kNone, marker = kNone;
  for (std::uint32_t c : tree_.children(v)) {
    if (c > v && tree_.relation(c) != Relation::obl_agent && (marker = listed_marker(cue, c)) != kNone && marker > v) {
      complement = c;
      break;
    }
  }
  if (complement == kNone && object != kNone) {
    // The tree hangs "of shelling the port" on the object.
    for (std::uint32_t c : tree_.children(object)) {
      if (c > object && (marker = listed_marker(cue, c)) != kNone && marker > object) {
        complement = c;
        break;
      }
    }
  }
  if (complement == kNone || (!passive && object == kNone)) return false;
  TokenRange range{marker, tree_.extent(complement).end};
  if (!passive && object > v && object < marker) range.first = std::max(v + 1, tree_.extent(object).first);
  set_content(out, r_.run_on(range, v), complement);
  return !out.content.empty();
}

bool ClauseReader::read_object_complement(const Cue& cue, std::uint32_t v, std::uint32_t object, bool passive, Candidate& out) {
  std::uint32_t complement = kNone, first = kNone;
  for (std::uint32_t c : tree_.children(v)) {
    if (c < v || complement != kNone) continue;
    const std::uint32_t marker = listed_marker(cue, c);
    if (marker != kNone && marker > v) {
      complement = c;
      first = marker;
    } else if (tree_.relation(c) == Relation::xcomp && !is_infinitive(c)) {
      complement = c;
      first = tree_.extent(c).first;
    }
  }
  if (complement == kNone) return !passive && read_two_objects(v, out);
  TokenRange range{std::max(first, v + 1), tree_.extent(complement).end};
  if (!passive && object != kNone && object > v && object < complement) {
    range.first = std::max(v + 1, std::min(range.first, tree_.extent(object).first));
  }
  set_content(out, range, complement);
  if (passive) join_subject(v, out);
  return !out.content.empty();
}

// "a day known as the long Friday"
bool ClauseReader::read_reduced_complement(const Cue& cue, std::uint32_t v, Candidate& out) {
  const std::uint32_t noun = tree_.head(v), marker = cue_.end;
  if (tree_.relation(v) != Relation::acl || noun == kNone || noun > v || marker + 1 >= r_.sentence_of(v).end) return false;
  if (r_.lower(marker) != "as" || !cue.takes_preposition("as")) return false;
  const std::uint32_t complement = tree_.head(marker);
  const TokenRange named{std::min(r_.noun_phrase(noun).first, noun), noun + 1};
  const std::uint32_t end = complement == kNone || complement < marker ? marker + 2 : tree_.extent(complement).end;
  set_content(out, r_.run_on({marker, end}, v), complement);
  if (out.content.empty()) return false;
  const Span whole = r_.span_of(named);
  out.aside = {whole.end, out.content.begin};
  out.content = whole.joined(out.content);
  return true;
}

// "called it the end of an era", "called the raid barbaric", where the tree shows no complement: two noun phrases side by side,
// or a noun phrase and an adjective.
bool ClauseReader::read_two_objects(std::uint32_t v, Candidate& out) {
  const std::uint32_t first = cue_.end, end = r_.sentence_of(v).end;
  const auto opens_quotation = [&](std::uint32_t t) { return tree_.is_punctuation(t) && r_.quotation_at(t) != nullptr; };
  std::uint32_t t = first;
  if (t < end && tree_.upos(t) == Upos::PRON && tree_.xpos(t) != "PRP$") {
    ++t;
  } else {
    for (; t < end; ++t) {
      const Upos upos = tree_.upos(t);
      const bool noun_before = t > first && tree_.is_noun(t - 1);
      if (noun_before && (upos == Upos::DET || upos == Upos::ADJ || opens_quotation(t))) break;
      const bool inside = upos == Upos::DET || upos == Upos::ADJ || upos == Upos::NUM || tree_.is_noun(t) ||
                          tree_.xpos(t) == "POS" || tree_.xpos(t) == "PRP$" || (noun_before && r_.lower(t) == "of");
      if (!inside) return false;
    }
  }
  if (t >= end || t == first) return false;
  if (tree_.upos(t) != Upos::DET && tree_.upos(t) != Upos::ADJ && !opens_quotation(t)) return false;
  set_content(out, r_.run_on({first, t + 1}, v), kNone);
  return !out.content.empty();
}

// "issued a statement saying ...", "published a warning that ...": the noun tells what is said.
bool ClauseReader::lends_subject(std::uint32_t v, std::uint32_t object) const {
  const std::uint32_t next = object + 1, end = r_.sentence_of(v).end;
  const bool goes_on = next < end && (tree_.xpos(next) == "VBG" || r_.lower(next) == "that");
  const auto verbs = r_.cues_at(v), nouns = r_.cues_at(object);
  return goes_on && std::any_of(verbs.begin(), verbs.end(), [](const Cue& cue) { return cue.pos == CuePos::Light; }) &&
         std::any_of(nouns.begin(), nouns.end(),
                     [](const Cue& cue) { return cue.pos == CuePos::Noun || cue.pos == CuePos::Document; });
}

bool ClauseReader::read_object(std::uint32_t v, std::uint32_t object, bool passive, std::uint32_t agent, Candidate& out) {
  if (passive) {
    const std::uint32_t subject = r_.own_subject(v);
    // "The deal was announced" is told; "the film was liked" by whom?
    const bool told = tree_.child(v, Relation::aux_pass) != kNone && out.cue->act == ClaimAct::Speech;
    if ((agent == kNone && !told) || subject == kNone || subject > v) return false;
    set_content(out, r_.noun_phrase(subject), subject);
    return !out.content.empty();
  }
  if (object == kNone) {
    // "condemned what it called a massacre"
    for (std::uint32_t c : tree_.children(v)) {
      if (c > v && (tree_.relation(c) == Relation::ccomp || tree_.relation(c) == Relation::csubj)) object = c;
    }
  }
  // "a plan that the minister opposes"
  if (object != kNone && object < v && tree_.xpos(object) == "WDT") {
    set_content(out, {object, object + 1}, object);
    return !out.content.empty();
  }
  // "brushed off | the defeat", when the tree takes the particle for a preposition.
  if (object == kNone && !out.cue->words.empty() && cue_.end > v + 1) {
    for (std::uint32_t c : tree_.children(v)) {
      if (c >= cue_.end && tree_.extent(c).first == cue_.end - 1 && tree_.relation(c) == Relation::obl) object = c;
    }
  }
  // "supports cutting the tax"
  const std::uint32_t complement = tree_.child(v, Relation::xcomp);
  if (object == kNone && complement != kNone && complement > v && tree_.xpos(complement) == "VBG") object = complement;
  if (object == kNone && read_object_relative(v, out)) return true;
  if (object == kNone || object < v || tree_.has_feature(object, "Reflex=Yes")) return false;
  if (lends_subject(v, object)) return false;
  TokenRange range = tree_.extent(object);
  range.first = std::max(range.first, out.cue->words.empty() || object < cue_.end ? v + 1 : cue_.end);
  set_content(out, r_.run_on(range, v), object);
  return !out.content.empty();
}

// "citing officials", "quoting the radio": shares the content of the claim that it stands in.
bool ClauseReader::read_citation(std::uint32_t v, Candidate& out) {
  if (tree_.xpos(v) != "VBG") return false;
  std::uint32_t object = r_.object_of(v);
  const std::uint32_t host = tree_.head(v);
  if (host == kNone) return false;
  if (object == kNone && tree_.relation(v) == Relation::amod && host > v) object = host;
  if (object == kNone || object < v || !r_.can_speak(object)) return false;
  const TokenRange sentence = r_.sentence_of(v);
  out.same_content_as = kNone;
  // On the subject ("TASS, citing the Kremlin, reported") the reporting verb follows; else it stands before.
  for (std::uint32_t t = v; t-- > sentence.first;) {
    if (is_reporting_verb(t)) {
      out.same_content_as = t;
      break;
    }
  }
  const std::uint32_t end = std::max(tree_.extent(object).end, tree_.extent(v).end);
  for (std::uint32_t t = end; t < sentence.end && t < end + 4 && out.same_content_as == kNone; ++t) {
    if (is_reporting_verb(t)) out.same_content_as = t;
  }
  if (out.same_content_as == kNone) return false;
  set_source(out, object);
  return !out.source_span.empty();
}

}  // namespace dateline::claim
