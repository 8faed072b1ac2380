// Verb dictionaries of TABARI and PETRARCH as our tables event_patterns and event_exclusions.
#pragma once

#include <vector>

#include "convert/conversion.h"
#include "knowledge/knowledge.h"

namespace dateline::convert {

// CAMEO codes and prepositions are looked up in `knowledge`. At the top of verbs.cpp stands what becomes of which line.
Conversion convert_verbs(const std::vector<Text>& dictionaries, const knowledge::Knowledge& knowledge);

}  // namespace dateline::convert
