// Columns against the store itself: the same rows for any filter, the same counts, and the same columns whether they were read at
// once or extended batch by batch, also when articles are superseded.
#include "store/columns.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <random>

#include "archive/generator.h"
#include "dateline/engine.h"
#include "dateline/formats.h"
#include "serve/tally.h"
#include "serve/view.h"
#include "store/database.h"
#include "store/selection.h"
#include "story/tables.h"

using namespace dateline;
namespace fs = std::filesystem;

namespace {

const Engine& engine() {
  static const auto opened = Engine::open({DATELINE_PACK, DATELINE_MODEL, ""});
  REQUIRE(opened);
  return *opened;
}

// An empty store; over PostgreSQL when DATELINE_TEST_POSTGRES names a database that may be emptied (tests/store/with_postgres).
struct Place {
  Place() {
    if (const char* postgres = std::getenv("DATELINE_TEST_POSTGRES")) {
      where = postgres;
      store::open_postgres(where)->execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
      return;
    }
    folder = fs::temp_directory_path() / ("dateline-columns-" + std::to_string(getpid()));
    fs::create_directories(folder);
    where = folder / "test.db";
  }
  ~Place() {
    if (!folder.empty()) fs::remove_all(folder);
  }
  fs::path folder;
  std::string where;
};

void store_texts(const std::string& where, const std::vector<std::pair<std::string, std::string>>& texts,
                 const std::string& fetched) {
  auto writer = StoreWriter::open(where, engine().story_tables());
  REQUIRE(writer);
  for (const auto& [url, text] : texts) {
    Page page;
    page.bytes = text;
    page.kind = ContentKind::Text;
    page.url = url;
    page.published = "2024-03-05";
    page.published_from = "option";
    page.fetched = fetched;
    const auto document = engine().read(page);
    REQUIRE(document);
    REQUIRE(writer->add(Prepared(*document, to_json(engine(), *document), engine().story_tables())));
  }
  REQUIRE(writer->commit());
}

void store_archive(const std::string& where, std::uint32_t articles, std::uint64_t seed) {
  bench::ArchiveOptions options;
  options.articles = articles;
  options.seed = seed;
  auto writer = StoreWriter::open(where, engine().story_tables());
  REQUIRE(writer);
  const bench::Archive archive(options);
  for (std::uint32_t i = 0; i < archive.size(); ++i) {
    const bench::Article article = archive.article(i);
    REQUIRE(writer->add(Prepared(article.document, to_json(engine(), article.document), engine().story_tables())));
  }
  REQUIRE(writer->commit());
}

std::vector<std::uint64_t> ids_of(StoreReader& store, const IncidentFilter& filter) {
  std::vector<std::uint64_t> ids;
  REQUIRE(store.incidents(filter, [&](const Incident& incident) {
    ids.push_back(incident.id);
    return true;
  }));
  return ids;
}

store::Selection selection_of(const store::Columns& columns, const IncidentFilter& filter, StoreReader& store) {
  std::vector<bool> with_text;
  if (!filter.text.empty()) {
    const auto articles = store.articles_with(filter.text);
    REQUIRE(articles);
    with_text.resize(columns.article.size());
    for (std::size_t i = 0; i < columns.article.size(); ++i) {
      with_text[i] = std::binary_search(articles->begin(), articles->end(), columns.article[i]);
    }
  }
  return store::Selection(columns, filter, std::move(with_text));
}

// What a row says, as a text.
std::string row_text(const store::Columns& c, std::size_t row) {
  std::string text = std::to_string(c.id[row]) + ' ' + std::to_string(c.day[row]) + ' ' + c.words[c.type[row]] + ' ' +
                     c.words[c.mode[row]] + ' ' + c.words[c.cameo[row]] + ' ' + c.words[c.status[row]] + ' ' +
                     c.words[c.country[row]] + ' ' + std::to_string(c.quad[row]) + ' ' + c.texts[c.places[c.place[row]].name] +
                     ' ' + c.texts[c.places[c.place[row]].precision] + ' ' + std::to_string(c.reports[row]) + ' ' +
                     std::to_string(c.sources[row]);
  for (std::uint32_t i = c.parties.first[row]; i < c.parties.first[row + 1]; ++i) {
    const auto& party = c.party[c.parties.values[i] & ~store::Columns::kSide];
    text += ' ' + c.texts[party.name] + '/' + c.texts[party.kb] + '/' + c.texts[party.code] + '/' +
            ((c.parties.values[i] & store::Columns::kSide) != 0 ? "r" : "a");
  }
  std::vector<std::string> dyads;
  for (std::uint32_t i = c.dyads.first[row]; i < c.dyads.first[row + 1]; ++i) {
    const auto& dyad = c.dyad[c.dyads.values[i]];
    dyads.push_back(c.texts[dyad.actor] + '>' + c.texts[dyad.recipient]);
  }
  std::sort(dyads.begin(), dyads.end());
  for (const std::string& dyad : dyads) text += ' ' + dyad;
  for (std::uint32_t i = c.articles.first[row]; i < c.articles.first[row + 1]; ++i) {
    text += ' ' + std::to_string(c.article[c.articles.values[i]]);
  }
  return text;
}

}  // namespace

