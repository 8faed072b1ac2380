// A text file, or text that came as data, into a Document.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dateline/engine.h"
#include "dateline/span.h"

namespace dateline::page {

// Line ends made single newlines.
std::string with_plain_line_ends(std::string_view text);

// The paragraphs of a text: blocks between blank lines; of a block whose lines are not wrapped, each line. Spans hold no white
// space at their ends.
std::vector<Span> paragraphs_of(std::string_view text);

}  // namespace dateline::page
