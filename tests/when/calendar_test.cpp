#include "when/calendar.h"

#include <doctest/doctest.h>

using namespace dateline::when;

TEST_CASE("units that follow each other meet without gap or overlap, 1600 to 2100") {
  for (const Grain grain :
       {Grain::Day, Grain::Week, Grain::Month, Grain::Season, Grain::Quarter, Grain::Half, Grain::Year, Grain::Decade}) {
    Period period = containing(grain, make_day(1600, 1, 1));
    while (first_day(period) < make_day(2100, 1, 1)) {
      const Period next = advanced(period, 1);
      REQUIRE(end_day(period) == first_day(next));
      REQUIRE(first_day(advanced(next, -1)) == first_day(period));
      REQUIRE(containing(grain, end_day(period) - date::days{1}).index == period.index);
      period = next;
    }
  }
}

TEST_CASE("every day lies in the unit that contains it") {
  for (date::sys_days day = make_day(1999, 12, 1); day < make_day(2005, 2, 1); day += date::days{1}) {
    for (const Grain grain :
         {Grain::Week, Grain::Month, Grain::Season, Grain::Quarter, Grain::Half, Grain::Year, Grain::Decade, Grain::Century}) {
      const Period period = containing(grain, day);
      REQUIRE(first_day(period) <= day);
      REQUIRE(day < end_day(period));
    }
  }
}

TEST_CASE("weeks are those of ISO 8601, over the ends of years too") {
  CHECK(timex_value(containing(Grain::Week, make_day(2023, 9, 15))) == "2023-W37");
  CHECK(timex_value(containing(Grain::Week, make_day(2021, 1, 1))) == "2020-W53");
  CHECK(timex_value(containing(Grain::Week, make_day(2018, 12, 31))) == "2019-W01");
  CHECK(timex_value(containing(Grain::Weekend, make_day(2023, 9, 11))) == "2023-W37-WE");
}

TEST_CASE("months and years keep the day, or the last there is") {
  CHECK(add(make_day(2023, 1, 31), 1, Grain::Month) == make_day(2023, 2, 28));
  CHECK(add(make_day(2024, 2, 29), -1, Grain::Year) == make_day(2023, 2, 28));
  CHECK(add(make_day(2024, 2, 29), 4, Grain::Year) == make_day(2028, 2, 29));
  CHECK(add(make_day(2023, 12, 31), 1, Grain::Day) == make_day(2024, 1, 1));
}

TEST_CASE("intervals are as precise as the period") {
  const auto interval = [](Grain grain, date::sys_days day) {
    const Interval found = interval_of(containing(grain, day));
    return found.begin + "/" + found.end;
  };
  CHECK(interval(Grain::Year, make_day(2022, 5, 1)) == "2022/2023");
  CHECK(interval(Grain::Month, make_day(2023, 12, 5)) == "2023-12/2024-01");
  CHECK(interval(Grain::Week, make_day(2023, 9, 15)) == "2023-09-11/2023-09-18");
  CHECK(interval(Grain::Day, make_day(2024, 2, 29)) == "2024-02-29/2024-03-01");
  CHECK(interval(Grain::Season, make_day(2024, 1, 29)) == "2023-12/2024-03");
  CHECK(interval(Grain::Decade, make_day(1994, 1, 29)) == "1990/2000");
  Period night = make_day_period(make_day(2023, 12, 31));
  night.grain = Grain::Part;
  night.part = {"NI", "NI", 20, 30};
  CHECK(timex_value(night) == "2023-12-31TNI");
  CHECK(interval_of(night).begin == "2023-12-31T20:00");
  CHECK(interval_of(night).end == "2024-01-01T06:00");
  Period clock = make_day_period(make_day(2023, 3, 26));
  clock.grain = Grain::Minute;
  clock.hour = 24;
  clock.minute = 0;
  clock.zone_minutes = -240;
  CHECK(timex_value(clock) == "2023-03-26T24:00");
  CHECK(interval_of(clock).begin == "2023-03-27T00:00-04:00");
  CHECK(interval_of(make_year(-263)).begin == "-0263");
  CHECK(timex_value(make_year(-263)) == "BC0264");
}

TEST_CASE("Easter") {
  CHECK(easter_sunday(2023) == make_day(2023, 4, 9));
  CHECK(easter_sunday(2024) == make_day(2024, 3, 31));
  CHECK(easter_sunday(2000) == make_day(2000, 4, 23));
  CHECK(easter_sunday(1818) == make_day(1818, 3, 22));
  for (int year = 1583; year <= 2100; ++year) {
    const date::sys_days day = easter_sunday(year);
    REQUIRE(weekday_of(day) == 7);
    REQUIRE(day >= make_day(year, 3, 22));
    REQUIRE(day <= make_day(year, 4, 25));
  }
}

TEST_CASE("summer time of the United States: one stretch a year, Sundays at both ends") {
  CHECK_FALSE(us_summer_time(make_day(1950, 7, 1), 12).has_value());
  for (int year = 1967; year <= 2100; ++year) {
    int changes = 0;
    bool summer = false;
    for (date::sys_days day = make_day(year, 1, 1); day < make_day(year + 1, 1, 1); day += date::days{1}) {
      for (int hour = 0; hour < 24; ++hour) {
        const bool now = *us_summer_time(day, hour);
        if (now == summer) continue;
        ++changes;
        summer = now;
        REQUIRE(weekday_of(day) == 7);
      }
    }
    REQUIRE(changes == 2);
    REQUIRE_FALSE(summer);
  }
  // The clocks went from 2 to 3 on 10 March 2024, and from 2 back to 1 on 3 November.
  CHECK_FALSE(*us_summer_time(make_day(2024, 3, 10), 2));
  CHECK(*us_summer_time(make_day(2024, 3, 10), 3));
  CHECK(*us_summer_time(make_day(2024, 11, 3), 1));
  CHECK_FALSE(*us_summer_time(make_day(2024, 11, 3), 2));
  CHECK(*us_summer_time(make_day(2006, 4, 2), 4));
  CHECK_FALSE(*us_summer_time(make_day(2006, 3, 15), 12));
}
