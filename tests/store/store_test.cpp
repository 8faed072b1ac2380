// Every case runs over SQLite, and over PostgreSQL when DATELINE_TEST_POSTGRES names a database that may be emptied
// (tests/store/with_postgres starts one).
#include "dateline/store.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <thread>
#include <vector>

#include "archive/generator.h"
#include "base/file.h"
#include "dateline/engine.h"
#include "dateline/formats.h"
#include "dateline/incident_json.h"
#include "store/database.h"
#include "store/schema.h"
#include "story/tables.h"

using namespace dateline;
namespace fs = std::filesystem;

namespace {

const Engine& engine() {
  static const auto opened = Engine::open({DATELINE_PACK, DATELINE_MODEL, ""});
  REQUIRE(opened);
  return *opened;
}

// An empty store; a file is taken away at the end.
class Place {
 public:
  explicit Place(bool postgres) {
    if (postgres) {
      where = std::getenv("DATELINE_TEST_POSTGRES");
      store::open_postgres(where)->execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    } else {
      folder_ = fs::temp_directory_path() / ("dateline-store-" + std::to_string(getpid()));
      fs::create_directories(folder_);
      where = folder_ / "test.db";
    }
  }
  ~Place() {
    if (!folder_.empty()) fs::remove_all(folder_);
  }
  std::string where;

 private:
  fs::path folder_;
};

void over_each(const std::function<void(const std::string&)>& run) {
  for (const bool postgres : {false, true}) {
    if (postgres && !std::getenv("DATELINE_TEST_POSTGRES")) continue;
    CAPTURE(postgres);
    const Place place(postgres);
    run(place.where);
  }
}

Document article(const std::string& url, const std::string& text, const std::string& publisher,
                 const std::string& date = "2024-03-20") {
  Page page;
  page.bytes = text;
  page.kind = ContentKind::Text;
  page.published = date;
  page.published_from = "option";
  page.url = url;
  Document document = std::move(*engine().read(page));
  document.publisher = publisher;
  return document;
}

StoreWriter writer_of(const std::string& where) {
  auto writer = StoreWriter::open(where, engine().story_tables());
  REQUIRE_MESSAGE(writer, (writer ? "" : writer.error().message));
  return std::move(*writer);
}

StoreWriter::Outcome add(StoreWriter& writer, const Document& document) {
  const auto outcome = writer.add(Prepared(document, to_json(engine(), document), engine().story_tables()));
  REQUIRE_MESSAGE(outcome, (outcome ? "" : outcome.error().message));
  return *outcome;
}

std::vector<Incident> incidents_of(const std::string& where, const IncidentFilter& filter = {}) {
  auto reader = StoreReader::open(where);
  REQUIRE_MESSAGE(reader, (reader ? "" : reader.error().message));
  std::vector<Incident> incidents;
  const auto done = reader->incidents(filter, [&](const Incident& incident) {
    incidents.push_back(incident);
    return true;
  });
  REQUIRE_MESSAGE(done, (done ? "" : done.error().message));
  return incidents;
}

std::size_t articles_of(const std::string& where) {
  auto reader = StoreReader::open(where);
  REQUIRE(reader);
  std::size_t count = 0;
  REQUIRE(reader->articles({}, [&](const StoredArticle&) { return ++count > 0; }));
  return count;
}

const std::string kAttack =
    "Gunmen killed 12 soldiers in Lima on Monday, the army said.\n\nThe president of Peru condemned the attack.";

void fill(const std::string& where) {
  StoreWriter writer = writer_of(where);
  add(writer, article("https://a.example/1", kAttack, "Paper A"));
  add(writer, article("https://b.example/1", "Gunmen killed 15 soldiers in the capital Lima on Monday, officials in Peru said.",
                      "Paper B"));
  add(writer, article("https://c.example/1",
                      "Kenya thanked Japan for its help on Tuesday.\n\nThe O'Neill \"group\"; DROP TABLE articles;--\twas there.",
                      "Paper\t'C'\n\"x\""));
  REQUIRE(writer.commit());
}

std::string dump(const std::string& where) {
  std::string lines;
  for (const Incident& incident : incidents_of(where)) lines += to_json(incident) + "\n";
  return lines;
}

}  // namespace

