// The formats of rows as media types.
#pragma once

#include <span>
#include <string_view>

namespace dateline::serve {

struct Media {
  std::string_view format;  // as `dateline query --format` names it
  std::string_view type;    // as it is sent
  std::string_view about;
  std::string_view ending;  // of a file's name
  bool by_accept = false;   // the type names this format alone
  bool of_articles = false;
};
std::span<const Media> media();

}  // namespace dateline::serve
