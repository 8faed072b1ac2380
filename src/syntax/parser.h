// The dependency tree of one sentence.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "syntax/model.h"
#include "syntax/parse_features.h"
#include "syntax/transitions.h"

namespace dateline::syntax {

struct Arc {
  std::uint32_t head = kNone;  // index of the word in the sentence; kNone for the root
  Relation relation = Relation::dep;
};

// Room to work in, kept from sentence to sentence.
struct ParserWork {
  struct Candidate {
    std::int32_t score;
    std::uint32_t state;
    std::uint32_t action;
  };
  Stacks stacks;
  std::vector<State> states;
  std::vector<std::uint64_t> features;
  std::vector<Candidate> candidates;
  std::vector<ParseWord> words;
  std::vector<Arc> arcs;
};

// Reads work.words, fills work.arcs: exactly one root, no circles. Time and memory are linear in the number of words.
void parse(const Model& model, ParserWork& work);

}  // namespace dateline::syntax
