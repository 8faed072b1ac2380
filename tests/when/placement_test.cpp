// How times are placed: by the publication date, by tense, by what was mentioned before, and not at all.
#include <doctest/doctest.h>

#include <string>

#include "reading.h"

using namespace dateline;
using when::testing::read;
using when::testing::resolver;
using when::testing::times_of;
using when::testing::tokenized;

namespace {

std::string interval_of(const Document& document, std::size_t time) {
  return std::string(document.times.at(time).begin) + "/" + std::string(document.times.at(time).end);
}

// Gives the named word a tag, as a tagger would.
void tag(Document& document, std::string_view word, Upos upos, std::string_view xpos) {
  for (std::uint32_t i = 0; i < document.tokens.size(); ++i) {
    if (document.text_of_token(i) != word) continue;
    document.tokens.upos[i] = upos;
    document.tokens.xpos[i] = xpos;
  }
}

}  // namespace

TEST_CASE("a news report") {
  const Document document = read(
      "The minister will land on Monday. The two sides met last week and agreed to talk again in October.\n"
      "Since last year trade has doubled; the treaty of 1997 was renewed on Thursday evening.",
      "2023-09-15");
  CHECK(times_of(document) ==
        "Monday=2023-09-18; last week=2023-W36; October=2023-10; last year=2022; 1997=1997; Thursday evening=2023-09-14TEV");
  CHECK(interval_of(document, 0) == "2023-09-18/2023-09-19");
  CHECK(interval_of(document, 1) == "2023-09-04/2023-09-11");
  CHECK(interval_of(document, 2) == "2023-10/2023-11");
  CHECK(interval_of(document, 3) == "2022/2023");
  CHECK(interval_of(document, 5) == "2023-09-14T18:00/2023-09-15T00:00");
  CHECK(document.times[0].anchor == AnchorKind::Published);
  CHECK(document.times[4].anchor == AnchorKind::None);
}

TEST_CASE("what happened overnight happened before the day") {
  const Document document = read("Two ships shelled the town overnight.", "2023-09-15");
  CHECK(times_of(document) == "overnight=2023-09-15TNI");
  CHECK(interval_of(document, 0) == "2023-09-14T20:00/2023-09-15T06:00");
}

TEST_CASE("tense decides on which side an open date lies") {
  CHECK(times_of(read("The envoy will arrive Thursday.", "2023-09-13")) == "Thursday=2023-09-14");
  Document arrived = tokenized("The envoy arrived Thursday.", "2023-09-13");
  tag(arrived, "arrived", Upos::VERB, "VBD");
  resolver().run(arrived);
  CHECK(times_of(arrived) == "Thursday=2023-09-07");
  CHECK(times_of(read("The port has been shut since June.", "2023-04-13")) == "June=2022-06");
  CHECK(times_of(read("The port will open in June.", "2023-04-13")) == "June=2023-06");
  Document past = tokenized("The parliament passed the law in December.", "2023-09-13");
  tag(past, "passed", Upos::VERB, "VBD");
  resolver().run(past);
  CHECK(times_of(past) == "December=2022-12");
}

TEST_CASE("what was mentioned before is counted from") {
  const Document document =
      read("They met on May 5, 2019. Three days later the town fell. The following month they left.", "2023-09-15");
  CHECK(times_of(document) == "May 5, 2019=2019-05-05; Three days later=2019-05-08; The following month=2019-06");
  CHECK(document.times[1].anchor == AnchorKind::Time);
  CHECK(document.times[1].anchor_time == 0);
}

TEST_CASE("a history counts from the date it has reached") {
  const Document document = read(
      "The union was founded in 1921 and grew until 1925.\nOn 3 March 1931 the mine was shut. In April the strike began.\n"
      "In 1932 the court sat. It ruled on 12 May, and in late June the strike ended. By 1950 the union was gone.",
      "2009-12-19");
  CHECK(
      times_of(document) ==
      "1921=1921; 1925=1925; 3 March 1931=1931-03-03; April=1931-04; 1932=1932; 12 May=1932-05-12; late June=1932-06; 1950=1950");
}

