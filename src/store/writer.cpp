// A batch of articles is one transaction: their rows, the incidents that they change, and what the tracker must know to go on.
// The tracker in memory is only a copy of what the store says of the last days; when another writer was here in between (the
// generation counts batches), or a batch failed, it is filled again from the store. So a writer that is killed and started again,
// and two that take turns, place articles as one would.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "dateline/incident_json.h"
#include "dateline/record_reader.h"
#include "store/incident_rows.h"
#include "store/journal.h"
#include "store/packed.h"
#include "store/prepared.h"
#include "store/schema.h"
#include "story/reports.h"
#include "story/tables.h"
#include "story/tracker.h"

namespace dateline {

using namespace store;

namespace {

constexpr std::size_t kBatch = 500;  // articles

std::int64_t signed_(std::uint64_t number) { return static_cast<std::int64_t>(number); }

}  // namespace

struct StoreWriter::State {
  State(const std::string& where, const story::Tables& with) : tables(with), database(open_database(where, Access::Write)) {
    migrate(*database);
    rows.emplace(*database);
    journal.emplace(*database);
    find = database->prepare("SELECT id, digest, engine, record_id, fetched, paywalled FROM articles WHERE address = $1");
    last = database->prepare("SELECT coalesce(max(id), 0) FROM articles");
    generation_now = database->prepare("SELECT value FROM dateline WHERE name = 'generation'");
    insert_article = database->prepare(
        "INSERT INTO articles (id, address, record_id, digest, engine, url, title, publisher, language, published, fetched, "
        "paywalled, "
        "day, copy_of, overlap, story, record) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, "
        "$17)");
    insert_event = database->prepare(
        "INSERT INTO events (id, article, incident, type, status, said_by, confidence, report) VALUES ($1, $2, $3, $4, $5, $6, "
        "$7, $8)");
    const bool sqlite = database->dialect() == Dialect::Sqlite;
    insert_words =
        database->prepare(sqlite ? "INSERT INTO words (rowid, title, body) VALUES ($1, $2, $3)"
                                 : "INSERT INTO words (rowid, found) VALUES ($1, to_tsvector('simple', $2 || ' ' || $3))");
    remove_words = database->prepare(sqlite ? "INSERT INTO words (words, rowid, title, body) VALUES ('delete', $1, $2, $3)"
                                            : "DELETE FROM words WHERE rowid = $1");
    insert_recent = database->prepare("INSERT INTO recent (article, day, traits) VALUES ($1, $2, $3)");
    remove_recent = database->prepare("DELETE FROM recent WHERE article = $1");
    remove_old = database->prepare("DELETE FROM recent WHERE day < $1");
    // Events of one article lie together: their numbers begin with the article's.
    events_of_article = database->prepare("SELECT id, incident FROM events WHERE id >= $1 AND id < $2 ORDER BY id");
    remove_events = database->prepare("DELETE FROM events WHERE id >= $1 AND id < $2");
    remove_article = database->prepare("DELETE FROM articles WHERE id = $1");
    record_of = database->prepare("SELECT title, record FROM articles WHERE id = $1");
    events_of_incident = database->prepare("SELECT report FROM events WHERE incident = $1 ORDER BY id");
    story_of = database->prepare("SELECT story FROM articles WHERE id = $1");
    set_generation = database->prepare(
        "INSERT INTO dateline (name, value) VALUES ('generation', $1) ON CONFLICT (name) DO UPDATE SET value = excluded.value");
  }

  void begin() {
    database->begin();
    is_open = true;
    in_batch = handled = 0;
    touched.clear();
    fresh.clear();
    std::uint64_t now = 0;
    if (generation_now->step()) {
      const std::string_view value = generation_now->text(0);
      std::from_chars(value.data(), value.data() + value.size(), now);
    }
    generation_now->reset();
    // What supersedes an article has a higher number, so none comes twice.
    last->step();
    next_article = static_cast<std::uint64_t>(last->number(0)) + 1;
    last->reset();
    first_of_batch = next_article;
    if (!tracker || now != generation) refill();
    generation = now;
  }

  // The tracker as it was when the store was last written.
  void refill() {
    tracker.emplace(tables.background);
    const auto recent = database->prepare(
        "SELECT a.id, a.day, a.copy_of, a.story, r.traits FROM recent r JOIN articles a ON a.id = r.article ORDER BY a.id");
    while (recent->step()) {
      const auto article = static_cast<std::uint64_t>(recent->number(0));
      story::Placement placement;
      placement.day = static_cast<std::int32_t>(recent->number(1));
      placement.copy_of = static_cast<std::uint64_t>(recent->number(2));
      placement.story = static_cast<std::uint64_t>(recent->number(3));
      auto traits = story::traits_from_bytes(recent->bytes(4));
      if (!traits) throw Fault{{traits.error().code, database->name() + ": " + traits.error().message}};
      bind_events(*events_of_article, article);
      while (events_of_article->step()) placement.incidents.push_back(static_cast<std::uint64_t>(events_of_article->number(1)));
      events_of_article->reset();
      tracker->restore(article, std::move(*traits), placement);
    }
  }

