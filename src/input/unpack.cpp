#include "input/unpack.h"

#include <fmt/format.h>

#include "input/buffered.h"
#include "input/byte_stream.h"

namespace dateline::input {

Result<std::string> read_unpacked(const std::string& path, std::uint64_t limit) {
  auto stream = ByteStream::open(path);
  if (!stream) return Failure(stream.error());
  auto bytes = Buffered(std::move(*stream)).rest(limit);
  if (bytes || bytes.error().code != ErrorCode::TooLarge) return bytes;
  return failure(ErrorCode::TooLarge, fmt::format("{}: is over the limit of {} bytes; give it in smaller parts",
                                                  path == "-" ? "standard input" : path, limit));
}

}  // namespace dateline::input