TEST_CASE("without a publication date nothing is guessed") {
  const Document document = read(
      "He came on Thursday, spoke in September of last year, slept last night, left Sept. 15 and returned two weeks ago.", "");
  CHECK(times_of(document) ==
        "Thursday=XXXX-WXX-4; September of last year=XXXX-09; last night=XXXX-XX-XXTNI; Sept. 15=XXXX-09-15; two weeks "
        "ago=XXXX-WXX");
  for (const TimeRef& time : document.times) {
    CHECK(time.begin.empty());
    CHECK(time.end.empty());
    CHECK(time.anchor == AnchorKind::None);
  }
  CHECK(times_of(read("It was signed on 15 September 2023.", "")) == "15 September 2023=2023-09-15");
}

TEST_CASE("a publication date is used as far as it is known") {
  CHECK(times_of(read("He came on Thursday. Last month he left. Last year he was ill.", "2023-09")) ==
        "Thursday=XXXX-WXX-4; Last month=2023-08; Last year=2022");
  CHECK(times_of(read("Last month he left. Last year he was ill.", "2023")) == "Last month=XXXX-XX; Last year=2022");
  CHECK(times_of(read("Yesterday it rained.", "2024-03-01T00:10:00Z")) == "Yesterday=2024-02-29");
}

TEST_CASE("feasts") {
  CHECK(times_of(read("They will meet after Easter.", "2023-02-15")) == "Easter=2023-04-09");
  CHECK(times_of(read("It fell quiet during Ramadan.", "2023-06-15")) == "Ramadan=2023");
  CHECK(interval_of(read("It fell quiet during Ramadan.", "2023-06-15"), 0) == "2023-03-23/2023-04-21");
  CHECK(times_of(read("Shops closed for Lunar New Year.", "2024-03-15")) == "Lunar New Year=2024-02-10");
  CHECK(times_of(read("They vote on Election Day 2024.", "2024-03-15")) == "Election Day 2024=2024-11-05");
}

TEST_CASE("zones stand in the interval") {
  const Document document = read("Police came at 5:30 p.m. EST on Friday, June 2.", "2023-06-15");
  CHECK(times_of(document) == "5:30 p.m. EST on Friday, June 2=2023-06-02T17:30");
  CHECK(interval_of(document, 0) == "2023-06-02T17:30-05:00/2023-06-02T17:31-05:00");
}

TEST_CASE("curly apostrophes") {
  CHECK(times_of(read("During Wednesday\xE2\x80\x99s summit they met; this year\xE2\x80\x99s third quarter was good.",
                      "2023-11-15")) == "Wednesday=2023-11-15; this year\xE2\x80\x99s third quarter=2023-Q3");
}

TEST_CASE("boilerplate and what is no time are left alone") {
  Document document = tokenized("They met Monday.\nCopyright 2023.", "2023-09-15");
  document.boilerplate.push_back({{17, 32}, "copyright"});
  document.settle_boilerplate();
  resolver().run(document);
  CHECK(times_of(document) == "Monday=2023-09-11");
  CHECK(times_of(read("The 45-year-old paid $2023 for a third B-52 and may march on.", "2023-09-15")).empty());
}

TEST_CASE("the nth year of a war") {
  const std::string text = "Kyiv was quiet. Ukraine is in the second year of the war.";
  const Document ukraine = read(text, "2023-09-15");
  CHECK(times_of(ukraine) == "the second year of the war=P1Y");
  CHECK(interval_of(ukraine, 0) == "2023-02-24/2024-02-24");
  // The war that was named last, not the one under way.
  const Document korea = read("In Kyiv he spoke of the Korean War. On the second day of the war his father fled.", "2023-09-15");
  CHECK(times_of(korea) == "the second day of the war=1950-06-26");
  // No war is under way that the text is about, or nobody knows when it was written.
  CHECK(interval_of(read("It was the second year of the war.", "2023-09-15"), 0) == "/");
  CHECK(interval_of(read(text, ""), 0) == "/");
  CHECK(interval_of(read("Kyiv was quiet. Ukraine was in the second year of the war.", "1988-09-15"), 0) == "/");
}

