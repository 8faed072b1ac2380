// Grammatical functions over a document's trees: who is the subject of a verb however it is said. Reads passives, relative
// clauses, participles, control and raising, coordination, and light verbs, so that patterns need not know of them.
//
// Built once per document; views into it live as long as the document's tokens do not change.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "dateline/document.h"
#include "event/frame.h"
#include "event/pattern_set.h"

namespace dateline::event {

using TokenList = std::vector<std::uint32_t>;

// Tree: what the tree says. Order: where the tree leaves a finite verb without a subject, what stands before and after it.
enum class Reading : std::uint8_t { Tree, Order };

// Where a trigger stands: itself, and the light verb that carries it ("held" for "talks").
struct Site {
  std::uint32_t token = kNone;
  TriggerKind kind = TriggerKind::Verb;
  std::uint32_t light = kNone;
  LightUse use = LightUse::Agent;
  Reading reading = Reading::Tree;
  std::string_view particle = {};  // "over" of "handed over the suspect"
  // The token whose clause holds the event.
  std::uint32_t clause() const { return light == kNone ? token : light; }
};

class Grammar {
 public:
  Grammar(Document& document, const PatternSet& patterns);

  const Document& document() const { return document_; }
  std::string_view lemma(std::uint32_t token) const { return lemmas_[token]; }
  // As tagged, but for verbs that were taken for something else.
  Upos upos(std::uint32_t token) const { return misread_[token] ? Upos::VERB : document_.tokens.upos[token]; }
  bool is_misread(std::uint32_t token) const { return misread_[token]; }
  Relation relation(std::uint32_t token) const { return document_.tokens.relation[token]; }
  std::uint32_t head(std::uint32_t token) const { return document_.tokens.head[token]; }
  std::span<const std::uint32_t> children(std::uint32_t token) const;
  // In the dateline, where nobody acts.
  bool is_aside(std::uint32_t token) const { return aside_[token]; }
  // Steps to the root of the sentence.
  std::uint32_t depth(std::uint32_t token) const { return depths_[token]; }

  // The head tokens that fill a slot. Coordinated fillers are given by their first token.
  TokenList fill(const Site& site, const Slot& slot) const;
  bool is_passive(std::uint32_t verb) const;
  // Nouns, and words in a noun's place that the tagger took for verbs ("held naval exercises").
  bool may_be_noun(std::uint32_t token) const;
  bool has_any_particle(std::uint32_t verb) const;
  bool has_particle(std::uint32_t verb, std::string_view particle) const;
  // The case-marking or subordinating word of a token equals `word`.
  bool is_marked_by(std::uint32_t token, std::string_view word) const;
  bool is_marked_by(std::uint32_t token, WordSet words) const;
  // After "after", "amid" and the like: no part of what it hangs on.
  bool is_one_of(std::uint32_t token, WordSet words) const { return patterns_.word_sets().contains(words, lemma(token)); }
  bool is_outside(std::uint32_t token) const { return is_marked_by(token, patterns_.outside_prepositions()); }
  bool has_auxiliary(std::uint32_t verb, std::string_view lemma) const;
  // A preposition that leads to a place; not that of "at least".
  bool opens_place(std::uint32_t token) const;
  bool is_finite(std::uint32_t verb) const;
  bool is_infinitive(std::uint32_t verb) const;
  bool is_plural(std::uint32_t noun) const;
  // A clause that completes its noun ("the right to go", "an appeal for deploying troops") rather than telling more of it.
  bool completes_noun(std::uint32_t clause) const;
  // "Not", "no longer".
  bool is_negated(std::uint32_t verb) const;
  // The noun's own noun: "series" leads to "talks" in "a series of talks"; other tokens stay.
  std::uint32_t content_of(std::uint32_t noun) const;
  // How a noun stands in its clause: with its light verb when it has one that may carry one of `types`.
  Site noun_site(std::uint32_t noun, TypeMask types) const;
  // A finite verb that its tree gives no subject: a sign that the tree is wrong.
  bool lacks_subject(std::uint32_t verb) const;
  // `token` and the tokens coordinated with it.
  TokenList coordinated(std::uint32_t token) const;

 private:
  bool is_negative(std::uint32_t token) const;
  TokenList subjects(std::uint32_t verb, int depth) const;
  bool tells_of_clause(std::uint32_t participle) const;
  TokenList surface(std::uint32_t verb, int depth) const;
  std::uint32_t deed_before(std::uint32_t participle) const;
  TokenList objects(std::uint32_t verb, int depth) const;
  TokenList prepositional(const Site& site, std::string_view preposition) const;
  TokenList possessors(std::uint32_t noun) const;
  TokenList modifiers(std::uint32_t noun) const;
  void with_case(std::uint32_t token, std::string_view preposition, TokenList& out) const;
  TokenList owners(std::uint32_t noun, int depth) const;
  std::uint32_t child(std::uint32_t token, Relation relation) const;
  // The object as it is attached, also where a statistical parser calls it something else.
  std::uint32_t direct_object(std::uint32_t verb) const;
  bool follows_preposition(std::uint32_t noun, std::uint32_t verb) const;
  std::uint32_t indirect_object(std::uint32_t verb) const;
  bool has_case(std::uint32_t token) const;
  // The antecedent of a relative pronoun; other tokens stay.
  std::uint32_t resolved(std::uint32_t token) const;

  const Document& document_;
  const PatternSet& patterns_;
  std::vector<std::string_view> lemmas_;
  std::vector<std::uint32_t> first_child_;  // into children_, one more than there are tokens
  std::vector<std::uint32_t> children_;
  std::vector<std::uint32_t> depths_;
  std::vector<bool> misread_;   // verbs that the tagger took for something else
  std::vector<bool> aside_;     // in the dateline
  std::vector<bool> temporal_;  // part of a time expression
};

}  // namespace dateline::event
