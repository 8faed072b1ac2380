// Character references: "&amp;", "&#8217;", "&copy" and their like. Stateless; any thread.
#pragma once

#include <cstdint>
#include <string>

namespace dateline::html {

// Where a reference stands decides what counts as one: in an attribute "&copy=1" and "&copyright" are letters.
enum class ReferenceIn : std::uint8_t { Text, Attribute };

// `at` points at an ampersand; a NUL must stand at `end` or before. Appends what the reference means to `out` and gives its
// length in bytes; 0 when the ampersand begins no reference and stands for itself. The longest name that fits counts.
std::uint32_t append_reference(const char* at, const char* end, ReferenceIn place, std::string& out);

}  // namespace dateline::html
