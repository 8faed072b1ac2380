// What the parser looks at: words, tags and children around the top of the stack and the next words, alone and together (after
// Zhang and Nivre 2011). Shared with the trainer.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "syntax/transitions.h"

namespace dateline::syntax {

struct ParseWord {
  std::uint32_t form = 0;    // WordForm::lower
  std::uint32_t suffix = 0;  // WordForm::suffix[2]
  std::uint32_t tag = 0;     // number in the model's inventory, plus 1
};

void parse_features(std::span<const ParseWord> words, const Stacks& stacks, const State& state,
                    std::vector<std::uint64_t>& features);

}  // namespace dateline::syntax
