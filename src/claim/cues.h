// The cue table (data/claims/cues.tsv) in memory: which words say that somebody says, thinks or wants something, and where in the
// tree their source and content stand. Immutable; views live as long as the Knowledge.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "dateline/annotations.h"
#include "dateline/result.h"
#include "knowledge/knowledge.h"

namespace dateline::claim {

enum class CuePos : std::uint8_t {
  Verb,
  Noun,
  Adjective,
  Adverb,    // "reportedly": the clause is the content
  Phrase,    // "according to": its noun phrase is the source, the clause the content
  Light,     // "issue a statement": verbs whose subject is the source of the noun that they govern
  Document,  // "a statement from the ministry": what speaks is a text, the source stands in its complement
  Mark,      // the colon of a headline
  Outlet,    // "newspaper": who speaks is a medium
  Voice,     // "spokeswoman": speaks for a body
};

// Where the content stands. A cue lists the frames that it has, and the first that the tree shows is taken.
enum class Frame : std::uint16_t {
  Clause = 1,              // "said (that) he left"; also "he left, she said"
  Quote = 2,               // takes quoted words: "“No,” he said"
  Infinitive = 4,          // "vowed to leave"
  Raising = 8,             // "is expected to leave": the content begins with the subject
  Object = 16,             // "denied the reports"
  ObjectInfinitive = 32,   // "urged them to leave"
  ObjectPreposition = 64,  // "accused them of leaving"; the prepositions are listed
  Preposition = 128,       // "warned of war"; the prepositions are listed
  ObjectComplement = 256,  // "called him a liar", "described it as a gift"
  Cites = 512,             // "citing officials": the object is the source
  Addressee = 1024,        // "told them that he left": an object may stand before the clause
};

enum class Factive : std::uint8_t { No, Yes };

struct Cue {
  std::string_view id;
  std::string_view words;  // after the head word, space-separated: "out" of "point out"
  CuePos pos = CuePos::Verb;
  std::uint16_t frames = 0;
  std::string_view prepositions;  // |-separated
  Stance stance = Stance::Says;
  ClaimAct act = ClaimAct::Speech;
  Factive factive = Factive::No;

  bool has(Frame frame) const { return (frames & static_cast<std::uint16_t>(frame)) != 0; }
  bool takes_preposition(std::string_view lemma) const;
};

class CueTable {
 public:
  static Result<CueTable> read(const knowledge::Knowledge& knowledge);

  // Cues whose head word is `lemma`, those of more words first.
  std::span<const Cue> find(std::string_view lemma) const;

 private:
  struct Key {
    std::string_view lemma;
    std::uint32_t begin, end;
  };
  std::vector<Cue> cues_;
  std::vector<Key> keys_;  // by lemma
};

// The first word of a space-separated phrase, and the rest.
std::pair<std::string_view, std::string_view> split_word(std::string_view phrase);

}  // namespace dateline::claim
