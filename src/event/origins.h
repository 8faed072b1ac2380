// Whose the people of a text are: "protesters in Kano" and "guerrillas operating in Mali" are of the country where they are said
// to be, "supporters of the Kenyan president" of his. Fills country and code of entities that have none.
#pragma once

#include "dateline/document.h"
#include "event/grammar.h"
#include "event/pattern_set.h"

namespace dateline::event {

void find_origins(Document& document, const Grammar& grammar, const PatternSet& patterns);

}  // namespace dateline::event
