#include "base/utf8.h"

#include <doctest/doctest.h>

using namespace dateline::base;

TEST_CASE("every code point survives a round trip") {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text;
    append_utf8(text, c);
    const Decoded decoded = decode_utf8(text, 0);
    REQUIRE(decoded.code_point == c);
    REQUIRE(decoded.length == text.size());
  }
}

TEST_CASE("what is not UTF-8 is found and repaired as WHATWG says") {
  CHECK(find_invalid_utf8("plain \xC3\xA9 \xEF\xBF\xBD") == std::string_view::npos);
  CHECK(find_invalid_utf8("ab\xFF") == 2);
  CHECK(find_invalid_utf8("\xC0\xAF") == 0);          // overlong
  CHECK(find_invalid_utf8("\xED\xA0\x80") == 0);      // surrogate
  CHECK(find_invalid_utf8("\xF4\x90\x80\x80") == 0);  // past the last code point
  CHECK(find_invalid_utf8("x\xE2\x82") == 1);         // cut off
  std::size_t replaced = 0;
  CHECK(repair_utf8("a\xFFz", replaced) == "a\xEF\xBF\xBDz");
  CHECK(replaced == 1);
  CHECK(repair_utf8("\xE2\x82x\xF0\x9F\x98", replaced) == "\xEF\xBF\xBDx\xEF\xBF\xBD");
  CHECK(replaced == 2);
  CHECK(repair_utf8("\xC0\xAF", replaced) == "\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST_CASE("code point offsets agree with counting") {
  std::string text;
  for (int i = 0; i < 300; ++i) text += i % 3 == 0 ? "a" : i % 3 == 1 ? "\xC3\xA9" : "\xF0\x9F\x98\x80";
  const CodePointMap map(text);
  std::uint32_t count = 0;
  for (std::uint32_t i = 0; i < text.size();) {
    REQUIRE(map(i) == count);
    i += decode_utf8(text, i).length;
    ++count;
  }
  CHECK(map(static_cast<std::uint32_t>(text.size())) == count);
  CHECK(CodePointMap("")(0) == 0);
}

TEST_CASE("what could drive a terminal is not shown") {
  CHECK(printable("a\x1b[31m\xC2\x9Bx\x7F\xFF") == "a\xEF\xBF\xBD[31m\xEF\xBF\xBDx\xEF\xBF\xBD\xEF\xBF\xBD");
  CHECK(printable("gpj\xE2\x80\xAE.exe") == "gpj\xEF\xBF\xBD.exe");
  CHECK(printable("é — 서울") == "é — 서울");
  CHECK(one_line(" a\r\n\tb\x1b\xC2\x9B\xC2\xA0 c ") == "a b c");
}

TEST_CASE("folding makes spellings of a name equal") {
  CHECK(folded("Élysée  Palace") == "elysee palace");
  CHECK(folded("Recep Tayyip Erdoğan") == "recep tayyip erdogan");
  CHECK(folded("Łódź") == "lodz");
  CHECK(folded("Straße") == "strasse");
  CHECK(folded("Sana’a — “x”") == "sana'a - \"x\"");
  CHECK(folded("\xC2\xA0 A\tb\n") == "a b");
  CHECK(folded("서울") == "서울");
}
