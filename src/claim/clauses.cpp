// Claims whose cue governs, or breaks into, a clause or a noun phrase. For every token whose lemma is in the cue table the frames
// of the cue are tried against the tree in a fixed order and the first that fits gives the content; the source is the subject,
// the agent of a passive, or the possessor of a noun. Each token is tried against the few cues of its lemma and looks at its own
// children only, so the work is linear in the text. tests/claim/attributor_test.cpp, data/claims/cues.tsv.
#include <algorithm>

#include "claim/reading.h"

namespace dateline::claim {
namespace {

class ClauseReader {
 public:
  explicit ClauseReader(Reading& reading) : r_(reading), tree_(reading.tree) {}

  void read(std::uint32_t token) {
    // "is worried", "are opposed": adjectives in their own right, whatever verb they come from.
    const std::string_view tag = tree_.xpos(token);
    if ((tag == "VBN" || tag == "JJ") && try_cues(r_.cues.find(r_.lower(token)), token, CuePos::Adjective)) return;
    for (CuePos pos : {CuePos::Verb, CuePos::Noun, CuePos::Adjective}) {
      if (try_cues(r_.cues_at(token), token, pos)) return;
    }
  }

 private:
  bool try_cues(std::span<const Cue> cues, std::uint32_t token, CuePos pos) {
    for (const Cue& cue : cues) {
      if (cue.pos != pos) continue;
      if (!cue.words.empty() && !r_.has_words(token, cue.words)) continue;
      Candidate candidate;
      candidate.cue = &cue;
      candidate.cue_token = token;
      cue_ = r_.cue_words(token);
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
      candidate.cue_span = r_.span_of(cue_);
      r_.candidates.push_back(candidate);
      return true;
    }
    return false;
  }

  bool is_verbal(std::uint32_t t) const {
    return tree_.upos(t) == Upos::VERB && tree_.relation(t) != Relation::amod && tree_.relation(t) != Relation::case_;
  }

  void set_content(Candidate& c, TokenRange range, std::uint32_t head) {
    range = r_.trimmed(range);
    if (range.empty()) return;
    c.content = r_.span_of(range);
    c.content_token = head;
  }

