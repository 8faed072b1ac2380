#include "store/condition.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.h"
#include "store/days.h"
#include "story/traits.h"

namespace dateline::store {

namespace {

bool is_code(const std::string& party) {
  return party.size() >= 3 && party.size() % 3 == 0 &&
         std::all_of(party.begin(), party.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

// The least text that is greater than all that begin with `text`, which is ASCII.
std::string behind(std::string text) {
  ++text.back();
  return text;
}

// The words of a search, each to be found as it stands: what FTS5 takes for operators is quoted.
std::string fts_query(std::string_view text) {
  std::string query, word;
  const auto finish = [&] {
    if (!word.empty()) query += (query.empty() ? "\"" : " \"") + word + '"';
    word.clear();
  };
  for (const char c : text) {
    if (c == ' ' || c == '\t' || c == '\n' || c == '"' || c == '\0') {
      finish();
    } else {
      word += c;
    }
  }
  finish();
  return query.empty() ? "\"\"" : query;  // which finds nothing
}

// Events of an article lie together: their numbers begin with the article's (story/tracker.h).
constexpr std::string_view kEventsOf = "e.id >= {0} * 4096 AND e.id < {0} * 4096 + 4096";

}  // namespace

PartyIs kind_of(const std::string& party) {
  return party.starts_with('=')     ? PartyIs::Itself
         : party.starts_with("dl:") ? PartyIs::Id
         : is_code(party)           ? PartyIs::Code
                                    : PartyIs::Name;
}

bool is_country_code(const std::string& party) { return party.size() == 3 && is_code(party); }

std::string Condition::parameter(Value value) {
  values_.push_back(std::move(value));
  return fmt::format("${}", values_.size());
}

void Condition::add(const std::string& condition) { sql_ += " AND " + condition; }

void Condition::add_any_of(const std::string& column, const std::vector<std::string>& values) {
  if (values.empty()) return;
  std::string list;
  for (const std::string& value : values) list += (list.empty() ? "" : ", ") + parameter(value);
  add(fmt::format("{} IN ({})", column, list));
}

void Condition::add_days(const std::string& column, const IncidentFilter& filter) {
  if (const std::int32_t from = story::day_of(filter.from); from != story::kNoDay) {
    add(fmt::format("{} >= {}", column, parameter(std::int64_t{from})));
  }
  if (const std::int32_t to = story::day_of(filter.to); to != story::kNoDay) {
    add(fmt::format("{} < {}", column, parameter(std::int64_t{to})));
    add(fmt::format("{} > {}", column, parameter(std::int64_t{story::kNoDay})));
  }
}

// What holds of a row of `parties` that is asked for.
std::string Condition::parties(const std::string& party) {
  switch (kind_of(party)) {
    case PartyIs::Id:
      return "kb = " + parameter(party);
    case PartyIs::Code: {
      const std::string from = parameter(party);
      return fmt::format("code >= {} AND code < {}", from, parameter(behind(party)));
    }
    case PartyIs::Itself: {
      const std::string itself = parameter(party.substr(1));
      return fmt::format("(kb = {0} OR (kb IS NULL AND code = {0}) OR (kb IS NULL AND code IS NULL AND name = {0}))", itself);
    }
    case PartyIs::Name:
      break;
  }
  return "name = " + parameter(party);
}

std::string Condition::has_words(const std::string& text, Dialect dialect) {
  return dialect == Dialect::Sqlite ? "words MATCH " + parameter(fts_query(text))
                                    : fmt::format("found @@ plainto_tsquery('simple', {})", parameter(text));
}

Condition Condition::of_words(const std::string& text, Dialect dialect) {
  Condition c;
  c.sql_ = c.has_words(text, dialect);
  return c;
}

Condition Condition::of_incidents(const IncidentFilter& filter, Dialect dialect) {
  Condition c;
  const bool sqlite = dialect == Dialect::Sqlite;
  if (is_country_code(filter.actor) && is_country_code(filter.recipient)) {
    const std::string actor = c.parameter(filter.actor);
    std::string dyads = fmt::format("actor = {} AND recipient = {}", actor, c.parameter(filter.recipient));
    if (const std::int32_t from = story::day_of(filter.from); from != story::kNoDay) {
      dyads += " AND day >= " + c.parameter(std::int64_t{from});
    }
    if (const std::int32_t to = story::day_of(filter.to); to != story::kNoDay) {
      dyads += " AND day < " + c.parameter(std::int64_t{to});
      dyads += " AND day > " + c.parameter(std::int64_t{story::kNoDay});
    }
    c.add(fmt::format("i.id IN (SELECT incident FROM dyads WHERE {})", dyads));
  } else {
    if (!filter.actor.empty())
      c.add(fmt::format("i.id IN (SELECT incident FROM parties WHERE side = 0 AND {})", c.parties(filter.actor)));
    if (!filter.recipient.empty()) {
      c.add(fmt::format("i.id IN (SELECT incident FROM parties WHERE side = 1 AND {})", c.parties(filter.recipient)));
    }
  }
  if (!filter.party.empty()) c.add(fmt::format("i.id IN (SELECT incident FROM parties WHERE {})", c.parties(filter.party)));
  c.add_any_of("i.type", filter.types);
  if (!filter.mode.empty()) c.add("i.mode = " + c.parameter(filter.mode));
  if (!filter.cameo.empty()) {
    const std::string from = c.parameter(filter.cameo);
    c.add(fmt::format("i.cameo >= {} AND i.cameo < {}", from, c.parameter(behind(filter.cameo))));
  }
  if (filter.quad != 0) c.add("i.quad = " + c.parameter(std::int64_t{filter.quad}));
  c.add_any_of("i.status", filter.statuses);
  if (!filter.country.empty()) c.add("i.country = " + c.parameter(filter.country));
  if (filter.box) {
    const auto& box = *filter.box;
    const auto within = [&](double west, double east) {
      const std::string south = c.parameter(box.south), north = c.parameter(box.north), w = c.parameter(west),
                        e = c.parameter(east);
      return sqlite ? fmt::format("SELECT incident FROM points WHERE north >= {} AND south <= {} AND east >= {} AND west <= {}",
                                  south, north, w, e)
                    : fmt::format("SELECT incident FROM points WHERE at <@ box(point({2}, {0}), point({3}, {1}))", south, north,
                                  w, e);
    };
    if (box.west <= box.east) {
      c.add(fmt::format("i.id IN ({})", within(box.west, box.east)));
    } else {
      const std::string eastern = within(box.west, 180);
      c.add(fmt::format("(i.id IN ({}) OR i.id IN ({}))", eastern, within(-180, box.east)));
    }
  }
  c.add_days("i.day", filter);
  if (!filter.publisher.empty()) {
    c.add(fmt::format("i.id IN (SELECT e.incident FROM articles a JOIN events e ON {} WHERE a.publisher = {})",
                      fmt::format(kEventsOf, "a.id"), c.parameter(filter.publisher)));
  }
  if (!filter.text.empty()) {
    const std::string found = c.has_words(filter.text, dialect);
    c.add(fmt::format("i.id IN (SELECT e.incident FROM words JOIN events e ON {} WHERE {})",
                      fmt::format(kEventsOf, "words.rowid"), found));
  }
  if (filter.least_sources > 0) c.add("i.sources >= " + c.parameter(std::int64_t{filter.least_sources}));
  return c;
}

std::optional<Condition> Condition::of_dyads(const IncidentFilter& filter, Table table) {
  const auto knows = [](const std::string& party) { return party.empty() || is_country_code(party); };
  if (!knows(filter.actor) || !knows(filter.recipient) || !filter.party.empty() || !filter.mode.empty() ||
      !filter.cameo.empty() || !filter.country.empty() || filter.box || !filter.publisher.empty() || !filter.text.empty() ||
      filter.least_sources > 0) {
    return std::nullopt;
  }
  if (table == Table::Months) {
    for (const std::string& date : {filter.from, filter.to}) {
      const std::int64_t day = story::day_of(date);
      if (first_of_month(day) != day) return std::nullopt;
    }
  }
  Condition c;
  if (!filter.actor.empty()) c.add("d.actor = " + c.parameter(filter.actor));
  if (!filter.recipient.empty()) c.add("d.recipient = " + c.parameter(filter.recipient));
  c.add_days(table == Table::Months ? "d.month" : "d.day", filter);
  c.add_any_of("d.type", filter.types);
  c.add_any_of("d.status", filter.statuses);
  if (filter.quad != 0) c.add("d.quad = " + c.parameter(std::int64_t{filter.quad}));
  return c;
}

void Condition::bind(Statement& statement) const {
  for (std::size_t i = 0; i < values_.size(); ++i) {
    const int number = static_cast<int>(i + 1);
    std::visit([&](const auto& value) { statement.bind(number, value); }, values_[i]);
  }
}

}  // namespace dateline::store
