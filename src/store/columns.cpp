#include "store/columns.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

#include "dateline/incident_json.h"
#include "store/database.h"
#include "store/schema.h"
#include "story/tracker.h"

namespace dateline::store {

std::uint32_t Dictionary::operator()(std::string_view text) {
  const auto found = numbers_.find(text);
  if (found != numbers_.end()) return found->second;
  const auto number = static_cast<std::uint32_t>(texts_.size());
  texts_.emplace_back(text);
  numbers_.emplace(text, number);
  return number;
}

std::uint32_t Dictionary::find(std::string_view text) const {
  const auto found = numbers_.find(text);
  return found == numbers_.end() ? kNowhere : found->second;
}

std::uint64_t Columns::bytes() const {
  const auto of = [](const auto& column) { return column.size() * sizeof(column[0]); };
  std::uint64_t sum = of(id) + of(day) + of(type) + of(mode) + of(cameo) + of(status) + of(country) + of(quad) + of(place) +
                      of(reports) + of(sources) + of(party) + of(entity) + of(dyad) + of(places) + of(article) + of(publisher);
  for (const Lists* lists : {&parties, &dyads, &articles}) sum += of(lists->first) + of(lists->values);
  constexpr std::uint64_t kText = 120;  // a text, its number, and what the table of them takes
  return sum + kText * (words.size() + texts.size());
}

namespace {

// Finds the numbers of what columns refer to, and gives new ones.
class Numbering {
 public:
  explicit Numbering(Columns& columns) : c_(columns) {
    for (std::uint32_t i = 0; i < c_.party.size(); ++i) {
      const Columns::Party& p = c_.party[i];
      parties_[{p.name, p.kb, p.code, p.country}] = i;
    }
    for (std::uint32_t i = 0; i < c_.entity.size(); ++i) entities_[c_.entity[i].id] = i;
    for (std::uint32_t i = 0; i < c_.dyad.size(); ++i) dyads_[pair(c_.dyad[i].actor, c_.dyad[i].recipient)] = i;
    if (c_.places.empty()) c_.places.emplace_back();
    for (std::uint32_t i = 1; i < c_.places.size(); ++i) places_[key(c_.places[i])] = i;
  }

  std::uint16_t word(std::string_view text) {
    const std::uint32_t number = c_.words(text);
    if (number > UINT16_MAX) throw Fault{{ErrorCode::TooLarge, "more than 65535 types, modes, codes and countries"}};
    return static_cast<std::uint16_t>(number);
  }

  std::uint32_t party(std::string_view name, std::string_view kb, std::string_view code, std::string_view country) {
    Columns::Party party{c_.texts(name), c_.texts(kb), c_.texts(code), c_.texts(country), 0};
    const auto [found, fresh] =
        parties_.try_emplace({party.name, party.kb, party.code, party.country}, static_cast<std::uint32_t>(c_.party.size()));
    if (fresh) {
      const std::uint32_t id = party.kb != 0 ? party.kb : party.code != 0 ? party.code : party.name;
      const auto [entity, is_new] = entities_.try_emplace(id, static_cast<std::uint32_t>(c_.entity.size()));
      if (is_new) c_.entity.push_back({id});
      party.entity = entity->second;
      c_.party.push_back(party);
    }
    return found->second;
  }

  std::uint32_t dyad(std::uint32_t actor, std::uint32_t recipient) {
    const auto [found, fresh] = dyads_.try_emplace(pair(actor, recipient), static_cast<std::uint32_t>(c_.dyad.size()));
    if (fresh) c_.dyad.push_back({actor, recipient});
    return found->second;
  }

