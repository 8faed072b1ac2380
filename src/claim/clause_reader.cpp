// What all frames need: content, source and words of a cue.
#include "claim/clause_reader.h"

#include <algorithm>

namespace dateline::claim {

void ClauseReader::read(std::uint32_t token) {
  // "is worried", "are opposed": adjectives in their own right, whatever verb they come from.
  const std::string_view tag = tree_.xpos(token);
  if ((tag == "VBN" || tag == "JJ") && try_cues(r_.cues.find(r_.lower(token)), token, CuePos::Adjective)) return;
  for (CuePos pos : {CuePos::Verb, CuePos::Noun, CuePos::Adjective}) {
    if (try_cues(r_.cues_at(token), token, pos)) return;
  }
}

bool ClauseReader::try_cues(std::span<const Cue> cues, std::uint32_t token, CuePos pos) {
  for (const Cue& cue : cues) {
    if (cue.pos != pos) continue;
    if (!cue.words.empty() && !r_.has_words(token, cue.words)) continue;
    Candidate candidate;
    candidate.cue = &cue;
    candidate.cue_token = token;
    cue_ = r_.cue_words(token);
    extend_over_words(cue);
    bool found = false;
    switch (cue.pos) {
      case CuePos::Verb:
        found = is_verbal(token) && read_verb(cue, token, candidate);
        break;
      case CuePos::Noun:
        found = tree_.upos(token) == Upos::NOUN && read_noun(cue, token, candidate);
        break;
      case CuePos::Adjective:
        found = (tree_.upos(token) == Upos::ADJ || tree_.upos(token) == Upos::VERB) && read_adjective(cue, token, candidate);
        break;
      default:
        break;
    }
    if (!found) continue;
    if (candidate.content.empty() && candidate.same_content_as == kNone) continue;
    cut_opening_participle(candidate);
    candidate.cue_span = r_.span_of(cue_);
    r_.candidates.push_back(candidate);
    return true;
  }
  return false;
}

// "made it clear", "brushed off", "voted in favour | of": the words of the cue belong to it, with nothing but a pronoun between;
// a preposition before the content is left to the frame.
void ClauseReader::extend_over_words(const Cue& cue) {
  const bool nominal = cue.has(Frame::Object) || cue.has(Frame::Preposition);
  const std::uint32_t end = r_.sentence_of(cue_.first).end;
  std::string_view words = cue.words;
  while (!words.empty()) {
    const auto [word, rest] = split_word(words);
    std::uint32_t t = cue_.end;
    if (t + 1 < end && tree_.upos(t) == Upos::PRON) ++t;
    if (t >= end || r_.lower(t) != word || cue.takes_preposition(word)) return;
    if (tree_.upos(t) != Upos::ADJ && !(nominal && t == cue_.end)) return;
    cue_.end = t + 1;
    words = rest;
  }
}

// The comma after a participle that opens its sentence: "Asked whether he knew, the premier smiled". kNone when it opens none.
std::uint32_t ClauseReader::end_of_opening(std::uint32_t v) const {
  const TokenRange sentence = r_.sentence_of(v);
  const bool opens =
      cue_.first == sentence.first || (cue_.first == sentence.first + 1 && tree_.upos(sentence.first) != Upos::PRON);
  if (!opens || !r_.is_passive(v)) return kNone;
  for (std::uint32_t t = v + 1; t < sentence.end; ++t) {
    if (r_.document.text_of_token(t) == "," && r_.quotation_at(t) == nullptr) return t;
  }
  return kNone;
}

// "Asked at a briefing on Monday about the merger, she ...": from the preposition, or the question word, to the comma.
bool ClauseReader::read_opening_question(const Cue& cue, std::uint32_t v, Candidate& out) {
  const std::uint32_t end = cue_asks_ ? end_of_opening(v) : kNone;
  if (end == kNone) return false;
  for (std::uint32_t t = cue_.end; t + 1 < end; ++t) {
    if (!is_question_word(t) && !(tree_.upos(t) == Upos::ADP && cue.takes_preposition(tree_.lemma(t)))) continue;
    const std::uint32_t first = is_question_word(t) && !cue.takes_preposition(tree_.lemma(t)) ? t : t + 1;
    if (t == cue_.end && first == t + 1) ++cue_.end;
    set_content(out, {first, end}, kNone);
    return !out.content.empty();
  }
  return false;
}

// "Asked whether he knew, the premier smiled": the content of a participle that opens its sentence ends at the comma before the
// clause.
void ClauseReader::cut_opening_participle(Candidate& c) const {
  const TokenRange sentence = r_.sentence_of(c.cue_token);
  const bool opens =
      cue_.first == sentence.first || (cue_.first == sentence.first + 1 && tree_.upos(sentence.first) != Upos::PRON);
  if (!opens || !r_.is_passive(c.cue_token) || c.content.begin < c.cue_span.begin) return;
  for (std::uint32_t t = r_.token_from(c.content.begin); t < sentence.end; ++t) {
    if (r_.document.tokens.span[t].begin >= c.content.end) return;
    if (r_.document.text_of_token(t) != "," || r_.quotation_at(t) != nullptr) continue;
    c.content.end = r_.document.tokens.span[t].begin;
    return;
  }
}

void ClauseReader::set_content(Candidate& c, TokenRange range, std::uint32_t head) {
  range = r_.trimmed(range);
  if (range.empty()) return;
  c.content = r_.span_of(range);
  c.content_token = head;
}

void ClauseReader::set_source(Candidate& c, std::uint32_t head) {
  if (head == kNone || (tree_.relation(head) == Relation::expl && c.cue->act != ClaimAct::Speech)) return;
  c.source_head = head;
  TokenRange range = r_.noun_phrase(head);
  const bool behind = head > c.cue_token && c.cue->pos == CuePos::Verb && spoken_before(c.cue_token) != nullptr &&
                      !beside_quotation(c.cue_token).empty();
  if (c.cue->pos == CuePos::Verb && (behind || r_.is_quoted_apart(head, c.cue_token))) {
    // “…,” said host Ann Lee: a subject from inside the quotation is a fault of the tree.
    range = beside_quotation(c.cue_token);
    if (range.empty()) {
      c.source_head = kNone;
      return;
    }
    c.source_head = r_.head_of(range);
    c.source_span = r_.span_of(range);
    return;
  }
  if (head < c.cue_token && c.cue->pos == CuePos::Verb && tree_.upos(head) != Upos::PRON) {
    const TokenRange near = r_.noun_before(cue_.first);
    if (!near.empty() && range.first < near.first && opens_with_adverbial(near.first)) {
      // "Speaking in Paris, the envoy said": the tree took the wrong one.
      range = near;
      c.source_head = r_.head_of(near);
    } else if (range.end < cue_.first && tree_.upos(range.end) == Upos::CCONJ && cue_.first < range.end + 8) {
      // "the former minister and current leader said"
      std::uint32_t t = range.end;
      while (t < cue_.first && !tree_.is_verb(t) && !tree_.is_punctuation(t)) ++t;
      if (t == cue_.first) range.end = cue_.first;
    }
  }
  if (head > c.cue_token && c.cue->pos == CuePos::Verb && r_.own_subject(c.cue_token) == head) range = r_.with_apposition(range);
  // Content and cue never belong to the source.
  if (range.contains(c.cue_token)) {
    if (head < c.cue_token)
      range.end = cue_.first;
    else
      range.first = std::max(cue_.end, std::min(range.first, head));
    range = r_.trimmed(range);
  }
  c.source_span = r_.span_of(range);
}

// The noun phrase between the quotation before a cue and the cue, or right after the cue.
TokenRange ClauseReader::beside_quotation(std::uint32_t cue) const {
  const TokenRange sentence = r_.sentence_of(cue);
  std::uint32_t first = cue_.first;
  while (first > sentence.first && r_.quotation_at(first - 1) == nullptr) --first;
  const TokenRange before = r_.trimmed({first, cue_.first});
  if (!before.empty() && before.end - before.first < 20) return before;
  std::uint32_t end = cue_.end;
  while (end < sentence.end) {
    const Upos upos = tree_.upos(end);
    if (upos != Upos::PROPN && upos != Upos::NOUN && upos != Upos::ADJ && upos != Upos::DET && upos != Upos::PRON &&
        upos != Upos::NUM && tree_.xpos(end) != "POS" && !r_.is_capital(end) && tree_.relation(end) != Relation::amod) {
      break;
    }
    ++end;
  }
  return end > cue_.end ? r_.with_apposition({cue_.end, end}) : TokenRange{};
}

// What stands before the comma before `first` is an adverbial: the sentence begins with a preposition, a participle or the
// like.
bool ClauseReader::opens_with_adverbial(std::uint32_t first) const {
  const std::uint32_t begin = r_.sentence_of(first).first;
  const Upos upos = tree_.upos(begin);
  const std::string_view tag = tree_.xpos(begin);
  return upos == Upos::ADP || upos == Upos::SCONJ || upos == Upos::ADV || tag == "VBG" || tag == "VBN" || tag == "TO" ||
         tree_.relation(begin) == Relation::obl_unmarked || first == begin + 2;
}

bool ClauseReader::is_finite(std::uint32_t t) const {
  const std::string_view tag = tree_.xpos(t);
  if (tag == "VBD" || tag == "VBZ" || tag == "VBP" || tag == "MD") return true;
  // "the minister told aides": no participle before its noun, whatever the tree says.
  return tag == "VBN" && t > 0 && tree_.relation(t) == Relation::amod && tree_.head(t) > t &&
         (tree_.upos(t - 1) == Upos::NOUN || tree_.upos(t - 1) == Upos::PROPN || tree_.upos(t - 1) == Upos::PRON);
}

// "said", "has said", "will say"
bool ClauseReader::is_predicate(std::uint32_t t) const {
  if (is_finite(t)) return true;
  const std::uint32_t auxiliary = tree_.child(t, Relation::aux);
  return auxiliary != kNone && auxiliary < t && is_finite(auxiliary);
}

bool ClauseReader::has_finite(TokenRange range) const {
  for (std::uint32_t t = range.first; t < range.end; ++t) {
    if (is_finite(t)) return true;
  }
  return false;
}

std::uint32_t ClauseReader::listed_marker(const Cue& cue, std::uint32_t t) const {
  for (std::uint32_t c : tree_.children(t)) {
    if (c < t && (tree_.relation(c) == Relation::case_ || tree_.relation(c) == Relation::mark) &&
        cue.takes_preposition(tree_.lemma(c))) {
      return c;
    }
  }
  return kNone;
}

bool ClauseReader::read_preposition(const Cue& cue, std::uint32_t head, Candidate& out) {
  for (std::uint32_t c : tree_.children(head)) {
    if (c < head) continue;
    const Relation relation = tree_.relation(c);
    if (relation == Relation::nsubj || relation == Relation::conj || relation == Relation::punct) continue;
    std::uint32_t marker = listed_marker(cue, c);
    const std::uint32_t begin = tree_.extent(c).first;
    if (marker == kNone && begin == head + 1 && tree_.upos(begin) == Upos::ADP && cue.takes_preposition(tree_.lemma(begin)))
      marker = begin;
    if (marker == kNone || marker < head) continue;
    if (marker == head + 1) cue_.end = std::max(cue_.end, marker + 1);
    set_content(out, r_.run_on({marker + 1, tree_.extent(c).end}, head), c);
    return !out.content.empty();
  }
  // Right beside the cue, or behind who is spoken to, wherever the tree hangs it: "expressed doubts about the treaty", "talked to
  // voters about taxes".
  std::uint32_t marker = cue_.end;
  const std::uint32_t sentence_end = r_.sentence_of(head).end;
  if (cue.pos == CuePos::Verb && marker < sentence_end && !cue.takes_preposition(tree_.lemma(marker))) {
    constexpr std::uint32_t kLongestAddressee = 8;
    for (std::uint32_t t = marker; t < sentence_end && t < marker + kLongestAddressee; ++t) {
      if (tree_.is_punctuation(t) || tree_.is_verb(t) || tree_.upos(t) == Upos::SCONJ) break;
      // "of" and "for" would belong to the noun between.
      const std::string_view lemma = tree_.lemma(t);
      if (tree_.upos(t) != Upos::ADP || !cue.takes_preposition(lemma) || (lemma != "about" && lemma != "against")) continue;
      marker = t;
      break;
    }
  }
  const bool beside = marker == cue_.end;
  if (marker + 1 >= r_.sentence_of(head).end || tree_.upos(marker) != Upos::ADP || !cue.takes_preposition(tree_.lemma(marker)))
    return false;
  const std::uint32_t noun = tree_.head(marker);
  if (noun == kNone || noun < marker || tree_.is_verb(noun)) return false;
  if (beside) ++cue_.end;
  set_content(out, r_.run_on({marker + 1, std::max(tree_.extent(noun).end, marker + 2)}, head), noun);
  return !out.content.empty();
}

// "She said it was over, adding that she would go", "She said it was over and promised to go": what follows is no content of the
// first claim, and has its source.
void ClauseReader::part_coordinated() {
  auto& found = r_.candidates;
  std::size_t first = 0;  // of the candidates of the sentence
  for (std::size_t i = 0; i < found.size(); ++i) {
    Candidate& added = found[i];
    const TokenRange sentence = r_.sentence_of(added.cue_token);
    while (first < i && found[first].cue_token < sentence.first) ++first;
    const std::uint32_t v = added.cue_token;
    if (added.cue->pos != CuePos::Verb || added.same_content_as != kNone || added.content.begin < added.cue_span.begin) continue;
    if (r_.quotation_at(v) != nullptr) continue;
    const std::uint32_t joint = joint_before(added);
    if (joint == kNone || joint <= sentence.first) continue;
    const bool participle = tree_.xpos(v) == "VBG";
    constexpr std::size_t kFurthest = 8;
    const std::size_t nearest = i > first + kFurthest ? i - kFurthest : first;
    for (std::size_t k = i; k-- > nearest;) {
      Candidate& said = found[k];
      if (said.cue->pos != CuePos::Verb || said.source_span.empty()) continue;
      if (said.content.begin < said.cue_span.begin || !said.content.contains(added.cue_span)) continue;
      if (!participle && !is_level_with(said, v)) continue;
      const TokenRange kept = r_.trimmed({r_.token_from(said.content.begin), joint});
      if (kept.empty()) continue;
      said.content.end = r_.span_of(kept).end;
      if (said.content_token != kNone && !kept.contains(said.content_token)) said.content_token = kNone;
      added.source_head = said.source_head;
      added.source_span = said.source_span;
    }
  }
}

// The comma, dash or conjunction that joins the cue's verb phrase to what stands before; kNone when there is none.
std::uint32_t ClauseReader::joint_before(const Candidate& added) const {
  const std::uint32_t v = added.cue_token;
  const std::uint32_t begin = r_.sentence_of(v).first;
  const bool participle = tree_.xpos(v) == "VBG";
  std::uint32_t t = r_.token_from(added.cue_span.begin);
  while (t > begin && tree_.upos(t - 1) == Upos::ADV) --t;
  if (t <= begin) return kNone;
  --t;
  if (participle) {
    const std::string_view mark = r_.document.text_of_token(t);
    const bool speaks = added.cue->act != ClaimAct::Attitude &&
                        (added.cue->has(Frame::Clause) || added.cue->has(Frame::Quote) || added.cue->has(Frame::Preposition));
    const Quotation* quotation = r_.quotation_at(t);
    const bool after_quotation = quotation != nullptr && quotation->span.end == r_.document.tokens.span[t].end && t > begin &&
                                 r_.document.text_of_token(t - 1) == ",";
    if (after_quotation && speaks) return t + 1;
    return speaks && (mark == "," || mark == "-" || mark == "–" || mark == "—" || mark == "--") ? t : kNone;
  }
  const std::uint32_t subject = r_.own_subject(v);
  return tree_.upos(t) == Upos::CCONJ && is_predicate(v) && (subject == kNone || subject < t) ? t : kNone;
}

// The verb is in the tense of the cue of `said` and not in that of its content.
bool ClauseReader::is_level_with(const Candidate& said, std::uint32_t v) const {
  const std::uint32_t inside = r_.token_from(said.content.begin);
  const std::string_view tense = tense_of(v);
  if (tense != tense_of(said.cue_token)) return false;
  std::string_view reported;
  for (std::uint32_t t = inside; t < v && reported.empty(); ++t) {
    if (is_finite(t)) reported = tense_of(t);
  }
  return reported != tense;
}

// "past", "present", "modal", of the verb's first auxiliary when it has one; empty when it is not finite.
std::string_view ClauseReader::tense_of(std::uint32_t t) const {
  const std::uint32_t auxiliary = tree_.child(t, Relation::aux);
  const std::string_view tag = tree_.xpos(auxiliary != kNone && auxiliary < t ? auxiliary : t);
  if (tag == "VBD") return "past";
  if (tag == "VBZ" || tag == "VBP") return "present";
  return tag == "MD" ? "modal" : std::string_view{};
}

void read_clauses(Reading& reading) {
  ClauseReader reader(reading);
  const std::uint32_t count = reading.document.tokens.size();
  for (std::uint32_t t = 0; t < count; ++t) reader.read(t);
  reader.part_coordinated();
}

}  // namespace dateline::claim
