// What must hold for any text and any day of publication.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <regex>
#include <string>
#include <vector>

#include "base/iso_date.h"
#include "reading.h"
#include "when/calendar.h"

using namespace dateline;
using when::testing::read;
using when::testing::times_of;

namespace {

bool is_timex_value(const std::string& value) {
  static const std::regex date(
      "(BC)?([0-9X]{4}|[0-9X]{2,3})|"
      "(BC)?[0-9X]{4}-([0-9]{2}|XX)(-([0-9]{2}|XX))?|"
      "(BC)?[0-9X]{4}-(H[12X]|Q[1-4X]|SP|SU|FA|WI)|"
      "(BC)?[0-9X]{4}-W([0-9]{2}|XX)(-(WE|[1-7]))?");
  static const std::regex time("(.*)T(MO|MI|AF|EV|NI|DT|[0-2][0-9](:[0-5][0-9](:[0-5][0-9])?)?)");
  static const std::regex duration("P([0-9.]+|X)(Y|M|W|D|Q|WE|DE|CE)([0-9]+M)?|PT([0-9.]+|X)(H|M|S)([0-9]+(M|S))?");
  static const std::regex reference("(PAST|PRESENT|FUTURE)_REF");
  std::smatch parts;
  if (std::regex_match(value, duration) || std::regex_match(value, reference) || std::regex_match(value, date)) return true;
  return std::regex_match(value, parts, time) && std::regex_match(parts[1].str(), date);
}

// Begins and ends are compared after both are written out to the minute.
std::string to_the_minute(std::string_view moment) {
  static const std::string rest = "0000-01-01T00:00";
  const std::size_t size = moment.size();
  std::string full(moment.substr(0, std::min<std::size_t>(size, rest.size())));
  if (full.size() < rest.size()) full += rest.substr(full.size());
  return full;
}

void check_times(const Document& document) {
  std::uint32_t last_end = 0;
  for (std::size_t i = 0; i < document.times.size(); ++i) {
    const TimeRef& time = document.times[i];
    CAPTURE(document.text);
    CAPTURE(document.published);
    CAPTURE(time.value);
    REQUIRE(is_timex_value(std::string(time.value)));
    REQUIRE(time.span.begin >= last_end);
    REQUIRE(time.span.begin < time.span.end);
    REQUIRE(time.span.end <= document.text.size());
    last_end = time.span.end;
    REQUIRE(time.begin.empty() == time.end.empty());
    if (time.anchor == AnchorKind::Time) REQUIRE(time.anchor_time < i);
    if (time.begin.empty() || time.begin.front() == '-') continue;
    REQUIRE(base::parse_iso_date(time.begin).has_value());
    REQUIRE(base::parse_iso_date(time.end).has_value());
    REQUIRE(to_the_minute(time.begin) <= to_the_minute(time.end));
    if (time.begin.size() < 17) REQUIRE(to_the_minute(time.begin) < to_the_minute(time.end));
    REQUIRE(time.value.find('X') == std::string_view::npos);
  }
}

const std::vector<std::string>& sentences() {
  static const std::vector<std::string> all = [] {
    std::vector<std::string> made;
    const knowledge::Table table = when::testing::knowledge().table("time_patterns");
    for (std::uint32_t row = 0; row < table.rows(); ++row) {
      std::string text;
      for (const char c : table.cell(row, table.column("example"))) {
        if (c != '[' && c != ']') text += c;
      }
      made.push_back(std::move(text));
    }
    return made;
  }();
  return all;
}

}  // namespace

TEST_CASE("values parse and begins come before ends, whatever the day of publication") {
  const std::vector<std::string> days = {
      "1600-02-29", "1752-09-14", "1899-12-31", "1900-01-01", "1999-12-31", "2000-01-01", "2000-02-29", "2023-03-26",
      "2023-10-29", "2023-12-31", "2024-01-01", "2024-02-29", "2100-12-31", "2023-06",    "1988",       ""};
  for (const std::string& day : days) {
    for (const std::string& sentence : sentences()) check_times(read(sentence, day));
  }
}

TEST_CASE("every day of a leap year and its neighbours") {
  const std::string text =
      "He came Monday, left yesterday, met them last month, will return next week and on Feb. 29, in the spring, in June, a year "
      "ago, "
      "two weeks ago, last quarter, tonight at 9 p.m., by the end of the year, over the weekend, this winter and on Dec. 31.";
  for (date::sys_days day = when::make_day(2023, 12, 1); day < when::make_day(2025, 2, 1); day += date::days{1}) {
    const date::year_month_day ymd{day};
    check_times(read(text, fmt::format("{}-{:02}-{:02}", static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()),
                                       static_cast<unsigned>(ymd.day()))));
  }
}

TEST_CASE("the same text gives the same times: nothing is taken from the day of the test") {
  for (const std::string& sentence : sentences()) {
    CHECK(times_of(read(sentence, "")) == times_of(read(sentence, "")));
    const Document document = read(sentence, "");
    for (const TimeRef& time : document.times) {
      if (time.anchor == AnchorKind::Published) FAIL("anchored to a publication date that is not known: ", sentence);
    }
  }
}

TEST_CASE("long and strange input") {
  std::string endless;
  for (int i = 0; i < 3000; ++i) endless += "the end of the first week of May 5 and 6, 2019 - ";
  check_times(read(endless, "2023-09-15"));
  // What looks back must not look through the whole text each time.
  std::string backward;
  for (int i = 0; i < 20000; ++i)
    backward += "In 1990 it fell.\nThree days later, on the second day of the war, a year ago, it rose.\n";
  check_times(read(backward, "2023-09-15"));
  std::string marks;
  for (int i = 0; i < 20000; ++i) marks += static_cast<char>(32 + (i * 31) % 95);
  check_times(read(marks, "2023-09-15"));
  check_times(
      read("In 99999999999 years, 0 days ago, 400000 years ago and 9999 decades later it ends. The year 0 BC.", "2023-09-15"));
}
