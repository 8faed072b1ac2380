// Articles and reports as the API shows them.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "dateline/span.h"
#include "dateline/store.h"
#include "serve/snippet.h"

namespace dateline::serve {

void write(base::JsonWriter& json, const ArticleLine& line, const std::vector<Piece>& snippet = {});
// What a report was read in; empty where the text is not kept.
struct Sentence {
  std::string text;
  Span trigger;  // code points within it
};
// The report with its article's title, its incident and its words: one JSON object.
std::string with_title(const ReportLine& line, std::uint64_t incident, const Sentence& sentence = {});

}  // namespace dateline::serve
