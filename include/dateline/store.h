// A store of records: SQLite in one file, or PostgreSQL (docs/store.md). Articles with their records, and incidents with the
// reports behind them. Writing places each article with its copies, its story and its incidents.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/document.h"
#include "dateline/incident.h"
#include "dateline/result.h"

namespace dateline {

namespace story {
struct Tables;
struct Traits;
}  // namespace story

// What an article comes to in the store, made of its record by any number of threads.
class Prepared {
 public:
  // `record`: the document's record as one line of JSON.
  Prepared(const Document& document, std::string_view record, const story::Tables& tables);
  Prepared(Prepared&&) noexcept;
  Prepared& operator=(Prepared&&) noexcept;
  ~Prepared();
  // Of memory, roughly.
  std::size_t bytes() const;

  struct Parts;  // the library's own (store/prepared.h)
  Parts take() &&;

 private:
  std::unique_ptr<Parts> parts_;
};

// How far a source of articles (an archive, a stream of messages) has come into a store.
struct Mark {
  std::string source;  // what tells it from others
  std::string name;    // for people
  std::uint64_t offset = 0;
  std::uint64_t within = 0;
  bool ended = false;
};

// Adds articles. One thread at a time; several writers on one store take turns.
class StoreWriter {
 public:
  // `where`: a file, made when it is not there, or postgres://user@host/database. The tables must outlive the writer. `batch`:
  // articles in a transaction.
  static Result<StoreWriter> open(const std::string& where, const story::Tables& tables, std::size_t batch = 1000);
  StoreWriter(StoreWriter&&) noexcept;
  StoreWriter& operator=(StoreWriter&&) noexcept;
  ~StoreWriter();

  enum class Outcome : std::uint8_t {
    Added,
    Known,       // the same record, or a better one of the same address, is there: nothing changed
    Superseded,  // took the place of another record of the same address
  };
  // Begins to commit after each batch of articles, and goes on meanwhile. When it fails, what was committed stays and the rest,
  // less than three batches, is not stored.
  Result<Outcome> add(Prepared&& article);
  // What was added and marked before is now safe.
  Result<void> commit();

  // The mark is committed in one transaction with the article that is added next, or by commit(): so mark, then add. Of several
  // marks of one source the last one stands.
  void mark(Mark mark);
  // Those that were committed.
  Result<std::vector<Mark>> marks();

 private:
  struct State;
  explicit StoreWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Which incidents. Empty fields ask for nothing.
struct IncidentFilter {
  // "RUS" (a country), "RUSGOV" (a code, or the beginning of one), "dl:vladimir-putin" (an id), or a name.
  std::string actor;
  std::string recipient;
  std::string party;               // either of them
  std::vector<std::string> types;  // PLOVER: "ASSAULT"
  std::string mode;
  std::string cameo;  // a code or the beginning of one
  int quad = 0;
  std::vector<std::string> statuses;
  std::string country;  // of the place
  struct Box {
    double south, west, north, east;  // degrees; west > east goes across the 180th meridian
  };
  std::optional<Box> box;
  std::string from, to;   // ISO 8601; days of the event, or of its first report when no day is told: from <= day < to
  std::string publisher;  // of one of its reports
  std::string text;       // words that one of its articles has: all of them
  std::uint32_t least_sources = 0;
  std::uint64_t limit = 0;  // 0: all
};

// Stands in a Count for the day, month or year of incidents of which no date is known.
inline constexpr std::string_view kUndated = "undated";

// What counts cannot be by.
Error no_such_grouping(std::string_view name);

// One line of `dateline stats`.
struct Count {
  std::vector<std::string> group;  // the values of what was asked for, in that order
  std::int64_t incidents = 0;
};

struct StoredArticle {
  std::uint64_t id = 0;
  std::uint64_t copy_of = 0;
  std::uint64_t story = 0;
  double overlap = 0;  // with what it is a copy of
  std::string record;  // one line of JSON
};

// An article as lists show it.
struct ArticleLine {
  std::uint64_t id = 0;
  std::uint64_t copy_of = 0;
  std::uint64_t story = 0;
  double overlap = 0;
  std::string title, url, publisher, published;
};

// A report as the store holds it, one JSON object (incident_json.h), with its article's title.
struct ReportLine {
  std::string report;
  std::string title;
};

// Reads a store. One thread at a time.
class StoreReader {
 public:
  static Result<StoreReader> open(const std::string& where);
  StoreReader(StoreReader&&) noexcept;
  StoreReader& operator=(StoreReader&&) noexcept;
  ~StoreReader();

  // In order of their day, then number. `take` returns false to stop.
  Result<void> incidents(const IncidentFilter& filter, const std::function<bool(const Incident&)>& take);
  // All reports of an incident, in order of their articles.
  Result<std::vector<Report>> reports(std::uint64_t incident);
  // The articles that report the incidents, each once, in order.
  Result<void> articles(const IncidentFilter& filter, const std::function<bool(const StoredArticle&)>& take);
  Result<std::optional<StoredArticle>> article(std::uint64_t id);
  // `by`: "dyad", "actor", "recipient", "type", "quad", "status", "country", and one of "day", "month", "year".
  Result<std::vector<Count>> counts(const IncidentFilter& filter, const std::vector<std::string>& by);

  // Single things, by their numbers and in the order of those; what is not there is an empty text, or left out.
  // Incidents as the store holds them, one JSON object each.
  Result<std::vector<std::string>> incidents_as_json(const std::vector<std::uint64_t>& ids);
  Result<std::vector<ReportLine>> reports_as_json(std::uint64_t incident);
  Result<std::vector<ArticleLine>> article_lines(const std::vector<std::uint64_t>& ids);
  // The articles of a group of copies, its first among them; no more than `limit`.
  Result<std::vector<ArticleLine>> copies(std::uint64_t copy_of, std::size_t limit);
  // The numbers of the articles that have all the words of a text, ascending.
  Result<std::vector<std::uint64_t>> articles_with(const std::string& text);

 private:
  struct State;
  explicit StoreReader(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace dateline