TEST_CASE("any filter selects the rows that the store gives, and counts are the store's") {
  const Place place;
  store_archive(place.where, 250, 3);
  store_texts(
      place.where,
      {{"https://a.example/1", "Kenya thanked Japan on Tuesday. Police in Nairobi arrested two men on March 3, 2024."},
       {"https://b.example/2", "Ukraine condemned Russia. Russian forces shelled Kharkiv on Monday."},
       {"https://b.example/3", "Prime Minister Narendra Modi visited Paris in February 2024 and will meet Emmanuel Macron."}},
      "2024-03-06");
  auto loader = store::ColumnsLoader::open(place.where);
  REQUIRE(loader);
  const auto loaded = loader->load();
  REQUIRE(loaded);
  const store::Columns& columns = **loaded;
  auto store = StoreReader::open(place.where);
  REQUIRE(store);
  CHECK(ids_of(*store, {}) == columns.id);
  REQUIRE(columns.size() > 200);

  std::mt19937 random(7);
  const auto one_of = [&](const std::vector<std::string>& values) { return values[random() % values.size()]; };
  std::vector<std::string> parties = {"KEN",    "RUS", "UKR",  "Kenya", "INDGOV",  "dl:narendra-modi",
                                      "nobody", "JPN", "=KEN", "=RUS",  "=nobody", "="},
                           types = {"ASSAULT"};
  for (const auto& party : columns.party) {
    for (const std::uint32_t text : {party.name, party.kb, party.code}) {
      if (text != 0 && random() % 8 == 0) parties.push_back(columns.texts[text]);
      if (text != 0 && random() % 8 == 0) parties.push_back("=" + columns.texts[text]);
    }
  }
  for (const std::uint16_t type : columns.type) types.push_back(columns.words[type]);
  std::size_t found = 0;
  for (int i = 0; i < 400; ++i) {
    IncidentFilter filter;
    if (random() % 3 == 0) filter.actor = one_of(parties);
    if (random() % 4 == 0) filter.recipient = one_of(parties);
    if (random() % 4 == 0) filter.party = one_of(parties);
    if (random() % 3 == 0) filter.types = {one_of(types), one_of(types)};
    if (random() % 5 == 0) filter.quad = static_cast<int>(random() % 4) + 1;
    if (random() % 5 == 0) filter.statuses = {one_of({"happened", "planned", "denied"})};
    if (random() % 6 == 0) filter.country = one_of({"KEN", "UKR", "FRA", "AAX"});
    if (random() % 6 == 0) filter.from = one_of({"2022-01-12", "2024", "2022-02"});
    if (random() % 6 == 0) filter.to = one_of({"2022-01-20", "2024-03-04", "2023"});
    if (random() % 6 == 0) filter.cameo = one_of({"0", "1", "04", "190"});
    if (random() % 8 == 0) filter.publisher = one_of({"Paper 0", "Paper 1", "a.example", "b.example"});
    if (random() % 8 == 0) filter.text = one_of({"Kenya", "police NAIROBI", "macron", "\"", "no-such-word"});
    if (random() % 8 == 0) filter.least_sources = static_cast<std::uint32_t>(random() % 3);
    if (random() % 6 == 0)
      filter.box = {-60.5 + static_cast<double>(random() % 40), 10.25, 70.5, static_cast<double>(random() % 150) - 20.5};
    const auto expected = ids_of(*store, filter);
    const store::Selection selection = selection_of(columns, filter, *store);
    std::vector<std::uint64_t> got;
    for (std::size_t row = selection.first(); row < selection.end(); ++row) {
      if (selection(row)) got.push_back(columns.id[row]);
    }
    CAPTURE(i);
    CHECK(got == expected);
    found += !expected.empty();
    const std::vector<std::string> by = i % 3 == 0   ? std::vector<std::string>{"dyad", "month"}
                                        : i % 3 == 1 ? std::vector<std::string>{"actor", "type"}
                                                     : std::vector<std::string>{"recipient", "country", "year"};
    const auto sums = store->counts(filter, by);
    const auto quick = serve::counts(columns, selection, by, 1'000'000);
    REQUIRE(sums);
    REQUIRE(quick);
    REQUIRE(sums->size() == quick->size());
    for (std::size_t j = 0; j < sums->size(); ++j) {
      CHECK((*sums)[j].group == (*quick)[j].group);
      CHECK((*sums)[j].incidents == (*quick)[j].incidents);
    }
  }
  CHECK(found > 60);
  const store::Selection all(columns, {});
  CHECK_FALSE(serve::counts(columns, all, {"colour"}, 10));
  CHECK_FALSE(serve::counts(columns, all, {"actor"}, 1));
}

