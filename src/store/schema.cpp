#include "store/schema.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

namespace dateline::store {

namespace {

// One step a version: from version i to i + 1. Written for SQLite; postgres() makes PostgreSQL's types of it. Steps that were
// once released are never changed, only followed by others.
struct Step {
  const char* both;
  const char* sqlite;
  const char* postgres;
};

constexpr std::array<Step, kSchemaVersion> kSteps = {{
    {
        R"sql(
CREATE TABLE articles (
  id INTEGER PRIMARY KEY,
  address TEXT NOT NULL UNIQUE,
  record_id TEXT NOT NULL,
  digest TEXT NOT NULL,
  engine TEXT NOT NULL,
  url TEXT, title TEXT, publisher TEXT, language TEXT, published TEXT, fetched TEXT,
  paywalled INTEGER NOT NULL,
  day INTEGER NOT NULL,
  copy_of INTEGER NOT NULL,
  overlap REAL NOT NULL,
  story INTEGER NOT NULL,
  record BLOB NOT NULL
);
CREATE INDEX articles_by_copy ON articles (copy_of);
CREATE INDEX articles_by_story ON articles (story);
CREATE INDEX articles_by_publisher ON articles (publisher);
CREATE TABLE events (
  id INTEGER PRIMARY KEY,
  article INTEGER NOT NULL,
  incident INTEGER NOT NULL,
  type TEXT NOT NULL,
  status TEXT NOT NULL,
  said_by TEXT,
  confidence REAL NOT NULL,
  report TEXT NOT NULL
);
CREATE INDEX events_by_incident ON events (incident);
CREATE TABLE incidents (
  id INTEGER PRIMARY KEY,
  story INTEGER NOT NULL,
  type TEXT NOT NULL, mode TEXT, cameo TEXT, quad INTEGER NOT NULL, goldstein REAL NOT NULL,
  status TEXT NOT NULL,
  day INTEGER NOT NULL,
  begins TEXT, ends TEXT,
  first_report TEXT, last_report TEXT,
  reports INTEGER NOT NULL, articles INTEGER NOT NULL, sources INTEGER NOT NULL,
  place TEXT, country TEXT, admin1 TEXT, latitude REAL, longitude REAL,
  incident TEXT NOT NULL
);
CREATE INDEX incidents_by_day ON incidents (day);
CREATE INDEX incidents_by_type ON incidents (type, day);
CREATE INDEX incidents_by_country ON incidents (country, day);
CREATE TABLE parties (
  incident INTEGER NOT NULL,
  side INTEGER NOT NULL,
  place INTEGER NOT NULL,
  name TEXT, kb TEXT, code TEXT, country TEXT,
  day INTEGER NOT NULL,
  PRIMARY KEY (incident, side, place)
) WITHOUT ROWID;
CREATE INDEX parties_by_code ON parties (code, side, day, incident);
CREATE INDEX parties_by_kb ON parties (kb, side, day, incident);
CREATE INDEX parties_by_name ON parties (name, side, day, incident);
CREATE TABLE dyads (
  actor TEXT NOT NULL, recipient TEXT NOT NULL, day INTEGER NOT NULL, incident INTEGER NOT NULL,
  type TEXT NOT NULL, status TEXT NOT NULL, quad INTEGER NOT NULL,
  PRIMARY KEY (actor, recipient, day, incident)
) WITHOUT ROWID;
CREATE INDEX dyads_by_incident ON dyads (incident);
CREATE TABLE recent (article INTEGER PRIMARY KEY, day INTEGER NOT NULL, traits BLOB NOT NULL);
)sql",
        R"sql(
CREATE VIRTUAL TABLE words USING fts5 (title, body, content = '', tokenize = 'unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE points USING rtree (incident, south, north, west, east);
)sql",
        R"sql(
CREATE TABLE words (rowid BIGINT PRIMARY KEY, found TSVECTOR NOT NULL);
CREATE INDEX words_found ON words USING gin (found);
CREATE TABLE points (incident BIGINT PRIMARY KEY, at POINT NOT NULL);
CREATE INDEX points_at ON points USING gist (at);
)sql",
    },
    {
        R"sql(
CREATE TABLE journal (source TEXT PRIMARY KEY, name TEXT NOT NULL, at INTEGER NOT NULL, within INTEGER NOT NULL, ended INTEGER NOT NULL);
CREATE TABLE arrivals (stream TEXT NOT NULL, number INTEGER NOT NULL, records BLOB NOT NULL, PRIMARY KEY (stream, number));
)sql",
        "",
        "",
    },
    // How many incidents each dyad has, by the first day of the month.
    {R"sql(
CREATE TABLE dyad_months (
  actor TEXT NOT NULL, recipient TEXT NOT NULL, month INTEGER NOT NULL,
  type TEXT NOT NULL, status TEXT NOT NULL, quad INTEGER NOT NULL,
  incidents INTEGER NOT NULL,
  PRIMARY KEY (actor, recipient, month, type, status, quad)
) WITHOUT ROWID;
CREATE INDEX dyad_months_by_month ON dyad_months (month, actor, recipient, incidents);
)sql",
     R"sql(
INSERT INTO dyad_months (actor, recipient, month, type, status, quad, incidents)
  SELECT actor, recipient,
    coalesce(CAST(julianday(day * 86400, 'unixepoch', 'start of month') - 2440587.5 AS INTEGER), day) AS month,
    type, status, quad, count(*)
  FROM dyads GROUP BY actor, recipient, month, type, status, quad;
)sql",
     R"sql(
