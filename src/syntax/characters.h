// What a character is to the tokenizer.
#pragma once

#include <cstdint>
#include <string_view>

namespace dateline::syntax {

enum class Kind : std::uint8_t { Space, Letter, Digit, Mark, Apostrophe, Hyphen, Other };

struct Character {
  char32_t code_point = 0;
  std::uint32_t size = 0;  // bytes; 0 at the end
  Kind kind = Kind::Other;

  bool is_word() const { return kind == Kind::Letter || kind == Kind::Digit || kind == Kind::Mark; }
};

// The character at `at`; one of size 0 and kind Space at or after `end`.
Character character_at(std::string_view text, std::uint32_t at, std::uint32_t end);
bool is_upper_case(char32_t code_point);
bool is_lower_case(char32_t code_point);

}  // namespace dateline::syntax
