// The tracker over small archives whose copies, stories and incidents are known (bench/archive measures large ones).
#include "story/tracker.h"

#include <doctest/doctest.h>

#include "archive/generator.h"
#include "archive/scoring.h"
#include "story/reports.h"
#include "story/tables.h"

using namespace dateline;
using namespace dateline::story;

namespace {

const Background& shipped() {
  static const auto background = Background::create(*knowledge::Knowledge::open(DATELINE_PACK));
  REQUIRE(background);
  return *background;
}

bench::ArchiveOptions small(double words_changed) {
  bench::ArchiveOptions options;
  options.articles = 1500;
  options.articles_a_day = 60;
  options.noise.words_changed = words_changed;
  return options;
}

bool operator==(const Placement& a, const Placement& b) {
  return a.day == b.day && a.copy_of == b.copy_of && a.story == b.story && a.incidents == b.incidents;
}

}  // namespace

TEST_CASE("copies, stories and incidents of a generated archive are found") {
  const bench::Archive archive(small(0.3));
  const Background& background = shipped();
  Tracker tracker(background);
  bench::Agreement copies, stories, incidents;
  std::size_t largest = 0;
  for (std::uint32_t i = 0; i < archive.size(); ++i) {
    const bench::Article article = archive.article(i);
    const Placement placement = tracker.place(i + 1, traits_of(article.document, {}));
    REQUIRE(placement.incidents.size() == article.incidents.size());
    copies.add(placement.copy_of, article.copies);
    stories.add(placement.story, article.story);
    for (std::size_t e = 0; e < article.incidents.size(); ++e) incidents.add(placement.incidents[e], article.incidents[e]);
    largest = std::max(largest, tracker.size());
  }
  CHECK(copies.pairwise().f1() > 0.97);
  CHECK(stories.b_cubed().f1() > 0.9);
  CHECK(incidents.b_cubed().f1() > 0.85);
  CHECK(largest < archive.size());  // what lies before the window was forgotten
}

TEST_CASE("an archive without copies has none") {
  bench::ArchiveOptions options = small(1.0);  // a copy of which every word was changed is none
  options.articles = 600;
  const bench::Archive archive(options);
  const Background& background = shipped();
  Tracker tracker(background);
  std::size_t copies = 0;
  for (std::uint32_t i = 0; i < archive.size(); ++i) {
    copies += tracker.place(i + 1, traits_of(archive.article(i).document, {})).copy_of != i + 1;
  }
  CHECK(copies == 0);
}

TEST_CASE("a tracker that is filled again goes on as if it had never stopped") {
  const bench::Archive archive(small(0.3));
  const Background& background = shipped();
  Window window;
  SUBCASE("a window of days") {}
  SUBCASE("a window of so many articles") { window.articles = 200; }
  Tracker whole(background, window);
  struct Kept {
    std::uint64_t number;
    std::string traits;
    Placement placement;
  };
  std::vector<Kept> kept;
  std::unique_ptr<Tracker> resumed;
  for (std::uint32_t i = 0; i < archive.size(); ++i) {
    const std::uint64_t number = i + 1;
    const Document& document = archive.article(i).document;
    const Placement placement = whole.place(number, traits_of(document, {}));
    if (i % 250 == 0) {  // as after the store was closed: from what is kept of the window
      resumed = std::make_unique<Tracker>(background, window);
      for (const Kept& article : kept) {
        if (article.placement.day < whole.first_day() || article.number < whole.first_article()) continue;
        if (article.number == number) continue;
        resumed->restore(article.number, *traits_from_bytes(article.traits), article.placement);
      }
    }
    const Placement again = resumed->place(number, traits_of(document, {}));
    REQUIRE(again == placement);
    kept.push_back({number, to_bytes(*whole.traits_of(number)), placement});
    REQUIRE(whole.size() <= window.articles);
  }
  CHECK(whole.size() < archive.size());
}

TEST_CASE("one article of the future moves no window") {
  const Background& background = shipped();
  Tracker tracker(background);
  Traits traits;
  traits.words.assign(50, 1);
  for (std::uint64_t i = 1; i <= 20; ++i) {
    traits.day = i == 10 ? 90'000 : 19'000;
    tracker.place(i, traits);
  }
  CHECK(tracker.size() == 20);
  CHECK(tracker.first_day() == 19'000 - 14);
}

TEST_CASE("an undated article is placed on the day that the window has reached") {
  const Background& background = shipped();
  Tracker tracker(background);
  Traits traits;
  CHECK(tracker.place(1, traits).day == 0);
  traits.day = 19'000;
  for (std::uint64_t i = 2; i < 12; ++i) tracker.place(i, traits);
  traits.day = kNoDay;
  CHECK(tracker.place(12, traits).day == 19'000);
}

TEST_CASE("what was removed is found no more") {
  const bench::Archive archive(small(0.0));
  const Background& background = shipped();
  Tracker tracker(background);
  const Traits traits = traits_of(archive.article(0).document, {});
  tracker.place(1, traits);
  CHECK(tracker.place(2, traits).copy_of == 1);
  CHECK(tracker.place(3, traits).copy_of == 1);
  tracker.remove(1);
  CHECK(tracker.place(4, traits).copy_of == 1);  // the group keeps its name
  tracker.remove(2);
  tracker.remove(3);
  tracker.remove(4);
  CHECK(tracker.place(5, traits).copy_of == 5);
}

TEST_CASE("one telling leads to the next, but not to an event that the first ones contradict") {
  const std::vector<std::uint32_t> here = {1, 2, 3, 4}, both = {1, 2, 3, 4, 5, 6, 7, 8}, there = {5, 6, 7, 8};
  const auto event = [](const std::vector<std::uint32_t>& sentence) {
    EventTraits traits;
    traits.type = 1;
    traits.sentence = sentence;
    return traits;
  };
  const auto placed = [&](EventTraits traits, std::uint32_t who, std::uint32_t country, float latitude) {
    traits.actors = {{who, 0, country}};
    traits.place = traits.country = country;
    traits.latitude = latitude;
    traits.is_point = true;
    return traits;
  };
  const EventTraits first = placed(event(here), 11, 21, 10), silent = event(both), other = placed(event(there), 12, 22, 50);
  const EventTraits again = placed(event(here), 11, 21, 10);
  IncidentFinder finder;
  std::vector<std::uint64_t> incidents;
  std::uint64_t article = 0;
  for (const EventTraits* traits : {&first, &silent, &other, &again}) {
    ++article;
    const Telling telling{event_number(article, 0), article, article, 1, 19'000, traits};
    std::vector<std::uint32_t> keys = IncidentFinder::keys_of(telling);
    incidents.push_back(finder.find(telling, keys));
    finder.add(telling, std::move(keys), incidents.back());
  }
  CHECK(incidents[1] == incidents[0]);
  CHECK(incidents[2] != incidents[0]);
  CHECK(incidents[3] == incidents[0]);
}
