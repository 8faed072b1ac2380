// The bytes of a file or of standard input as they lie there, packed or not, through a window that moves forward. One thread;
// movable.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/result.h"

namespace dateline::input {

class RawFile {
 public:
  // "-" is standard input. Errors begin with the path.
  static Result<RawFile> open(const std::string& path);
  // As if a file of this name held these bytes.
  static RawFile of_bytes(std::string name, std::string_view bytes);
  RawFile(RawFile&& other) noexcept;
  RawFile& operator=(RawFile&& other) noexcept;
  ~RawFile();

  // What comes next, at least `size` bytes of it unless the file ends before; empty at its end. Valid until the next call.
  Result<std::string_view> peek(std::size_t size = 1);
  // Steps over bytes that peek() showed.
  void consume(std::size_t size);
  // Goes to a place in the file: anywhere in one that can be sought in, forward in a pipe. False when that place lies behind in a
  // pipe; behind the end is the end.
  Result<bool> seek(std::uint64_t offset);
  // The place of the next byte.
  std::uint64_t offset() const { return offset_; }
  bool can_go_back() const { return can_seek_; }
  // For messages: the path, or "standard input".
  const std::string& name() const { return name_; }

 private:
  RawFile() = default;
  // Reads once behind the window's bytes.
  Result<void> fill();

  std::string name_;
  int descriptor_ = -1;  // -1: the bytes in window_ are all there are
  bool is_standard_input_ = false;
  bool can_seek_ = false;
  bool ended_ = false;
  std::vector<char> window_;  // [begin_, end_) has been read and not consumed
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::uint64_t offset_ = 0;
};

}  // namespace dateline::input
