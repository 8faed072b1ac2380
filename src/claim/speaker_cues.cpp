// The words beside a quotation that tell who speaks it: a cue behind it, a cue before it, a name behind a dash.
#include <algorithm>

#include "claim/speaker_reader.h"

namespace dateline::claim {
namespace {

constexpr std::uint32_t kNearCue = 6;  // a fragment's cue is this near

}  // namespace

const Cue* SpeakerReader::quote_cue(std::uint32_t t) const {
  if (tree_.upos(t) != Upos::VERB && !is_verb_after_name(t)) return nullptr;
  for (const Cue& cue : r_.cues_at(t)) {
    if (cue.pos == CuePos::Verb && cue.has(Frame::Quote) && (cue.words.empty() || r_.has_words(t, cue.words))) return &cue;
  }
  return nullptr;
}

bool SpeakerReader::is_verb_after_name(std::uint32_t t) const {
  if (tree_.xpos(t) != "NNS" || t == 0 || t + 1 >= r_.document.tokens.size()) return false;
  return (tree_.upos(t - 1) == Upos::PROPN || tree_.upos(t - 1) == Upos::PRON) && tree_.is_punctuation(t + 1);
}

std::size_t SpeakerReader::find_after(const Spoken& spoken) {
  std::uint32_t t = spoken.tokens.end;
  const std::uint32_t end = std::min(paragraph_end(*spoken.quotation), t + kLookAhead);
  while (t < end && (is_mark(t, ",") || is_mark(t, "-") || is_mark(t, "—") || is_mark(t, "–"))) ++t;
  const std::uint32_t begin = t;
  if (begin >= end) return kNobody;
  for (; t < end; ++t) {
    if (r_.quotation_at(t) != nullptr || is_mark(t, ".") || is_mark(t, ";") || is_mark(t, ":")) return kNobody;
    const Cue* cue = quote_cue(t);
    if (cue == nullptr) {
      if (tree_.upos(t) == Upos::VERB && t == begin) return kNobody;
      continue;
    }
    std::uint32_t subject = r_.own_subject(t);
    if (cue->has(Frame::Cites) && r_.is_passive(t)) return quoted_as(spoken, t, end);
    // “…,” said the engineer: a subject from inside the quotation, or behind a cue that has its own before it, is the tree's
    // fault.
    const bool misread = subject != kNone && (r_.is_quoted_apart(subject, t) || (subject > t && has_nominal(begin, t)));
    if (misread && has_nominal(begin, t)) return add(spoken, *cue, t, kNone, {begin, first_auxiliary(begin, t)});
    if (misread) subject = kNone;
    bool inverted = false;
    if (subject != kNone && subject > t) inverted = true;
    if (subject == kNone && t == begin && t + 1 < end) {
      subject = noun_after(t, end);
      inverted = subject != kNone;
    }
    if (subject == kNone && !misread) subject = r_.subject_of(t);
    if (subject == kNone || (subject < begin && !inverted)) {
      // The tree gives nothing: the words between the quotation and the cue are the subject.
      if (t == begin || !has_nominal(begin, t)) {
        if (subject == kNone) continue;
        if (t != begin) continue;
      } else {
        return add(spoken, *cue, t, kNone, {begin, first_auxiliary(begin, t)});
      }
    }
    if (!spoken.is_speech && t != begin && subject > begin + 4 && !inverted) return kNobody;
    return add(spoken, *cue, t, subject, {});
  }
  return kNobody;
}

std::size_t SpeakerReader::quoted_as(const Spoken& spoken, std::uint32_t quoted, std::uint32_t end) {
  constexpr std::uint32_t kFurthest = 12;
  const std::uint32_t speaker = r_.own_subject(quoted), reporter = r_.agent_of(quoted);
  if (speaker == kNone || speaker > quoted) return kNobody;
  for (std::uint32_t t = quoted + 1; t < end && t < quoted + kFurthest; ++t) {
    if (tree_.xpos(t) != "VBG" || t == quoted + 1 || r_.lower(t - 1) != "as") continue;
    const Cue* cue = quote_cue(t);
    if (cue == nullptr) continue;
    const std::size_t said = add(spoken, *cue, t, speaker, {});
    const auto known = std::lower_bound(cue_tokens_.begin(), cue_tokens_.end(), quoted);
    const bool is_read = known != cue_tokens_.end() && *known == quoted;
    if (said != kNobody && reporter != kNone && !is_read) {
      const Cue* reports = quote_cue(quoted);
      const std::size_t report = add(spoken, *reports, quoted, reporter, {});
      if (report != kNobody) r_.candidates[said].same_content_as = quoted;
    }
    return said;
  }
  return kNobody;
}

std::size_t SpeakerReader::find_signature(const Spoken& spoken) {
  const auto dash = r_.cues.find("—");
  const std::uint32_t t = spoken.tokens.end;
  std::uint32_t end = paragraph_end(*spoken.quotation);
  const auto& paragraphs = r_.document.paragraphs;
  if (t == end && spoken.quotation->paragraph + 1 < paragraphs.size())
    end = r_.token_from(paragraphs[spoken.quotation->paragraph + 1].end);
  constexpr std::uint32_t kLongest = 14;
  if (dash.empty() || !spoken.is_speech || t + 1 >= end || end > t + kLongest) return kNobody;
  const std::string_view mark = r_.document.text_of_token(t);
  if (mark != "—" && mark != "–" && mark != "―" && mark != "-" && mark != "--") return kNobody;
  if (tree_.upos(t + 1) != Upos::PROPN) return kNobody;
  for (std::uint32_t i = t + 1; i < end; ++i) {
    const char first = r_.document.text_of_token(i).front();
    if (tree_.upos(i) == Upos::VERB && (first < 'A' || first > 'Z')) return kNobody;  // "Said" may be a name
  }
  // What the tree made of the name.
  for (auto at = std::lower_bound(cue_tokens_.begin(), cue_tokens_.end(), t + 1); at != cue_tokens_.end() && *at < end; ++at) {
    r_.candidates[static_cast<std::size_t>(at - cue_tokens_.begin())].content = {};
  }
  return add(spoken, dash.front(), t, kNone, {t + 1, end});
}

std::uint32_t SpeakerReader::noun_after(std::uint32_t t, std::uint32_t end) const {
  for (std::uint32_t i = t + 1; i < end && i < t + 8; ++i) {
    const Upos upos = tree_.upos(i);
    if (upos == Upos::NOUN || upos == Upos::PROPN || upos == Upos::PRON || r_.is_capital(i)) {
      std::uint32_t head = i;
      while (tree_.head(head) != kNone && tree_.head(head) > t && tree_.head(head) < end &&
             (tree_.relation(head) == Relation::compound || tree_.relation(head) == Relation::flat ||
              tree_.relation(head) == Relation::amod || tree_.relation(head) == Relation::nmod_poss)) {
        head = tree_.head(head);
      }
      return head;
    }
    const bool modifies = tree_.xpos(i) == "VBG" && tree_.relation(i) == Relation::amod;
    if (upos != Upos::DET && upos != Upos::ADJ && upos != Upos::NUM && upos != Upos::ADP && !modifies) return kNone;
  }
  return kNone;
}

bool SpeakerReader::has_nominal(std::uint32_t begin, std::uint32_t end) const {
  for (std::uint32_t t = begin; t < end; ++t) {
    const Upos upos = tree_.upos(t);
    if (upos == Upos::NOUN || upos == Upos::PROPN || upos == Upos::PRON) return true;
  }
  return false;
}

std::uint32_t SpeakerReader::first_auxiliary(std::uint32_t begin, std::uint32_t end) const {
  while (end > begin && (tree_.upos(end - 1) == Upos::AUX || tree_.upos(end - 1) == Upos::ADV)) --end;
  return end;
}

std::size_t SpeakerReader::find_before(const Spoken& spoken) {
  const std::uint32_t begin = paragraph_begin(*spoken.quotation);
  std::uint32_t first = spoken.tokens.first;
  const std::uint32_t reach = spoken.is_speech ? kLookBack : kNearCue;
  const std::uint32_t lowest = first > begin + reach ? first - reach : begin;
  bool colon = false;
  if (first == begin) {
    // A paragraph of its own after "The mayor continued:".
    if (begin == 0 || !is_mark(begin - 1, ":")) return kNobody;
    return before_from(spoken, begin - 1, begin > kLookBack ? begin - kLookBack : 0, true);
  }
  colon = is_mark(first - 1, ":");
  const bool comma = is_mark(first - 1, ",");
  if (spoken.is_speech && !colon && !comma && r_.document.tokens.sentence[first - 1] != r_.document.tokens.sentence[first]) {
    return kNobody;
  }
  return before_from(spoken, first, lowest, colon || comma);
}

std::size_t SpeakerReader::before_from_noun(const Spoken& spoken, std::uint32_t noun) {
  if (tree_.upos(noun) != Upos::NOUN) return kNobody;
  const std::uint32_t owner = tree_.child(noun, Relation::nmod_poss);
  if (owner == kNone) return kNobody;
  for (const Cue& cue : r_.cues_at(noun)) {
    if (cue.pos == CuePos::Noun && cue.has(Frame::Quote)) return add(spoken, cue, noun, owner, {});
  }
  return kNobody;
}

std::uint32_t SpeakerReader::speaker_before(std::uint32_t participle) const {
  const TokenRange sentence = r_.sentence_of(participle);
  const auto at = std::lower_bound(cue_tokens_.begin(), cue_tokens_.end(), participle);
  if (at != cue_tokens_.begin() && sentence.contains(*(at - 1))) {
    const Candidate& c = r_.candidates[static_cast<std::size_t>(at - 1 - cue_tokens_.begin())];
    if (c.source_head != kNone) return c.source_head;
  }
  const std::uint32_t first = participle > sentence.first + kLookBack ? participle - kLookBack : sentence.first;
  for (std::uint32_t t = participle; t-- > first;) {
    if (tree_.upos(t) == Upos::VERB && r_.own_subject(t) != kNone && r_.own_subject(t) < t) return r_.own_subject(t);
  }
  return kNone;
}

std::size_t SpeakerReader::before_from(const Spoken& spoken, std::uint32_t from, std::uint32_t lowest, bool pause) {
  for (std::uint32_t t = from; t-- > lowest;) {
    if (is_mark(t, ".") || is_mark(t, "?") || is_mark(t, "!") || r_.quotation_at(t) != nullptr) return kNobody;
    if (t + 1 == from - (is_mark(from - 1, ":") ? 1 : 0) || is_mark(t + 1, ":")) {
      const std::size_t named = before_from_noun(spoken, t);
      if (named != kNobody) return named;
    }
    const Cue* cue = quote_cue(t);
    if (cue == nullptr) {
      // A verb of another kind between: the quotation is its own.
      if (tree_.upos(t) == Upos::VERB && !pause && tree_.relation(t) != Relation::xcomp) return kNobody;
      continue;
    }
    // “…,” he told "The Morning Show": the cue has its words already.
    if (last_ != kNobody && r_.candidates[last_].cue_token == t && !is_mark(from - 1, ":") && from > t + 1) return kNobody;
    std::uint32_t subject = r_.is_passive(t) ? r_.agent_of(t) : r_.subject_of(t);
    if (subject != kNone && r_.is_quoted_apart(subject, t)) subject = kNone;
    // "Said the ferryman: “…”", "…, adding: “…”"
    if (subject == kNone && t == r_.sentence_of(t).first && tree_.xpos(t) != "VBG") subject = noun_after(t, from);
    if (subject == kNone && tree_.xpos(t) == "VBG") subject = speaker_before(t);
    if (subject == kNone) {
      if (r_.is_passive(t) || !pause) return kNobody;
      continue;
    }
    return add(spoken, *cue, t, subject, {});
  }
  return kNobody;
}

}  // namespace dateline::claim
