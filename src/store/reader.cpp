#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/iso_date.h"
#include "store/condition.h"
#include "store/days.h"
#include "store/reader_state.h"
#include "story/traits.h"

namespace dateline {

using namespace store;

namespace {

// Columns of the tables that counts are made of; empty: the table does not know them.
struct Grouping {
  std::string_view name, of_incidents, of_dyads, of_months;
};
constexpr Grouping kGroupings[] = {
    {"dyad", "d.actor, d.recipient", "d.actor, d.recipient", "d.actor, d.recipient"},
    {"actor", "coalesce(a.country, a.code, a.name)", "", ""},
    {"recipient", "coalesce(r.country, r.code, r.name)", "", ""},
    {"type", "i.type", "d.type", "d.type"},
    {"quad", "i.quad", "d.quad", "d.quad"},
    {"status", "i.status", "d.status", "d.status"},
    {"country", "i.country", "", ""},
    {"day", "i.day", "d.day", ""},
    {"month", "i.day", "d.day", "d.month"},
    {"year", "i.day", "d.day", "d.month"},
};

const Grouping* grouping(std::string_view name) {
  const auto found =
      std::find_if(std::begin(kGroupings), std::end(kGroupings), [&](const Grouping& g) { return g.name == name; });
  return found == std::end(kGroupings) ? nullptr : &*found;
}

}  // namespace

Error no_such_grouping(std::string_view name) {
  return {ErrorCode::BadArgument,
          fmt::format("{}: counts can be by dyad, actor, recipient, type, quad, status, country, and day, month or year", name)};
}

std::vector<Count> StoreReader::State::counts(const IncidentFilter& filter, const std::vector<std::string>& by) {
  std::vector<const Grouping*> groupings;
  for (const std::string& name : by) {
    groupings.push_back(grouping(name));
    if (groupings.back()) continue;
    throw Fault{no_such_grouping(name)};
  }
  const auto asks = [&](std::string_view name) { return std::find(by.begin(), by.end(), name) != by.end(); };
  const auto knows = [&](std::string_view Grouping::*column) {
    return std::none_of(groupings.begin(), groupings.end(), [&](const Grouping* g) { return (g->*column).empty(); });
  };
  const auto columns_of = [&](std::string_view Grouping::*column) {
    std::string columns;
    for (const Grouping* g : groupings) columns += fmt::format("{}{}", columns.empty() ? "" : ", ", g->*column);
    return columns;
  };
  // An incident has a row for each of its dyads: counts of dyads, or of a single one, are counts of rows.
  const bool of_rows = asks("dyad") || (!filter.actor.empty() && !filter.recipient.empty());
  const auto of_months = Condition::of_dyads(filter, Condition::Table::Months);
  const auto of_dyads = Condition::of_dyads(filter, Condition::Table::Dyads);
  // The index of dyads begins with the actor; days alone are found sooner by way of the incidents.
  const bool is_quick = !filter.actor.empty() || (filter.from.empty() && filter.to.empty());
  std::string sql;
  Condition condition;
  if (of_rows && of_months && knows(&Grouping::of_months)) {
    condition = *of_months;
    sql = fmt::format("SELECT CAST(sum(d.incidents) AS BIGINT), {0} FROM dyad_months d WHERE {1} GROUP BY {0}",
                      columns_of(&Grouping::of_months), condition.sql());
  } else if (of_rows && of_dyads && is_quick && knows(&Grouping::of_dyads)) {
    condition = *of_dyads;
    sql =
        fmt::format("SELECT count(*), {0} FROM dyads d WHERE {1} GROUP BY {0}", columns_of(&Grouping::of_dyads), condition.sql());
  } else {
    condition = Condition::of_incidents(filter, database->dialect());
    sql = fmt::format("SELECT count(DISTINCT i.id), {} FROM incidents i", columns_of(&Grouping::of_incidents));
    if (asks("dyad")) sql += " JOIN dyads d ON d.incident = i.id";
    if (asks("actor")) sql += " JOIN parties a ON a.incident = i.id AND a.side = 0";
    if (asks("recipient")) sql += " JOIN parties r ON r.incident = i.id AND r.side = 1";
    sql += fmt::format(" WHERE {} GROUP BY {}", condition.sql(), columns_of(&Grouping::of_incidents));
  }
  const auto statement = database->prepare(sql);
  condition.bind(*statement);
  // Days become months and years here: the store groups by the day, which its index gives in order.
  std::map<std::vector<std::string>, std::int64_t> sums;
  while (statement->step()) {
    std::vector<std::string> group;
    int column = 1;
    for (const std::string& name : by) {
      if (name == "dyad") {
        group.push_back(fmt::format("{}>{}", statement->text(column), statement->text(column + 1)));
        column += 2;
      } else if (name == "day" || name == "month" || name == "year") {
        const std::int64_t day = statement->number(column++);
        const std::size_t size = name == "day" ? 10 : name == "month" ? 7 : 4;
        group.push_back(day == story::kNoDay ? std::string(kUndated) : date_of(day).substr(0, size));
      } else {
        group.emplace_back(statement->text(column++));
      }
    }
    sums[std::move(group)] += statement->number(0);
  }
  std::vector<Count> counts;
  counts.reserve(sums.size());
  for (const auto& [group, incidents] : sums) counts.push_back({group, incidents});
  return counts;
}

StoreReader::StoreReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
StoreReader::StoreReader(StoreReader&&) noexcept = default;
StoreReader& StoreReader::operator=(StoreReader&&) noexcept = default;
StoreReader::~StoreReader() = default;

Result<StoreReader> StoreReader::open(const std::string& where) try {
  return StoreReader(std::make_unique<State>(where));
} catch (Fault& fault) {
  return Failure(std::move(fault.error));
}

Result<void> StoreReader::incidents(const IncidentFilter& filter, const std::function<bool(const Incident&)>& take) try {
  const Condition condition = Condition::of_incidents(filter, state_->database->dialect());
  std::string sql = fmt::format("SELECT i.incident FROM incidents i WHERE {} ORDER BY i.day, i.id", condition.sql());
  if (filter.limit > 0) sql += fmt::format(" LIMIT {}", filter.limit);
  const auto statement = state_->database->prepare(sql);
  condition.bind(*statement);
  while (statement->step()) {
    if (!take(state_->incident(statement->text(0)))) break;
  }
  return {};
} catch (Fault& fault) {
  return Failure(std::move(fault.error));
}

Result<std::vector<Report>> StoreReader::reports(std::uint64_t incident) try {
  const auto statement = state_->database->prepare("SELECT report FROM events WHERE incident = $1 ORDER BY id");
  statement->bind(1, static_cast<std::int64_t>(incident));
  std::vector<Report> reports;
  while (statement->step()) {
    auto report = state_->parser.report(statement->text(0));
    if (!report) return Failure(report.error());
    reports.push_back(std::move(*report));
  }
  return reports;
} catch (Fault& fault) {
  return Failure(std::move(fault.error));
}

Result<void> StoreReader::articles(const IncidentFilter& filter, const std::function<bool(const StoredArticle&)>& take) try {
  const Condition condition = Condition::of_incidents(filter, state_->database->dialect());
  const bool all = condition.sql() == "TRUE";
  std::string sql = "SELECT a.id, a.copy_of, a.story, a.overlap, a.record FROM articles a";
  if (!all) {
    sql += fmt::format(" WHERE a.id IN (SELECT e.article FROM incidents i JOIN events e ON e.incident = i.id WHERE {})",
                       condition.sql());
  }
  sql += " ORDER BY a.id";
  if (filter.limit > 0) sql += fmt::format(" LIMIT {}", filter.limit);
  const auto statement = state_->database->prepare(sql);
  condition.bind(*statement);
  while (statement->step()) {
    if (!take(state_->stored(*statement))) break;
  }
  return {};
} catch (Fault& fault) {
  return Failure(std::move(fault.error));
}

Result<std::optional<StoredArticle>> StoreReader::article(std::uint64_t id) try {
  const auto statement = state_->database->prepare("SELECT id, copy_of, story, overlap, record FROM articles WHERE id = $1");
  statement->bind(1, static_cast<std::int64_t>(id));
  if (!statement->step()) return std::optional<StoredArticle>();
  return std::optional<StoredArticle>(state_->stored(*statement));
} catch (Fault& fault) {
  return Failure(std::move(fault.error));
}

Result<std::vector<Count>> StoreReader::counts(const IncidentFilter& filter, const std::vector<std::string>& by) try {
  return state_->counts(filter, by);
} catch (Fault& fault) {
  return Failure(std::move(fault.error));
}

}  // namespace dateline
