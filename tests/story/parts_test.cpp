#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <unordered_map>

#include "base/tsv.h"
#include "story/alignment.h"
#include "story/flat_map.h"
#include "story/hits.h"
#include "story/postings.h"
#include "story/tables.h"
#include "story/traits.h"
#include "story/words.h"

using namespace dateline;
using namespace dateline::story;

namespace {

const knowledge::Knowledge& pack() {
  static const auto knowledge = knowledge::Knowledge::open(DATELINE_PACK);
  REQUIRE(knowledge);
  return *knowledge;
}

std::vector<std::string> texts_of(std::string_view text) {
  std::vector<std::string> words;
  for (const Word& word : content_words(text, 100)) words.emplace_back(word.span.in(text));
  return words;
}

std::size_t plain_common(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
  std::vector<std::vector<std::size_t>> table(a.size() + 1, std::vector<std::size_t>(b.size() + 1, 0));
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      table[i][j] = a[i - 1] == b[j - 1] ? table[i - 1][j - 1] + 1 : std::max(table[i - 1][j], table[i][j - 1]);
    }
  }
  return table[a.size()][b.size()];
}

}  // namespace

TEST_CASE("content words are long ones and numbers, without case") {
  CHECK(texts_of("The Su-35 flew to Łódź “today”, 12 km") == std::vector<std::string>{"35", "flew", "Łódź", "today", "12"});
  CHECK(content_words("Harbour", 9)[0].hash == content_words("harbour", 9)[0].hash);
  CHECK(content_words("one word after another", 2).size() == 2);
  CHECK(content_words("cut \xE2", 9).empty());
}

TEST_CASE("running words keep what stands inside them") {
  const auto words = running_words("They didn't, he isn’t: 1,204 of 3.5 in a 22-year-old's 7.");
  CHECK(std::vector<std::string>(words.begin(), words.end()) ==
        std::vector<std::string>{"They", "didn't", "he", "isn’t", "1,204", "of", "3.5", "in", "a", "22-year-old's", "7"});
  CHECK(running_words("\xE2\x80").empty());
}

TEST_CASE("both alignments are as long as the plain table's") {
  std::mt19937 engine(7);
  const auto random = [&] { return static_cast<std::uint32_t>(engine()); };
  for (int round = 0; round < 300; ++round) {
    std::vector<std::uint32_t> a(random() % 200), b(random() % 200);
    const std::uint32_t words = 2 + random() % 60;
    for (auto& word : a) word = random() % words;
    for (auto& word : b) word = random() % words;
    const std::size_t plain = plain_common(a, b);
    REQUIRE(Aligner(a).common(b) == plain);
    const std::vector<Aligned> pairs = align(a, b);
    REQUIRE(pairs.size() == plain);
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      REQUIRE(a[pairs[i].first] == b[pairs[i].second]);
      if (i > 0) REQUIRE((pairs[i].first > pairs[i - 1].first && pairs[i].second > pairs[i - 1].second));
    }
  }
}

TEST_CASE("the flat map does as the library's") {
  std::mt19937 engine(11);
  const auto random = [&] { return static_cast<std::uint32_t>(engine()); };
  FlatMap<int> map;
  std::unordered_map<std::uint32_t, int> plain;
  for (int step = 0; step < 20'000; ++step) {
    // Keys that collide often, so that chains form and are closed again.
    const std::uint32_t key = (random() % 64) * 1024 + random() % 4;
    if (random() % 3 == 0) {
      map.erase(key);
      plain.erase(key);
    } else {
      map[key] = step;
      plain[key] = step;
    }
    REQUIRE(map.size() == plain.size());
    const std::uint32_t asked = (random() % 64) * 1024 + random() % 4;
    const int* found = map.find(asked);
    REQUIRE((found != nullptr) == (plain.count(asked) != 0));
    if (found) REQUIRE(*found == plain[asked]);
  }
}

