// The words of a text that tell texts apart, as numbers: those of four or more letters and those with a digit, without case. No
// list of function words is needed for that, and so none of a language.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "dateline/span.h"

namespace dateline::story {

struct Word {
  std::uint32_t hash = 0;
  Span span;
};

// Content words of the first `limit` of them, in order.
std::vector<Word> content_words(std::string_view text, std::size_t limit);

// All words and numbers of a text, with the apostrophes, hyphens and digit separators inside them: "didn't", "1,204",
// "22-year-old".
std::vector<std::string_view> running_words(std::string_view text);

// A number for a name or id of a kind ('e', "dl:kim-jong-un"), so that names and words live in one space of keys.
std::uint32_t key_of(char kind, std::string_view name);

}  // namespace dateline::story
