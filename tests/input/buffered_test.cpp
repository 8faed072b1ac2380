#include "input/buffered.h"

#include <doctest/doctest.h>

#include "making.h"

using namespace dateline;
using namespace dateline::input;

namespace {

Buffered over(std::string_view bytes) { return Buffered(ByteStream(RawFile::of_bytes("bytes", bytes))); }

std::string lines_of(std::string_view bytes, std::uint64_t longest = 1000) {
  Buffered buffered = over(bytes);
  std::string out;
  while (true) {
    auto line = buffered.next_line(longest);
    if (!line || !line->has_value()) return out;
    out += fmt::format("{}[{}]{}", (*line)->number, (*line)->text, (*line)->too_long ? "long" : "");
  }
}

}  // namespace

TEST_CASE("lines end with LF, CRLF or the file") {
  CHECK(lines_of("") == "");
  CHECK(lines_of("a") == "1[a]");
  CHECK(lines_of("a\r\n\nb\n") == "1[a]2[]3[b]");
  CHECK(lines_of("abcd\nab\nabc", 3) == "1[]long2[ab]3[abc]");
}

TEST_CASE("lines over the borders of pieces are put together") {
  std::string text;
  for (int i = 0; i < 2000; ++i) text += std::string(static_cast<std::size_t>(i % 997), static_cast<char>('a' + i % 26)) + "\n";
  // Many members, so that pieces are small.
  std::string packed;
  for (std::size_t at = 0; at < text.size(); at += 613) packed += gzipped(std::string_view(text).substr(at, 613));
  CHECK(lines_of(packed) == lines_of(text));
  CHECK(over(packed).rest(text.size()).value() == text);
  CHECK(over(packed).rest(text.size() - 1).error().code == ErrorCode::TooLarge);
}
