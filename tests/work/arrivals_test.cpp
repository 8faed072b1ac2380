#include "store/arrivals.h"

#include <doctest/doctest.h>
#include <stdlib.h>

#include <filesystem>

#include "dateline/engine.h"
#include "dateline/formats.h"
#include "work/placer.h"

using namespace dateline;
using store::Arrivals;
using store::RecordPack;

namespace {

namespace fs = std::filesystem;

const Engine& engine() {
  static const Engine opened = std::move(*Engine::open({DATELINE_PACK, DATELINE_MODEL, ""}));
  return opened;
}

struct Folder {
  Folder() {
    std::string name = (fs::temp_directory_path() / "dateline-work-XXXXXX").string();
    path = mkdtemp(name.data());
  }
  ~Folder() { fs::remove_all(path); }
  std::string store() const { return (path / "news.db").string(); }
  fs::path path;
};

std::string record(int number) {
  Page page;
  page.bytes = "Police arrested two men in Lima on Monday, and " + std::to_string(number) + " others in Quito.";
  page.kind = ContentKind::Text;
  page.url = "https://a.example/" + std::to_string(number);
  page.published = "2024-03-20";
  return to_json(engine(), *engine().read(page));
}

// A message with the records of these numbers.
Arrivals::Message message(std::uint64_t number, std::vector<int> records) {
  RecordPack pack;
  for (const int one : records) pack.add(record(one));
  return {number, pack.bytes()};
}

std::vector<std::string> urls(const Folder& folder) {
  std::vector<std::string> out;
  auto reader = StoreReader::open(folder.store());
  REQUIRE(reader);
  for (std::uint64_t id = 1;; ++id) {
    auto article = reader->article(id);
    REQUIRE(article);
    if (!article->has_value()) return out;
    const std::string& text = (*article)->record;
    const std::size_t begin = text.find("a.example/") + 10;
    out.push_back(text.substr(begin, text.find('"', begin) - begin));
  }
}

}  // namespace

TEST_CASE("records that are packed one after another come back; damage is an error") {
  RecordPack pack;
  pack.add("one");
  pack.add("");
  pack.add(std::string(100'000, 'x'));
  const auto back = RecordPack::unpack(pack.bytes());
  REQUIRE(back);
  REQUIRE(back->size() == 3);
  CHECK(back->at(0) == "one");
  CHECK(back->at(1).empty());
  CHECK(back->at(2).size() == 100'000);
  CHECK(RecordPack::unpack("")->empty());
  for (std::size_t size = 1; size + 1 < pack.bytes().size(); ++size) {
    if (size == 16) continue;  // a whole record and nothing behind it
    const auto cut = RecordPack::unpack(std::string_view(pack.bytes()).substr(0, size));
    if (cut) CHECK(cut->size() < 3);
  }
  std::string damaged = pack.bytes();
  damaged[6] = static_cast<char>(damaged[6] ^ 0x55);
  CHECK_FALSE(RecordPack::unpack(damaged));
}

TEST_CASE("messages are placed in their order, whoever reads them first; what is missing is waited for") {
  const Folder folder;
  auto arrivals = Arrivals::open(folder.store());
  REQUIRE(arrivals);
  work::Placer placer(folder.store(), engine().story_tables(), 2);
  std::uint64_t first = 1;
  const auto ask = [&]() -> Result<std::uint64_t> { return first; };
  const auto place = [&] {
    auto progress = placer.place("s", ask);
    REQUIRE(progress);
    return progress->messages;
  };

  REQUIRE(arrivals->stage("s", {message(3, {30}), message(2, {20, 21})}));
  CHECK(place() == 0);  // the first is not there yet
  REQUIRE(arrivals->stage("s", {message(1, {10})}));
  CHECK(place() == 3);
  CHECK(urls(folder) == std::vector<std::string>{"10", "20", "21", "30"});
  CHECK(*arrivals->count("s") == 0);
  CHECK(*arrivals->placed("s") == 3);

  // Again, and one of another stream with the same numbers.
  CHECK(*arrivals->is_known("s", 2));
  CHECK_FALSE(*arrivals->is_known("s", 4));
  CHECK_FALSE(*arrivals->is_known("t", 2));
  REQUIRE(arrivals->stage("s", {message(2, {20, 21})}));
  CHECK(*arrivals->count("s") == 0);
  REQUIRE(arrivals->stage("t", {message(1, {50})}));

  // Four was deleted by somebody: when the stream says so it is not waited for any longer. A message may have nothing in it.
  REQUIRE(arrivals->stage("s", {message(5, {}), message(6, {60, 10})}));
  CHECK(place() == 0);
  first = 5;
  CHECK(place() == 2);
  CHECK(urls(folder) == std::vector<std::string>{"10", "20", "21", "30", "60"});
  CHECK(*arrivals->placed("s") == 6);
  CHECK(*arrivals->count("t") == 1);
}

TEST_CASE("one of several workers places, and another one when it is gone") {
  const Folder folder;
  auto one = std::make_unique<Arrivals>(std::move(*Arrivals::open(folder.store())));
  auto two = Arrivals::open(folder.store());
  REQUIRE(two);
  CHECK(*one->is_placer());
  CHECK_FALSE(*two->is_placer());
  CHECK(*one->is_placer());
  one.reset();
  CHECK(*two->is_placer());
}

TEST_CASE("a fault of the store is an error, and the placer goes on when it is mended") {
  const Folder folder;
  REQUIRE(Arrivals::open(folder.store())->stage("s", {message(1, {10}), {2, "these are no records"}}));
  work::Placer placer(folder.store(), engine().story_tables(), 1);
  const auto ask = []() -> Result<std::uint64_t> { return 1; };
  CHECK_FALSE(placer.place("s", ask));
  auto arrivals = Arrivals::open(folder.store());
  REQUIRE(arrivals->remove("s", 2));
  REQUIRE(arrivals->stage("s", {message(1, {10}), message(2, {20})}));
  const auto progress = placer.place("s", ask);
  REQUIRE(progress);
  CHECK(progress->messages == 2);
  CHECK(urls(folder) == std::vector<std::string>{"10", "20"});
}
