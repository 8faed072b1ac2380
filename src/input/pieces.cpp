#include "input/pieces.h"

#include <errno.h>
#include <fmt/format.h>
#include <string.h>
#include <sys/stat.h>

#include <algorithm>
#include <optional>

#include "input/warc_reader.h"

namespace dateline::input {

namespace {

// Where the first record at or behind a place begins; `end` when there is none before it.
Result<std::uint64_t> next_record(const std::string& path, std::uint64_t from, std::uint64_t end) {
  auto stream = ByteStream::open(path);
  if (!stream) return Failure(stream.error());
  WarcReader reader(std::move(*stream), from, end);
  while (true) {
    auto record = reader.next();
    // What is damaged is named by whoever reads it.
    if (!record && record.error().is_final) return Failure(record.error().error);
    if (record) return record->has_value() && (**record).place.within == 0 ? std::max(from, (**record).place.offset) : end;
  }
}

}  // namespace

Result<std::vector<WarcRange>> cut_archive(const std::string& path, std::uint64_t size) {
  struct stat about {};
  if (stat(path.c_str(), &about) != 0) {
    const int number = errno;
    return failure(ErrorCode::NotFound, fmt::format("{}: {}; check the name", path, strerrordesc_np(number)));
  }
  if (!S_ISREG(about.st_mode)) return failure(ErrorCode::BadArgument, fmt::format("{}: is no file, and cannot be cut", path));
  const auto end = static_cast<std::uint64_t>(about.st_size);
  std::vector<WarcRange> ranges;
  std::uint64_t begin = 0;
  while (begin < end) {
    std::uint64_t cut = end;
    // The last piece is not to be a crumb.
    if (end - begin > size + size / 2) {
      auto found = next_record(path, begin + size, end);
      if (!found) return Failure(found.error());
      cut = *found;
    }
    ranges.push_back({begin, cut});
    begin = cut;
  }
  if (ranges.empty()) ranges.push_back({0, 1});  // an empty file is for its reader to complain about
  return ranges;
}

}  // namespace dateline::input