  void set_source(Candidate& c, std::uint32_t head) {
    if (head == kNone || tree_.relation(head) == Relation::expl) return;
    c.source_head = head;
    TokenRange range = r_.noun_phrase(head);
    if (c.cue->pos == CuePos::Verb && is_quoted_apart(head, c.cue_token)) {
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
    if (head > c.cue_token && c.cue->pos == CuePos::Verb && r_.own_subject(c.cue_token) == head)
      range = r_.with_apposition(range);
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

  bool is_quoted_apart(std::uint32_t noun, std::uint32_t cue) const {
    const Quotation* quotation = r_.quotation_at(noun);
    return quotation != nullptr && quotation != r_.quotation_at(cue);
  }

  // The noun phrase between the quotation before a cue and the cue, or right after the cue.
  TokenRange beside_quotation(std::uint32_t cue) const {
    const TokenRange sentence = r_.sentence_of(cue);
    std::uint32_t first = cue_.first;
    while (first > sentence.first && r_.quotation_at(first - 1) == nullptr) --first;
    const TokenRange before = r_.trimmed({first, cue_.first});
    if (!before.empty() && before.end - before.first < 20) return before;
    std::uint32_t end = cue_.end;
    while (end < sentence.end) {
      const Upos upos = tree_.upos(end);
      if (upos != Upos::PROPN && upos != Upos::NOUN && upos != Upos::ADJ && upos != Upos::DET && upos != Upos::PRON &&
          upos != Upos::NUM && tree_.xpos(end) != "POS") {
        break;
      }
      ++end;
    }
    return end > cue_.end ? r_.with_apposition({cue_.end, end}) : TokenRange{};
  }

  // What stands before the comma before `first` is an adverbial: the sentence begins with a preposition, a participle or the
  // like.
  bool opens_with_adverbial(std::uint32_t first) const {
    const std::uint32_t begin = r_.sentence_of(first).first;
    const Upos upos = tree_.upos(begin);
    const std::string_view tag = tree_.xpos(begin);
    return upos == Upos::ADP || upos == Upos::SCONJ || upos == Upos::ADV || tag == "VBG" || tag == "VBN" || tag == "TO" ||
           tree_.relation(begin) == Relation::obl_unmarked || first == begin + 2;
  }

  // The part of a clause's range that is on the clause's side of the cue and its subject.
  TokenRange on_side(TokenRange range, std::uint32_t clause, std::uint32_t cue) const {
    if (clause > cue) {
      range.first = std::max(range.first, cue + 1);
    } else {
      std::uint32_t limit = cue_.first;
      const std::uint32_t subject = r_.own_subject(cue);
      if (subject != kNone && subject > clause && subject < cue) limit = std::min(limit, tree_.extent(subject).first);
      range.end = std::min(range.end, std::max(limit, clause + 1));
    }
    return range;
  }

  bool is_infinitive(std::uint32_t t) const { return tree_.marker(t, "to") != kNone; }

  bool read_verb(const Cue& cue, std::uint32_t v, Candidate& out) {
    const bool passive = r_.is_passive(v);
    std::uint32_t source = kNone;
    if (passive)
      source = r_.agent_of(v);
    else
      source = r_.subject_of(v);
    if (cue.has(Frame::Cites) && read_citation(v, out)) return true;

    const std::uint32_t object = r_.object_of(v);
    raised_ = false;
    cue_asks_ = cue.stance == Stance::Asks;
    aside_subject_ = {};
    bool found = !passive && read_aside(cue, v, out);
    const bool to_follows = cue.has(Frame::Infinitive) && !passive && v + 2 < r_.sentence_of(v).end && r_.lower(cue_.end) == "to";
    if (!found && to_follows) found = read_infinitive(v, out) || read_following_infinitive(cue, v, out);
    if (!found) found = cue.has(Frame::Clause) && read_clause(cue, v, out);
    if (!found && cue.has(Frame::Raising)) found = read_raising(v, passive, out, source);
    if (!found && cue.has(Frame::ObjectInfinitive)) found = read_object_infinitive(v, object, passive, out);
    if (!found && cue.has(Frame::Infinitive) && !passive) found = read_infinitive(v, out);
    if (!found && cue.has(Frame::ObjectPreposition)) found = read_object_preposition(cue, v, object, passive, out);
    if (!found && cue.has(Frame::ObjectComplement)) found = read_object_complement(cue, v, object, passive, out);
    if (!found && cue.has(Frame::Preposition)) found = read_preposition(cue, v, out);
    if (!found && cue.has(Frame::Clause)) found = read_following_clause(v, object, out);
    if (!found && cue.has(Frame::Infinitive) && !passive) found = read_following_infinitive(cue, v, out);
    if (!found && cue.has(Frame::Object)) found = read_object(v, object, passive, source, out);
    if (!found && cue.has(Frame::Clause) && !passive) found = read_unmarked_clause(cue, v, out);
    if (!found) return false;
    // "it seems that": nobody's claim, whatever the tree calls the clause.
    const bool nobody = cue.act == ClaimAct::Attitude && cue.has(Frame::Raising) && !passive;
    if (!aside_subject_.empty()) {
      out.source_head = r_.head_of(aside_subject_);
      out.source_span = r_.span_of(aside_subject_);
    } else if (!nobody) {
      set_source(out, source);
    }
    if (out.source_span.empty() && !passive && !raised_ && !nobody) {
      // Nobody says it: an infinitive, a gerund or an imperative. Only what is said to be so by "it" counts.
      const std::uint32_t subject = r_.own_subject(v);
      if (subject == kNone || tree_.relation(subject) != Relation::expl) return false;
    }
    return true;
  }

  bool is_finite(std::uint32_t t) const {
    const std::string_view tag = tree_.xpos(t);
    return tag == "VBD" || tag == "VBZ" || tag == "VBP" || tag == "MD";
  }

  bool has_finite(TokenRange range) const {
    for (std::uint32_t t = range.first; t < range.end; ++t) {
      if (is_finite(t)) return true;
    }
    return false;
  }

  // "They left, the mayor told the radio on Friday." "They, he said, had left.": a subject and a cue between commas, or between a
  // comma and the end, speak for the rest of the sentence, whatever the tree makes of it.
  bool read_aside(const Cue& cue, std::uint32_t v, Candidate& out) {
    if (cue.act == ClaimAct::Attitude || !cue.has(Frame::Clause) || !is_finite(v)) return false;
    const std::uint32_t subject = r_.own_subject(v);
    const TokenRange near = r_.noun_before(cue_.first);
    if (subject == kNone && near.empty()) return false;
    if (subject != kNone && near.empty() && (tree_.xpos(subject) == "WP" || tree_.xpos(subject) == "WDT")) return false;
    const TokenRange sentence = r_.sentence_of(v);
    const bool inverted = near.empty() && subject > v;
    const TokenRange noun = near.empty() ? r_.noun_phrase(subject) : near;
    const std::uint32_t first = inverted ? v : std::min(noun.first, v);
    if (first <= sentence.first + 1 || r_.document.text_of_token(first - 1) != "," || r_.quotation_at(first - 1) != nullptr)
      return false;
    constexpr std::uint32_t kLongest = 16;
    std::uint32_t last = inverted ? std::max(noun.end, v + 1) : v + 1;
    for (const std::uint32_t limit = std::min(sentence.end, last + kLongest);; ++last) {
      if (last >= sentence.end) break;
      const std::string_view mark = r_.document.text_of_token(last);
      if (mark == "," || (tree_.is_punctuation(last) && last + 1 >= sentence.end)) break;
      if (last >= limit || tree_.is_verb(last) || tree_.is_punctuation(last) || r_.lower(last) == "that") return false;
    }
    TokenRange left{sentence.first, first - 1};
    const TokenRange right = r_.trimmed({std::min(last, sentence.end), sentence.end});
    // "Trump, she said, has won": the cue stands alone between its commas.
    if (!has_finite(left) && (last != cue_.end || !has_finite(right))) return false;
    left = r_.trimmed(left);
    if (left.empty()) return false;
    const bool participle = !right.empty() && tree_.xpos(right.first) == "VBG";
    const bool goes_on = !right.empty() && right.end > right.first + 1 && tree_.upos(right.first) != Upos::SCONJ &&
                         tree_.upos(right.first) != Upos::ADP && tree_.xpos(right.first) != "WDT" &&
                         tree_.xpos(right.first) != "WP" &&
                         (!participle || (has_finite(right) && r_.cues_at(right.first).empty()));
    // "Asked about the flood, she said, …": only what follows is said.
    if (goes_on && (tree_.xpos(left.first) == "VBN" || tree_.xpos(left.first) == "VBG")) left = right;
    if (!near.empty()) aside_subject_ = near;
    const std::uint32_t host = tree_.head(v);
    const std::uint32_t content_token = host != kNone && (left.contains(host) || right.contains(host)) ? host : kNone;
    if (!goes_on || left.first == right.first) {
      set_content(out, left, content_token);
    } else {
      set_content(out, {left.first, right.end}, content_token);
      out.aside = {r_.span_of(left).end, r_.span_of(right).begin};
    }
    return !out.content.empty();
  }

  // "Ministers said the findings raised questions", where the tree shows no clause.
  bool read_unmarked_clause(const Cue& cue, std::uint32_t v, Candidate& out) {
    if (cue.act == ClaimAct::Attitude || cue.has(Frame::Addressee) || !is_finite(v)) return false;
    const TokenRange sentence = r_.sentence_of(v);
    const std::uint32_t subject = r_.own_subject(v);
    const std::uint32_t phrase = subject == kNone ? v : std::min(v, tree_.extent(subject).first);
    if (phrase > sentence.first && r_.quotation_at(phrase - 1) != nullptr && r_.quotation_at(v) == nullptr)
      return false;  // “…,” he said
    TokenRange range = r_.run_on({cue_.end, std::max(cue_.end + 1, std::min(tree_.extent(v).end, sentence.end))}, v);
    if (range.first + 2 >= range.end || tree_.is_punctuation(range.first) || tree_.upos(range.first) == Upos::ADP ||
        tree_.upos(range.first) == Upos::CCONJ || is_finite(range.first)) {
      return false;
    }
    for (std::uint32_t t = range.first; t < range.end; ++t) {
      const std::string_view tag = tree_.xpos(t);
      // A verb of a relative clause makes no clause.
      if (tag == "WDT" || tag == "WP" || (tree_.is_punctuation(t) && r_.document.text_of_token(t) == ",")) return false;
      if (is_finite(t) || tag == "VBN") break;
      if (t + 1 == range.end) return false;
    }
    set_content(out, range, kNone);
    return !out.content.empty();
  }

  bool read_clause(const Cue& cue, std::uint32_t v, Candidate& out) {
    std::uint32_t best = kNone;
    for (std::uint32_t c : tree_.children(v)) {
      const Relation relation = tree_.relation(c);
      const bool clause =
          relation == Relation::ccomp || (relation == Relation::csubj && c > v) || (relation == Relation::csubj_pass && c > v);
      if (clause && best == kNone) best = c;
    }
    if (best == kNone) {
      // "he said: they left"; "they left, he said" with the cue on top.
      for (std::uint32_t c : tree_.children(v)) {
        if (tree_.relation(c) != Relation::parataxis || !can_be_reported(c) || is_reporting(c)) continue;
        const TokenRange range = tree_.extent(c);
        const bool colon = c > v && range.first > 0 && r_.document.text_of_token(range.first).find(':') != std::string_view::npos;
        const bool colon_before = c > v && range.first > v + 1 && r_.document.text_of_token(range.first - 1) == ":";
        if ((c < v && has_finite({range.first, v})) || colon || colon_before || (c > v && cue.has(Frame::Quote))) {
          best = c;
          break;
        }
      }
    }
    if (best != kNone) {
      TokenRange range = on_side(tree_.extent(best), best, v);
      if (best > v) {
        range.first = begin_of_clause(cue, v, range.first);
        range = r_.run_on(range, v);
      }
      // "told reporters the convoy had left": the addressee is not content.
      set_content(out, range, best);
      return !out.content.empty();
    }
    return read_parenthetical(v, out);
  }

  // Where the clause after the cue begins: a tree may give its first words to the cue ("say resources | could be better spent").
  std::uint32_t begin_of_clause(const Cue& cue, std::uint32_t v, std::uint32_t first) const {
    const std::uint32_t begin = cue_.end;
    if (begin >= first) return first;
    if (r_.lower(begin) == "that") return begin;
    if (cue.has(Frame::Addressee) || cue.has(Frame::Object)) return first;
    const std::uint32_t object = r_.object_of(v);
    if (object == kNone || object < begin || object >= first || tree_.extent(object).first != begin) return first;
    for (std::uint32_t t = begin; t < first; ++t) {
      if (tree_.is_punctuation(t)) return first;
    }
    return begin;
  }

  bool can_be_reported(std::uint32_t t) const {
    if (tree_.is_verb(t)) return true;
    return r_.own_subject(t) != kNone || tree_.child(t, Relation::cop) != kNone;
  }

  bool is_reporting_verb(std::uint32_t t) const {
    if (tree_.upos(t) != Upos::VERB) return false;
    for (const Cue& cue : r_.cues_at(t)) {
      if (cue.pos == CuePos::Verb && cue.act == ClaimAct::Speech && cue.has(Frame::Clause) && !cue.has(Frame::Cites)) return true;
    }
    return false;
  }

  bool is_reporting(std::uint32_t t) const {
    for (const Cue& cue : r_.cues_at(t)) {
      if (cue.pos == CuePos::Verb && cue.has(Frame::Quote) && tree_.child(t, Relation::ccomp) == kNone) return true;
    }
    return false;
  }

  // "They left, he said." "They, he said, left." "As he put it, they left."
  bool read_parenthetical(std::uint32_t v, Candidate& out) {
    const std::uint32_t host = tree_.head(v);
    if (host == kNone) return false;
    const Relation relation = tree_.relation(v);
    const bool as = relation == Relation::advcl && tree_.marker(v, "as") != kNone;
    if (relation != Relation::parataxis && !as) return false;
    if (r_.own_subject(v) == kNone && !as && relation != Relation::parataxis) return false;
    const TokenRange sentence = r_.sentence_of(v);
    TokenRange phrase = tree_.extent(v);
    const std::uint32_t subject = r_.own_subject(v);
    if (subject == kNone && !as && v + 1 >= sentence.end) return false;
    TokenRange whole = tree_.extent(host);
    const TokenRange left = r_.trimmed({whole.first, std::max(whole.first, phrase.first)});
    const TokenRange right = r_.trimmed({std::min(phrase.end, whole.end), whole.end});
    const bool ends_sentence = r_.trimmed({phrase.end, sentence.end}).empty();
    if (ends_sentence && phrase.first > sentence.first && r_.document.text_of_token(phrase.first - 1) == ",") {
      set_content(out, {sentence.first, phrase.first}, host);
      return !out.content.empty();
    }
    if (left.empty()) {
      set_content(out, right, host);
    } else if (right.end <= right.first + 1) {
      set_content(out, left, host);
    } else {
      set_content(out, {left.first, right.end}, host);
      out.aside = {r_.span_of(left).end, r_.span_of(right).begin};
    }
    return !out.content.empty();
  }

  bool read_raising(std::uint32_t v, bool passive, Candidate& out, std::uint32_t& source) {
    raised_ = false;
    const std::uint32_t complement = tree_.child(v, Relation::xcomp);
    if (complement == kNone || complement < v) return false;
    if (!is_infinitive(complement) && tree_.upos(complement) != Upos::ADJ) return false;
    const bool always = out.cue->act == ClaimAct::Attitude && out.cue->has(Frame::Raising);
    if (!passive && !always) return false;
    set_content(out, r_.run_on({v + 1, tree_.extent(complement).end}, v), complement);
    raised_ = true;
    if (!passive) source = kNone;
    return !out.content.empty();
  }

  bool read_infinitive(std::uint32_t v, Candidate& out) {
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

  // "made clear that she would stay", "alerted ships that mines were drifting": the clause stands there, wherever the tree hangs
  // it.
  bool read_following_clause(std::uint32_t v, std::uint32_t object, Candidate& out) {
    const std::uint32_t end = r_.sentence_of(v).end;
    std::uint32_t first = cue_.end;
    while (first < end && first < v + 3 && tree_.head(first) == v && tree_.upos(first) != Upos::SCONJ &&
           r_.lower(first) != "that")
      ++first;
    if (object != kNone && object >= first && object + 1 < end && r_.lower(first) != "that") first = object + 1;
    if (first < end && cue_asks_ && is_question_word(first)) {
      const std::uint32_t asked = r_.clause_from(first);
      const TokenRange range = asked != kNone ? tree_.extent(asked) : TokenRange{first, first + 1};
      set_content(out, r_.run_on(range, v), asked);
      return !out.content.empty();
    }
    // "says at a meeting in Lyon that ..."
    constexpr std::uint32_t kFurthest = 14;
    for (std::uint32_t t = first; t < end && t < first + kFurthest; ++t) {
      if (tree_.is_punctuation(t) || tree_.is_verb(t)) break;
      if (tree_.upos(t) == Upos::SCONJ && r_.lower(t) == "that") {
        first = t;
        break;
      }
    }
    if (first >= end || r_.lower(first) != "that" || tree_.relation(first) == Relation::det) return false;
    const std::uint32_t verb = r_.clause_from(first);
    if (verb == kNone) return false;
    set_content(out, r_.run_on(tree_.extent(verb), v), verb);
    return !out.content.empty();
  }

  // "asked whether", "asked who"
  bool is_question_word(std::uint32_t t) const {
    const std::string_view tag = tree_.xpos(t);
    return tag == "WP" || tag == "WRB" || tag == "WDT" || tag == "WP$" || tree_.upos(t) == Upos::SCONJ;
  }

  // "promised to free the prisoners", with whatever the tree makes of "free".
  bool read_following_infinitive(const Cue& cue, std::uint32_t v, Candidate& out) {
    const std::uint32_t end = r_.sentence_of(v).end, first = v + 1;
    if (first + 1 >= end || r_.lower(first) != "to" || cue.takes_preposition("to")) return false;
    const Upos next = tree_.upos(first + 1);
    if (next == Upos::DET || next == Upos::PROPN || next == Upos::PRON || next == Upos::NUM) return false;
    const std::uint32_t head = tree_.head(first);
    TokenRange range{first, std::max(tree_.extent(v).end, head != kNone && head > v ? tree_.extent(head).end : first + 2)};
    set_content(out, range, first + 1);
    return !out.content.empty();
  }

  bool read_object_infinitive(std::uint32_t v, std::uint32_t object, bool passive, Candidate& out) {
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
    return false;
  }

  // A preposition between cue and content belongs to the cue.
  void extend_cue_to(std::uint32_t v, std::uint32_t first) {
    if (first == v + 2 && tree_.upos(v + 1) == Upos::ADP) cue_.end = std::max(cue_.end, v + 2);
  }

  std::uint32_t listed_marker(const Cue& cue, std::uint32_t t) const {
    for (std::uint32_t c : tree_.children(t)) {
      if (c < t && (tree_.relation(c) == Relation::case_ || tree_.relation(c) == Relation::mark) &&
          cue.takes_preposition(tree_.lemma(c))) {
        return c;
      }
    }
    return kNone;
  }

  bool read_preposition(const Cue& cue, std::uint32_t head, Candidate& out) {
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
    // Right beside the cue, wherever the tree hangs it: "expressed doubts about the treaty".
    const std::uint32_t marker = cue_.end;
    if (marker + 1 >= r_.sentence_of(head).end || tree_.upos(marker) != Upos::ADP || !cue.takes_preposition(tree_.lemma(marker)))
      return false;
    const std::uint32_t noun = tree_.head(marker);
    if (noun == kNone || noun < marker || tree_.is_verb(noun)) return false;
    ++cue_.end;
    set_content(out, r_.run_on({marker + 1, std::max(tree_.extent(noun).end, marker + 2)}, head), noun);
    return !out.content.empty();
  }

  bool read_object_preposition(const Cue& cue, std::uint32_t v, std::uint32_t object, bool passive, Candidate& out) {
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

  bool read_object_complement(const Cue& cue, std::uint32_t v, std::uint32_t object, bool passive, Candidate& out) {
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
    if (complement == kNone) return false;
    TokenRange range{std::max(first, v + 1), tree_.extent(complement).end};
    if (!passive && object != kNone && object > v && object < complement) {
      range.first = std::max(v + 1, std::min(range.first, tree_.extent(object).first));
    }
    set_content(out, range, complement);
    return !out.content.empty();
  }

  bool read_object(std::uint32_t v, std::uint32_t object, bool passive, std::uint32_t agent, Candidate& out) {
    if (passive) {
      const std::uint32_t subject = r_.own_subject(v);
      if (agent == kNone || subject == kNone || subject > v) return false;
      set_content(out, r_.noun_phrase(subject), subject);
      return !out.content.empty();
    }
    if (object == kNone || object < v || tree_.upos(object) == Upos::PRON) return false;
    TokenRange range = tree_.extent(object);
    range.first = std::max(range.first, v + 1);
    set_content(out, r_.run_on(range, v), object);
    return !out.content.empty();
  }

  // "citing officials", "quoting the radio": shares the content of the claim that it stands in.
  bool read_citation(std::uint32_t v, Candidate& out) {
    if (tree_.xpos(v) != "VBG") return false;
    std::uint32_t object = r_.object_of(v);
    const std::uint32_t host = tree_.head(v);
    if (host == kNone) return false;
    if (object == kNone && tree_.relation(v) == Relation::amod && host > v) object = host;
    if (object == kNone || object < v) return false;
    const TokenRange sentence = r_.sentence_of(v);
    out.same_content_as = kNone;
    // On the subject ("TASS, citing the Kremlin, reported") the reporting verb follows; else it stands before.
    for (std::uint32_t t = v; t-- > sentence.first;) {
      if (is_reporting_verb(t)) {
        out.same_content_as = t;
        break;
      }
    }
    const std::uint32_t end = tree_.extent(object).end;
    for (std::uint32_t t = end; t < sentence.end && t < end + 4 && out.same_content_as == kNone; ++t) {
      if (is_reporting_verb(t)) out.same_content_as = t;
    }
    if (out.same_content_as == kNone) return false;
    set_source(out, object);
    return !out.source_span.empty();
  }

  bool read_noun(const Cue& cue, std::uint32_t n, Candidate& out) {
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
      set_content(out, r_.run_on(range, n), clause);
    } else if (!cue.has(Frame::Preposition) || !read_preposition(cue, n, out)) {
      return false;
    }
    if (out.content.empty()) return false;
    set_source(out, noun_source(n, out));
    // Without anybody to say it, only a clause says that something is said: "reports that ...".
    return !out.source_span.empty() || (clause != kNone && cue.has(Frame::Clause) && !is_infinitive(clause));
  }

  // "the ministry's claim", "a statement by the ministry", "the ministry issued a claim".
  std::uint32_t noun_source(std::uint32_t n, const Candidate& out) {
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

  bool read_adjective(const Cue& cue, std::uint32_t j, Candidate& out) {
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
      } else if ((relation == Relation::xcomp || relation == Relation::advcl || relation == Relation::ccomp) &&
                 is_infinitive(c) && (cue.has(Frame::Infinitive) || cue.has(Frame::Raising))) {
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

  Reading& r_;
  const Tree& tree_;
  TokenRange cue_;
  TokenRange aside_subject_;  // "…, the envoy said, …": the words between the comma and the cue
  bool raised_ = false;
  bool cue_asks_ = false;
};

}  // namespace

void read_clauses(Reading& reading) {
  ClauseReader reader(reading);
  const std::uint32_t count = reading.document.tokens.size();
  for (std::uint32_t t = 0; t < count; ++t) reader.read(t);
}

}  // namespace dateline::claim
