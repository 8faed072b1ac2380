// Everything that a Resolver knows: words, patterns, holidays. Immutable: any number of threads.
#pragma once

#include "when/holidays.h"
#include "when/lexicon.h"
#include "when/patterns.h"

namespace dateline::when {

class Grammar {
 public:
  Lexicon lexicon;
  Patterns patterns;
  Holidays holidays;
};

}  // namespace dateline::when