TEST_CASE("two reports of one attack are one incident, with both tolls") {
  over_each([](const std::string& where) {
    fill(where);
    IncidentFilter filter;
    filter.types = {"ASSAULT"};
    const std::vector<Incident> found = incidents_of(where, filter);
    REQUIRE(found.size() == 1);
    CHECK(found[0].reports == 2);
    CHECK(found[0].sources == 2);
    CHECK(found[0].site.name == "Lima");
    REQUIRE(found[0].disagreements.size() == 1);
    CHECK(found[0].disagreements[0].about == "killed");
    auto reader = StoreReader::open(where);
    const auto reports = reader->reports(found[0].id);
    REQUIRE(reports);
    CHECK(reports->size() == 2);
    CHECK((*reports)[1].publisher == "Paper B");
  });
}

TEST_CASE("a toll that falls from one day to the next is of another event") {
  over_each([](const std::string& where) {
    StoreWriter writer = writer_of(where);
    const auto told = [](const char* toll, const char* address, const char* day) {
      return article(
          address,
          std::string("At least ") + toll + " miners were killed when rebels shelled the Kalondo copper works near Lima.",
          "Paper", day);
    };
    add(writer, told("85", "https://a.example/1", "2024-03-20"));
    add(writer, told("85", "https://b.example/1", "2024-03-20"));
    add(writer, told("88", "https://c.example/1", "2024-03-20"));
    add(writer, told("40", "https://a.example/2", "2024-03-21"));
    REQUIRE(writer.commit());
    std::vector<std::uint32_t> reports;
    for (const Incident& incident : incidents_of(where)) {
      if (incident.type == "ASSAULT") reports.push_back(incident.reports);
    }
    std::sort(reports.begin(), reports.end());
    CHECK(reports == std::vector<std::uint32_t>{1, 3});
  });
}

TEST_CASE("a record again changes nothing; a better one of the same address supersedes") {
  over_each([](const std::string& where) {
    fill(where);
    const std::string before = dump(where);
    fill(where);
    CHECK(dump(where) == before);
    CHECK(articles_of(where) == 3);

    Document later = article("https://b.example/1",
                             "Gunmen killed 17 soldiers in the capital Lima on Monday, officials in Peru said.", "Paper B");
    later.fetched = "2024-03-21T08:00:00Z";
    StoreWriter writer = writer_of(where);
    CHECK(add(writer, later) == StoreWriter::Outcome::Superseded);
    CHECK(add(writer, later) == StoreWriter::Outcome::Known);
    Document earlier = article("https://b.example/1", "Nothing is known yet.", "Paper B");
    earlier.fetched = "2024-03-19T08:00:00Z";
    CHECK(add(writer, earlier) == StoreWriter::Outcome::Known);
    REQUIRE(writer.commit());
    CHECK(articles_of(where) == 3);
    IncidentFilter filter;
    filter.types = {"ASSAULT"};
    const auto found = incidents_of(where, filter);
    REQUIRE(found.size() == 1);
    REQUIRE(found[0].disagreements.size() == 1);
    CHECK(found[0].disagreements[0].accounts[1].value == "17");
    filter.text = "15";
    CHECK(incidents_of(where, filter).empty());  // the words of the old record are gone
    filter.text = "17";
    CHECK(incidents_of(where, filter).size() == 1);
  });
}

TEST_CASE("filters") {
  over_each([](const std::string& where) {
    fill(where);
    const auto count = [&](auto set) {
      IncidentFilter filter;
      set(filter);
      return incidents_of(where, filter).size();
    };
    const std::size_t all = incidents_of(where).size();
    CHECK(all >= 3);
    CHECK(count([](IncidentFilter& f) {
            f.actor = "KEN";
            f.recipient = "JPN";
          }) == 1);
    CHECK(count([](IncidentFilter& f) {
            f.actor = "JPN";
            f.recipient = "KEN";
          }) == 0);
    CHECK(count([](IncidentFilter& f) { f.party = "JPN"; }) == 1);
    CHECK(count([](IncidentFilter& f) { f.actor = "Kenya"; }) == 1);
    CHECK(count([](IncidentFilter& f) { f.quad = 4; }) == 1);
    CHECK(count([](IncidentFilter& f) { f.country = "PER"; }) >= 1);
    CHECK(count([](IncidentFilter& f) { f.box = IncidentFilter::Box{-13, -78, -11, -76}; }) == 1);
    CHECK(count([](IncidentFilter& f) { f.box = IncidentFilter::Box{-13, 170, -11, -76}; }) == 1);
    CHECK(count([](IncidentFilter& f) { f.box = IncidentFilter::Box{10, -78, 20, -76}; }) == 0);
    CHECK(count([](IncidentFilter& f) { f.publisher = "Paper\t'C'\n\"x\""; }) == 1);
    CHECK(count([](IncidentFilter& f) { f.text = "condemned soldiers"; }) >= 1);
    CHECK(count([](IncidentFilter& f) { f.text = "O'Neill \"group\" OR NEAR("; }) == 0);
    CHECK(count([](IncidentFilter& f) { f.text = "O'Neill DROP"; }) == 1);
    CHECK(count([](IncidentFilter& f) { f.least_sources = 2; }) == 1);
    CHECK(count([](IncidentFilter& f) {
            f.from = "2024-03-18";
            f.to = "2024-03-19";
          }) >= 1);
    CHECK(count([](IncidentFilter& f) { f.to = "2023"; }) == 0);
    CHECK(count([](IncidentFilter& f) { f.limit = 2; }) == 2);
    CHECK(count([](IncidentFilter& f) { f.actor = "'; DROP TABLE incidents; --"; }) == 0);
    CHECK(incidents_of(where).size() == all);
  });
}

