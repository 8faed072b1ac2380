// Who speaks the words between quotation marks. A quotation that lies in, or overlaps, the content of a claim found in the trees
// belongs to it, and widens it where the sentence ended too early. Otherwise the words beside its marks decide: a cue with its
// subject right after ("…," the mayor said), or the nearest cue before (The mayor said: "…"). A quotation without either goes on
// with the speaker of the one before it in its paragraph, or of the paragraph before when that ended open or with a quotation; a
// text that never names a speaker gives no claims. Quotations do not overlap and each looks at a bounded number of tokens, so the
// work is linear. tests/claim/speakers_test.cpp.
#include <algorithm>

#include "claim/reading.h"

namespace dateline::claim {
namespace {

constexpr std::uint32_t kLookAhead = 40;  // tokens after a quotation in which its cue may stand
constexpr std::uint32_t kLookBack = 24;   // and before it
constexpr std::uint32_t kNearCue = 6;     // a fragment's cue is this near
constexpr std::uint32_t kShortest =
    10;                               // tokens of a paragraph that goes on with the speaker of the one before; less is a heading
constexpr std::uint32_t kReach = 80;  // tokens around a quotation whose cues may hold it

struct Spoken {
  const Quotation* quotation = nullptr;
  TokenRange tokens;
  bool is_speech = false;  // a sentence of its own rather than a few quoted words
};

class SpeakerReader {
 public:
  explicit SpeakerReader(Reading& reading) : r_(reading), tree_(reading.tree) {
    std::stable_sort(r_.candidates.begin(), r_.candidates.end(),
                     [](const Candidate& a, const Candidate& b) { return a.cue_token < b.cue_token; });
    from_trees_ = r_.candidates.size();
    for (std::size_t i = 0; i < from_trees_; ++i) cue_tokens_.push_back(r_.candidates[i].cue_token);
  }

