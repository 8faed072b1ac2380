// Actor and agent dictionaries of TABARI and PETRARCH as our tables people, offices, organisations and agents.
#pragma once

#include <vector>

#include "convert/conversion.h"
#include "knowledge/knowledge.h"

namespace dateline::convert {

// Countries, sectors and given names are looked up in `knowledge`. At the top of actors.cpp stands what becomes of which line.
Conversion convert_actors(const std::vector<Text>& dictionaries, const knowledge::Knowledge& knowledge);

}  // namespace dateline::convert
