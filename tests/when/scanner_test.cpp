#include "when/scanner.h"

#include <doctest/doctest.h>

#include <string>

#include "reading.h"

using namespace dateline;
using namespace dateline::when;

namespace {

const Lexicon& lexicon() {
  static const Lexicon made = *Lexicon::create(when::testing::knowledge());
  return made;
}

// The items with a bar between them; numbers as their values in brackets.
std::string items_of(const std::string& text) {
  Scan scan;
  scan_sentence(lexicon(), text, {0, static_cast<std::uint32_t>(text.size())}, scan);
  std::string all;
  for (const Item& item : scan.items) {
    if (!all.empty()) all += "|";
    all += item.span.in(text);
    if (item.is(lexicon().known().number)) all += "(" + std::to_string(static_cast<int>(item.number * 100)) + ")";
    if (item.is(lexicon().known().year)) all += "y";
    if (item.is(lexicon().known().numeric_date)) all += "d";
    if (item.is(lexicon().known().clock)) all += "c";
    if (item.is(lexicon().known().ordinal)) all += "o";
    if (item.is(lexicon().known().decade)) all += "t";
  }
  return all;
}

}  // namespace

TEST_CASE("words of numbers join") {
  CHECK(items_of("two hundred and ten years") == "two hundred and ten(21000)|years");
  CHECK(items_of("twenty-seven days") == "twenty-seven(2700)|days");
  CHECK(items_of("twenty four hours") == "twenty four(2400)|hours");
  CHECK(items_of("a hundred years") == "a hundred(10000)|years");
  CHECK(items_of("2 1/2 years") == "2 1/2(250)|years");
  CHECK(items_of("the twenty-first day") == "the|twenty-firsto|day");
  CHECK(items_of("nineteen ninety-six") == "nineteen ninety-sixy");
  CHECK(items_of("one and two") == "one(100)|and|two(200)");
}

TEST_CASE("digits") {
  CHECK(items_of("in 1987, 1,987 men") == "in|1987(198700)y|,|1,987(198700)|men");
  CHECK(items_of("9/15/23 2023-09-15 15.9.2023") == "9/15/23d|2023-09-15d|15.9.2023d");
  CHECK(items_of("13/13/23") == "13(1300)|/|13(1300)|/|23(2300)");
  CHECK(items_of("2023-02-30") == "2023(202300)y|-|02(200)|-|30(3000)");
  CHECK(items_of("7:15 p.m. 25:70") == "7:15c|p.m.|25(2500)|:|70(7000)");
  CHECK(items_of("the 1990s, 3rd 90's") == "the|1990st|,|3rdo|90'st");
  CHECK(items_of("$1990 F-105s B52") == "$|1990|F|-|105(10500)|s|B|52");
  CHECK(items_of("8.30am 8.30 p.m. 8.30 men") == "8.30c|am|8.30c|p.m.|8.30(830)|men");
  CHECK(items_of("Q3 Q34 FY2024 X2024") == "Q3|Q|34|FY|2024(202400)y|X|2024");
  CHECK(items_of("Sept. 5") == "Sept.|5(500)");
  CHECK(items_of("99999999999999999999") == "99999999999999999999");
}

TEST_CASE("typographic marks stand apart from words") {
  CHECK(items_of("Wednesday\xE2\x80\x99s talks") == "Wednesday|\xE2\x80\x99s|talks");
  CHECK(items_of("\xE2\x80\x9CToday\xE2\x80\x9D") == "\xE2\x80\x9C|Today|\xE2\x80\x9D");
  CHECK(items_of("1990\xE2\x80\x93"
                 "91") == "1990(199000)y|\xE2\x80\x93|91(9100)");
  CHECK(items_of("Sept.\xC2\xA0"
                 "15") == "Sept.|15(1500)");
  CHECK(items_of("ma\xC3\xB1"
                 "ana") ==
        "ma\xC3\xB1"
        "ana");
}

TEST_CASE("any bytes can be scanned") {
  std::string bytes;
  for (int i = 0; i < 4096; ++i) bytes += static_cast<char>((i * 167 + i / 13) & 0xff);
  CHECK(!items_of(bytes).empty());
  CHECK(items_of("\xE2\x80").size() > 0);
  CHECK(items_of("").empty());
}