  static void bind_events(Statement& statement, std::uint64_t article) {
    statement.bind(1, signed_(story::event_number(article, 0)));
    statement.bind(2, signed_(story::event_number(article + 1, 0)));
  }

  // Of two records of one address the better one stays: one that is not behind a paywall, then the one fetched later. Of the same
  // text read by another engine the last one stored stays; else, when nothing tells them apart, the one that is there.
  enum class Better : std::uint8_t { There, New };
  static Better better(Statement& there, const Prepared::Parts& fresh_one) {
    if (there.text(2) != fresh_one.engine && there.text(3) == fresh_one.record_id) return Better::New;
    const bool was_paywalled = there.number(5) != 0;
    if (was_paywalled != fresh_one.is_paywalled) return was_paywalled ? Better::New : Better::There;
    if (there.text(4) != fresh_one.fetched) return there.text(4) < fresh_one.fetched ? Better::New : Better::There;
    return there.text(1) < std::string_view(fresh_one.digest) ? Better::New : Better::There;
  }

  Outcome add(Prepared::Parts&& article) {
    if (!is_open) begin();
    Outcome outcome = Outcome::Added;
    find->bind(1, article.address);
    if (find->step()) {
      const auto there = static_cast<std::uint64_t>(find->number(0));
      const bool same = find->text(1) == article.digest;
      const bool keep = same || better(*find, article) == Better::There;
      find->reset();
      if (!keep) take_out(there);
      outcome = keep ? Outcome::Known : Outcome::Superseded;
    }
    find->reset();
    if (outcome != Outcome::Known) {
      put_in(next_article++, std::move(article));
      ++in_batch;
    }
    if (++handled >= kBatch) finish();
    return outcome;
  }

  void put_in(std::uint64_t id, Prepared::Parts&& article) {
    const story::Placement placement = tracker->place(id, std::move(article.traits));
    Statement& row = *insert_article;
    row.bind(1, signed_(id));
    row.bind(2, article.address);
    row.bind(3, article.record_id);
    row.bind(4, article.digest);
    row.bind(5, article.engine);
    row.bind_if_known(6, article.url);
    row.bind_if_known(7, article.title);
    row.bind_if_known(8, article.publisher);
    row.bind_if_known(9, article.language);
    row.bind_if_known(10, article.published);
    row.bind_if_known(11, article.fetched);
    row.bind(12, std::int64_t{article.is_paywalled});
    row.bind(13, std::int64_t{placement.day});
    row.bind(14, signed_(placement.copy_of));
    row.bind(15, placement.overlap);
    row.bind(16, signed_(placement.story));
    row.bind_bytes(17, article.record);
    row.run();
    insert_words->bind(1, signed_(id));
    insert_words->bind(2, article.title);
    insert_words->bind(3, article.text);
    insert_words->run();
    if (const story::Traits* traits = tracker->traits_of(id)) {
      const std::string bytes = story::to_bytes(*traits);
      insert_recent->bind(1, signed_(id));
      insert_recent->bind(2, std::int64_t{placement.day});
      insert_recent->bind_bytes(3, bytes);
      insert_recent->run();
    }
    for (std::size_t i = 0; i < article.reports.size(); ++i) {
      Report& report = article.reports[i];
      report.event = story::event_number(id, i);
      report.article = id;
      report.copy_of = placement.copy_of;
      const std::uint64_t incident = placement.incidents[i];
      const std::string json = to_json(report);
      insert_event->bind(1, signed_(report.event));
      insert_event->bind(2, signed_(id));
      insert_event->bind(3, signed_(incident));
      insert_event->bind(4, report.type);
      insert_event->bind(5, name_of(report.status));
      insert_event->bind_if_known(6, report.said_by);
      insert_event->bind(7, static_cast<double>(report.confidence));
      insert_event->bind(8, json);
      insert_event->run();
      // What an incident that began in this batch consists of is all here.
      if (incident >= story::event_number(first_of_batch, 0)) {
        Fresh& group = fresh[incident];
        if (group.reports.empty()) group.story = placement.story;
        group.reports.push_back(std::move(report));
      } else {
        touched.insert(incident);
      }
    }
  }

