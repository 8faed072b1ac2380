// A ByteStream read by lines or as a whole. One thread; movable.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "dateline/result.h"
#include "input/byte_stream.h"

namespace dateline::input {

struct Line {
  std::string_view text;     // without its line end (LF or CRLF); valid until the next call
  std::uint64_t number = 0;  // 1-based
  std::uint64_t size = 0;    // bytes of the line, also when it is too long
  bool too_long = false;     // then `text` is empty: nothing of it was held
};

// True when there is nothing but white space.
inline bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

class Buffered {
 public:
  explicit Buffered(ByteStream stream) : stream_(std::move(stream)) {}

  // The next line; nothing at the end.
  Result<std::optional<Line>> next_line(std::uint64_t longest);
  // All that is left; ErrorCode::TooLarge as soon as it is more than `largest`.
  Result<std::string> rest(std::uint64_t largest);

 private:
  // Puts the next piece of the stream into piece_; false at the end.
  Result<bool> refill();

  ByteStream stream_;
  std::string_view piece_;  // what is left of the stream's
  std::string line_;        // a line that began in an earlier piece
  std::uint64_t number_ = 0;
};

}  // namespace dateline::input