TEST_CASE("lengths that touch the day of publication have a place in time") {
  const Document document =
      read("It rained in the past three days, for the last 48 hours; it will in the next two weeks, and did for three days.",
           "2023-09-15");
  CHECK(interval_of(document, 0) == "2023-09-12/2023-09-16");
  CHECK(interval_of(document, 1) == "2023-09-13/2023-09-16");
  CHECK(interval_of(document, 2) == "2023-09-16/2023-09-30");
  CHECK(interval_of(document, 3) == "/");
  CHECK(document.times[0].anchor == AnchorKind::Published);
  CHECK(interval_of(read("It rained in the past three days.", ""), 0) == "/");
}

TEST_CASE("hours are counted on from a clock time") {
  CHECK(times_of(read("Police came on Sept. 12 at 11:15 p.m. Two hours later they left, and 20 minutes later it was quiet.",
                      "2023-09-15")) ==
        "Sept. 12 at 11:15 p.m.=2023-09-12T23:15; Two hours later=2023-09-13T01:15; 20 minutes later=2023-09-13T01:35");
}

TEST_CASE("what counts from nothing is not counted from the publication") {
  const Document document = read("Three days later the town fell. The same day they fled.", "2023-09-15");
  CHECK(times_of(document) == "Three days later=XXXX-XX-XX; The same day=XXXX-XX-XX");
  CHECK(interval_of(document, 0) == "/");
  CHECK(interval_of(document, 1) == "/");
}

TEST_CASE("a zone's clocks in summer and winter") {
  const std::string text = "Police came at 5:30 p.m. ET on ";
  CHECK(interval_of(read(text + "July 4, 2023.", "2023-09-15"), 0) == "2023-07-04T17:30-04:00/2023-07-04T17:31-04:00");
  CHECK(interval_of(read(text + "Jan. 4, 2023.", "2023-09-15"), 0) == "2023-01-04T17:30-05:00/2023-01-04T17:31-05:00");
  CHECK(interval_of(read("Police came at 5:30 p.m. EDT on July 4, 2023.", "2023-09-15"), 0) ==
        "2023-07-04T17:30-04:00/2023-07-04T17:31-04:00");
}

TEST_CASE("nobody knows the days of a company's year") {
  const Document document = read("Sales rose in fiscal 2022 and in 2021.", "2023-09-15");
  CHECK(times_of(document) == "fiscal 2022=2022; 2021=2021");
  CHECK(interval_of(document, 0) == "/");
  CHECK(interval_of(document, 1) == "2021/2022");
}

TEST_CASE("a history turns the year and quotes people of its days") {
  const Document document = read(
      "The union was founded in 1921 and grew until 1925; in 1927 and 1928 it slept.\nOn 3 December 1931 the mine was shut, for "
      "want "
      "of the loan of 1933. On 20 December the strike began. In January the court sat. \"Today we won,\" said the miners.",
      "2009-12-19");
  CHECK(times_of(document) ==
        "1921=1921; 1925=1925; 1927=1927; 1928=1928; 3 December 1931=1931-12-03; 1933=1933; 20 December=1931-12-20; "
        "January=1932-01; "
        "Today=XXXX-XX-XX");
}

TEST_CASE("a year ago is the same quarter, or the year when the text tells of more months") {
  CHECK(times_of(read("Profit rose in the third quarter. It was 5 million a year ago. The quarter a year ago was weak.",
                      "2023-11-15")) == "the third quarter=2023-Q3; a year ago=2022-Q3; The quarter a year ago=2022-Q3");
  CHECK(times_of(read("Profit rose in the third quarter. In the nine months it was 9 million, up from 5 million a year ago.",
                      "2023-11-15")) == "the third quarter=2023-Q3; the nine months=P9M; a year ago=2022");
}
