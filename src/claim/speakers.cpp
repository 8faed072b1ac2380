// Who speaks the words between quotation marks. A quotation that lies in, or overlaps, the content of a claim found in the trees
// belongs to it, and widens it where the sentence ended too early. Otherwise the words beside its marks decide: a cue with its
// subject right after ("…," the mayor said), or the nearest cue before (The mayor said: "…"). A quotation without either goes on
// with the speaker of the one before it in its paragraph, or of the paragraph before when that ended open or with a quotation; a
// text that never names a speaker gives no claims. Quotations do not overlap and each looks at a bounded number of tokens, so the
// work is linear. tests/claim/speakers_test.cpp.
#include <algorithm>

#include "claim/speaker_reader.h"

namespace dateline::claim {
namespace {

constexpr std::uint32_t kShortest =
    10;                               // tokens of a paragraph that goes on with the speaker of the one before; less is a heading
constexpr std::uint32_t kReach = 80;  // tokens around a quotation whose cues may hold it

}  // namespace

void SpeakerReader::read() {
  for (const Quotation& quotation : r_.quotations) {
    const Spoken spoken = describe(quotation);
    if (spoken.tokens.empty()) continue;
    std::size_t candidate = resume(spoken);
    if (candidate == kNobody) candidate = find_signature(spoken);
    if (candidate == kNobody) candidate = adopt(spoken);
    if (candidate == kNobody) candidate = find_after(spoken);
    if (candidate == kNobody) candidate = find_before(spoken);
    if (candidate == kNobody && spoken.is_speech) candidate = carry(spoken);
    if (candidate != kNobody) {
      give_to_waiting(candidate);
      last_ = candidate;
      last_quotation_ = &quotation;
    } else if (spoken.is_speech) {
      last_ = kNobody;
    }
    // “They took the boys first.¶“They came back,” she said: who speaks is told when the speech ends.
    if (candidate == kNobody && quotation.end == QuotationEnd::Continued)
      waiting_.push_back(quotation.span);
    else
      waiting_.clear();
  }
}

void SpeakerReader::give_to_waiting(std::size_t candidate) {
  for (Span quoted : waiting_) r_.candidates.push_back(again(r_.candidates[candidate], quoted));
}

Candidate SpeakerReader::again(const Candidate& said, Span quoted) {
  Candidate next = said;
  next.content = quoted;
  next.content_token = kNone;
  next.aside = {};
  next.by_structure = false;
  return next;
}

std::size_t SpeakerReader::resume(const Spoken& spoken) {
  if (last_ == kNobody || last_quotation_ == nullptr) return kNobody;
  const std::uint32_t first = spoken.tokens.first;
  Candidate& c = r_.candidates[last_];
  const std::uint32_t from = r_.token_from(last_quotation_->span.end);
  if (first == 0 || !is_mark(first - 1, ",") || !c.aside.empty() || c.content.end > spoken.quotation->span.begin) return kNobody;
  if (c.cue_token < from || c.cue_token >= first || first > from + kLookAhead) return kNobody;
  if (r_.sentence_of(first).first > c.cue_token || c.content.begin > last_quotation_->span.begin) return kNobody;
  const std::uint32_t end = std::max(c.source_span.end, c.cue_span.end);
  // "wrote the pilgrim in his diary,": what follows the speaker is short and tells nothing itself.
  constexpr std::uint32_t kLongestRest = 6;
  const std::uint32_t after = r_.token_from(end);
  if (after + kLongestRest < first) return kNobody;
  for (std::uint32_t t = after; t + 1 < first; ++t) {
    if (tree_.is_punctuation(t) || tree_.upos(t) == Upos::VERB) return kNobody;
  }
  c.aside = {c.content.end, spoken.quotation->span.begin};
  c.content = c.content.joined(spoken.quotation->span);
  return last_;
}

Spoken SpeakerReader::describe(const Quotation& quotation) const {
  Spoken spoken;
  spoken.quotation = &quotation;
  spoken.tokens = {r_.token_from(quotation.span.begin), r_.token_from(quotation.span.end)};
  std::uint32_t words = 0;
  bool stops = false;
  std::string_view first;
  for (std::uint32_t t = spoken.tokens.first; t < spoken.tokens.end && words < 100; ++t) {
    const bool is_end = t == spoken.tokens.first || t + 1 == spoken.tokens.end;
    const std::string_view mark = r_.document.text_of_token(t);
    // Taggers take the marks of other nations for words.
    if (tree_.is_punctuation(t) || (is_end && static_cast<unsigned char>(mark.front()) == 0xC2)) {
      stops = mark == "," || mark == "." || mark == "?" || mark == "!" || (stops && t + 1 == spoken.tokens.end);
    } else {
      if (words == 0) first = r_.document.text_of_token(t);
      ++words;
      stops = false;
    }
  }
  const bool capital = !first.empty() && first[0] >= 'A' && first[0] <= 'Z';
  spoken.is_speech = words >= 100 || (stops && capital && words >= 2) || (stops && words >= 6) || (capital && words >= 6);
  return spoken;
}

std::size_t SpeakerReader::adopt(const Spoken& spoken) {
  const Span quoted = spoken.quotation->span;
  const std::uint32_t first = spoken.tokens.first > kReach ? spoken.tokens.first - kReach : 0;
  auto at = std::lower_bound(cue_tokens_.begin(), cue_tokens_.end(), first);
  std::size_t best = kNobody;
  for (; at != cue_tokens_.end() && *at < spoken.tokens.end + kReach; ++at) {
    const std::size_t i = static_cast<std::size_t>(at - cue_tokens_.begin());
    Candidate& c = r_.candidates[i];
    if (c.content.empty()) continue;
    if (spoken.tokens.contains(c.cue_token)) {
      // Said inside the quotation: stays inside.
      if (quoted.contains(c.cue_span)) {
        c.content.begin = std::max(c.content.begin, quoted.begin);
        c.content.end = std::min(c.content.end, quoted.end);
      }
      continue;
    }
    if (!c.content.overlaps(quoted)) continue;
    // Of two that hold it, the inner one speaks the words.
    if (best == kNobody || r_.candidates[best].content.size() > c.content.size()) best = i;
  }
  if (best == kNobody) return kNobody;
  Candidate& c = r_.candidates[best];
  const Span joined = c.content.joined(quoted);
  if (!joined.overlaps(c.cue_span)) c.content = joined;
  return best;
}

std::size_t SpeakerReader::add(const Spoken& spoken, const Cue& cue, std::uint32_t t, std::uint32_t subject, TokenRange source) {
  const auto known = std::lower_bound(cue_tokens_.begin(), cue_tokens_.end(), t);
  const Span quoted = spoken.quotation->span;
  if (known != cue_tokens_.end() && *known == t) {
    // The trees gave this cue another content. Beside the quotation they are one; else the quotation is what is said.
    const std::size_t i = static_cast<std::size_t>(known - cue_tokens_.begin());
    Candidate& c = r_.candidates[i];
    const Span gap = c.content.begin < quoted.begin ? Span{c.content.end, quoted.begin} : Span{quoted.end, c.content.begin};
    if (c.content.overlaps(quoted) || (gap.begin <= gap.end && gap.size() <= 3)) {
      c.content = c.content.joined(quoted);
    } else if (spoken.is_speech && c.aside.empty() &&
               !(c.content.begin > c.cue_span.end && c.content.begin < c.cue_span.end + 3)) {
      // "Asked about the flood, she said: “…”": the words quoted are what is said, not what the tree hangs there.
      c.content = quoted;
      c.content_token = kNone;
    }
    return i;
  }
  Candidate candidate;
  candidate.cue = &cue;
  candidate.cue_token = t;
  const TokenRange words = r_.cue_words(t);
  candidate.cue_span = r_.span_of(words);
  if (subject != kNone) {
    candidate.source_head = subject;
    TokenRange noun = r_.noun_phrase(subject);
    if (noun.contains(t)) noun = subject < t ? TokenRange{noun.first, words.first} : TokenRange{words.end, noun.end};
    // A subject stays outside the quotation.
    if (subject >= spoken.tokens.end) noun.first = std::max(noun.first, spoken.tokens.end);
    if (subject < spoken.tokens.first) noun.end = std::min(noun.end, spoken.tokens.first);
    if (subject > t) noun = r_.with_apposition(noun);
    candidate.source_span = r_.span_of(r_.trimmed(noun));
  } else {
    source = r_.trimmed(source);
    candidate.source_span = r_.span_of(source);
    candidate.source_head = source.empty() ? kNone : r_.head_of(source);
  }
  if (candidate.source_span.empty()) return kNobody;
  candidate.content = quoted;
  if (!spoken.is_speech && t < spoken.tokens.first) {
    // "said the words “wound” us": a few quoted words are part of a clause.
    std::uint32_t begin = words.end;
    if (begin < spoken.tokens.first && tree_.upos(begin) == Upos::ADP) ++begin;
    candidate.content = r_.span_of(r_.trimmed(r_.run_on({begin, spoken.tokens.end}, t)));
  }
  candidate.by_structure = false;
  r_.candidates.push_back(candidate);
  return r_.candidates.size() - 1;
}

std::size_t SpeakerReader::told_before(const Spoken& spoken) const {
  const auto at = std::lower_bound(cue_tokens_.begin(), cue_tokens_.end(), spoken.tokens.first);
  const std::uint32_t sentence = r_.document.tokens.sentence[spoken.tokens.first];
  if (at == cue_tokens_.begin() || sentence == 0 || r_.sentence_of(spoken.tokens.first).first != spoken.tokens.first)
    return kNobody;
  if (spoken.tokens.first == paragraph_begin(*spoken.quotation)) return kNobody;
  std::size_t best = kNobody;
  for (auto k = at; k != cue_tokens_.begin();) {
    --k;
    if (r_.document.tokens.sentence[*k] + 1 != sentence) break;
    const std::size_t i = static_cast<std::size_t>(k - cue_tokens_.begin());
    const Candidate& c = r_.candidates[i];
    if (c.cue->act != ClaimAct::Speech || c.cue->pos != CuePos::Verb || !c.cue->has(Frame::Quote) || c.source_head == kNone)
      continue;
    if (best == kNobody || c.content.size() > r_.candidates[best].content.size()) best = i;
  }
  // Only what ends the sentence is gone on with.
  if (best == kNobody) return kNobody;
  const Candidate& c = r_.candidates[best];
  const std::uint32_t last = r_.document.tokens.span[r_.sentence_of(c.cue_token).end - 1].begin;
  const bool content_ends = c.content.begin > c.cue_span.end && c.content.end + 3 >= last;
  const bool speaker_ends = c.content.end < c.cue_span.begin && std::max(c.cue_span.end, c.source_span.end) + 1 >= last;
  return (content_ends || speaker_ends) && c.aside.empty() ? best : kNobody;
}

bool SpeakerReader::ends_with_stop(const Spoken& spoken) const {
  const std::uint32_t last = spoken.tokens.end - 1;
  return spoken.tokens.end > spoken.tokens.first + 2 && (is_mark(last, ".") || is_mark(last - 1, "."));
}

bool SpeakerReader::speaks_on(const Spoken& spoken) const {
  if (last_ == kNobody || last_quotation_ == nullptr || spoken.quotation->paragraph != last_quotation_->paragraph) return false;
  const Candidate& c = r_.candidates[last_];
  const std::uint32_t from = r_.token_from(last_quotation_->span.end);
  const std::uint32_t first = spoken.tokens.first;
  const auto& sentence = r_.document.tokens.sentence;
  return first > from && sentence[from] + 1 >= sentence[first] && c.aside.empty() && c.cue_token >= from && c.cue_token < first &&
         c.content.end <= spoken.quotation->span.begin;
}

std::size_t SpeakerReader::carry(const Spoken& spoken) {
  const Quotation& now = *spoken.quotation;
  if (speaks_on(spoken)) {
    // “…,” he said. “…”: one piece of speech with the author's words inside.
    Candidate& c = r_.candidates[last_];
    c.aside = {c.content.end, now.span.begin};
    c.content = c.content.joined(now.span);
    return last_;
  }
  const std::size_t told = told_before(spoken);
  if (told != kNobody) {
    // She said that it was over. “…”: one piece of speech, begun in the author's words.
    Candidate& c = r_.candidates[told];
    if (c.aside.empty()) c.aside = {c.content.end, now.span.begin};
    c.content = c.content.joined(now.span);
    return told;
  }
  if (last_ == kNobody || last_quotation_ == nullptr) return kNobody;
  const Quotation& before = *last_quotation_;
  const Span quoted = now.span;
  if (now.paragraph == before.paragraph) {
    const std::uint32_t from = r_.token_from(before.span.end);
    // Straight on, or after a sentence that names nobody else.
    if (spoken.tokens.first > from + kLookAhead) return kNobody;
  } else {
    const bool is_whole = spoken.tokens.first == paragraph_begin(now) &&
                          (spoken.tokens.end >= spoken.tokens.first + kShortest || ends_with_stop(spoken));
    if (now.paragraph != before.paragraph + 1 || (before.end != QuotationEnd::Continued && !is_whole)) return kNobody;
  }
  Candidate& c = r_.candidates[last_];
  if (now.paragraph != before.paragraph && c.content.end == before.span.end &&
      r_.token_from(before.span.end) == spoken.tokens.first) {
    // The speech goes on in the next paragraph.
    c.content.end = quoted.end;
    return last_;
  }
  if (now.paragraph != before.paragraph && c.aside.empty() && c.cue_span.begin >= c.content.end) {
    c.aside = {c.content.end, quoted.begin};
    c.content.end = quoted.end;
    return last_;
  }
  r_.candidates.push_back(again(r_.candidates[last_], quoted));
  return r_.candidates.size() - 1;
}

void read_quotations(Reading& reading) { SpeakerReader(reading).read(); }

}  // namespace dateline::claim