TEST_CASE("postings keep their order while values leave and keys come and go") {
  Postings postings;
  std::unordered_map<std::uint32_t, std::vector<std::uint64_t>> plain;
  std::mt19937 engine(3);
  const auto random = [&] { return static_cast<std::uint32_t>(engine()); };
  for (std::uint64_t value = 0; value < 4000; ++value) {
    // Some keys get many values, most a few.
    const std::uint32_t key = (random() % 4 == 0 ? random() % 3 : random() % 300) * 0x9E3779B9u;
    auto& list = plain[key];
    postings.add(key, value);
    list.push_back(value);
    const std::uint32_t leaves = random() % 3 == 0 ? (random() % 300) * 0x9E3779B9u : key;
    auto& shrinks = plain[leaves];
    if (random() % 3 != 0 && !shrinks.empty()) {
      const std::size_t at = random() % std::min<std::size_t>(4, shrinks.size());
      postings.remove(leaves, shrinks[at]);
      shrinks.erase(shrinks.begin() + static_cast<std::ptrdiff_t>(at));
    }
    postings.remove(leaves, 1'000'000);
    for (const std::uint32_t k : {key, leaves}) {
      const auto newest = postings.newest(k, 1000);
      REQUIRE(std::vector<std::uint64_t>(newest.begin(), newest.end()) == plain[k]);
      REQUIRE(postings.count(k) == plain[k].size());
    }
  }
  const auto last = postings.newest(0, 2);
  CHECK(std::vector<std::uint64_t>(last.begin(), last.end()) == std::vector<std::uint64_t>(plain[0].end() - 2, plain[0].end()));
}

TEST_CASE("hits are summed by value") {
  Hits hits(300);
  std::unordered_map<std::uint64_t, std::uint64_t> plain;
  std::mt19937 engine(5);
  for (int i = 0; i < 300; ++i) {
    const std::uint64_t value = (engine() % 90) * 4096, amount = 1 + engine() % 3;
    hits.add(value, amount);
    plain[value] += amount;
  }
  std::size_t strong = 0;
  for (const auto& [value, sum] : plain) strong += sum >= 6;
  const std::vector<Hit> found = hits.take(6);
  CHECK(found.size() == strong);
  for (const Hit& hit : found) CHECK(plain[hit.value] == hit.sum);
}

TEST_CASE("days of dates that are known to the day, the month, the year") {
  CHECK(day_of("1970-01-01") == 0);
  CHECK(day_of("2023-09-15T10:21:00Z") == 19615);
  CHECK(day_after("2023-09-15") == 19616);
  CHECK(day_after("2023-12") == day_of("2024-01-01"));
  CHECK(day_after("2023") == day_of("2024"));
  CHECK(day_of("no date") == kNoDay);
}

TEST_CASE("traits survive being stored, and damage is noticed") {
  Traits traits;
  traits.day = -3;
  traits.words = {1, 0xffffffffu, 7};
  traits.features = {{5, 4096}, {9, 1}};
  EventTraits event;
  event.type = 17;
  event.actors = {{1, 2, 3}};
  event.begin = kNoDay;
  event.latitude = -12.5f;
  event.is_point = true;
  event.sentence = {3, 4};
  event.quantities = {{8, 1'000'000'000'000}};
  traits.events = {event, EventTraits{}};
  const std::string bytes = to_bytes(traits);
  const auto again = traits_from_bytes(bytes);
  REQUIRE(again);
  CHECK(to_bytes(*again) == bytes);
  CHECK(again->events[0].quantities[0].value == 1'000'000'000'000);
  CHECK(again->day == -3);
  for (std::size_t size = 0; size < bytes.size(); ++size) CHECK_FALSE(traits_from_bytes(bytes.substr(0, size)));
  CHECK_FALSE(traits_from_bytes(bytes + "x"));
}

TEST_CASE("each row of story/quantities.tsv reads its example") {
  const auto reader = QuantityReader::create(pack());
  REQUIRE(reader);
  const knowledge::Table table = pack().table("story_quantities");
  REQUIRE(table.rows() >= 10);
  for (std::uint32_t row = 0; row < table.rows(); ++row) {
    const std::string_view example = table.cell(row, table.column("example"));
    std::string found;
    for (const Quantity& quantity : reader->read(example)) {
      found += (found.empty() ? "" : "|") + quantity.what + "=" + std::to_string(quantity.value);
    }
    CHECK_MESSAGE(found == table.cell(row, table.column("expected")), example);
  }
  CHECK(reader->read("In 2023 police killed a man aged 41-year.").empty());
}