TEST_CASE("counts by dyad and month, quickly and by the long way") {
  over_each([](const std::string& where) {
    fill(where);
    auto reader = StoreReader::open(where);
    REQUIRE(reader);
    IncidentFilter filter;
    filter.actor = "KEN";
    filter.recipient = "JPN";
    const auto quick = reader->counts(filter, {"dyad", "month"});
    REQUIRE(quick);
    REQUIRE(quick->size() == 1);
    CHECK((*quick)[0].group == std::vector<std::string>{"KEN>JPN", "2024-03"});
    filter.text = "thanked";
    const auto slow = reader->counts(filter, {"dyad", "month"});
    REQUIRE(slow);
    REQUIRE(slow->size() == 1);
    CHECK((*slow)[0].group == (*quick)[0].group);
    CHECK((*slow)[0].incidents == (*quick)[0].incidents);
    const auto types = reader->counts({}, {"type"});
    REQUIRE(types);
    std::int64_t sum = 0;
    for (const Count& line : *types) sum += line.incidents;
    CHECK(sum == static_cast<std::int64_t>(incidents_of(where).size()));
    for (const char* by : {"actor", "recipient", "quad", "status", "country", "day", "year"}) CHECK(reader->counts({}, {by}));
    CHECK_FALSE(reader->counts({}, {"nonsense"}));
  });
}

TEST_CASE("records come back to the letter") {
  over_each([](const std::string& where) {
    const Document document = article("https://a.example/1", kAttack, "Paper A");
    StoreWriter writer = writer_of(where);
    add(writer, document);
    REQUIRE(writer.commit());
    auto reader = StoreReader::open(where);
    REQUIRE(reader->articles({}, [&](const StoredArticle& stored) {
      CHECK(stored.record == to_json(engine(), document));
      return true;
    }));
  });
}

TEST_CASE("one long load, several short ones and two writers that take turns come to the same") {
  bench::ArchiveOptions options;
  options.articles = 700;
  options.articles_a_day = 60;
  const bench::Archive archive(options);
  over_each([&](const std::string& where) {
    std::string whole;
    {
      StoreWriter writer = writer_of(where);
      for (std::uint32_t i = 0; i < archive.size(); ++i) add(writer, archive.article(i).document);
      REQUIRE(writer.commit());
      whole = dump(where);
    }
    const Place again(!where.starts_with("/"));
    if (where.starts_with("/")) fs::remove(again.where);
    StoreWriter first = writer_of(again.where);
    std::optional<StoreWriter> second;
    for (std::uint32_t i = 0; i < archive.size(); ++i) {
      // The second is opened anew each time; the first finds that somebody else was there.
      if (i % 100 == 50) second.emplace(writer_of(again.where));
      StoreWriter& writer = i / 50 % 2 == 0 ? first : *second;
      add(writer, archive.article(i).document);
      if (i % 50 == 49) REQUIRE(writer.commit());
    }
    REQUIRE(first.commit());
    if (second) REQUIRE(second->commit());
    CHECK(dump(again.where) == whole);
  });
}