  void take_out(std::uint64_t id) {
    tracker->remove(id);
    bind_events(*events_of_article, id);
    while (events_of_article->step()) touched.insert(static_cast<std::uint64_t>(events_of_article->number(1)));
    events_of_article->reset();
    bind_events(*remove_events, id);
    remove_events->run();
    // Incidents of this batch that lose a report are read anew, too.
    for (const std::uint64_t incident : touched) fresh.erase(incident);
    remove_recent->bind(1, signed_(id));
    remove_recent->run();
    record_of->bind(1, signed_(id));
    if (!record_of->step())
      throw Fault{{ErrorCode::BadInput, database->name() + ": an article is missing; the store is damaged"}};
    const std::string title(record_of->text(0));
    auto record = unpack(record_of->bytes(1));
    record_of->reset();
    auto document = record ? reader.read(*record) : tl::unexpected(record.error());
    if (!document) throw Fault{{document.error().code, database->name() + ": " + document.error().message}};
    remove_words->bind(1, signed_(id));
    if (database->dialect() == Dialect::Sqlite) {
      remove_words->bind(2, title);
      remove_words->bind(3, document->text);
    }
    remove_words->run();
    remove_article->bind(1, signed_(id));
    remove_article->run();
  }

  void settle_incidents() {
    for (auto& [id, group] : fresh) {
      if (touched.count(id) != 0) continue;
      Incident incident = story::summarise(group.reports);
      incident.id = id;
      incident.story = group.story;
      rows->insert(incident);
    }
    for (const std::uint64_t id : touched) {
      rows->remove(id);
      std::vector<Report> reports;
      events_of_incident->bind(1, signed_(id));
      while (events_of_incident->step()) {
        auto report = incidents.report(events_of_incident->text(0));
        if (!report) throw Fault{{report.error().code, database->name() + ": " + report.error().message}};
        reports.push_back(std::move(*report));
      }
      events_of_incident->reset();
      if (reports.empty()) continue;
      Incident incident = story::summarise(reports);
      incident.id = id;
      story_of->bind(1, signed_(reports.front().article));
      if (story_of->step()) incident.story = static_cast<std::uint64_t>(story_of->number(0));
      story_of->reset();
      rows->insert(incident);
    }
  }

  void finish() {
    if (!is_open) {
      if (journal->is_empty()) return;
      database->begin();
      journal->write();
      database->commit();
      journal->forget();
      return;
    }
    settle_incidents();
    if (tracker->first_day() != story::kNoDay) {
      remove_old->bind(1, std::int64_t{tracker->first_day()});
      remove_old->run();
    }
    if (in_batch > 0) {
      const std::string next = std::to_string(generation + 1);
      set_generation->bind(1, next);
      set_generation->run();
    }
    journal->write();
    database->commit();
    journal->forget();
    if (in_batch > 0) ++generation;
    is_open = false;
  }

  void abandon() {
    database->roll_back();
    journal->forget();
    is_open = false;
    tracker.reset();
  }

  struct Fresh {
    std::uint64_t story = 0;
    std::vector<Report> reports;
  };
  const story::Tables& tables;
  std::unique_ptr<Database> database;
  std::optional<IncidentRows> rows;
  std::optional<Journal> journal;
  std::unique_ptr<Statement> find, last, generation_now, insert_article, insert_event, insert_words, remove_words, insert_recent,
      remove_recent, remove_old, events_of_article, remove_events, remove_article, record_of, events_of_incident, story_of,
      set_generation;
  std::optional<story::Tracker> tracker;
  std::uint64_t generation = 0;
  bool is_open = false;
  std::size_t handled = 0;   // articles of this batch
  std::size_t in_batch = 0;  // those of them that changed something
  std::uint64_t next_article = 1;
  std::uint64_t first_of_batch = 1;
  std::map<std::uint64_t, Fresh> fresh;  // incidents that began in this batch
  std::set<std::uint64_t> touched;       // others that it changes
  RecordReader reader;
  IncidentReader incidents;
};

StoreWriter::StoreWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
StoreWriter::StoreWriter(StoreWriter&&) noexcept = default;
StoreWriter& StoreWriter::operator=(StoreWriter&&) noexcept = default;
StoreWriter::~StoreWriter() = default;

Result<StoreWriter> StoreWriter::open(const std::string& where, const story::Tables& tables) {
  try {
    return StoreWriter(std::make_unique<State>(where, tables));
  } catch (Fault& fault) {
    return Failure(std::move(fault.error));
  }
}

Result<StoreWriter::Outcome> StoreWriter::add(Prepared&& article) {
  try {
    return state_->add(std::move(*article.parts_));
  } catch (Fault& fault) {
    state_->abandon();
    return Failure(std::move(fault.error));
  }
}

Result<void> StoreWriter::commit() {
  try {
    state_->finish();
    return {};
  } catch (Fault& fault) {
    state_->abandon();
    return Failure(std::move(fault.error));
  }
}

void StoreWriter::mark(Mark mark) { state_->journal->mark(std::move(mark)); }

Result<std::vector<Mark>> StoreWriter::marks() {
  try {
    return state_->journal->all();
  } catch (Fault& fault) {
    return Failure(std::move(fault.error));
  }
}

}  // namespace dateline
