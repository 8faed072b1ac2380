// A whole small file at once, unpacked: what `parse`, `actor` and `explain` take.
#pragma once

#include <cstdint>
#include <string>

#include "dateline/result.h"

namespace dateline::input {

// `path` may be "-" for standard input. Bytes that begin with the magic of gzip or zstd are unpacked. Over `limit` bytes unpacked
// is an error.
Result<std::string> read_unpacked(const std::string& path, std::uint64_t limit = 64u << 20);

}  // namespace dateline::input
