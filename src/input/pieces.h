// Cuts an archive into ranges that several processes can read: each record is in one of them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dateline/result.h"
#include "input/source.h"

namespace dateline::input {

// Ranges of about `size` bytes that touch. Each but the first begins where a record's member does (or a record, in an archive
// that is not packed), so that nobody has to look for one; an archive that is packed as a whole is one range. Looks at a few KiB
// for each range. The last one has the end that the file has now.
Result<std::vector<WarcRange>> cut_archive(const std::string& path, std::uint64_t size);

}  // namespace dateline::input
