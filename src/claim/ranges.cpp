// Where noun phrases and clauses begin and end, mended where trees cut them short or let them run on.
#include <algorithm>

#include "claim/reading.h"

namespace dateline::claim {

TokenRange Reading::trimmed(TokenRange range) const {
  while (!range.empty() && tree.is_punctuation(range.first)) {
    const Quotation* quotation = quotation_at(range.first);
    if (quotation != nullptr && quotation->span.begin == document.tokens.span[range.first].begin) break;
    const std::string_view mark = document.text_of_token(range.first);
    if (mark == "(" || mark == "[" || mark == "$" || mark == "#") break;
    ++range.first;
  }
  while (!range.empty() && tree.is_punctuation(range.end - 1)) {
    const Quotation* quotation = quotation_at(range.end - 1);
    if (quotation != nullptr && quotation->span.end == document.tokens.span[range.end - 1].end &&
        quotation->span.begin >= document.tokens.span[range.first].begin) {
      break;
    }
    const std::string_view mark = document.text_of_token(range.end - 1);
    if (mark == ")" || mark == "]" || mark == "%") break;
    --range.end;
  }
  return range;
}

TokenRange Reading::noun_phrase(std::uint32_t head) const {
  TokenRange range = tree.extent(head);
  for (std::uint32_t c : tree.children(head)) {
    const Relation relation = tree.relation(c);
    // What a wrong tree hangs on the noun: clauses of their own.
    if (relation == Relation::parataxis || relation == Relation::ccomp || relation == Relation::advcl) {
      if (c > head)
        range.end = std::min(range.end, std::max(tree.extent(c).first, head + 1));
      else
        range.first = std::max(range.first, std::min(tree.extent(c).end, head));
    }
    // "the envoy, opening the talks, said"
    const std::uint32_t first = tree.extent(c).first;
    if (c > head && relation == Relation::acl && first > 0 &&
        (document.text_of_token(first - 1) == "," || document.text_of_token(first) == ",")) {
      range.end = std::min(range.end, first);
    }
    if (c < head && (relation == Relation::case_ || relation == Relation::mark || relation == Relation::cc ||
                     relation == Relation::cop || relation == Relation::aux || relation == Relation::nsubj ||
                     relation == Relation::advmod || relation == Relation::punct)) {
      const bool inside = relation == Relation::advmod && c + 1 != head && c > range.first;
      if (!inside && relation != Relation::advmod) range.first = std::max(range.first, std::min(tree.extent(c).end, head));
    }
  }
  // Heads of lists and appositions come first, so a comma before the head ends something else: "Speaking in Paris, the envoy
  // said".
  for (std::uint32_t t = head; t-- > range.first;) {
    const std::string_view mark = document.text_of_token(t);
    const bool dash = tree.is_punctuation(t) && (mark == "--" || mark == "—" || mark == "–" || mark == ":");
    if (mark != "," && !dash) continue;
    const Upos before = t > range.first && !dash ? tree.upos(t - 1) : Upos::X;
    if (before == Upos::ADJ || before == Upos::NUM) continue;
    range.first = t + 1;
    break;
  }
  // "the advisers of Japan, Korea and Peru", when the tree gives the list to the verb.
  if (range.end < document.tokens.size() && head + 1 < document.tokens.size() && tree.upos(head) == Upos::NOUN &&
      tree.lemma(head + 1) == "of") {
    std::uint32_t t = head + 2;
    const std::uint32_t end = sentence_of(head).end;
    bool listed = false;
    while (t < end &&
           (tree.upos(t) == Upos::PROPN || tree.upos(t) == Upos::CCONJ || tree.xpos(t) == "NNP" || tree.upos(t) == Upos::DET ||
            (document.text_of_token(t) == "," && t + 1 < end && tree.upos(t + 1) == Upos::PROPN))) {
      listed = listed || tree.upos(t) == Upos::CCONJ;
      ++t;
    }
    if (listed && tree.upos(t - 1) == Upos::PROPN) range.end = std::max(range.end, t);
  }
  // Names and titles that the tree took apart: "host Chris Matthews".
  const auto is_nominal = [&](std::uint32_t t) { return tree.upos(t) == Upos::PROPN || tree.upos(t) == Upos::NOUN; };
  const TokenRange sentence = sentence_of(head);
  while (range.end < sentence.end && range.end > range.first && is_nominal(range.end - 1) && tree.upos(range.end) == Upos::PROPN)
    ++range.end;
  while (range.first > sentence.first && tree.upos(range.first) == Upos::PROPN && tree.upos(range.first - 1) == Upos::PROPN)
    --range.first;
  // "Democratic pollster Pat Caddell"
  const auto is_title = [&](std::uint32_t t) {
    const Relation relation = tree.relation(t);
    if (relation == Relation::obl || relation == Relation::obl_unmarked || relation == Relation::nmod_unmarked) return false;
    return tree.xpos(t) == "NN" || tree.xpos(t) == "JJ" || tree.xpos(t) == "NNP";
  };
  if (range.first > sentence.first && tree.upos(range.first) == Upos::PROPN && tree.xpos(range.first - 1) == "NN" &&
      is_title(range.first - 1)) {
    while (range.first > sentence.first && is_title(range.first - 1)) --range.first;
    if (range.first > sentence.first && tree.upos(range.first - 1) == Upos::DET) --range.first;
  }
  return trimmed(range);
}

TokenRange Reading::with_apposition(TokenRange noun) const {
  if (noun.empty()) return noun;
  const std::uint32_t end = sentence_of(noun.end - 1).end;
  if (noun.end + 1 >= end || document.text_of_token(noun.end) != ",") return noun;
  const std::uint32_t next = noun.end + 1;
  const Upos upos = tree.upos(next);
  const std::string_view tag = tree.xpos(next);
  const bool tells_who = tag == "DT" || tag == "WP" || tag == "WP$" || tag == "PRP$" || upos == Upos::NOUN ||
                         upos == Upos::PROPN || (upos == Upos::ADJ && next + 1 < end && tree.upos(next + 1) == Upos::NOUN);
  if (!tells_who) return noun;
  std::uint32_t last = next;
  for (; last < end && quotation_at(last) == nullptr; ++last) {
    const std::string_view mark = document.text_of_token(last);
    if (tree.is_punctuation(last) && (mark == "." || mark == ";" || mark == ":" || mark == "?" || mark == "!")) break;
  }
  return {noun.first, last};
}

TokenRange Reading::noun_before(std::uint32_t verb) const {
  const TokenRange sentence = sentence_of(verb);
  std::uint32_t end = verb;
  while (end > sentence.first && (tree.upos(end - 1) == Upos::AUX || tree.upos(end - 1) == Upos::ADV)) --end;
  constexpr std::uint32_t kLongest = 12;
  std::uint32_t first = end;
  bool nominal = false;
  for (; first > sentence.first && end - first < kLongest; --first) {
    const std::uint32_t t = first - 1;
    if (document.text_of_token(t) == ",") return nominal ? TokenRange{first, end} : TokenRange{};
    const std::string_view tag = tree.xpos(t);
    switch (tree.upos(t)) {
      case Upos::PROPN:
      case Upos::NOUN:
        nominal = true;
        break;
      case Upos::PRON:
        if (tag == "WP" || tag == "WDT") return {};
        nominal = true;
        break;
      case Upos::ADJ:
        nominal = nominal || is_capital(t);
        break;
      case Upos::DET:
      case Upos::NUM:
      case Upos::PART:
        break;
      case Upos::ADP:
        // "two officials familiar with the talks"
        if (t == sentence.first || !nominal ||
            (lower(t) != "of" && tree.upos(t - 1) != Upos::NOUN && tree.upos(t - 1) != Upos::ADJ &&
             tree.upos(t - 1) != Upos::PROPN))
          return {};
        break;
      default:
        return {};
    }
  }
  return {};
}

std::uint32_t Reading::head_of(TokenRange range) const {
  for (std::uint32_t t = range.first; t < range.end; ++t) {
    const std::uint32_t head = tree.head(t);
    const Upos upos = tree.upos(t);
    if ((head == kNone || !range.contains(head)) && (upos == Upos::NOUN || upos == Upos::PROPN || upos == Upos::PRON)) return t;
  }
  return range.end - 1;
}

TokenRange Reading::run_on(TokenRange range, std::uint32_t cue) const {
  const std::uint32_t end = sentence_of(cue).end;
  range.end = std::min(range.end, end);
  if (range.empty() || cue >= range.first) return range;
  // "Those who say it is over are wrong": after a cue in a relative clause the main verb follows.
  bool in_relative = false;
  std::uint32_t t = cue;
  for (int climbs = 0; climbs < kMostClimbs && t != kNone; ++climbs, t = tree.head(t)) {
    in_relative = in_relative || tree.relation(t) == Relation::acl_relcl || tree.relation(t) == Relation::acl;
  }
  bool has_verb = false;
  // "His refusal to pay made it worse": after a noun that is a subject its verb follows.
  const bool subject = tree.upos(cue) == Upos::NOUN && is_subject(tree.relation(cue));
  if (subject) in_relative = has_verb = true;
  for (std::uint32_t i = range.first; i < range.end && in_relative; ++i) has_verb = has_verb || tree.is_verb(i);
  while (range.end < end && !(subject && range.end == tree.head(cue))) {
    const Upos upos = tree.upos(range.end);
    // Words in quotation marks belong to the clause that they stand in.
    const Quotation* quotation = upos == Upos::PUNCT ? quotation_at(range.end) : nullptr;
    if (quotation != nullptr && quotation->span.end <= document.sentences[document.tokens.sentence[cue]].span.end) {
      const std::uint32_t after = std::min(end, token_from(quotation->span.end));
      if (after > range.end) {
        range.end = after;
        // “…,” ends where its comma does.
        if (after >= 2 && document.text_of_token(after - 2) == ",") break;
        continue;
      }
    }
    const std::string_view tag = tree.xpos(range.end);
    const std::uint32_t next = range.end + 1;
    if (upos == Upos::CCONJ || upos == Upos::PUNCT) {
      // "of arming, training and hiding"
      const bool gerund = tree.xpos(range.first) == "VBG" ||
                          (range.first + 1 < range.end && tree.xpos(range.first + 1) == "VBG") ||
                          tree.xpos(range.end - 1) == "VBG";
      if (gerund && next < end && tree.xpos(next) == "VBG" && tree.relation(next) == Relation::conj) {
        range.end = next + 1;
        continue;
      }
      // "and that they would stay"; ", which had closed"; "high-speed": the clause goes on.
      const bool that = next < end && lower(next) == "that" && tree.upos(next) == Upos::SCONJ;
      const bool relative =
          upos == Upos::PUNCT && next < end && document.text_of_token(range.end) == "," &&
          (tree.xpos(next) == "WDT" || tree.xpos(next) == "WP" || tree.xpos(next) == "WRB" || lower(next) == "including");
      if (!that && !relative && tag != "HYPH") break;
      range.end = next;
      continue;
    }
    if (upos == Upos::SYM && tag != "HYPH") break;
    const bool finite = tag == "VBD" || tag == "VBZ" || tag == "VBP" || tag == "MD";
    if (in_relative && finite && has_verb) break;
    has_verb = has_verb || finite;
    ++range.end;
  }
  return range;
}

}  // namespace dateline::claim
