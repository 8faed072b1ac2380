// Claims without a reporting verb: "according to the ministry", "reportedly", "Minister: talks begin", "Talks begin: minister".
// tests/claim/attributor_test.cpp, data/claims/cues.tsv.
#include <algorithm>

#include "claim/reading.h"

namespace dateline::claim {
namespace {

class PhraseReader {
 public:
  explicit PhraseReader(Reading& reading) : r_(reading), tree_(reading.tree), from_clauses_(reading.candidates.size()) {}

  void read(std::uint32_t token) {
    for (const Cue& cue : r_.cues.find(r_.lower(token))) {
      if (cue.pos == CuePos::Phrase && follows(token, cue.words)) {
        if (read_phrase(cue, token)) return;
      } else if (cue.pos == CuePos::Adverb && cue.words.empty()) {
        if (read_adverb(cue, token)) return;
      }
    }
  }

 private:
  // The words stand right after the token; sets the token after them.
  bool follows(std::uint32_t token, std::string_view words) {
    next_ = token + 1;
    const std::uint32_t end = r_.sentence_of(token).end;
    while (!words.empty()) {
      const auto [word, rest] = split_word(words);
      if (next_ >= end || r_.lower(next_) != word) return false;
      ++next_;
      words = rest;
    }
    return next_ < end;
  }

  // The head of the noun phrase that begins at `first`.
  std::uint32_t phrase_head(std::uint32_t first, std::uint32_t phrase) const {
    std::uint32_t t = first;
    for (int steps = 0; steps < 8; ++steps) {
      const std::uint32_t head = tree_.head(t);
      if (head == kNone || head < phrase || head <= first - 1) break;
      const Relation relation = tree_.relation(t);
      const bool inside = relation == Relation::det || relation == Relation::amod || relation == Relation::compound ||
                          relation == Relation::nummod || relation == Relation::nmod_poss || relation == Relation::case_ ||
                          relation == Relation::advmod || relation == Relation::flat || relation == Relation::nmod ||
                          relation == Relation::punct || relation == Relation::det_predet || relation == Relation::nmod_desc;
      if (!inside) break;
      if (tree_.is_verb(head) && relation != Relation::compound) break;
      t = head;
    }
    return t;
  }

  bool is_document(std::uint32_t token) const {
    const auto cues = r_.cues_at(token);
    return std::any_of(cues.begin(), cues.end(), [](const Cue& cue) { return cue.pos == CuePos::Document; });
  }

  // "In a poll, half of them said ...": who says it is told.
  bool tells_of_a_report(std::uint32_t token) const {
    const TokenRange sentence = r_.sentence_of(token);
    const auto from = std::lower_bound(r_.candidates.begin(), r_.candidates.begin() + static_cast<std::ptrdiff_t>(from_clauses_),
                                       sentence.first, [](const Candidate& c, std::uint32_t t) { return c.cue_token < t; });
    return from != r_.candidates.begin() + static_cast<std::ptrdiff_t>(from_clauses_) && from->cue_token < sentence.end;
  }

  bool read_phrase(const Cue& cue, std::uint32_t first) {
    const TokenRange sentence = r_.sentence_of(first);
    // "in a poll": the text that speaks is a word of the cue.
    const bool inside = next_ > first + 1 && is_document(next_ - 1);
    if (inside) {
      if (tells_of_a_report(first)) return false;
      next_ = first + 1;
    }
    const std::uint32_t head = phrase_head(next_, first);
    TokenRange noun = r_.noun_phrase(head);
    noun.first = next_;
    noun.end = std::min(std::max(noun.end, head + 1), sentence.end);
    while (noun.end < sentence.end &&
           (tree_.upos(noun.end - 1) == Upos::ADJ || tree_.upos(noun.end - 1) == Upos::DET ||
            tree_.upos(noun.end - 1) == Upos::NOUN || tree_.upos(noun.end - 1) == Upos::PROPN) &&
           (tree_.upos(noun.end) == Upos::NOUN || tree_.upos(noun.end) == Upos::PROPN)) {
      ++noun.end;
    }
    noun = cut_at_clause(noun, head, r_.trimmed({sentence.first, first}).empty());
    noun = r_.trimmed(noun);
    if (noun.empty()) return false;
    const TokenRange phrase{first, noun.end};

    Candidate out;
    out.cue = &cue;
    out.cue_token = first;
    out.cue_span = r_.span_of({first, next_});
    out.source_head = head;
    out.source_span = r_.span_of(noun);

    std::uint32_t host = tree_.head(head);
    if (host != kNone && host >= first && host < phrase.end) host = tree_.head(host);
    if (host != kNone && phrase.first <= host && host < phrase.end) host = kNone;
    const TokenRange left = r_.trimmed({sentence.first, first});
    const TokenRange right = r_.trimmed({phrase.end, sentence.end});
    const bool comma_before = first > sentence.first && tree_.is_punctuation(first - 1);
    const bool comma_after = phrase.end < sentence.end && tree_.is_punctuation(phrase.end);
    TokenRange content;
    if (left.empty() || left.end <= left.first + 1) {
      content = {phrase.end, sentence.end};
    } else if (right.empty()) {
      content = {sentence.first, first};
      if (!comma_before && host != kNone) content.first = clause_begin(host, sentence);
    } else if (comma_before && comma_after && host != kNone) {
      const TokenRange clause = clause_range(host);
      content = {std::min(clause.first, first), std::max(clause.end, phrase.end)};
      const TokenRange before = r_.trimmed({content.first, first}), after = r_.trimmed({phrase.end, content.end});
      if (before.empty())
        content.first = phrase.end;
      else if (after.empty())
        content.end = first;
      else
        out.aside = {r_.span_of(before).end, r_.span_of(after).begin};
    } else if (host != kNone && host > first) {
      content = {phrase.end, clause_range(host).end};
    } else {
      content = {host != kNone ? clause_begin(host, sentence) : sentence.first, first};
    }
    content = r_.trimmed(content);
    if (content.empty()) return false;
    out.content = r_.span_of(content);
    out.content_token = host != kNone && content.contains(host) ? host : kNone;
    r_.candidates.push_back(out);
    return true;
  }

