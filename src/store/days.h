// Days since 1970-01-01 as dates. Pure functions.
#pragma once

#include <cstdint>
#include <string>

namespace dateline::store {

// "2023-09-15"
std::string date_of(std::int64_t day);
// The first day of the day's month; a day that is not known (story::kNoDay) stays one.
std::int64_t first_of_month(std::int64_t day);

}  // namespace dateline::store
