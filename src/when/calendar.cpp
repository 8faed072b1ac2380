// Periods are kept in two forms: those that are counted inside a year by {year, index}, and those that are made of days by their
// first day. Everything else follows from first_day and end_day. Tested in tests/when/calendar_test.cpp against a day-by-day
// walk.
#include "when/calendar.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace dateline::when {

namespace {

constexpr std::array<std::string_view, kGrains> kGrainNames = {"second",  "minute", "hour",   "part",   "day",
                                                               "weekend", "week",   "month",  "season", "quarter",
                                                               "half",    "year",   "decade", "century"};
constexpr std::array<std::string_view, 4> kSeasonCodes = {"SP", "SU", "FA", "WI"};

int floor_divide(int value, int by) { return value >= 0 ? value / by : -((-value + by - 1) / by); }

std::string year_value(int year) { return year > 0 ? fmt::format("{:04}", year) : fmt::format("BC{:04}", 1 - year); }

// ISO 8601 counts years before 1 as astronomers do, with a sign.
std::string iso_year(int year) { return year >= 0 ? fmt::format("{:04}", year) : fmt::format("-{:04}", -year); }

std::string iso_day(date::sys_days day) {
  const date::year_month_day ymd{day};
  return fmt::format("{}-{:02}-{:02}", iso_year(static_cast<int>(ymd.year())), static_cast<unsigned>(ymd.month()),
                     static_cast<unsigned>(ymd.day()));
}

std::string day_value(date::sys_days day) {
  const date::year_month_day ymd{day};
  return fmt::format("{}-{:02}-{:02}", year_value(static_cast<int>(ymd.year())), static_cast<unsigned>(ymd.month()),
                     static_cast<unsigned>(ymd.day()));
}

std::string clock_value(const Period& period) {
  if (!period.part.code.empty() && period.hour < 0) return fmt::format("T{}", period.part.code);
  if (period.hour < 0) return {};
  std::string value = fmt::format("T{:02}", period.hour);
  if (period.minute >= 0) value += fmt::format(":{:02}", period.minute);
  if (period.second >= 0) value += fmt::format(":{:02}", period.second);
  return value;
}

std::string unanchored_value(const Period& period) {
  switch (period.grain) {
    case Grain::Century:
      return "XX";
    case Grain::Decade:
      return period.index > 0 ? fmt::format("XX{}", period.index / 10) : "XXX";
    case Grain::Year:
      return "XXXX";
    case Grain::Half:
      return period.index > 0 ? fmt::format("XXXX-H{}", period.index) : "XXXX-HX";
    case Grain::Quarter:
      return period.index > 0 ? fmt::format("XXXX-Q{}", period.index) : "XXXX-QX";
    case Grain::Season:
      return fmt::format("XXXX-{}", kSeasonCodes[static_cast<std::size_t>(period.index) % 4]);
    case Grain::Month:
      return period.index > 0 ? fmt::format("XXXX-{:02}", period.index) : "XXXX-XX";
    case Grain::Week:
      return "XXXX-WXX";
    case Grain::Weekend:
      return "XXXX-WXX-WE";
    default:
      break;
  }
  std::string day = "XXXX-XX-XX";
  if (period.month > 0) {
    day = period.day_of_month > 0 ? fmt::format("XXXX-{:02}-{:02}", period.month, period.day_of_month)
                                  : fmt::format("XXXX-{:02}-XX", period.month);
  } else if (period.weekday > 0) {
    day = fmt::format("XXXX-WXX-{}", period.weekday);
  } else if (period.day_of_month > 0) {
    day = fmt::format("XXXX-XX-{:02}", period.day_of_month);
  }
  return day + clock_value(period);
}

std::string zone_text(std::optional<int> minutes) {
  if (!minutes) return {};
  if (*minutes == 0) return "Z";
  const int size = *minutes < 0 ? -*minutes : *minutes;
  return fmt::format("{}{:02}:{:02}", *minutes < 0 ? '-' : '+', size / 60, size % 60);
}

// A moment `seconds` after midnight of `day`, with as many fields as `grain` has.
std::string moment(date::sys_days day, int seconds, Grain grain, std::optional<int> zone) {
  day += date::days{floor_divide(seconds, 86400)};
  seconds -= floor_divide(seconds, 86400) * 86400;
  std::string text = fmt::format("{}T{:02}:{:02}", iso_day(day), seconds / 3600, seconds / 60 % 60);
  if (grain == Grain::Second) text += fmt::format(":{:02}", seconds % 60);
  return text + zone_text(zone);
}

std::string iso_month(int year, int month) { return fmt::format("{}-{:02}", iso_year(year), month); }

int first_month(const Period& period) {
  switch (period.grain) {
    case Grain::Month:
      return period.index;
    case Grain::Season:
      return 3 + 3 * period.index;
    case Grain::Quarter:
      return 3 * period.index - 2;
    case Grain::Half:
      return 6 * period.index - 5;
    default:
      return 1;
  }
}

int months_in(Grain grain) {
  switch (grain) {
    case Grain::Month:
      return 1;
    case Grain::Season:
    case Grain::Quarter:
      return 3;
    case Grain::Half:
      return 6;
    case Grain::Year:
      return 12;
    case Grain::Decade:
      return 120;
    case Grain::Century:
      return 1200;
    default:
      return 0;
  }
}

}  // namespace

