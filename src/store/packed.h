// Records as they lie in the store: zstd. A record is text that repeats itself; packed it takes a quarter.
#pragma once

#include <string>
#include <string_view>

#include "dateline/result.h"

namespace dateline::store {

std::string pack(std::string_view record);
// Refuses what is damaged, and what would unpack to more than 512 MiB.
Result<std::string> unpack(std::string_view packed);

}  // namespace dateline::store
