// Everything that a Resolver knows: words, patterns, holidays, wars. Immutable: any number of threads.
#pragma once

#include "when/holidays.h"
#include "when/lexicon.h"
#include "when/patterns.h"
#include "when/wars.h"

namespace dateline::when {

class Grammar {
 public:
  Lexicon lexicon;
  Patterns patterns;
  Holidays holidays;
  Wars wars;
};

}  // namespace dateline::when