  // A source that opens its sentence ends at the comma before the clause. An apposition may stand between: "according to Ann Lee,
  // a spokeswoman for the port, ships ...".
  TokenRange cut_at_clause(TokenRange noun, std::uint32_t head, bool opens_sentence) const {
    for (std::uint32_t t = head + 1; t < noun.end; ++t) {
      if (tree_.upos(t) == Upos::PUNCT && r_.document.text_of_token(t) != ",") continue;
      if (r_.document.text_of_token(t) != ",") continue;
      if (!opens_sentence) {
        // Outside, a clause after a comma is a new one, unless it is a relative.
        for (std::uint32_t c : tree_.children(head)) {
          const Relation relation = tree_.relation(c);
          if (c > t && tree_.extent(c).first <= t + 1 &&
              (relation == Relation::parataxis || relation == Relation::advcl || relation == Relation::ccomp)) {
            noun.end = t;
            return noun;
          }
        }
        continue;
      }
      std::uint32_t next = t + 1;
      bool verb = false;
      while (next < noun.end && r_.document.text_of_token(next) != ",") {
        const std::string_view tag = tree_.xpos(next);
        verb = verb || tag == "VBD" || tag == "VBZ" || tag == "VBP" || tag == "MD";
        ++next;
      }
      const bool relative = t + 1 < noun.end && (tree_.xpos(t + 1) == "WP" || tree_.xpos(t + 1) == "WDT");
      if (next >= noun.end || (verb && !relative)) {
        noun.end = t;
        return noun;
      }
      t = next - 1;
    }
    return noun;
  }

  // The clause that governs a token: up to a finite verb or the root.
  std::uint32_t clause_head(std::uint32_t t) const {
    for (int steps = 0; steps < 8; ++steps) {
      const Relation relation = tree_.relation(t);
      const bool clause = relation == Relation::root || relation == Relation::ccomp || relation == Relation::acl_relcl ||
                          relation == Relation::parataxis || relation == Relation::advcl;
      if (clause || tree_.head(t) == kNone) break;
      t = tree_.head(t);
    }
    return t;
  }
  TokenRange clause_range(std::uint32_t t) const { return tree_.extent(clause_head(t)); }
  std::uint32_t clause_begin(std::uint32_t t, TokenRange sentence) const {
    const std::uint32_t head = clause_head(t);
    const Relation relation = tree_.relation(head);
    if (relation == Relation::root || relation == Relation::parataxis) return sentence.first;
    return tree_.extent(head).first;
  }

  bool read_adverb(const Cue& cue, std::uint32_t adverb) {
    const std::uint32_t head = tree_.head(adverb);
    if (head == kNone) return false;
    // "the alleged transfer"
    const bool adjective = tree_.relation(adverb) == Relation::amod && adverb < head && tree_.is_noun(head);
    if (!adjective && (tree_.upos(adverb) != Upos::ADV || tree_.relation(adverb) != Relation::advmod)) return false;
    TokenRange range = tree_.extent(head);
    if (adjective)
      range = {adverb, r_.noun_phrase(head).end};
    else if (!tree_.is_verb(head))
      range = {std::min(adverb, head), std::max(range.end, adverb + 1)};
    // The clause proper: without the clauses that are coordinated with it.
    for (std::uint32_t c : tree_.children(head)) {
      const Relation relation = tree_.relation(c);
      if (c > head && c > adverb && (relation == Relation::conj || relation == Relation::parataxis)) {
        range.end = std::min(range.end, tree_.extent(c).first);
      }
    }
    range = r_.trimmed({std::min(range.first, adverb), std::max(range.end, adverb + 1)});
    Candidate out;
    out.cue = &cue;
    out.cue_token = adverb;
    out.cue_span = r_.span_of({adverb, adverb + 1});
    out.content_token = head;
    if (range.first == adverb) {
      ++range.first;
    } else if (range.end == adverb + 1) {
      --range.end;
    } else {
      out.aside = out.cue_span;
    }
    range = r_.trimmed(range);
    if (range.empty()) return false;
    out.content = r_.span_of(range);
    r_.candidates.push_back(out);
    return true;
  }

