// What the tagger, the parser and the lemmatiser see of a word: hashes of its normalised letters and of parts of them.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace dateline::syntax {

struct WordForm {
  std::uint32_t exact = 0;                // as written, digits as 0
  std::uint32_t lower = 0;                // lower case, straight quotes, digits as 0
  std::array<std::uint32_t, 4> suffix{};  // last 1..4 bytes of the lower case form
  std::array<std::uint32_t, 3> prefix{};  // first 1..3
  std::uint32_t shape = 0;                // "Xx", "d.d", ... with runs as one
};

// How a sentence uses capitals. In a headline a capital says nothing about a name.
enum class CaseStyle : std::uint8_t { Normal, AllCapitals, Title };

// Lower case for ASCII and Latin-1 letters, typographic apostrophes and quotes straight. Appends to `out`.
void normalise(std::string_view form, std::string& out);

WordForm word_form(std::string_view form, std::string& buffer);
CaseStyle case_style(std::span<const std::string_view> forms);

}  // namespace dateline::syntax
