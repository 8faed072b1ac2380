#include "page/dates.h"

#include <doctest/doctest.h>

using namespace dateline;
using page::DateOrder;

namespace {

const page::DateReader& dates() {
  static const auto knowledge = knowledge::Knowledge::open(DATELINE_PACK);
  REQUIRE(knowledge);
  static const page::DateReader reader(*knowledge);
  return reader;
}

std::string found(std::string_view text, DateOrder order = DateOrder::DayFirst) {
  const auto date = dates().find(text, order);
  return date ? base::to_string(date->date) : std::string();
}

std::string value(std::string_view text) {
  const auto date = dates().value(text, DateOrder::DayFirst);
  return date ? base::to_string(*date) : std::string();
}

std::string in_url(std::string_view url) {
  const auto date = dates().in_url(url);
  return date ? base::to_string(*date) : std::string();
}

}  // namespace

TEST_CASE("dates in text") {
  CHECK(found("Published November 20, 2019") == "2019-11-20");
  CHECK(found("Nov. 20, 2019, 10:43 a.m. EST") == "2019-11-20T10:43-05:00");
  CHECK(found("Nov 20 2019 at 4:05 pm") == "2019-11-20T16:05");
  CHECK(found("20th of May, 2021") == "2021-05-20");
  CHECK(found("Mittwoch, 3. M\u00E4rz 2021, 12:00 Uhr") == "2021-03-03T12:00");
  CHECK(found("20 de noviembre de 2019") == "2019-11-20");
  CHECK(found("1er ao\u00FBt 2018") == "2018-08-01");
  CHECK(found("20 \u043D\u043E\u044F\u0431\u0440\u044F 2019, 18:30") == "2019-11-20T18:30");
  CHECK(found("2018\u5E748\u670816\u65E5") == "2018-08-16");
  CHECK(found("Cureus. 2019 Nov 20;15(1)") == "2019-11-20");
  CHECK(found("Copyright 2019 Nov 20, 2020") == "2020-11-20");
  CHECK(found("Published\u2002Nov\u00A020,\u202F2019") == "2019-11-20");
  CHECK(found("20.11.19") == "2019-11-20");
  CHECK(found("03/04/2019", DateOrder::DayFirst) == "2019-04-03");
  CHECK(found("03/04/2019", DateOrder::MonthFirst) == "2019-03-04");
  CHECK(found("04/23/2019", DateOrder::DayFirst) == "2019-04-23");
  CHECK(found("31.02.2019").empty());
  CHECK(found("Call 20 11 2019 12").empty());
  CHECK(found("12 May 1745").empty());
}

TEST_CASE("dates that are a whole value") {
  CHECK(value("2019-11-20T10:43:00.000+0000") == "2019-11-20T10:43:00Z");
  CHECK(value(" 2019-11-20 10:43:00 ") == "2019-11-20T10:43:00");
  CHECK(value("20191120") == "2019-11-20");
  CHECK(value("1574246580") == "2019-11-20T10:43:00Z");
  CHECK(value("1574246580000") == "2019-11-20T10:43:00Z");
  CHECK(value("Wed, 20 Nov 2019 10:43:00 GMT") == "2019-11-20T10:43:00Z");
  CHECK(value("12345").empty());
  CHECK(value("").empty());
}

TEST_CASE("dates in addresses") {
  CHECK(in_url("https://courier.example/world/2024/05/16/harbour-talks") == "2024-05-16");
  CHECK(in_url("https://courier.example/2024/may/16/harbour-talks") == "2024-05-16");
  CHECK(in_url("https://courier.example/20240516/harbour") == "2024-05-16");
  CHECK(in_url("https://courier.example/2024/05/harbour") == "2024-05");
  CHECK(in_url("https://courier.example/article/12345678").empty());
}
