// Dates as they are known: ISO 8601 with a year, a month, a day, a time of day, a zone, each only when given.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dateline::base {

struct IsoDate {
  enum class Precision : std::uint8_t { Year, Month, Day, Minute, Second };
  int year = 0;  // 1..9999
  int month = 1;
  int day = 1;
  int hour = 0;
  int minute = 0;
  int second = 0;
  std::optional<int> zone_minutes;  // east of UTC
  Precision precision = Precision::Day;
};

// "2023", "2023-09", "2023-09-15", "2023-09-15T10:21[:00[.5]][Z|+02:00|+0200]" (a space may stand for T). Nothing else, and only
// dates that exist.
std::optional<IsoDate> parse_iso_date(std::string_view text);
std::string to_string(const IsoDate& date);

}  // namespace dateline::base
