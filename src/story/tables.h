// The tables that story work needs, read once from the knowledge pack. Immutable: any number of threads.
#pragma once

#include <string>

#include "story/background.h"
#include "story/difference.h"
#include "story/quantities.h"
#include "story/window.h"

namespace dateline::story {

struct Tables {
  Background background;
  QuantityReader quantities;
  DifferenceReader differences;
  Window window = {};

  // Whether the pack has what create() reads, without reading it.
  static Result<void> check(const knowledge::Knowledge& knowledge) {
    for (const char* table : {"story_frequencies", "story_quantities", "story_negations"}) {
      if (knowledge.table(table).exists()) continue;
      return failure(ErrorCode::WrongVersion,
                     "the knowledge pack has no table " + std::string(table) + "; make it again with `dateline pack`");
    }
    return {};
  }
  static Result<Tables> create(const knowledge::Knowledge& knowledge) {
    auto background = Background::create(knowledge);
    if (!background) return Failure(background.error());
    auto quantities = QuantityReader::create(knowledge);
    if (!quantities) return Failure(quantities.error());
    auto differences = DifferenceReader::create(knowledge);
    if (!differences) return Failure(differences.error());
    return Tables{std::move(*background), std::move(*quantities), std::move(*differences), {}};
  }
};

}  // namespace dateline::story
