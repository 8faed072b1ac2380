// Calendar periods and what is done with them: the containing unit, the unit n further on, the TIMEX3 value, the interval.
// A Period is one unit of the proleptic Gregorian calendar ("the third quarter of 1989", "the evening of 14 September 2023").
// Plain values; pure functions.
#pragma once

#include <date/date.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dateline::when {

// From fine to coarse.
enum class Grain : std::uint8_t {
  Second,
  Minute,
  Hour,
  Part,
  Day,
  Weekend,
  Week,
  Month,
  Season,
  Quarter,
  Half,
  Year,
  Decade,
  Century,
};
inline constexpr int kGrains = 14;
std::string_view name_of(Grain grain);
std::optional<Grain> grain_from(std::string_view name);

// A part of the day with the hours that it covers; `begin_hour` may lie before 0, `end_hour` beyond 24.
struct PartOfDay {
  std::string_view name;
  std::string_view code;  // of TIMEX3: "EV"; empty: none
  int begin_hour = 0;
  int end_hour = 0;
};

struct Period {
  Grain grain = Grain::Day;
  // False: the year is not known. Then only `index`, `month`, `day_of_month`, `weekday`, the part and the clock may be.
  bool anchored = true;
  int year = 0;          // Year and coarser, and those counted inside a year; 0 is 1 BC, as astronomers count
  int index = 0;         // month 1..12, quarter 1..4, half 1..2, season 0..3 from spring
  date::sys_days day{};  // Day and finer; the Monday of a Week; the Saturday of a Weekend
  int length = 1;        // days, of a Day: a feast may last longer than one
  PartOfDay part;
  int hour = -1;
  int minute = -1;
  int second = -1;
  std::optional<int> zone_minutes;
  int month = 0;  // these three only when not anchored; 0: not known
  int day_of_month = 0;
  int weekday = 0;  // 1 = Monday
};

struct Interval {
  std::string begin;  // ISO 8601, inclusive, at the period's precision
  std::string end;    // exclusive
};

// Years that are spoken of: outside of these nothing is resolved.
inline constexpr int kFirstYear = -9998;
inline constexpr int kLastYear = 9998;
bool in_range(const Period& period);

date::sys_days make_day(int year, unsigned month, unsigned day);
bool exists(int year, unsigned month, unsigned day);
// 1 = Monday ... 7 = Sunday.
int weekday_of(date::sys_days day);
int year_of(date::sys_days day);
int month_of(date::sys_days day);
// The Thursday decides to which year an ISO week belongs.
struct IsoWeek {
  int year;
  int week;
};
IsoWeek iso_week(date::sys_days day);

// The unit that contains the day. A part of the day cannot be found in this way; it gives the day.
Period containing(Grain grain, date::sys_days day);
Period make_day_period(date::sys_days day);
Period make_year(int year);
Period make_indexed(Grain grain, int year, int index);

// First day of an anchored period, and the first day after it.
date::sys_days first_day(const Period& period);
date::sys_days end_day(const Period& period);

// The day n units away: months and years keep the day of the month, or its last when it is too short.
date::sys_days add(date::sys_days day, int count, Grain unit);
// The unit of the period's own grain n further on (Day and coarser).
Period advanced(const Period& period, int count);

std::string timex_value(const Period& period);
Interval days_from_to(date::sys_days first, date::sys_days end);
// Empty strings for a period that is not anchored.
Interval interval_of(const Period& period);

// Whether the clocks of the United States stand on summer time at a local time of day: from 2 o'clock on a Sunday in March or
// April to 2 o'clock on one in October or November, by the law of the year. The hour that is left out in spring counts as winter
// time. Nothing before 1967, when states had rules of their own.
std::optional<bool> us_summer_time(date::sys_days day, int hour);

// Gregorian Easter Sunday (anonymous algorithm of Meeus, Jones and Butcher), in any year from 1583.
date::sys_days easter_sunday(int year);

}  // namespace dateline::when
