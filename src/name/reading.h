// What the stages of name/ know of one document while they work on it: words with their shapes, phrase hits from the tables, and
// the candidates that become mentions. Lives for one call of Recognizer; views point into the document, the pack or `arena`.
#pragma once

#include <string_view>
#include <vector>

#include "base/arena.h"
#include "dateline/document.h"
#include "name/tables.h"

namespace dateline::name {

enum class Shape : std::uint8_t { Lower, Initial, Upper, Mixed, Number, Other };
enum class Capitals : std::uint8_t { Usual, Headline };  // Headline: nearly all words of the sentence are capitalised

struct Word {
  std::string_view text;
  std::string_view folded;
  Shape shape = Shape::Other;
  WordClass word_class = WordClass::None;
  bool space_before = true;
  bool opens = false;  // the first word of its sentence or of a quotation in it: its capital says nothing
  bool is_capitalised() const { return shape == Shape::Initial || shape == Shape::Upper || shape == Shape::Mixed; }
};

struct NameHit {
  std::uint32_t first = 0;
  std::uint32_t end = 0;  // 0: no hit begins here
  NameSource source = NameSource::None;
  std::uint32_t row = kNone;
  bool proper = true;          // false: written in lower case in the table ("cruise missile")
  std::uint32_t head = kNone;  // the word that stands for it in the tree, when that is another name's ("North and South Korea")
};

struct AgentHit {
  std::uint32_t first = 0;
  std::uint32_t end = 0;
  std::uint32_t row = kNone;       // of actors/agents.tsv: the noun, when the phrase is one
  std::uint32_t modifier = kNone;  // the row for its use before another noun, when there is one
  bool plural = false;
};

// What the words around an actor say of it.
struct Facts {
  std::vector<std::string_view> countries;
  Sectors sectors;    // of the noun itself
  Sectors modifiers;  // of the words before it
  Sectors others;     // of organisations and of the noun's complement
  Sectors fallback;
  bool former = false;

  bool empty() const { return countries.empty() && sectors.empty() && modifiers.empty() && others.empty() && fallback.empty(); }
  // The sectors that all this comes to.
  Sectors settled() const;
};

// Words that may become a mention.
struct Candidate {
  std::uint32_t first = 0;
  std::uint32_t end = 0;
  std::uint32_t outer_first = 0;  // with titles and what else belongs to the noun phrase
  std::uint32_t head = kNone;
  MentionKind kind = MentionKind::Name;
  EntityType type = EntityType::OTHER;
  NameSource source = NameSource::None;
  std::uint32_t row = kNone;
  std::uint32_t agent = kNone;        // row of the agent noun or title
  std::uint32_t agent_first = kNone;  // where that noun begins
  Facts facts;
  bool plural = false;
  bool definite = false;
  bool complemented = false;            // "the media of both countries"
  bool guessed = false;                 // the type is only a default
  std::uint32_t same_as = kNone;        // candidate that this one says more of (apposition)
  std::uint32_t pronoun_owner = kNone;  // token of a possessive pronoun before a noun ("his spokesman")
  std::uint32_t entity = kNone;
};

struct Reading {
  Reading(Document& document_, const Tables& tables_);

  Document& document;
  const Tables& tables;
  base::Arena arena;
  bool tagged = false;    // parts of speech are known
  bool parsed = false;    // heads are known
  bool labelled = false;  // the model has looked for names
  std::vector<Word> words;
  std::vector<Capitals> capitals;  // by sentence
  std::vector<NameHit> names;      // longest at each token
  std::vector<AgentHit> agents;    // longest at each token
  std::vector<std::uint32_t>
      agent_ending;  // token -> token at which the longest agent phrase ending there (inclusive) begins; kNone
  std::vector<Candidate> candidates;
  std::vector<std::uint32_t> name_ending;    // token -> name candidate whose last token it is; kNone
  std::vector<std::uint32_t> name_covering;  // token -> name candidate that contains it; kNone

  std::uint32_t sentence_first(std::uint32_t token) const {
    return document.sentences[document.tokens.sentence[token]].first_token;
  }
  std::uint32_t sentence_end(std::uint32_t token) const { return document.sentences[document.tokens.sentence[token]].end_token; }
  Upos upos(std::uint32_t token) const { return document.tokens.upos[token]; }
  std::string_view text(std::uint32_t first, std::uint32_t end) const;
  // The token in [first, end) whose head lies outside; the last token when there is no tree.
  std::uint32_t head_of(std::uint32_t first, std::uint32_t end) const;
  bool is_hyphen(std::uint32_t token) const;
  // A hyphen that joins the words on both sides.
  bool joins(std::uint32_t token) const;
  // Adds a name candidate and marks its tokens.
  std::uint32_t add_name(Candidate candidate);

 private:
  void find_words();
  void find_hits();
  bool shares_head_with_nationality(std::uint32_t first, std::uint32_t end) const;
  void find_country_of_same_head(std::uint32_t first, std::uint32_t end);
};

// Whether the acronym's letters are first letters of the name's words, in order, all of them.
bool has_initials(std::string_view name, std::string_view acronym);

}  // namespace dateline::name
