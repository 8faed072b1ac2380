// The language of a text.
#pragma once

#include <string>
#include <string_view>

namespace dateline::page {

// ISO 639-1; empty when it is not known. `said` is the page's own word for it ("en-GB", "de_AT"), which counts when the text does
// not tell.
std::string language_of(std::string_view text, std::string_view said);

}  // namespace dateline::page
