// UTF-8 in and out, and the way from byte offsets to code points. All functions take any bytes; none fails or reads past the end.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::base {

inline constexpr char32_t kReplacement = 0xFFFD;

struct Decoded {
  char32_t code_point;
  std::uint32_t length;  // bytes read, 1..4; 1 for a byte that begins nothing valid (code_point = U+FFFD)
};

// The code point at `at` (which must be < text.size()).
Decoded decode_utf8(std::string_view text, std::size_t at);
void append_utf8(std::string& out, char32_t code_point);

// Offset of the first byte that is not part of valid UTF-8; npos when all is valid.
std::size_t find_invalid_utf8(std::string_view text);
// The text with every maximal invalid part replaced by one U+FFFD (WHATWG); `replaced` counts them.
std::string repair_utf8(std::string_view text, std::size_t& replaced);

// Byte offset -> code point offset in constant time, from a table with an entry each 64 bytes.
class CodePointMap {
 public:
  explicit CodePointMap(std::string_view valid_utf8);
  std::uint32_t operator()(std::uint32_t byte_offset) const;

 private:
  std::string_view text_;
  std::vector<std::uint32_t> counts_;  // code points before byte 64*i
};

// Text with case, accents and typographic variants folded, for looking names up: lower case, base letters for letters with
// diacritics, straight quotes, ASCII hyphens, one space for any run of white space. Appends to `out`.
void fold(std::string_view text, std::string& out);
std::string folded(std::string_view text);

// True for what may drive a terminal or turn its text around: C0, DEL and C1 controls, bidirectional controls.
bool is_control(char32_t code_point);
// The text as it may be shown on a terminal: each control character, and each part that is no UTF-8, as U+FFFD.
std::string printable(std::string_view text);
// The same as one line: a run of white space is one space, none at the ends; control characters are left out.
std::string one_line(std::string_view text);

// True for the code points of Unicode's White_Space.
bool is_space(char32_t code_point);
bool is_letter(char32_t code_point);
bool is_upper(char32_t code_point);
bool is_digit(char32_t code_point);  // ASCII digits only

}  // namespace dateline::base
