#include "claim/reading.h"

#include <algorithm>

#include "claim/forms.h"

namespace dateline::claim {
namespace {

bool is_subject(Relation relation) {
  return relation == Relation::nsubj || relation == Relation::nsubj_pass || relation == Relation::csubj ||
         relation == Relation::csubj_pass || relation == Relation::nsubj_outer;
}

// A coordination or a chain of participles is not deeper than this in news; more is a fault of the tree.
constexpr int kMostClimbs = 8;

}  // namespace

Reading::Reading(Document& the_document, const CueTable& the_cues)
    : document(the_document),
      cues(the_cues),
      tree(the_document, {0, the_document.tokens.size()}),
      quotations(find_quotations(the_document)) {
  const std::uint32_t count = document.tokens.size();
  subject_.assign(count, kNone);
  agent_.assign(count, kNone);
  object_.assign(count, kNone);
  passive_.assign(count, 0);
  for (std::uint32_t t = 0; t < count; ++t) {
    const std::uint32_t head = tree.head(t);
    const Relation relation = tree.relation(t);
    const bool opens = relation == Relation::root && sentence_of(t).first == t;  // "Asked by a reporter whether ..."
    if ((relation == Relation::acl || relation == Relation::advcl || opens) && tree.xpos(t) == "VBN") {
      passive_[t] = 1;
      for (std::uint32_t c : tree.children(t)) {
        if (tree.relation(c) == Relation::aux || tree.relation(c) == Relation::nsubj) passive_[t] = 0;
      }
      // "The mayor appealed for calm." as "the mayor (who was) appealed": a full sentence has a verb, so this is it.
      if (relation == Relation::acl && head != kNone && head < t && tree.head(head) == kNone && ends_with_stop(t) &&
          tree.child(head, Relation::cop) == kNone && tree.child(head, Relation::nsubj) == kNone) {
        passive_[t] = 0;
        subject_[t] = head;
      }
    }
    if (head == kNone) continue;
    // “The valve,” said the engineer: of two subjects the one outside the quotation.
    const bool first = is_subject(relation) && (subject_[head] == kNone || is_quoted_apart(subject_[head], head));
    if (first) subject_[head] = listed_head(t);
    if (relation == Relation::aux_pass) passive_[head] = 1;
    if (relation == Relation::obl_agent || (relation == Relation::obl && tree.marker(t, "by") != kNone)) agent_[head] = t;
    if (relation == Relation::obj && object_[head] == kNone) object_[head] = t;
  }
  for (std::uint32_t t = 0; t < count; ++t) {
    if (is_elliptic_passive(t)) passive_[t] = 1;
  }
  for (std::uint32_t t = 0; t < count; ++t) {
    const std::uint32_t verb = tree.head(t);
    // "It added that ..." has no expletive, whatever the tree says.
    if (tree.relation(t) == Relation::expl && verb != kNone && t < verb && subject_[verb] == kNone && !passive_[verb] &&
        speaks(verb))
      subject_[verb] = t;
    // "Ann Lee, a clerk at the court, wrote ...": the noun that opens the sentence, when the tree gives the verb none.
    if (tree.relation(t) == Relation::root && subject_[t] == kNone && !passive_[t]) subject_[t] = opening_noun(t);
  }
  // "The premier told ...": a noun that the tagger takes for an adjective still is the subject.
  for (std::uint32_t t = 2; t < count; ++t) {
    const bool noun = tree.upos(t - 1) == Upos::ADJ && tree.head(t - 1) == t && tree.upos(t - 2) == Upos::DET;
    if (noun && tree.upos(t) == Upos::VERB && subject_[t] == kNone && !passive_[t]) subject_[t] = t - 1;
  }
  // “…,” said the ferryman: what follows the verb speaks, and is told nothing.
  for (std::uint32_t t = 0; t < count; ++t) {
    const std::uint32_t verb = tree.head(t);
    if (tree.relation(t) != Relation::iobj || verb == kNone || verb > t || subject_[verb] != kNone) continue;
    const bool finite = tree.xpos(verb) == "VBD" || tree.xpos(verb) == "VBZ";
    const std::uint32_t first = sentence_of(verb).first;
    const bool comma = verb > first + 1 && document.text_of_token(verb - 1) == ",";
    if (finite && (verb == first || quotation_at(verb - (comma ? 2 : 1)) != nullptr)) subject_[verb] = t;
  }
}

// "When asked about it, he said ...", "But asked whether ...": a participle without subject, which taggers take for a past tense.
bool Reading::is_elliptic_passive(std::uint32_t t) const {
  const std::string_view tag = tree.xpos(t);
  if ((tag != "VBD" && tag != "VBN") || subject_[t] != kNone || tree.upos(t) != Upos::VERB) return false;
  const TokenRange sentence = sentence_of(t);
  if (t + 1 >= sentence.end) return false;
  const std::string_view next = tree.xpos(t + 1);
  if (next != "IN" && next != "WP" && next != "WRB" && next != "WDT" && next != "RB" && next != "RBR") return false;
  if (t == sentence.first) return true;
  const Upos before = tree.upos(t - 1);
  if (before == Upos::SCONJ || tree.xpos(t - 1) == "WRB") return true;
  return before == Upos::CCONJ && t == sentence.first + 1;
}

bool Reading::speaks(std::uint32_t verb) const {
  const auto found = cues_at(verb);
  return std::any_of(found.begin(), found.end(), [](const Cue& cue) {
    return cue.pos == CuePos::Verb && cue.act == ClaimAct::Speech && cue.has(Frame::Quote);
  });
}

std::uint32_t Reading::opening_noun(std::uint32_t verb) const {
  const TokenRange sentence = sentence_of(verb);
  const std::string_view tag = tree.xpos(verb);
  if (verb < sentence.first + 3 || document.text_of_token(verb - 1) != "," || (tag != "VBD" && tag != "VBZ" && tag != "VBP"))
    return kNone;
  std::uint32_t first = sentence.first;
  if (tree.upos(first) == Upos::CCONJ) ++first;
  std::uint32_t end = first;
  while (end < verb && document.text_of_token(end) != ",") {
    const Upos upos = tree.upos(end);
    const bool nominal = upos == Upos::PROPN || upos == Upos::NOUN || upos == Upos::DET || upos == Upos::ADJ ||
                         upos == Upos::NUM || (upos == Upos::ADP && end > first) || upos == Upos::PART ||
                         tree.xpos(end) == "PRP$";
    if (!nominal) return kNone;
    ++end;
  }
  if (end + 2 >= verb || quotation_at(first) != nullptr) return kNone;
  // What stands between the commas tells who it is: a noun phrase or a relative clause.
  const Upos next = tree.upos(end + 1);
  const std::string_view between = tree.xpos(end + 1);
  if (next != Upos::DET && next != Upos::NOUN && next != Upos::ADJ && next != Upos::PROPN && between != "WP" && between != "PRP$")
    return kNone;
  const std::uint32_t head = head_of({first, end});
  return tree.is_noun(head) ? head : kNone;
}

bool Reading::is_quoted_apart(std::uint32_t token, std::uint32_t verb) const {
  const Quotation* quotation = quotation_at(token);
  return quotation != nullptr && quotation != quotation_at(verb);
}

bool Reading::ends_with_stop(std::uint32_t token) const {
  const TokenRange sentence = sentence_of(token);
  std::uint32_t last = sentence.end - 1;
  if (last > sentence.first && quotation_at(last) != nullptr && tree.is_punctuation(last - 1)) --last;  // ” after the stop
  return document.text_of_token(last) == ".";
}

std::uint32_t Reading::listed_head(std::uint32_t subject) const {
  // "the advisers of Japan, Korea and Peru met": a tree may make Peru alone the subject.
  const TokenRange sentence = sentence_of(subject);
  if (tree.upos(subject) != Upos::PROPN || subject == sentence.first || tree.upos(subject - 1) != Upos::CCONJ) return subject;
  constexpr std::uint32_t kFurthest = 20;
  for (std::uint32_t t = subject - 1; t > sentence.first && t + kFurthest > subject; --t) {
    const Upos upos = tree.upos(t);
    if (upos == Upos::ADP) return tree.lemma(t) == "of" && tree.upos(t - 1) == Upos::NOUN ? t - 1 : subject;
    const bool name = upos == Upos::PROPN || upos == Upos::CCONJ || upos == Upos::DET || tree.xpos(t) == "NNP" ||
                      document.text_of_token(t) == ",";
    if (!name) return subject;
  }
  return subject;
}

std::uint32_t Reading::subject_of(std::uint32_t token) const {
  const std::uint32_t start = token;
  for (int climbs = 0; climbs < kMostClimbs; ++climbs) {
    if (subject_[token] != kNone) return subject_[token];
    const std::uint32_t head = tree.head(token);
    if (head == kNone) return kNone;
    switch (tree.relation(token)) {
      case Relation::acl:
        return tree.xpos(token) == "VBG" ? head : kNone;  // "a statement saying ..."
      case Relation::acl_relcl:
        return tree.is_verb(head) ? kNone : head;
      case Relation::advcl:
        // "quoted the envoy as saying", "was quoted as saying": the one who is quoted says it.
        if (tree.marker(token, "as") != kNone && tree.xpos(token) == "VBG") {
          const std::uint32_t quoted = passive_[head] ? subject_[head] : object_[head];
          if (quoted != kNone) return quoted;
        }
        break;
      case Relation::xcomp:
        // "told them to say": the object does it.
        if (object_[head] != kNone && subject_[head] != kNone && object_[head] < token) return object_[head];
        break;
      case Relation::conj:
      case Relation::parataxis:
      case Relation::ccomp:
      case Relation::dep:
        break;
      default:
        // "held talks and expressed alarm", however the tree hangs the second verb.
        return coordinated_subject(start);
    }
    token = head;
  }
  return kNone;
}

std::uint32_t Reading::coordinated_subject(std::uint32_t token) const {
  const TokenRange sentence = sentence_of(token);
  if (token == sentence.first) return kNone;
  // "denounced the raid, saying that ..." shares its subject too.
  const bool participle = tree.xpos(token) == "VBG" && document.text_of_token(token - 1) == ",";
  if (tree.upos(token - 1) != Upos::CCONJ && !participle) return kNone;
  constexpr std::uint32_t kFurthest = 40;
  for (std::uint32_t t = token - 1; t-- > sentence.first && t + kFurthest > token;) {
    if (tree.upos(t) == Upos::VERB && subject_[t] != kNone && subject_[t] < t) return subject_[t];
  }
  return kNone;
}

TokenRange Reading::sentence_of(std::uint32_t token) const {
  const Sentence& sentence = document.sentences[document.tokens.sentence[token]];
  return {sentence.first_token, sentence.end_token};
}

Span Reading::span_of(TokenRange range) const {
  if (range.empty()) return {};
  return {document.tokens.span[range.first].begin, document.tokens.span[range.end - 1].end};
}

const Quotation* Reading::quotation_at(std::uint32_t token) const {
  const std::uint32_t byte = document.tokens.span[token].begin;
  const auto after = std::upper_bound(quotations.begin(), quotations.end(), byte,
                                      [](std::uint32_t b, const Quotation& q) { return b < q.span.begin; });
  if (after == quotations.begin() || !(after - 1)->span.contains(byte)) return nullptr;
  return &*(after - 1);
}

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

TokenRange Reading::cue_words(std::uint32_t token) const {
  TokenRange range{token, token + 1};
  while (range.first > 0) {
    const std::uint32_t before = range.first - 1;
    if (tree.head(before) != token) break;
    const Relation relation = tree.relation(before);
    if (relation != Relation::aux && relation != Relation::aux_pass && relation != Relation::advmod && relation != Relation::cop)
      break;
    range.first = before;
  }
  while (range.end < document.tokens.size() && tree.head(range.end) == token &&
         tree.relation(range.end) == Relation::compound_prt) {
    ++range.end;
  }
  return range;
}

std::uint32_t Reading::token_from(std::uint32_t byte) const {
  const auto& spans = document.tokens.span;
  return static_cast<std::uint32_t>(
      std::lower_bound(spans.begin(), spans.end(), byte, [](Span s, std::uint32_t b) { return s.begin < b; }) - spans.begin());
}

std::span<const Cue> Reading::cues_at(std::uint32_t token) const {
  std::span<const Cue> found = cues.find(tree.lemma(token));
  if (!found.empty() || tree.upos(token) != Upos::VERB) return found;
  each_base_form(document.text_of_token(token), [&](std::string_view form) {
    found = cues.find(form);
    return !found.empty();
  });
  return found;
}

bool Reading::is_capital(std::uint32_t token) const {
  const char first = document.text_of_token(token).front();
  return first >= 'A' && first <= 'Z' && token > sentence_of(token).first;
}

std::string_view Reading::lower(std::uint32_t token) const {
  lower_.assign(document.text_of_token(token));
  for (char& c : lower_) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower_;
}

std::uint32_t Reading::clause_from(std::uint32_t first) const {
  std::uint32_t t = first;
  for (int climbs = 0; climbs < kMostClimbs; ++climbs) {
    const std::uint32_t head = tree.head(t);
    if (head == kNone || tree.extent(head).first != first) break;
    t = head;
  }
  return t != first && (tree.is_verb(t) || tree.child(t, Relation::cop) != kNone) ? t : kNone;
}

bool Reading::has_words(std::uint32_t token, std::string_view words) const {
  std::uint32_t next = token + 1;
  while (!words.empty()) {
    const auto [word, rest] = split_word(words);
    bool found = false;
    if (next < document.tokens.size() && lower(next) == word) {
      ++next;
      found = true;
    } else {
      for (std::uint32_t c : tree.children(token)) {
        // A particle or a complement of the cue, not far away: "made it clear".
        if (c > token && c < token + 6 && lower(c) == word && tree.relation(c) != Relation::case_) found = true;
        // The preposition of the cue's complement: "called yesterday for calm".
        if (c > token && tree.marker(c, word) != kNone) found = true;
      }
    }
    if (!found) return false;
    words = rest;
  }
  return true;
}

}  // namespace dateline::claim
