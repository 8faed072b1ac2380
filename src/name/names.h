// Finds names: runs of capitalised words, cut at titles, nationalities and known names, and typed by the tables, by the words in
// them and beside them. Adds name candidates in text order.
#pragma once

#include "name/reading.h"

namespace dateline::name {

void find_names(Reading& reading);

}  // namespace dateline::name
