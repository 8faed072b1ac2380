// Reports that stand beside what they report: after it, within it between commas, or after a quotation.
#include <algorithm>

#include "claim/clause_reader.h"

namespace dateline::claim {

// "When the bridge fell, the mayor ordered an inquiry": what the cue governs stands behind it, so nothing before it is content.
bool ClauseReader::has_content_after(const Cue& cue, std::uint32_t v) const {
  const std::uint32_t object = r_.object_of(v);
  if (object != kNone && object > v && cue.has(Frame::Object) && !cue.has(Frame::Addressee)) return true;
  std::uint32_t next = cue_.end;
  const std::uint32_t end = r_.sentence_of(v).end;
  while (next < end && (r_.document.text_of_token(next) == ":" || r_.document.text_of_token(next) == ",")) ++next;
  if (next >= end) return false;
  const Quotation* quotation = r_.quotation_at(next);
  return quotation != nullptr && quotation != r_.quotation_at(v) && r_.document.tokens.span[next].begin == quotation->span.begin;
}

// "They left, the mayor told the radio on Friday." "They, he said, had left.": a subject and a cue between commas, or between a
// comma and the end, speak for the rest of the sentence, whatever the tree makes of it.
bool ClauseReader::read_aside(const Cue& cue, std::uint32_t v, Candidate& out) {
  if (cue.act == ClaimAct::Attitude || !cue.has(Frame::Clause) || !is_predicate(v) || has_content_after(cue, v)) return false;
  const std::uint32_t subject = r_.own_subject(v);
  const TokenRange near = r_.noun_before(cue_.first);
  if (near.empty() && cue.has(Frame::Quote) && read_inverted(v, out)) return true;
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
  for (std::uint32_t t = left.end; t-- > left.first;) {
    if (r_.document.text_of_token(t) == ";") left.first = t + 1;
  }
  const TokenRange right = r_.trimmed({std::min(last, sentence.end), sentence.end});
  // "Trump, she said, has won", "The answer, she told them, was simple": the cue stands alone between its commas.
  const bool verb_follows = !right.empty() && is_finite(right.first);
  // "The ministers, who must remember the lessons": what takes an object speaks beside a clause only when it stands alone.
  if (cue.has(Frame::Object) && !cue.has(Frame::Quote) && last != cue_.end) return false;
  if (!has_finite(left) && ((last != cue_.end && !verb_follows) || !has_finite(right))) return false;
  left = r_.trimmed(left);
  if (left.empty()) return false;
  const bool participle = !right.empty() && tree_.xpos(right.first) == "VBG";
  const bool goes_on = !right.empty() && right.end > right.first + 1 && tree_.upos(right.first) != Upos::SCONJ &&
                       tree_.upos(right.first) != Upos::ADP && tree_.xpos(right.first) != "WDT" &&
                       tree_.xpos(right.first) != "WP" && (!participle || (has_finite(right) && r_.cues_at(right.first).empty()));
  // "Asked about the flood, she said, …": only what follows is said.
  const bool marked =
      tree_.upos(left.first) == Upos::SCONJ || tree_.upos(left.first) == Upos::CCONJ || tree_.xpos(left.first) == "WRB";
  const std::uint32_t opening = marked && left.first + 1 < left.end ? left.first + 1 : left.first;
  const std::string_view tag = tree_.xpos(opening);
  const bool participle_opens = tag == "VBN" || tag == "VBG" || (tag == "VBD" && r_.own_subject(opening) == kNone);
  const bool quotes = !right.empty() && r_.quotation_at(right.first) != nullptr;
  const bool adverbial = participle_opens || (tree_.upos(left.first) == Upos::ADP && quotes);
  if ((goes_on || quotes) && adverbial && !verb_follows) left = right;
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

// "They left, said the mayor, a friend of the king."
bool ClauseReader::read_inverted(std::uint32_t v, Candidate& out) {
  const TokenRange sentence = r_.sentence_of(v);
  if (cue_.first != v || v < sentence.first + 3 || r_.document.text_of_token(v - 1) != "," || r_.quotation_at(v - 2) != nullptr)
    return false;
  std::uint32_t end = cue_.end;
  bool nominal = false;
  for (; end < sentence.end; ++end) {
    const bool of = tree_.upos(end) == Upos::ADP && nominal;
    const bool inside = tree_.is_noun(end) || r_.is_capital(end) || tree_.upos(end) == Upos::DET ||
                        tree_.upos(end) == Upos::ADJ || tree_.upos(end) == Upos::NUM || tree_.xpos(end) == "POS" ||
                        tree_.xpos(end) == "PRP$" || tree_.xpos(end) == "HYPH" || of;
    if (!inside) break;
    nominal = nominal || tree_.is_noun(end) || r_.is_capital(end);
  }
  const bool stops = end >= sentence.end || tree_.is_punctuation(end);
  const TokenRange left = r_.trimmed({sentence.first, v - 1});
  if (!nominal || !stops || left.empty() || !has_finite(left)) return false;
  aside_subject_ = r_.with_apposition({cue_.end, end});
  const std::uint32_t host = tree_.head(v);
  set_content(out, left, host != kNone && left.contains(host) ? host : kNone);
  return !out.content.empty();
}

// "They left, he said." "They, he said, left." "As he put it, they left."
bool ClauseReader::read_parenthetical(std::uint32_t v, Candidate& out) {
  const std::uint32_t host = tree_.head(v);
  if (host == kNone) return false;
  const Relation relation = tree_.relation(v);
  // "As he put it"; not "was quoted as saying".
  const bool as = relation == Relation::advcl && tree_.marker(v, "as") != kNone && tree_.xpos(v) != "VBG";
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
  const bool goes_on =
      right.end > right.first + 1 && (tree_.upos(right.first) != Upos::SCONJ || tree_.xpos(right.first + 1) != "VBG");
  if (left.empty()) {
    set_content(out, right, host);
  } else if (!goes_on) {
    set_content(out, left, host);
  } else {
    set_content(out, {left.first, right.end}, host);
    out.aside = {r_.span_of(left).end, r_.span_of(right).begin};
  }
  return !out.content.empty();
}

// The quotation that ends where the speaker's words begin: “…,” the mayor said. nullptr when none does.
const Quotation* ClauseReader::spoken_before(std::uint32_t v) const {
  const TokenRange sentence = r_.sentence_of(v);
  // “…,” adding that ...; “…,” but denied that ...: what follows has words of its own.
  if (r_.quotation_at(v) != nullptr || tree_.xpos(v) == "VBG") return nullptr;
  if (cue_.first > sentence.first && tree_.upos(cue_.first - 1) == Upos::CCONJ) return nullptr;
  constexpr std::uint32_t kLongestSubject = 24;
  bool in_relative = false;  // "Ann Lee, who heads the agency,": passed over from its verb to its pronoun
  for (std::uint32_t t = cue_.first; t-- > sentence.first && t + kLongestSubject > cue_.first;) {
    const Quotation* quotation = r_.quotation_at(t);
    if (quotation != nullptr) {
      // Only speech ends with a stop or a comma.
      const std::string_view last = t > sentence.first ? r_.document.text_of_token(t - 1) : std::string_view{};
      const bool speech = last == "," || last == "?" || last == "!" || last == ".";
      return speech && !in_relative && quotation->end != QuotationEnd::Unclosed ? quotation : nullptr;
    }
    const std::string_view tag = tree_.xpos(t), mark = r_.document.text_of_token(t);
    if (mark == ":" || mark == ";") return nullptr;
    if (is_finite(t)) {
      in_relative = true;
    } else if (tag == "WP" || tag == "WDT") {
      if (!in_relative) return nullptr;
      in_relative = false;
    } else if (tag == "IN" && !in_relative && r_.lower(t) != "of") {
      return nullptr;
    }
  }
  return nullptr;
}

}  // namespace dateline::claim