std::string_view name_of(Grain grain) { return kGrainNames[static_cast<std::size_t>(grain)]; }

std::optional<Grain> grain_from(std::string_view name) {
  const auto found = std::find(kGrainNames.begin(), kGrainNames.end(), name);
  if (found == kGrainNames.end()) return std::nullopt;
  return static_cast<Grain>(found - kGrainNames.begin());
}

date::sys_days make_day(int year, unsigned month, unsigned day) {
  return date::sys_days{date::year{year} / date::month{month} / date::day{day}};
}

bool exists(int year, unsigned month, unsigned day) { return (date::year{year} / date::month{month} / date::day{day}).ok(); }

int weekday_of(date::sys_days day) { return static_cast<int>(date::weekday{day}.iso_encoding()); }
int year_of(date::sys_days day) { return static_cast<int>(date::year_month_day{day}.year()); }
int month_of(date::sys_days day) { return static_cast<int>(static_cast<unsigned>(date::year_month_day{day}.month())); }

IsoWeek iso_week(date::sys_days day) {
  const date::sys_days thursday = day + date::days{4 - weekday_of(day)};
  const int year = year_of(thursday);
  return {year, static_cast<int>((thursday - make_day(year, 1, 1)).count()) / 7 + 1};
}

Period make_day_period(date::sys_days day) {
  Period period;
  period.day = day;
  period.year = year_of(day);
  return period;
}

Period make_year(int year) {
  Period period;
  period.grain = Grain::Year;
  period.year = year;
  return period;
}

Period make_indexed(Grain grain, int year, int index) {
  Period period;
  period.grain = grain;
  period.year = year;
  period.index = index;
  return period;
}

Period containing(Grain grain, date::sys_days day) {
  const int year = year_of(day);
  const int month = month_of(day);
  switch (grain) {
    case Grain::Century: {
      Period period = make_year(floor_divide(year, 100) * 100);
      period.grain = Grain::Century;
      return period;
    }
    case Grain::Decade: {
      Period period = make_year(floor_divide(year, 10) * 10);
      period.grain = Grain::Decade;
      return period;
    }
    case Grain::Year:
      return make_year(year);
    case Grain::Half:
      return make_indexed(grain, year, month <= 6 ? 1 : 2);
    case Grain::Quarter:
      return make_indexed(grain, year, (month + 2) / 3);
    case Grain::Season:
      return month < 3 ? make_indexed(grain, year - 1, 3) : make_indexed(grain, year, (month - 3) / 3);
    case Grain::Month:
      return make_indexed(grain, year, month);
    case Grain::Week:
    case Grain::Weekend: {
      const int from_monday = weekday_of(day) - 1;
      Period period = make_day_period(day - date::days{grain == Grain::Week ? from_monday : from_monday - 5});
      period.grain = grain;
      return period;
    }
    default:
      return make_day_period(day);
  }
}

date::sys_days first_day(const Period& period) {
  if (period.grain <= Grain::Week) return period.day;
  if (period.grain >= Grain::Year) return make_day(period.year, 1, 1);
  return make_day(period.year, static_cast<unsigned>(first_month(period)), 1);
}

date::sys_days end_day(const Period& period) {
  switch (period.grain) {
    case Grain::Week:
      return period.day + date::days{7};
    case Grain::Weekend:
      return period.day + date::days{2};
    default:
      break;
  }
  if (period.grain < Grain::Weekend) return period.day + date::days{period.length};
  return add(first_day(period), months_in(period.grain), Grain::Month);
}

date::sys_days add(date::sys_days day, int count, Grain unit) {
  switch (unit) {
    case Grain::Week:
    case Grain::Weekend:
      return day + date::days{7 * count};
    case Grain::Month:
    case Grain::Season:
    case Grain::Quarter:
    case Grain::Half:
    case Grain::Year:
    case Grain::Decade:
    case Grain::Century: {
      const date::year_month_day ymd{day};
      const date::year_month_day moved = ymd + date::months{count * months_in(unit)};
      if (moved.ok()) return date::sys_days{moved};
      return date::sys_days{moved.year() / moved.month() / date::last};
    }
    default:
      return day + date::days{count};
  }
}