  Reading& r_;
  const Tree& tree_;
  std::size_t from_clauses_;  // candidates by the place of their cue
  std::uint32_t next_ = 0;
};

// "NAME: what NAME says", "What NAME says: NAME". The name must be somebody who can speak.
class HeadlineReader {
 public:
  HeadlineReader(Reading& reading, const Cue& cue) : r_(reading), cue_(cue) {}

  void read(std::uint32_t sentence_index) {
    const Sentence& sentence = r_.document.sentences[sentence_index];
    constexpr std::uint32_t kLongestName = 8;
    const std::uint32_t limit = std::min(sentence.end_token, sentence.first_token + kLongestName);
    for (std::uint32_t t = sentence.first_token + 1; t < limit; ++t) {
      if (r_.tree.upos(t) == Upos::VERB) break;
      if (r_.document.text_of_token(t) != ":") continue;
      const TokenRange content = r_.trimmed({t + 1, sentence.end_token});
      if (content.end > content.first + 2 && is_speaker({sentence.first_token, t})) {
        add({sentence.first_token, t}, t, content);
        return;
      }
      if (is_transcript({sentence.first_token, t}, sentence)) {
        // A turn is all that its paragraph holds.
        const std::uint32_t end = r_.token_from(r_.document.paragraphs[sentence.paragraph].end);
        const TokenRange turn = r_.trimmed({t + 1, std::max(end, t + 1)});
        if (!turn.empty()) add({sentence.first_token, t}, t, turn);
        return;
      }
      break;
    }
    // A headline: the first paragraph, without a full stop.
    if (sentence.paragraph != 0 || sentence.end_token < sentence.first_token + 5) return;
    const std::uint32_t last = sentence.end_token - 1;
    if (r_.document.text_of_token(last) == ".") return;
    const std::uint32_t lowest = last > sentence.first_token + kLongestName ? last - kLongestName : sentence.first_token + 3;
    for (std::uint32_t t = last; t-- > lowest;) {
      if (r_.document.text_of_token(t) != ":") continue;
      const TokenRange content = r_.trimmed({sentence.first_token, t});
      if (content.end > content.first + 2 && is_speaker({t + 1, sentence.end_token}))
        add({t + 1, sentence.end_token}, t, content);
      return;
    }
  }

 private:
  // The words are one mention of a person, an organisation or a state, or end with one ("Prime Minister Smith").
  bool is_speaker(TokenRange words) const {
    for (const Cue& cue : r_.cues.find(r_.lower(words.end - 1))) {
      if (cue.pos == CuePos::Document && words.end <= words.first + 3) return true;  // "Poll: ..."
    }
    const auto& mentions = r_.document.mentions;
    const Span span = r_.span_of(words);
    auto at = std::lower_bound(mentions.begin(), mentions.end(), span.begin,
                               [](const Mention& m, std::uint32_t b) { return m.span.begin < b; });
    for (; at != mentions.end() && at->span.begin < span.end; ++at) {
      if (at->span.end != span.end || at->entity == kNone || at->kind == MentionKind::Pronoun) continue;
      const EntityType type = r_.document.entities[at->entity].type;
      if (type == EntityType::PER || type == EntityType::ORG || type == EntityType::GPE) return true;
    }
    return false;
  }

  // "SMITH: ..." at the head of a paragraph: a name in capitals.
  bool is_transcript(TokenRange words, const Sentence& sentence) const {
    if (sentence.span.begin != r_.document.paragraphs[sentence.paragraph].begin || words.end > words.first + 5) return false;
    std::uint32_t letters = 0;
    for (char c : r_.document.text_of(r_.span_of(words))) {
      if (c >= 'a' && c <= 'z') return false;
      letters += c >= 'A' && c <= 'Z';
    }
    return letters >= 3;
  }

  void add(TokenRange source, std::uint32_t colon, TokenRange content) {
    Candidate out;
    out.cue = &cue_;
    out.cue_token = colon;
    out.cue_span = r_.document.tokens.span[colon];
    out.source_head = source.end - 1;
    for (std::uint32_t t = source.first; t < source.end; ++t) {
      const std::uint32_t head = r_.tree.head(t);
      if (head == kNone || !source.contains(head)) out.source_head = t;
    }
    out.source_span = r_.span_of(source);
    out.content = r_.span_of(content);
    r_.candidates.push_back(out);
  }

  Reading& r_;
  const Cue& cue_;
};

}  // namespace

void read_phrases(Reading& reading) {
  PhraseReader reader(reading);
  const std::uint32_t count = reading.document.tokens.size();
  for (std::uint32_t t = 0; t < count; ++t) reader.read(t);
  const auto colon = reading.cues.find(":");
  if (colon.empty()) return;
  HeadlineReader headlines(reading, colon.front());
  for (std::uint32_t s = 0; s < reading.document.sentences.size(); ++s) headlines.read(s);
}

}  // namespace dateline::claim
