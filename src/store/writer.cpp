// A batch of articles is one transaction: their rows, the incidents that they change, and what the tracker must know to go on.
// The tracker in memory is only a copy of what the store says of the last days; when another writer was here in between (the
// generation counts batches), or a batch failed, it is filled again from the store. So a writer that is killed and started again,
// and two that take turns, place articles as one would.
//
// Rows are written and committed on a thread of their own (store/lane.h) while the next articles are placed, those of the next
// batch too. What placing needs to know of the store meanwhile is asked over a second connection, which sees what was committed,
// and in memory: the addresses of the batches that are not committed yet, and the reports of incidents that are still being told.
// Where rows are taken away again, the thread is waited for.
//
// A batch that is placed while the one before it is being committed takes for granted that no other writer comes between. When
// one does, which the generation tells as the batch's transaction begins, the articles that are not committed yet are placed
// again.
#include <fmt/format.h>

#include <atomic>
#include <charconv>
#include <deque>
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

// Batches that are placed or written at a time: while one is being written, another is placed.
constexpr std::size_t kUncommitted = 2;

std::int64_t signed_(std::uint64_t number) { return static_cast<std::int64_t>(number); }

// Another writer was here since the batch before was committed.
struct Overtaken {};

struct Batch {
  std::uint64_t number = 0;
  std::uint64_t first_article = 0;
  std::size_t handled = 0;  // articles, those that were known among them
  std::vector<std::shared_ptr<PlacedArticle>> articles;
  std::unordered_map<std::string, Known> addresses;
  std::set<std::uint64_t> changed;  // incidents
  std::set<std::uint64_t> reduced;  // those of them that lost a report
  std::map<std::string, Mark> marks;
};

}  // namespace

