#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "dateline/incident_json.h"
#include "store/columns_making.h"
#include "store/database.h"
#include "store/schema.h"
#include "story/tracker.h"

namespace dateline::store {

struct ColumnsLoader::State {
  explicit State(const std::string& where) : database(open_to_read(where)) {
    generation_now = database->prepare("SELECT value FROM dateline WHERE name = 'generation'");
  }

  std::uint64_t generation() {
    std::uint64_t now = 0;
    if (generation_now->step()) {
      const std::string_view value = generation_now->text(0);
      std::from_chars(value.data(), value.data() + value.size(), now);
    }
    generation_now->reset();
    return now;
  }

  // One state of the store for all statements of `read`.
  template <typename Read>
  auto in_one_state(Read read) {
    database->execute(database->dialect() == Dialect::Sqlite ? "BEGIN" : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    try {
      auto out = read();
      database->commit();
      return out;
    } catch (...) {
      database->roll_back();
      throw;
    }
  }

  void read_articles(Columns& c, std::uint64_t behind) {
    // By publisher, which an index holds, and not by way of the records.
    const auto statement = database->prepare("SELECT publisher, id FROM articles WHERE id > $1 ORDER BY publisher, id");
    statement->bind(1, static_cast<std::int64_t>(behind));
    std::vector<std::pair<std::uint64_t, std::uint32_t>> rows;
    while (statement->step()) rows.emplace_back(static_cast<std::uint64_t>(statement->number(1)), c.texts(statement->text(0)));
    std::sort(rows.begin(), rows.end());
    for (const auto& [article, publisher] : rows) {
      c.article.push_back(article);
      c.publisher.push_back(publisher);
    }
  }

  std::unique_ptr<Statement> prepare_rows(const std::string& which) {
    return database->prepare(
        "SELECT id, day, type, mode, cameo, quad, status, reports, sources, country, place, latitude, longitude, incident FROM "
        "incidents WHERE " +
        which);
  }
  std::unique_ptr<Statement> prepare_parties(const std::string& which) {
    return database->prepare("SELECT incident, side, name, kb, code, country FROM parties WHERE " + which +
                             " ORDER BY incident, side, place");
  }
  std::unique_ptr<Statement> prepare_reports(const std::string& which) {
    return database->prepare("SELECT incident, id FROM events WHERE " + which + " ORDER BY incident, id");
  }

  void read_row(Columns& c, Numbering& numbers, Statement& row) {
    c.id.push_back(static_cast<std::uint64_t>(row.number(0)));
    c.day.push_back(static_cast<std::int32_t>(row.number(1)));
    c.type.push_back(numbers.word(row.text(2)));
    c.mode.push_back(numbers.word(row.text(3)));
    c.cameo.push_back(numbers.word(row.text(4)));
    c.quad.push_back(static_cast<std::uint8_t>(std::clamp<std::int64_t>(row.number(5), 0, 4)));
    c.status.push_back(numbers.word(row.text(6)));
    c.reports.push_back(static_cast<std::uint32_t>(row.number(7)));
    c.sources.push_back(static_cast<std::uint32_t>(row.number(8)));
    c.country.push_back(numbers.word(row.text(9)));
    std::uint32_t place = 0;
    if (!row.is_nothing(10)) {
      const std::string name(row.text(10)), country(row.text(9));
      place = numbers.place(name, country, row, 11, [&] {
        const auto incident = json.incident(row.text(13));
        return incident ? incident->site.precision : std::string();
      });
    }
    c.place.push_back(place);
  }

  // The lists of the row at the end: `parties` and `reports` stand at the first of theirs that is not behind.
  struct Cursor {
    Statement& statement;
    bool more = true;
    explicit Cursor(Statement& s) : statement(s) { more = statement.step(); }
    bool is_at(std::uint64_t incident) {
      while (more && static_cast<std::uint64_t>(statement.number(0)) < incident) more = statement.step();
      return more && static_cast<std::uint64_t>(statement.number(0)) == incident;
    }
    void next() { more = statement.step(); }
  };
  static void read_lists(Columns& c, Numbering& numbers, Cursor& parties, Cursor& reports) {
    const std::uint64_t incident = c.id.back();
    std::vector<std::uint32_t> sides[2];
    while (parties.is_at(incident)) {
      Statement& row = parties.statement;
      const std::string name(row.text(2)), kb(row.text(3)), code(row.text(4)), country(row.text(5));
      const bool recipient = row.number(1) != 0;
      const std::uint32_t party = numbers.party(name, kb, code, country);
      sides[recipient].push_back(party);
      c.parties.values.push_back(party | (recipient ? Columns::kSide : 0));
      parties.next();
    }
    c.parties.end_row();
    // As the store's own table has them (incident_rows.cpp).
    const auto code_of = [&](std::uint32_t party) {
      return c.party[party].country != 0 ? c.party[party].country : c.party[party].code;
    };
    std::set<std::uint32_t> dyads;
    for (const std::uint32_t actor : sides[0]) {
      for (const std::uint32_t recipient : sides[1]) {
        if (code_of(actor) != 0 && code_of(recipient) != 0) dyads.insert(numbers.dyad(code_of(actor), code_of(recipient)));
      }
    }
    c.dyads.values.insert(c.dyads.values.end(), dyads.begin(), dyads.end());
    c.dyads.end_row();
    std::uint64_t last = 0;
    while (reports.is_at(incident)) {
      const std::uint64_t article = static_cast<std::uint64_t>(reports.statement.number(1)) / story::event_number(1, 0);
      const auto found = std::lower_bound(c.article.begin(), c.article.end(), article);
      if (article != last && found != c.article.end() && *found == article) {
        c.articles.values.push_back(static_cast<std::uint32_t>(found - c.article.begin()));
      }
      last = article;
      reports.next();
    }
    c.articles.end_row();
  }

  std::shared_ptr<const Columns> load() {
    Columns c;
    c.generation = generation();
    read_articles(c, 0);
    Numbering numbers(c);
    // In pieces, of which PostgreSQL's library holds one at a time.
    constexpr std::size_t kPiece = 20'000;
    const auto rows = prepare_rows(fmt::format("id > $1 ORDER BY id LIMIT {}", kPiece));
    const auto parties = prepare_parties("incident > $1 AND incident <= $2");
    const auto reports = prepare_reports("incident > $1 AND incident <= $2");
    std::int64_t behind = -1;
    for (;;) {
      const std::size_t first = c.id.size();
      rows->bind(1, behind);
      while (rows->step()) read_row(c, numbers, *rows);
      rows->reset();
      if (c.id.size() == first) break;
      const auto last = static_cast<std::int64_t>(c.id.back());
      for (Statement* statement : {parties.get(), reports.get()}) {
        statement->bind(1, behind);
        statement->bind(2, last);
      }
      Cursor party(*parties), report(*reports);
      // read_lists looks at the last row, so the numbers of the piece are put back one after another.
      std::vector<std::uint64_t> piece(c.id.begin() + static_cast<std::ptrdiff_t>(first), c.id.end());
      c.id.resize(first);
      for (const std::uint64_t id : piece) {
        c.id.push_back(id);
        read_lists(c, numbers, party, report);
      }
      parties->reset();
      reports->reset();
      behind = last;
    }
    return std::make_shared<const Columns>(merged(nullptr, {}, std::move(c)));
  }

  Step extend(const std::shared_ptr<const Columns>& from) {
    Step step{from, {}, {}};
    const std::uint64_t now = generation();
    if (now == from->generation) return step;
    Columns c = without_rows(*from);
    c.generation = now;
    // Articles that went: of those that were here, the ones that are not any more.
    std::vector<bool> is_there(c.article.size(), false);
    const std::uint64_t last = c.article.empty() ? 0 : c.article.back();
    const auto ids = database->prepare("SELECT id FROM articles WHERE id <= $1");
    ids->bind(1, static_cast<std::int64_t>(last));
    while (ids->step()) {
      const auto found = std::lower_bound(c.article.begin(), c.article.end(), static_cast<std::uint64_t>(ids->number(0)));
      if (found != c.article.end()) is_there[static_cast<std::size_t>(found - c.article.begin())] = true;
    }
    std::vector<bool> went(c.article.size(), false);
    bool any_went = false;
    for (std::size_t i = 0; i < c.article.size(); ++i) {
      if (is_there[i] || c.publisher[i] == Columns::kGone) continue;
      c.publisher[i] = Columns::kGone;
      went[i] = any_went = true;
    }
    std::set<std::uint64_t> touched;
    for (std::size_t row = 0; any_went && row < from->size(); ++row) {
      for (std::uint32_t i = from->articles.first[row]; i < from->articles.first[row + 1]; ++i) {
        if (went[from->articles.values[i]]) touched.insert(from->id[row]);
      }
    }
    read_articles(c, last);
    const auto fresh = database->prepare("SELECT DISTINCT incident FROM events WHERE id >= $1");
    fresh->bind(1, static_cast<std::int64_t>(story::event_number(last + 1, 0)));
    while (fresh->step()) touched.insert(static_cast<std::uint64_t>(fresh->number(0)));

    Numbering numbers(c);
    const auto rows = prepare_rows("id = $1"), parties = prepare_parties("incident = $1"),
               reports = prepare_reports("incident = $1");
    for (const std::uint64_t id : touched) {
      for (Statement* statement : {rows.get(), parties.get(), reports.get()}) statement->bind(1, static_cast<std::int64_t>(id));
      const bool is_still = rows->step();
      if (is_still) read_row(c, numbers, *rows);
      rows->reset();
      (is_still ? step.changed : step.removed).push_back(id);
      if (!is_still) continue;
      Cursor party(*parties), report(*reports);
      read_lists(c, numbers, party, report);
      parties->reset();
      reports->reset();
    }
    const std::vector<std::uint64_t> gone(touched.begin(), touched.end());
    step.columns = std::make_shared<const Columns>(merged(from.get(), gone, std::move(c)));
    return step;
  }

  std::unique_ptr<Database> database;
  std::unique_ptr<Statement> generation_now;
  IncidentReader json;
};

ColumnsLoader::ColumnsLoader(std::unique_ptr<State> state) : state_(std::move(state)) {}
ColumnsLoader::ColumnsLoader(ColumnsLoader&&) noexcept = default;
ColumnsLoader& ColumnsLoader::operator=(ColumnsLoader&&) noexcept = default;
ColumnsLoader::~ColumnsLoader() = default;

Result<ColumnsLoader> ColumnsLoader::open(const std::string& where) try {
  return ColumnsLoader(std::make_unique<State>(where));
} catch (Fault& fault) {
  return Failure(std::move(fault.error));
}

Result<std::uint64_t> ColumnsLoader::generation() try { return state_->generation(); } catch (Fault& fault) {
  return Failure(std::move(fault.error));
}

Result<std::shared_ptr<const Columns>> ColumnsLoader::load() try {
  return state_->in_one_state([&] { return state_->load(); });
} catch (Fault& fault) {
  return Failure(std::move(fault.error));
}

Result<ColumnsLoader::Step> ColumnsLoader::extend(const std::shared_ptr<const Columns>& from) try {
  return state_->in_one_state([&] { return state_->extend(from); });
} catch (Fault& fault) {
  return Failure(std::move(fault.error));
}

}  // namespace dateline::store
