// A batch of articles is one transaction: their rows, the incidents that they change, and what the tracker must know to go on.
// The tracker in memory is only a copy of what the store says of the last days; when another writer was here in between (the
// generation counts batches), or a batch failed, it is filled again from the store. So a writer that is killed and started again,
// and two that take turns, place articles as one would.
//
// Rows are written on a thread of their own (store/lane.h) while the next articles are placed. What placing needs to know of the
// store meanwhile is asked over a second connection, which sees the store as it was when the batch began, and in memory: the
// addresses of the batch, and the reports of incidents that are still being told. Where rows are taken away again, the thread is
// waited for.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <unordered_map>

#include "dateline/incident_json.h"
#include "store/article_rows.h"
#include "store/incident_rows.h"
#include "store/journal.h"
#include "store/lane.h"
#include "store/open_incidents.h"
#include "store/prepared.h"
#include "store/schema.h"
#include "story/reports.h"
#include "story/tables.h"
#include "story/tracker.h"

namespace dateline {

using namespace store;

namespace {

constexpr std::size_t kBatch = 1000;  // articles

std::int64_t signed_(std::uint64_t number) { return static_cast<std::int64_t>(number); }

}  // namespace

struct StoreWriter::State {
  State(const std::string& where, const story::Tables& with) : tables(with), database(open_database(where, Access::Write)) {
    migrate(*database);
    lookup = open_database(where, Access::Read);
    articles.emplace(*database);
    rows.emplace(*database);
    journal.emplace(*database);
    open.emplace(*lookup);
    find = lookup->prepare("SELECT id, digest, engine, record_id, fetched, paywalled FROM articles WHERE address = $1");
    last = database->prepare("SELECT coalesce(max(id), 0) FROM articles");
    generation_now = database->prepare("SELECT value FROM dateline WHERE name = 'generation'");
    events_of_incident = database->prepare("SELECT report FROM events WHERE incident = $1 ORDER BY id");
    story_of = database->prepare("SELECT story FROM articles WHERE id = $1");
    set_generation = database->prepare(
        "INSERT INTO dateline (name, value) VALUES ('generation', $1) ON CONFLICT (name) DO UPDATE SET value = excluded.value");
  }

  void begin() {
    database->begin();
    is_open = true;
    in_batch = handled = 0;
    changed.clear();
    reduced.clear();
    addresses.clear();
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
    open->forget_all();
    tracker.emplace(tables.background, tables.window);
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
      articles->events_of(article, [&](std::uint64_t, std::uint64_t incident) { placement.incidents.push_back(incident); });
      tracker->restore(article, std::move(*traits), placement);
    }
  }

  std::optional<Known> known(const std::string& address) {
    if (const auto found = addresses.find(address); found != addresses.end()) return found->second;
    std::optional<Known> there;
    find->bind(1, address);
    if (find->step()) {
      there = Known{static_cast<std::uint64_t>(find->number(0)),
                    std::string(find->text(1)),
                    std::string(find->text(2)),
                    std::string(find->text(3)),
                    std::string(find->text(4)),
                    find->number(5) != 0};
    }
    find->reset();
    return there;
  }

  Outcome add(Prepared::Parts&& article) {
    if (!is_open) begin();
    Outcome outcome = Outcome::Added;
    if (const auto there = known(article.address)) {
      const bool keep = there->digest == article.digest || !is_better(*there, article);
      if (!keep) take_out(there->id);
      outcome = keep ? Outcome::Known : Outcome::Superseded;
    }
    if (outcome != Outcome::Known) {
      put_in(next_article++, std::move(article));
      ++in_batch;
    }
    if (++handled >= kBatch) finish();
    return outcome;
  }

  void put_in(std::uint64_t id, Prepared::Parts&& article) {
    auto row = std::make_shared<PlacedArticle>();
    row->id = id;
    row->placement = tracker->place(id, std::move(article.traits));
    if (const story::Traits* traits = tracker->traits_of(id)) row->recent = story::to_bytes(*traits);
    row->parts = std::move(article);
    addresses[row->parts.address] = Known::of(id, row->parts);
    for (std::size_t i = 0; i < row->parts.reports.size(); ++i) {
      Report& report = row->parts.reports[i];
      report.event = story::event_number(id, i);
      report.article = id;
      report.copy_of = row->placement.copy_of;
      const std::uint64_t incident = row->placement.incidents[i];
      const bool begins_here = incident >= story::event_number(first_of_batch, 0);
      changed.insert(incident);
      if (reduced.count(incident) == 0) open->add(incident, begins_here, row->placement.story, report);
    }
    lane.run([this, row] { articles->insert(*row); });
  }

  void take_out(std::uint64_t id) {
    lane.wait();
    tracker->remove(id);
    articles->events_of(id, [&](std::uint64_t, std::uint64_t incident) {
      changed.insert(incident);
      reduced.insert(incident);
      open->forget(incident);
    });
    articles->remove(id);
  }

  // What the incidents of the batch come to now.
  void settle_incidents() {
    for (const std::uint64_t id : changed) {
      if (reduced.count(id) != 0) continue;
      auto [before, after] = open->summary(id);
      lane.run([this, before = std::move(before), after = std::move(after)] {
        if (!before) {
          rows->insert(*after);
        } else {
          rows->update(*before, *after);
        }
      });
    }
    if (reduced.empty()) return;
    lane.wait();
    for (const std::uint64_t id : reduced) {
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
    lane.run([this, first_day = tracker->first_day(), first_article = tracker->first_article(),
              next = std::to_string(generation + 1)] {
      rows->settle_counts();
      articles->forget_before(first_day, first_article);
      if (in_batch > 0) {
        set_generation->bind(1, next);
        set_generation->run();
      }
      journal->write();
      database->commit();
    });
    lane.wait();
    journal->forget();
    if (in_batch > 0) ++generation;
    open->close_old();
    is_open = false;
  }

  void abandon() {
    try {
      lane.wait();
    } catch (...) {  // what failed is being told already
    }
    database->roll_back();
    journal->forget();
    rows->forget_counts();
    open->forget_all();
    is_open = false;
    tracker.reset();
  }

  const story::Tables& tables;
  std::unique_ptr<Database> database;
  std::unique_ptr<Database> lookup;  // reads what was committed
  std::optional<ArticleRows> articles;
  std::optional<IncidentRows> rows;
  std::optional<Journal> journal;
  std::optional<OpenIncidents> open;
  std::unique_ptr<Statement> find, last, generation_now, events_of_incident, story_of, set_generation;
  std::optional<story::Tracker> tracker;
  std::uint64_t generation = 0;
  bool is_open = false;
  std::size_t handled = 0;   // articles of this batch
  std::size_t in_batch = 0;  // those of them that changed something
  std::uint64_t next_article = 1;
  std::uint64_t first_of_batch = 1;
  std::unordered_map<std::string, Known> addresses;  // of this batch
  std::set<std::uint64_t> changed;                   // incidents that this batch changes
  std::set<std::uint64_t> reduced;                   // those of them that lost a report
  IncidentReader incidents;
  Lane lane;  // the last: it ends before what it works on goes
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
    return state_->add(std::move(article).take());
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
    state_->lane.wait();
    return state_->journal->all();
  } catch (Fault& fault) {
    return Failure(std::move(fault.error));
  }
}

}  // namespace dateline
