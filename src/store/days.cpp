// After Howard Hinnant's civil_from_days.
#include "store/days.h"

#include <fmt/format.h>

#include "story/traits.h"

namespace dateline::store {

namespace {

struct Civil {
  std::int64_t year, month, day;
};

Civil civil(std::int64_t day) {
  const std::int64_t z = day + 719468, era = (z >= 0 ? z : z - 146096) / 146097, of_era = z - era * 146097;
  const std::int64_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  const std::int64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100), m = (5 * of_year + 2) / 153;
  const std::int64_t month = m < 10 ? m + 3 : m - 9;
  return {year_of_era + era * 400 + (month <= 2), month, of_year - (153 * m + 2) / 5 + 1};
}

}  // namespace

std::string date_of(std::int64_t day) {
  const Civil date = civil(day);
  return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

std::int64_t first_of_month(std::int64_t day) { return day == story::kNoDay ? day : day - civil(day).day + 1; }

}  // namespace dateline::store
