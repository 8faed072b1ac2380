// One document on its way through the attributor: its trees, its quotations and the claims found so far. Private to the room.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "claim/cues.h"
#include "claim/quotations.h"
#include "claim/tree.h"
#include "dateline/document.h"

namespace dateline::claim {

// A claim before its source is an entity and its chain is known.
struct Candidate {
  const Cue* cue = nullptr;
  std::uint32_t cue_token = kNone;
  std::uint32_t source_head = kNone;
  std::uint32_t content_token = kNone;
  Span cue_span;
  Span source_span;
  Span content;
  Span aside;
  std::uint32_t same_content_as = kNone;  // the cue token of the claim whose content this one shares ("citing officials")
  bool by_structure = true;               // content from the tree, not from quotation marks
};

// A coordination or a chain of participles is not deeper than this in news; more is a fault of the tree.
inline constexpr int kMostClimbs = 8;

inline bool is_subject(Relation relation) {
  return relation == Relation::nsubj || relation == Relation::nsubj_pass || relation == Relation::csubj ||
         relation == Relation::csubj_pass || relation == Relation::nsubj_outer;
}

class Reading {
 public:
  Reading(Document& document, const CueTable& cues);

  Document& document;
  const CueTable& cues;
  const Tree tree;
  const std::vector<Quotation> quotations;
  std::vector<Candidate> candidates;

  // The clause's own subject; kNone when it has none.
  std::uint32_t own_subject(std::uint32_t token) const { return subject_[token]; }
  // The subject in meaning: through coordination, participles and infinitives up to the governing clause.
  std::uint32_t subject_of(std::uint32_t token) const;
  bool is_passive(std::uint32_t token) const { return passive_[token] != 0; }
  // "by whom" of a passive; kNone when not said.
  std::uint32_t agent_of(std::uint32_t token) const { return agent_[token]; }
  std::uint32_t object_of(std::uint32_t token) const { return object_[token]; }

  TokenRange sentence_of(std::uint32_t token) const;
  // Bytes of a token range; empty for an empty range.
  Span span_of(TokenRange range) const;
  // Without punctuation at the ends, but with the marks of quotations that lie inside.
  TokenRange trimmed(TokenRange range) const;
  // A noun phrase as text: everything below its head, without a leading preposition and without what follows a clause break.
  TokenRange noun_phrase(std::uint32_t head) const;
  // With what follows an inverted subject and tells who it is ("said Ann Lee, a clerk who saw it"), up to the end of the
  // sentence.
  TokenRange with_apposition(TokenRange noun) const;
  // The noun phrase between the last comma and the verb, when nothing but one noun phrase stands there; empty otherwise. Trees
  // often hang a subject on what a comma sets apart.
  TokenRange noun_before(std::uint32_t verb) const;
  // The token of the range whose head is outside: the head of a phrase.
  std::uint32_t head_of(TokenRange range) const;
  // A clause's range, run on to the next punctuation or conjunction: a tree that ends a reported clause in mid-air has hung the
  // rest of it elsewhere.
  TokenRange run_on(TokenRange range, std::uint32_t cue) const;
  // The token stands in a quotation in which the verb does not.
  bool is_quoted_apart(std::uint32_t token, std::uint32_t verb) const;
  // The cue with its auxiliaries, negation and particles.
  TokenRange cue_words(std::uint32_t token) const;
  // A word within its sentence that begins with a capital: taggers take family names for verbs.
  bool is_capital(std::uint32_t token) const;
  // A person, an organisation, a state or a text: what can be cited as a source rather than as a fact.
  bool can_speak(std::uint32_t noun) const;
  // The quotation that holds the token; nullptr when none.
  const Quotation* quotation_at(std::uint32_t token) const;
  // The cues of a token's lemma; of the base forms of its letters when the lemma is none's and it is a verb.
  std::span<const Cue> cues_at(std::uint32_t token) const;
  // The first token that begins at or after the byte.
  std::uint32_t token_from(std::uint32_t byte) const;
  // The words of a multiword cue stand with `token` (as its children or right after it).
  bool has_words(std::uint32_t token, std::string_view words) const;
  std::string_view lower(std::uint32_t token) const;
  // The verb of the clause that begins at `first` ("that he left", "to leave"); kNone when the tree shows none. Trees hang such
  // clauses on the wrong word more often than they mistake where they begin.
  std::uint32_t clause_from(std::uint32_t first) const;

 private:
  // A verb that can say something.
  bool speaks(std::uint32_t verb) const;
  std::uint32_t opening_noun(std::uint32_t verb) const;
  bool ends_with_stop(std::uint32_t token) const;
  bool is_elliptic_passive(std::uint32_t token) const;
  std::uint32_t listed_head(std::uint32_t subject) const;
  std::uint32_t coordinated_subject(std::uint32_t token) const;

  std::vector<std::uint32_t> subject_, agent_, object_;
  std::vector<std::uint8_t> passive_;
  mutable std::string lower_;
};

// Claims by the cues' places in the trees.
void read_clauses(Reading& reading);
// "according to NP", "reportedly", headlines with a colon.
void read_phrases(Reading& reading);
// Quotations get the claims that hold them, or speakers of their own.
void read_quotations(Reading& reading);
// Writes Document::claims: sources as entities, order, kinds and chains.
void write_claims(Reading& reading);

}  // namespace dateline::claim
