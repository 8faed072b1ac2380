// Reads the noun phrase around an agent noun or title by its words: "two former South Korean army officers", "the national
// security advisers of the United States, South Korea and Japan". Reads tags where there are any and needs no tree, so that parse
// errors do no harm and a bare string can be read too.
#pragma once

#include "name/reading.h"

namespace dateline::name {

struct NounPhrase {
  std::uint32_t first = 0;  // with determiner
  std::uint32_t core = 0;   // without determiner
  std::uint32_t end = 0;
  Facts facts;
  bool definite = false;
  bool foreign = false;  // the facts' countries come from an of-phrase that lists several
  std::uint32_t pronoun_owner = kNone;
  std::uint32_t organisation = kNone;  // name candidate of an organisation right before the noun ("the TASS news agency")
};

enum class Complement : std::uint8_t { Read, Leave };

// `hit`: the agent phrase; its last word, or the one before "of", is the noun. Name candidates must be there already.
NounPhrase read_noun_phrase(const Reading& reading, const AgentHit& hit, Complement complement, int depth = 0);
// Adds country and sectors of a name that stands in a noun phrase.
void add_name_facts(const Reading& reading, const Candidate& name, Facts& facts);

}  // namespace dateline::name
