// The page's files, as they are built into the program (web/ makes them).
#pragma once

#include <span>
#include <string_view>

namespace dateline::serve {

struct Asset {
  std::string_view path;        // "/", "/assets/index-3f2a.js"
  std::string_view media_type;  // "text/javascript; charset=utf-8"
  std::string_view bytes;       // as they are sent
  bool is_gzip = false;         // packed with gzip already
  std::string_view etag;        // without quotation marks
};

// All of them; they live as long as the program.
std::span<const Asset> web_assets();

}  // namespace dateline::serve
