// The words of a text around those that were looked for.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dateline::serve {

struct Piece {
  std::string text;
  bool hit = false;
};

// Some forty words around the place where most of the words of `query` stand, case and accents aside; the beginning of the text
// when none does. Text, never markup.
std::vector<Piece> snippet(std::string_view text, std::string_view query);

}  // namespace dateline::serve
