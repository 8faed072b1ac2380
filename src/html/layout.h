// How elements lay out their text. Stateless; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "html/tags.h"

namespace dateline::html {

// Block breaks the line before and behind, Skip holds nothing to read.
enum class Layout : std::uint8_t { Inline, Block, Skip };
Layout layout_of(Tag tag);

// Adds `text` to `out` with runs of white space as one space; none at the beginning.
void append_collapsed(std::string& out, std::string_view text);

}  // namespace dateline::html