TEST_CASE("writers that come between each other's batches place what one would place in the order of the articles") {
  bench::ArchiveOptions options;
  options.articles = 600;
  options.articles_a_day = 60;
  const bench::Archive archive(options);
  over_each([&](const std::string& where) {
    std::map<std::string, Document> by_address;
    for (std::uint32_t i = 0; i < archive.size(); ++i) {
      Document document = archive.article(i).document;
      by_address[document.url] = std::move(document);
    }
    constexpr unsigned kWriters = 3;
    std::array<std::string, kWriters> wrong;
    std::vector<std::thread> threads;
    for (unsigned writer = 0; writer < kWriters; ++writer) {
      threads.emplace_back([&, writer] {
        constexpr std::size_t kBatch = 4;
        auto opened = StoreWriter::open(where, engine().story_tables(), kBatch);
        if (!opened) return void(wrong[writer] = opened.error().message);
        std::uint64_t number = 0;
        for (const auto& [address, document] : by_address) {
          if (number++ % kWriters != writer) continue;
          // What is committed up to here must be here: one mark for each article, by number.
          opened->mark({"writer " + std::to_string(writer), "", number, 0, false});
          const auto added = opened->add(Prepared(document, to_json(engine(), document), engine().story_tables()));
          if (!added || *added != StoreWriter::Outcome::Added)
            wrong[writer] += added ? "not added\n" : added.error().message + "\n";
        }
        if (const auto done = opened->commit(); !done) wrong[writer] += done.error().message;
      });
    }
    for (std::thread& thread : threads) thread.join();
    for (const std::string& what : wrong) REQUIRE(what == "");
    StoreWriter last = writer_of(where);
    const auto marks = last.marks();
    REQUIRE(marks);
    REQUIRE(marks->size() == kWriters);
    for (const Mark& mark : *marks) CHECK(mark.offset > by_address.size() - kWriters);
    const std::string taken_turns = dump(where);

    std::vector<std::string> order;
    {
      const auto database = store::open_database(where, store::Access::Read);
      const auto addresses = database->prepare("SELECT address FROM articles ORDER BY id");
      while (addresses->step()) order.emplace_back(addresses->text(0));
    }
    REQUIRE(order.size() == by_address.size());
    const Place again(!where.starts_with("/"));
    if (where.starts_with("/")) fs::remove(again.where);
    StoreWriter one = writer_of(again.where);
    for (const std::string& address : order) add(one, by_address.at(address));
    REQUIRE(one.commit());
    CHECK(dump(again.where) == taken_turns);
  });
}

TEST_CASE("a mark is committed with the article that is added after it") {
  over_each([](const std::string& where) {
    const Document first = article("https://a.example/1", kAttack, "Paper A");
    const Document second = article("https://b.example/1", kAttack, "Paper B");
    {
      StoreWriter writer = writer_of(where);
      writer.mark({"archive", "a.warc", 10, 2, false});
      add(writer, first);
      REQUIRE(writer.commit());
      writer.mark({"archive", "a.warc", 20, 0, true});
      add(writer, second);
    }  // not committed
    StoreWriter writer = writer_of(where);
    auto marks = writer.marks();
    REQUIRE(marks);
    REQUIRE(marks->size() == 1);
    CHECK(marks->front().name == "a.warc");
    CHECK(marks->front().offset == 10);
    CHECK(marks->front().within == 2);
    CHECK_FALSE(marks->front().ended);
    CHECK(articles_of(where) == 1);
    // Marks alone are committed, too, and the last one of a source stands.
    writer.mark({"archive", "a.warc", 30, 0, false});
    writer.mark({"archive", "a.warc", 40, 0, true});
    writer.mark({"another", "b.warc", 1, 0, false});
    REQUIRE(writer.commit());
    marks = writer_of(where).marks();
    REQUIRE(marks);
    REQUIRE(marks->size() == 2);
    CHECK(marks->at(0).source == "another");
    CHECK(marks->at(1).offset == 40);
    CHECK(marks->at(1).ended);
  });
}

