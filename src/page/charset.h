// The bytes of a page or text file as UTF-8.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "dateline/result.h"

namespace dateline::page {

// Where a page's charset is looked for when no byte order mark tells it.
enum class CharsetHints : unsigned char { None, Markup };

struct Utf8 {
  std::string_view text;  // valid UTF-8 without byte order mark; in `storage`, or in the bytes given when those need no change
  std::string storage;
  std::string charset;       // what the bytes were read as: "UTF-8", "windows-1252"
  std::size_t replaced = 0;  // parts that could not be read and are U+FFFD now

  Utf8() = default;
  Utf8(Utf8&&) = delete;  // `text` may point into `storage`
};

// The charset is, in this order: that of a byte order mark; `header`, the HTTP header's; that which the page's own <meta> names
// (Markup); UTF-8 when the bytes are that; what they look like (Markup). Fails for bytes that are no text.
Result<void> to_utf8(std::string_view bytes, std::string_view header, CharsetHints hints, Utf8& out);

}  // namespace dateline::page
