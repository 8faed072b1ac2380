// Counts of a store's incidents as text.
#pragma once

#include <string>
#include <vector>

#include "dateline/store.h"

namespace dateline::query {

// With a line of names, "month,incidents"; lines end with CR LF (RFC 4180).
std::string csv_of(const std::vector<std::string>& by, const std::vector<Count>& counts);

}  // namespace dateline::query