struct StoreWriter::State {
  State(const std::string& where, const story::Tables& with, std::size_t batch)
      : tables(with), database(open_database(where, Access::Write)), most_in_batch(batch) {
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

  std::uint64_t generation_in_store() {
    std::uint64_t now = 0;
    if (generation_now->step()) {
      const std::string_view value = generation_now->text(0);
      std::from_chars(value.data(), value.data() + value.size(), now);
    }
    generation_now->reset();
    return now;
  }

  void begin() {
    while (!batches.empty() && batches.front().number <= committed) batches.pop_front();
    if (!batches.empty()) {
      lane.run([this, expected = generation] {
        database->begin();
        if (generation_in_store() != expected) throw Overtaken();
      });
    } else {
      lane.wait();
      database->begin();
      const std::uint64_t now = generation_in_store();
      if (!tracker || now != generation) {
        refill();
        generation = now;
        // What supersedes an article has a higher number, so none comes twice.
        last->step();
        next_article = static_cast<std::uint64_t>(last->number(0)) + 1;
        last->reset();
      }
    }
    batches.emplace_back();
    batches.back().number = ++begun;
    batches.back().first_article = next_article;
    is_open = true;
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
    for (auto batch = batches.rbegin(); batch != batches.rend(); ++batch) {
      if (const auto found = batch->addresses.find(address); found != batch->addresses.end()) return found->second;
    }
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

  Outcome add(Prepared::Parts&& parts) {
    auto article = std::make_shared<PlacedArticle>();
    article->parts = std::move(parts);
    Outcome outcome = Outcome::Added;
    unless_overtaken(article, [&] {
      if (!is_open) begin();
      outcome = put(article);
    });
    if (++batches.back().handled >= most_in_batch) unless_overtaken({}, [&] { end_batch(); });
    return outcome;
  }

  Outcome put(const std::shared_ptr<PlacedArticle>& article) {
    const Prepared::Parts& parts = article->parts;
    Outcome outcome = Outcome::Added;
    if (const auto there = known(parts.address)) {
      if (there->digest == parts.digest || !is_better(*there, parts)) return Outcome::Known;
      take_out(there->id);
      outcome = Outcome::Superseded;
    }
    batches.back().articles.push_back(article);
    article->id = next_article++;
    place(*article);
    lane.run([this, article] { articles->insert(*article); });
    return outcome;
  }

  void place(PlacedArticle& article) {
    Batch& batch = batches.back();
    article.placement = tracker->place(article.id, article.parts.traits);
    const story::Traits* traits = tracker->traits_of(article.id);
    article.recent = traits ? story::to_bytes(*traits) : std::string();
    batch.addresses[article.parts.address] = Known::of(article.id, article.parts);
    for (std::size_t i = 0; i < article.parts.reports.size(); ++i) {
      Report& report = article.parts.reports[i];
      report.event = story::event_number(article.id, i);
      report.article = article.id;
      report.copy_of = article.placement.copy_of;
      const std::uint64_t incident = article.placement.incidents[i];
      const bool begins_here = incident >= story::event_number(batch.first_article, 0);
      batch.changed.insert(incident);
      if (batch.reduced.count(incident) == 0) open->add(incident, begins_here, article.placement.story, report);
    }
  }

  // `article`: the one that `act` adds, if any.
  template <typename Act>
  void unless_overtaken(const std::shared_ptr<PlacedArticle>& article, Act act) {
    try {
      act();
    } catch (const Overtaken&) {
      place_again(article);
    }
  }

  // What is not committed, and `article`, in one batch. It waits until that has begun, so nobody can come between now.
  void place_again(const std::shared_ptr<PlacedArticle>& article) {
    std::vector<std::shared_ptr<PlacedArticle>> again;
    std::map<std::string, Mark> marks;
    for (Batch& batch : batches) {
      if (batch.number <= committed) continue;
      again.insert(again.end(), batch.articles.begin(), batch.articles.end());
      for (auto& [source, mark] : batch.marks) marks[source] = std::move(mark);
    }
    if (article && (again.empty() || again.back() != article)) again.push_back(article);
    forget_uncommitted();
    journal->put_back(std::move(marks));
    begin();
    for (const auto& one : again) put(one);
  }

  void take_out(std::uint64_t id) {
    lane.wait();
    tracker->remove(id);
    articles->events_of(id, [&](std::uint64_t, std::uint64_t incident) {
      batches.back().changed.insert(incident);
      batches.back().reduced.insert(incident);
      open->forget(incident);
    });
    articles->remove(id);
  }

  // What the incidents of the batch come to now.
  void settle_incidents() {
    const Batch& batch = batches.back();
    for (const std::uint64_t id : batch.changed) {
      if (batch.reduced.count(id) != 0) continue;
      auto [before, after] = open->summary(id);
      lane.run([this, before = std::move(before), after = std::move(after)] {
        if (!before) {
          rows->insert(*after);
        } else {
          rows->update(*before, *after);
        }
      });
    }
    if (batch.reduced.empty()) return;
    lane.wait();
    for (const std::uint64_t id : batch.reduced) {
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

  // Hands the batch over; it is committed when `committed` has its number.
  void end_batch() {
    settle_incidents();
    Batch& batch = batches.back();
    batch.marks = journal->take();
    if (!batch.articles.empty()) ++generation;
    lane.run([this, forgotten = tracker->take_forgotten(), number = batch.number,
              next = batch.articles.empty() ? std::string() : std::to_string(generation), marks = batch.marks] {
      rows->settle_counts();
      articles->forget_recent(forgotten);
      if (!next.empty()) {
        set_generation->bind(1, next);
        set_generation->run();
      }
      journal->write(marks);
      database->commit();
      committed = number;
    });
    lane.begin();
    is_open = false;
    // What lost a report is not in memory, so the next batch must find it in the store.
    if (!batch.reduced.empty() || batches.size() > kUncommitted) lane.wait();
    open->close_old(kUncommitted);
  }

  void finish() {
    unless_overtaken({}, [&] {
      if (!is_open && !journal->is_empty()) begin();
      if (is_open) end_batch();
      lane.wait();
    });
    if (is_open) {
      end_batch();
      lane.wait();
    }
  }

  void forget_uncommitted() {
    database->roll_back();
    rows->forget_counts();
    open->forget_all();
    is_open = false;
    tracker.reset();
    batches.clear();
  }

  void abandon() {
    try {
      lane.wait();
    } catch (...) {  // what failed is being told already
    }
    forget_uncommitted();
    journal->take();
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
  bool is_open = false;  // the last of the batches takes articles
  std::size_t most_in_batch;
  std::uint64_t next_article = 1;
  std::deque<Batch> batches;  // those whose commit has not been seen; the last one may have been
  std::uint64_t begun = 0;    // batches, which are numbered from 1
  std::atomic<std::uint64_t> committed = 0;
  IncidentReader incidents;
  Lane lane{"rows"};  // the last: it ends before what it works on goes
};

StoreWriter::StoreWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
StoreWriter::StoreWriter(StoreWriter&&) noexcept = default;
StoreWriter& StoreWriter::operator=(StoreWriter&&) noexcept = default;
StoreWriter::~StoreWriter() = default;

Result<StoreWriter> StoreWriter::open(const std::string& where, const story::Tables& tables, std::size_t batch) {
  try {
    return StoreWriter(std::make_unique<State>(where, tables, batch));
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
