// Whether the clause around a time expression looks back or ahead: from its preposition and the tense of its verb. Read from the
// tree where there is one, from tags otherwise, and from auxiliaries alone where there are neither.
#pragma once

#include <cstdint>

#include "dateline/document.h"
#include "dateline/span.h"
#include "when/lexicon.h"

namespace dateline::when {

// Present: told in the present tense, where a day named is mostly one to come ("the trial begins Monday"). Scheduled: "for
// Monday".
enum class Bias : std::uint8_t { None, Past, Future, Present, Scheduled };

struct Outlook {
  Bias preposition = Bias::None;
  Bias tense = Bias::None;
};

Outlook outlook_of(const Document& document, const Lexicon& lexicon, std::uint32_t sentence, Span expression);

}  // namespace dateline::when