TEST_CASE("columns that were extended are those that are read at once") {
  const Place place;
  store_texts(place.where, {{"https://a.example/1", "Kenya thanked Japan on Tuesday. Kenya accused Chad."}}, "2024-03-06");
  auto loader = store::ColumnsLoader::open(place.where);
  REQUIRE(loader);
  auto columns = *loader->load();
  const auto same = loader->extend(columns);
  REQUIRE(same);
  CHECK(same->columns == columns);
  CHECK(same->changed.empty());
  const std::vector<std::vector<std::pair<std::string, std::string>>> batches = {
      {{"https://b.example/2", "Kenya thanked Japan on Tuesday. Ukraine condemned Russia."}},
      {{"https://a.example/1", "Peru thanked Chile."}},  // takes the place of the first
      {{"https://c.example/3", "Mongolia criticized Chad on March 4."}, {"https://b.example/2", "Nothing happened here."}},
      {{"https://a.example/1", "The weather is fine."}},
  };
  for (std::size_t i = 0; i < batches.size(); ++i) {
    CAPTURE(i);
    store_texts(place.where, batches[i], "2024-03-0" + std::to_string(7 + i) + "T00:00:00Z");
    const auto step = loader->extend(columns);
    REQUIRE(step);
    auto fresh_loader = store::ColumnsLoader::open(place.where);
    const auto fresh = *fresh_loader->load();
    CHECK(step->columns->generation == fresh->generation);
    REQUIRE(step->columns->size() == fresh->size());
    for (std::size_t row = 0; row < fresh->size(); ++row) CHECK(row_text(*step->columns, row) == row_text(*fresh, row));
    // What is told to have changed is what did.
    for (const std::uint64_t id : fresh->id) {
      if (std::find(columns->id.begin(), columns->id.end(), id) != columns->id.end()) continue;
      CHECK(std::binary_search(step->changed.begin(), step->changed.end(), id));
    }
    for (const std::uint64_t id : columns->id) {
      const bool is_there = std::find(fresh->id.begin(), fresh->id.end(), id) != fresh->id.end();
      CHECK(std::binary_search(step->removed.begin(), step->removed.end(), id) == !is_there);
    }
    columns = step->columns;
  }
}
