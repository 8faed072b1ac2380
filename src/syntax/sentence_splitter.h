// Finds where sentences end among the words of a paragraph.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "syntax/tokenizer.h"

namespace dateline::syntax {

// Appends to `ends` the index after each sentence's last word; the last is tokens.size().
void split_sentences(const WordTables& tables, std::string_view text, std::span<const RawToken> tokens,
                     std::vector<std::uint32_t>& ends);

}  // namespace dateline::syntax