  void read() {
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

 private:
  static constexpr std::size_t kNobody = static_cast<std::size_t>(-1);

  void give_to_waiting(std::size_t candidate) {
    for (Span quoted : waiting_) r_.candidates.push_back(again(r_.candidates[candidate], quoted));
  }

  // The same source says other words.
  static Candidate again(const Candidate& said, Span quoted) {
    Candidate next = said;
    next.content = quoted;
    next.content_token = kNone;
    next.aside = {};
    next.by_structure = false;
    return next;
  }

  // “The valve,” said the engineer, “broke.” Between the two nothing but the cue, its subject and commas.
  std::size_t resume(const Spoken& spoken) {
    if (last_ == kNobody || last_quotation_ == nullptr) return kNobody;
    const std::uint32_t first = spoken.tokens.first;
    Candidate& c = r_.candidates[last_];
    const std::uint32_t from = r_.token_from(last_quotation_->span.end);
    if (first == 0 || !is_mark(first - 1, ",") || !c.aside.empty() || c.content.end > spoken.quotation->span.begin)
      return kNobody;
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

  Spoken describe(const Quotation& quotation) const {
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

  // A claim from the trees that has its cue outside and its content on the quotation.
  std::size_t adopt(const Spoken& spoken) {
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

  const Cue* quote_cue(std::uint32_t t) const {
    if (tree_.upos(t) != Upos::VERB && !is_verb_after_name(t)) return nullptr;
    for (const Cue& cue : r_.cues_at(t)) {
      if (cue.pos == CuePos::Verb && cue.has(Frame::Quote) && (cue.words.empty() || r_.has_words(t, cue.words))) return &cue;
    }
    return nullptr;
  }

  // “…,” Lee notes.: a verb that the tagger took for a plural.
  bool is_verb_after_name(std::uint32_t t) const {
    if (tree_.xpos(t) != "NNS" || t == 0 || t + 1 >= r_.document.tokens.size()) return false;
    return (tree_.upos(t - 1) == Upos::PROPN || tree_.upos(t - 1) == Upos::PRON) && tree_.is_punctuation(t + 1);
  }

  bool is_mark(std::uint32_t t, std::string_view mark) const { return r_.document.text_of_token(t) == mark; }

  std::uint32_t paragraph_end(const Quotation& quotation) const {
    return r_.token_from(r_.document.paragraphs[quotation.paragraph].end);
  }
  std::uint32_t paragraph_begin(const Quotation& quotation) const {
    return r_.token_from(r_.document.paragraphs[quotation.paragraph].begin);
  }

  // “…,” said the mayor. “…,” the mayor, who had come late, said.
  std::size_t find_after(const Spoken& spoken) {
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

  // “…,” the mayor was quoted by the radio as saying: the mayor's words, and the radio's report of them.
  std::size_t quoted_as(const Spoken& spoken, std::uint32_t quoted, std::uint32_t end) {
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

  // “…” — Ann Lee: the name behind a quotation that stands by itself, or in a line of its own below.
  std::size_t find_signature(const Spoken& spoken) {
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

  std::uint32_t noun_after(std::uint32_t t, std::uint32_t end) const {
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

  bool has_nominal(std::uint32_t begin, std::uint32_t end) const {
    for (std::uint32_t t = begin; t < end; ++t) {
      const Upos upos = tree_.upos(t);
      if (upos == Upos::NOUN || upos == Upos::PROPN || upos == Upos::PRON) return true;
    }
    return false;
  }

  std::uint32_t first_auxiliary(std::uint32_t begin, std::uint32_t end) const {
    while (end > begin && (tree_.upos(end - 1) == Upos::AUX || tree_.upos(end - 1) == Upos::ADV)) --end;
    return end;
  }

  // The mayor said: “…”. He spoke of “…”.
  std::size_t find_before(const Spoken& spoken) {
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

  // "The boy's answer: “…”"
  std::size_t before_from_noun(const Spoken& spoken, std::uint32_t noun) {
    if (tree_.upos(noun) != Upos::NOUN) return kNobody;
    const std::uint32_t owner = tree_.child(noun, Relation::nmod_poss);
    if (owner == kNone) return kNobody;
    for (const Cue& cue : r_.cues_at(noun)) {
      if (cue.pos == CuePos::Noun && cue.has(Frame::Quote)) return add(spoken, cue, noun, owner, {});
    }
    return kNobody;
  }

  // Who speaks in the sentence before a participle that adds to it: the source of its last claim, or the subject of its verb.
  std::uint32_t speaker_before(std::uint32_t participle) const {
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

  std::size_t before_from(const Spoken& spoken, std::uint32_t from, std::uint32_t lowest, bool pause) {
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

  std::size_t add(const Spoken& spoken, const Cue& cue, std::uint32_t t, std::uint32_t subject, TokenRange source) {
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

  // The claim of the sentence right before a quotation that has no cue of its own; kNobody when that sentence reports nothing.
  std::size_t told_before(const Spoken& spoken) const {
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

  // A full sentence, however short, is no heading.
  bool ends_with_stop(const Spoken& spoken) const {
    const std::uint32_t last = spoken.tokens.end - 1;
    return spoken.tokens.end > spoken.tokens.first + 2 && (is_mark(last, ".") || is_mark(last - 1, "."));
  }

  // The speaker of the quotation before stands between the two, in the sentence that the first ends in.
  bool speaks_on(const Spoken& spoken) const {
    if (last_ == kNobody || last_quotation_ == nullptr || spoken.quotation->paragraph != last_quotation_->paragraph) return false;
    const Candidate& c = r_.candidates[last_];
    const std::uint32_t from = r_.token_from(last_quotation_->span.end);
    const std::uint32_t first = spoken.tokens.first;
    const auto& sentence = r_.document.tokens.sentence;
    return first > from && sentence[from] + 1 >= sentence[first] && c.aside.empty() && c.cue_token >= from &&
           c.cue_token < first && c.content.end <= spoken.quotation->span.begin;
  }

  // The same speaker goes on.
  std::size_t carry(const Spoken& spoken) {
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

  Reading& r_;
  const Tree& tree_;
  std::vector<std::uint32_t> cue_tokens_;
  std::size_t from_trees_ = 0;
  std::size_t last_ = kNobody;
  std::vector<Span> waiting_;  // paragraphs of a speech whose speaker is not told yet
  const Quotation* last_quotation_ = nullptr;
};

}  // namespace

void read_quotations(Reading& reading) { SpeakerReader(reading).read(); }

}  // namespace dateline::claim
