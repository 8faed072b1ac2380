// The table of governors (data/claims/signatures.tsv) in memory: what a verb, noun, adjective, auxiliary, adverb or marker says
// of whether the clause or nominal that it governs took place. Immutable; views live as long as the Knowledge.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "dateline/result.h"
#include "knowledge/knowledge.h"

namespace dateline::claim {

// How the governed word hangs on its governor.
enum class Government : std::uint8_t {
  Clause,         // "denied that it fell"
  Subjunctive,    // "demanded that it fall"
  Interrogative,  // "asked whether it fell"
  Infinitive,     // "failed to fall", "plan to leave"
  Prospective,    // "is going to fall"
  Gerund,         // "stopped falling"
  Object,         // "cancelled the visit", also the subject of its passive
  Subject,        // "the visit took place"
  Preposition,    // "prevented it from falling", "threat of war"; the prepositions are listed
  Modifier,       // "possible visit", "no visit", "did not fall": the governor hangs on the governed word
  Marker,         // "if it falls", "without falling"
  Auxiliary,      // "will fall"
};

enum class GovernorPos : std::uint8_t { Verb, Noun, Adjective, Adverb, Determiner, Auxiliary, Marker };

enum class Effect : std::uint8_t {
  Same,  // as the governor itself
  Happened,
  Ongoing,
  Planned,
  Possible,
  Denied,
  Past,   // happened under a governor in the past tense ("was able to"), possible otherwise
  Would,  // possible, but planned when said by somebody who announces or promises it
};

struct Signature {
  std::string_view words;         // after the head word: "off" of "call off"
  std::string_view prepositions;  // |-separated
  GovernorPos pos = GovernorPos::Verb;
  Government government = Government::Clause;
  Effect positive = Effect::Same;
  Effect negative = Effect::Same;

  bool takes_preposition(std::string_view lemma) const;
};

class SignatureTable {
 public:
  static Result<SignatureTable> read(const knowledge::Knowledge& knowledge);

  // Signatures of a governor's lemma.
  std::span<const Signature> find(std::string_view lemma) const;

 private:
  struct Key {
    std::string_view lemma;
    std::uint32_t begin, end;
  };
  std::vector<Signature> signatures_;
  std::vector<Key> keys_;  // by lemma
};

}  // namespace dateline::claim