TEST_CASE("counts by month are those of the dyads, whatever came and was superseded") {
  bench::ArchiveOptions options;
  options.articles = 400;
  options.articles_a_day = 20;
  const bench::Archive archive(options);
  over_each([&](const std::string& where) {
    {
      StoreWriter writer = writer_of(where);
      for (std::uint32_t i = 0; i < archive.size(); ++i) {
        Document document = archive.article(i).document;
        add(writer, document);
        if (i % 7 == 0) REQUIRE(writer.commit());
        // A better record, which tells fewer events.
        if (i % 5 != 0 || document.events.empty()) continue;
        document.fetched = "2024-03-21T08:00:00Z";
        document.events.pop_back();
        CHECK(add(writer, document) == StoreWriter::Outcome::Superseded);
      }
      REQUIRE(writer.commit());
    }
    auto reader = StoreReader::open(where);
    REQUIRE(reader);
    std::map<std::vector<std::string>, std::int64_t> by_day;
    const auto days = reader->counts({}, {"dyad", "type", "day"});
    REQUIRE(days);
    for (const Count& line : *days) by_day[{line.group[0], line.group[1], line.group[2].substr(0, 7)}] += line.incidents;
    std::map<std::vector<std::string>, std::int64_t> by_month;
    const auto months = reader->counts({}, {"dyad", "type", "month"});
    REQUIRE(months);
    for (const Count& line : *months) by_month[line.group] += line.incidents;
    CHECK(by_month.size() > 50);
    CHECK(by_month == by_day);
    // From within a month on, days must be counted.
    IncidentFilter filter;
    filter.from = "2022-01-12";
    std::int64_t later = 0, sum = 0;
    for (const Count& line : *days) later += line.group[2] >= filter.from ? line.incidents : 0;
    const auto counted = reader->counts(filter, {"dyad", "month"});
    REQUIRE(counted);
    for (const Count& line : *counted) sum += line.incidents;
    CHECK(sum == later);
    const auto database = store::open_database(where, store::Access::Read);
    const auto empty_rows = database->prepare("SELECT count(*) FROM dyad_months WHERE incidents <= 0");
    REQUIRE(empty_rows->step());
    CHECK(empty_rows->number(0) == 0);
  });
}

TEST_CASE("a store of version 1 is brought up to this version when it is opened, and goes on") {
  over_each([](const std::string& where) {
    fill(where);
    const std::string before = dump(where);
    IncidentFilter filter;
    filter.actor = "KEN";
    filter.recipient = "JPN";
    const auto counts = [&] {
      auto reader = StoreReader::open(where);
      REQUIRE_MESSAGE(reader, (reader ? "" : reader.error().message));
      const auto lines = reader->counts(filter, {"dyad", "month"});
      REQUIRE(lines);
      REQUIRE(lines->size() == 1);
      return lines->front().incidents;
    };
    const std::int64_t count = counts();
    // What later versions added, and nothing else.
    store::open_database(where, store::Access::Write)
        ->execute(
            "DROP TABLE dyad_months; DROP TABLE journal; DROP TABLE arrivals; "
            "INSERT INTO dyads (actor, recipient, day, incident, type, status, quad) "
            "VALUES ('KEN', 'UGA', -2147483648, 1, 'CONSULT', 'happened', 1); "
            "UPDATE dateline SET value = '1' WHERE name = 'schema'");
    CHECK(dump(where) == before);
    CHECK(counts() == count);
    filter.recipient = "UGA";  // a day that is not known
    CHECK(counts() == 1);
    StoreWriter writer = writer_of(where);
    add(writer, article("https://d.example/1", "Kenya thanked Uganda for its help on Tuesday.", "Paper D"));
    REQUIRE(writer.commit());
    CHECK(dump(where).starts_with(before.substr(0, before.find('\n'))));
  });
}

TEST_CASE("what is no store, or one of another version, is refused with a remedy") {
  const Place place(false);
  CHECK(StoreReader::open(place.where).error().code == ErrorCode::NotFound);
  REQUIRE(base::write_file(place.where, "this is no database, whatever it is called; it is long enough to look at"));
  CHECK_FALSE(StoreReader::open(place.where));
  CHECK_FALSE(StoreWriter::open(place.where, engine().story_tables()));
  fs::remove(place.where);
  store::open_sqlite(place.where, store::Access::Write)->execute("CREATE TABLE articles (something TEXT)");
  CHECK_FALSE(StoreReader::open(place.where));
  CHECK_FALSE(StoreWriter::open(place.where, engine().story_tables()));
  fs::remove(place.where);
  fill(place.where);
  store::open_sqlite(place.where, store::Access::Write)->execute("UPDATE dateline SET value = '99' WHERE name = 'schema'");
  const auto newer = StoreReader::open(place.where);
  REQUIRE_FALSE(newer);
  CHECK(newer.error().code == ErrorCode::WrongVersion);
  CHECK_FALSE(StoreWriter::open(place.where, engine().story_tables()));
}
