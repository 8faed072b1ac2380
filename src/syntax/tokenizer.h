// Cuts a paragraph into the words of UD English (as in the English Web Treebank). Time is linear in the paragraph, whatever it
// holds.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "dateline/span.h"
#include "syntax/word_tables.h"

namespace dateline::syntax {

struct RawToken {
  Span span;
  std::uint8_t multiword = 0;  // as Tokens::multiword
};

// Appends the words of text[paragraph] to `tokens`. The text is valid UTF-8.
void tokenize(const WordTables& tables, std::string_view text, Span paragraph, std::vector<RawToken>& tokens);

}  // namespace dateline::syntax
