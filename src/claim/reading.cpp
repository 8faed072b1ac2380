#include "claim/reading.h"

#include <algorithm>

#include "claim/forms.h"

namespace dateline::claim {

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

bool Reading::speaks(std::uint32_t verb) const {
  const auto found = cues_at(verb);
  return std::any_of(found.begin(), found.end(), [](const Cue& cue) {
    return cue.pos == CuePos::Verb && cue.act == ClaimAct::Speech && cue.has(Frame::Quote);
  });
}

bool Reading::is_quoted_apart(std::uint32_t token, std::uint32_t verb) const {
  const Quotation* quotation = quotation_at(token);
  return quotation != nullptr && quotation != quotation_at(verb);
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

bool Reading::can_speak(std::uint32_t noun) const {
  if (document.mentions.empty()) return true;  // names were not read
  for (const Cue& cue : cues_at(noun)) {
    if (cue.pos == CuePos::Document || cue.pos == CuePos::Outlet || cue.pos == CuePos::Voice) return true;
  }
  for (std::uint32_t m : document.mentions_at(noun)) {
    if (document.mentions[m].entity == kNone) continue;
    const EntityType type = document.entities[document.mentions[m].entity].type;
    if (type == EntityType::PER || type == EntityType::ORG || type == EntityType::GPE) return true;
  }
  return tree.upos(noun) == Upos::PROPN;
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