INSERT INTO dyad_months (actor, recipient, month, type, status, quad, incidents)
  SELECT actor, recipient, m.month, type, status, quad, count(*)
  FROM dyads, LATERAL (SELECT CASE WHEN day = -2147483648 THEN day ELSE
    date_trunc('month', DATE '1970-01-01' + day::integer)::date - DATE '1970-01-01' END AS month) m
  GROUP BY actor, recipient, m.month, type, status, quad;
)sql"},
}};

std::string replaced(std::string text, std::string_view what, std::string_view with) {
  for (std::size_t at = 0; (at = text.find(what, at)) != text.npos; at += with.size()) text.replace(at, what.size(), with);
  return text;
}

std::string postgres(std::string sql) {
  sql = replaced(std::move(sql), "INTEGER", "BIGINT");
  sql = replaced(std::move(sql), "REAL", "DOUBLE PRECISION");
  sql = replaced(std::move(sql), "BLOB", "BYTEA");
  return replaced(std::move(sql), " WITHOUT ROWID", "");
}

// The store's version; 0 when it has no tables yet.
int version_of(Database& database) {
  database.execute("CREATE TABLE IF NOT EXISTS dateline (name TEXT PRIMARY KEY, value TEXT NOT NULL)");
  const auto statement = database.prepare("SELECT value FROM dateline WHERE name = 'schema'");
  if (!statement->step()) return 0;
  int version = 0;
  const std::string_view value = statement->text(0);
  std::from_chars(value.data(), value.data() + value.size(), version);
  return version;
}

[[noreturn]] void refuse(const Database& database, int version) {
  throw Fault{{ErrorCode::WrongVersion,
               fmt::format("{}: is a store of version {}, this dateline knows version {}; use the one that wrote it, or make "
                           "the store anew from the records",
                           database.name(), version, kSchemaVersion)}};
}

}  // namespace

void migrate(Database& database) {
  database.begin();
  try {
    const int version = version_of(database);
    if (version > kSchemaVersion) refuse(database, version);
    for (int from = version; from < kSchemaVersion; ++from) {
      const Step& step = kSteps[static_cast<std::size_t>(from)];
      const bool sqlite = database.dialect() == Dialect::Sqlite;
      database.execute(sqlite ? step.both : postgres(step.both));
      database.execute(sqlite ? step.sqlite : step.postgres);
    }
    if (version < kSchemaVersion) {
      database.execute(
          fmt::format("INSERT INTO dateline (name, value) VALUES ('schema', '{}') "
                      "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                      kSchemaVersion));
    }
    database.commit();
  } catch (...) {
    database.roll_back();
    throw;
  }
}

int check_version(Database& database) {
  const auto statement = [&] {
    try {
      return database.prepare("SELECT value FROM dateline WHERE name = 'schema'");
    } catch (const Fault&) {
      throw Fault{{ErrorCode::BadInput,
                   fmt::format("{}: is no store of dateline; `dateline read ... --store` makes one", database.name())}};
    }
  }();
  int version = 0;
  if (statement->step()) {
    const std::string_view value = statement->text(0);
    std::from_chars(value.data(), value.data() + value.size(), version);
  }
  if (version < 1 || version > kSchemaVersion) refuse(database, version);
  return version;
}

std::unique_ptr<Database> open_to_read(const std::string& where) {
  auto database = open_database(where, Access::Read);
  if (check_version(*database) < kSchemaVersion) migrate(*open_database(where, Access::Write));
  return database;
}

}  // namespace dateline::store
