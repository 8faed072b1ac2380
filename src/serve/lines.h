// Articles and reports as the API shows them.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "dateline/store.h"
#include "serve/snippet.h"

namespace dateline::serve {

void write(base::JsonWriter& json, const ArticleLine& line, const std::vector<Piece>& snippet = {});
// The report with its article's title and its incident: one JSON object.
std::string with_title(const ReportLine& line, std::uint64_t incident);

}  // namespace dateline::serve