Period advanced(const Period& period, int count) {
  Period moved = period;
  if (period.grain <= Grain::Week) {
    moved.day = add(period.day, count, period.grain < Grain::Weekend ? Grain::Day : Grain::Week);
    moved.year = year_of(moved.day);
    return moved;
  }
  return containing(period.grain, add(first_day(period), count, period.grain));
}

bool in_range(const Period& period) {
  if (!period.anchored) return true;
  const int year = period.grain <= Grain::Week ? year_of(period.day) : period.year;
  return year >= kFirstYear && year <= kLastYear;
}

std::string timex_value(const Period& period) {
  if (!period.anchored) return unanchored_value(period);
  switch (period.grain) {
    case Grain::Century:
      return period.year >= 0 ? fmt::format("{:02}", period.year / 100) : fmt::format("BC{:02}", -period.year / 100 - 1);
    case Grain::Decade:
      return period.year > 0 ? fmt::format("{:03}", period.year / 10) : fmt::format("BC{:03}", -period.year / 10);
    case Grain::Year:
      return year_value(period.year);
    case Grain::Half:
      return fmt::format("{}-H{}", year_value(period.year), period.index);
    case Grain::Quarter:
      return period.index > 0 ? fmt::format("{}-Q{}", year_value(period.year), period.index)
                              : fmt::format("{}-QX", year_value(period.year));
    case Grain::Season:
      return fmt::format("{}-{}", year_value(period.year), kSeasonCodes[static_cast<std::size_t>(period.index) % 4]);
    case Grain::Month:
      return fmt::format("{}-{:02}", year_value(period.year), period.index);
    case Grain::Week:
    case Grain::Weekend: {
      const IsoWeek week = iso_week(period.day);
      return fmt::format("{}-W{:02}{}", year_value(week.year), week.week, period.grain == Grain::Weekend ? "-WE" : "");
    }
    default:
      break;
  }
  if (period.length > 1) {
    // TIMEX3 has no value for a stretch of days: the smallest unit that holds it.
    const date::sys_days last = end_day(period) - date::days{1};
    const Grain grain = month_of(period.day) == month_of(last) ? Grain::Month : Grain::Year;
    return timex_value(containing(grain, period.day));
  }
  return day_value(period.day) + clock_value(period);
}

Interval days_from_to(date::sys_days first, date::sys_days end) { return {iso_day(first), iso_day(end)}; }

Interval interval_of(const Period& period) {
  if (!period.anchored) return {};
  const date::sys_days first = first_day(period);
  const date::sys_days end = end_day(period);
  switch (period.grain) {
    case Grain::Century:
    case Grain::Decade:
    case Grain::Year:
      return {iso_year(year_of(first)), iso_year(year_of(end))};
    case Grain::Half:
    case Grain::Quarter:
    case Grain::Season:
    case Grain::Month:
      return {iso_month(year_of(first), month_of(first)), iso_month(year_of(end), month_of(end))};
    case Grain::Week:
    case Grain::Weekend:
    case Grain::Day:
      return {iso_day(first), iso_day(end)};
    case Grain::Part:
      return {moment(first, period.part.begin_hour * 3600, Grain::Minute, {}),
              moment(first, period.part.end_hour * 3600, Grain::Minute, {})};
    default:
      break;
  }
  const int begin = period.hour * 3600 + std::max(period.minute, 0) * 60 + std::max(period.second, 0);
  const int length = period.grain == Grain::Hour ? 3600 : period.grain == Grain::Minute ? 60 : 1;
  return {moment(first, begin, period.grain, period.zone_minutes),
          moment(first, begin + length, period.grain, period.zone_minutes)};
}

std::optional<bool> us_summer_time(date::sys_days day, int hour) {
  const int year = year_of(day);
  if (year < 1967) return std::nullopt;
  const auto sunday_from = [&](unsigned month, unsigned from) {
    const date::sys_days first = make_day(year, month, from);
    return first + date::days{7 - weekday_of(first)};
  };
  // The laws of 1966, 1986 and 2005.
  const date::sys_days begin = year >= 2007 ? sunday_from(3, 8) : year >= 1987 ? sunday_from(4, 1) : sunday_from(4, 24);
  const date::sys_days end = year >= 2007 ? sunday_from(11, 1) : sunday_from(10, 25);
  constexpr int kSpringHour = 3;
  constexpr int kAutumnHour = 2;
  if (day == begin) return hour >= kSpringHour;
  if (day == end) return hour < kAutumnHour;
  return day > begin && day < end;
}

date::sys_days easter_sunday(int year) {
  const int a = year % 19;
  const int b = year / 100;
  const int c = year % 100;
  const int d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
  const int e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
  const int f = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114;
  return make_day(year, static_cast<unsigned>(f / 31), static_cast<unsigned>(f % 31 + 1));
}

}  // namespace dateline::when
