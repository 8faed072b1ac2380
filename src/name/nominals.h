// Finds actors that are named by what they are ("two South Korean marines", "his spokesman", "they"), and gives names the facts
// of the titles and appositions beside them. Name candidates must be there. Adds nominal and pronoun candidates.
#pragma once

#include "name/reading.h"

namespace dateline::name {

void find_nominals(Reading& reading);
void find_pronouns(Reading& reading);

}  // namespace dateline::name
