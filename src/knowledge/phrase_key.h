// How a phrase is written down for looking it up: folded (base/utf8.h), without full stops and apostrophes, hyphens as spaces.
// "U.S." = "US", "Kim Jong-un" = "Kim Jong Un", "Sana'a" = "Sanaa". Appends to `out`.
#pragma once

#include <string>
#include <string_view>

namespace dateline::knowledge {

void phrase_key(std::string_view phrase, std::string& out);
// The key's part before its first space.
std::string_view first_word(std::string_view key);

}  // namespace dateline::knowledge
