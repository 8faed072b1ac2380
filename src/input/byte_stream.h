// The bytes of a file or of standard input, unpacked on the way when they begin with the magic bytes of gzip or zstd. Holds two
// buffers of 64 KiB, whatever the file's size. One thread; movable.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "dateline/result.h"

namespace dateline::input {

class ByteStream {
 public:
  // "-" is standard input. Errors begin with the path.
  static Result<ByteStream> open(const std::string& path);
  ByteStream(ByteStream&&) noexcept;
  ByteStream& operator=(ByteStream&&) noexcept;
  ~ByteStream();

  // The next piece, valid until the next call; empty at the end.
  Result<std::string_view> read();

 private:
  struct State;
  explicit ByteStream(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace dateline::input