  // `precise`: says how precise the place is, asked for new ones only.
  template <typename Precision>
  std::uint32_t place(std::string_view name, std::string_view country, Statement& row, int latitude, Precision precise) {
    Columns::Place place;
    place.name = c_.texts(name);
    place.country = c_.texts(country);
    place.located = !row.is_nothing(latitude);
    if (place.located) {
      place.latitude = row.real(latitude);
      place.longitude = row.real(latitude + 1);
    }
    const auto [found, fresh] = places_.try_emplace(key(place), static_cast<std::uint32_t>(c_.places.size()));
    if (fresh) {
      place.precision = c_.texts(precise());
      place.is_point = place.located && c_.texts[place.precision] == "point";
      c_.places.push_back(place);
    }
    return found->second;
  }

 private:
  static std::uint64_t pair(std::uint32_t a, std::uint32_t b) { return std::uint64_t{a} << 32 | b; }
  using PlaceKey = std::tuple<std::uint32_t, std::uint32_t, double, double, bool>;
  static PlaceKey key(const Columns::Place& p) { return {p.name, p.country, p.latitude, p.longitude, p.located}; }

  Columns& c_;
  std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t>, std::uint32_t> parties_;
  std::unordered_map<std::uint32_t, std::uint32_t> entities_;
  std::unordered_map<std::uint64_t, std::uint32_t> dyads_;
  std::map<PlaceKey, std::uint32_t> places_;
};

void copy_row(Columns& to, const Columns& from, std::size_t row) {
  to.id.push_back(from.id[row]);
  to.day.push_back(from.day[row]);
  to.type.push_back(from.type[row]);
  to.mode.push_back(from.mode[row]);
  to.cameo.push_back(from.cameo[row]);
  to.status.push_back(from.status[row]);
  to.country.push_back(from.country[row]);
  to.quad.push_back(from.quad[row]);
  to.place.push_back(from.place[row]);
  to.reports.push_back(from.reports[row]);
  to.sources.push_back(from.sources[row]);
  to.parties.copy_row(from.parties, row);
  to.dyads.copy_row(from.dyads, row);
  to.articles.copy_row(from.articles, row);
}

// The dictionaries of columns without their rows.
Columns without_rows(const Columns& from) {
  Columns to;
  to.generation = from.generation;
  to.words = from.words;
  to.texts = from.texts;
  to.party = from.party;
  to.entity = from.entity;
  to.dyad = from.dyad;
  to.places = from.places;
  to.article = from.article;
  to.publisher = from.publisher;
  return to;
}

void take_dictionaries(Columns& to, Columns& from) {
  to.generation = from.generation;
  to.words = std::move(from.words);
  to.texts = std::move(from.texts);
  to.party = std::move(from.party);
  to.entity = std::move(from.entity);
  to.dyad = std::move(from.dyad);
  to.places = std::move(from.places);
  to.article = std::move(from.article);
  to.publisher = std::move(from.publisher);
}

// `read`: rows in any order. The rows of `old` that are not in `gone`, and those, in order.
Columns merged(const Columns* old, const std::vector<std::uint64_t>& gone, Columns&& read) {
  std::vector<std::uint32_t> order(read.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::tie(read.day[a], read.id[a]) < std::tie(read.day[b], read.id[b]);
  });
  Columns out;
  const std::size_t before = old ? old->size() : 0;
  const std::size_t rows = before + read.size();
  out.id.reserve(rows);
  out.day.reserve(rows);
  for (auto* column : {&out.type, &out.mode, &out.cameo, &out.status, &out.country}) column->reserve(rows);
  out.quad.reserve(rows);
  for (auto* column : {&out.place, &out.reports, &out.sources}) column->reserve(rows);
  std::size_t i = 0;
  const auto copy_old = [&] {
    if (!std::binary_search(gone.begin(), gone.end(), old->id[i])) copy_row(out, *old, i);
    ++i;
  };
  for (const std::uint32_t row : order) {
    while (i < before && std::tie(old->day[i], old->id[i]) < std::tie(read.day[row], read.id[row])) copy_old();
    copy_row(out, read, row);
  }
  while (i < before) copy_old();
  take_dictionaries(out, read);
  return out;
}

}  // namespace

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
