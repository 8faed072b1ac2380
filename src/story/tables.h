// The tables that story work needs, read once from the knowledge pack. Immutable: any number of threads.
#pragma once

#include "story/background.h"
#include "story/difference.h"
#include "story/quantities.h"

namespace dateline::story {

struct Tables {
  Background background;
  QuantityReader quantities;
  DifferenceReader differences;

  static Result<Tables> create(const knowledge::Knowledge& knowledge) {
    auto background = Background::create(knowledge);
    if (!background) return Failure(background.error());
    auto quantities = QuantityReader::create(knowledge);
    if (!quantities) return Failure(quantities.error());
    auto differences = DifferenceReader::create(knowledge);
    if (!differences) return Failure(differences.error());
    return Tables{std::move(*background), std::move(*quantities), std::move(*differences)};
  }
};

}  // namespace dateline::story
