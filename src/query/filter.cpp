#include "query/filter.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "base/iso_date.h"
#include "base/tsv.h"
#include "base/utf8.h"

namespace dateline::query {

namespace {

constexpr FilterName kNames[] = {
    {"actor", "PARTY", "who acts: a country (RUS), a code (RUSMIL), an id (dl:kim-jong-un), a name, or one of them alone (=RUS)"},
    {"recipient", "PARTY", "who is acted upon"},
    {"party", "PARTY", "either of them"},
    {"dyad", "A>B", "both: RUS>UKR"},
    {"type", "TYPES", "PLOVER types: ASSAULT,COERCE", true},
    {"mode", "MODE", "PLOVER mode"},
    {"cameo", "CODE", "CAMEO code, or how it begins"},
    {"quad", "1..4", "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict"},
    {"status", "STATUS", "happened,ongoing,planned,possible,denied", true},
    {"country", "CODE", "where: a country's code"},
    {"box", "BOX", "where: SOUTH,WEST,NORTH,EAST in degrees"},
    {"from", "DATE", "not before this day, ISO 8601"},
    {"to", "DATE", "before this day"},
    {"publisher", "NAME", "reported by"},
    {"text", "WORDS", "reported by articles with all these words"},
    {"sources", "N", "reported by at least so many independent sources"},
};

constexpr std::size_t kLongestValue = 1000;

// Letters to change, add, leave out or swap with the next one to make one text of another, folded; counts no further than
// `limit`.
std::size_t edits(std::string_view a, std::string_view b, std::size_t limit) {
  if (a.size() > b.size() + limit || b.size() > a.size() + limit) return limit + 1;
  std::vector<std::size_t> before(b.size() + 1), row(b.size() + 1), next(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    next[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      next[j] = std::min({row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) next[j] = std::min(next[j], before[j - 2] + 1);
    }
    before.swap(row);
    row.swap(next);
  }
  return row[b.size()];
}

std::optional<double> degrees_from(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<IncidentFilter::Box> box_from(std::string_view text) {
  const std::vector<std::string_view> parts = base::split_list(text, ',');
  if (parts.size() != 4) return std::nullopt;
  const auto south = degrees_from(parts[0]), west = degrees_from(parts[1]), north = degrees_from(parts[2]),
             east = degrees_from(parts[3]);
  const bool good = south && west && north && east && *south >= -90 && *north <= 90 && *south <= *north && *west >= -180 &&
                    *west <= 180 && *east >= -180 && *east <= 180;
  if (!good) return std::nullopt;
  return IncidentFilter::Box{*south, *west, *north, *east};
}

template <typename Number>
bool read_number(std::string_view text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

Failure bad(std::string_view value, std::string_view what) {
  return failure(ErrorCode::BadArgument, fmt::format("{}: {}", base::printable(value), what));
}

}  // namespace

std::span<const FilterName> filter_names() { return kNames; }

FilterReader::FilterReader(const knowledge::Knowledge& knowledge) {
  const auto each = [&](std::string_view table_name, std::string_view column, auto take) {
    const knowledge::Table table = knowledge.table(table_name);
    for (std::uint32_t row = 0; row < table.rows(); ++row) take(table, row, std::string(table.cell(row, table.column(column))));
  };
  each("event_types", "type", [&](const auto&, std::uint32_t, std::string name) { types_.push_back({std::move(name), {}}); });
  std::set<std::string> modes;
  each("event_modes", "mode", [&](const auto&, std::uint32_t, std::string name) { modes.insert(std::move(name)); });
  for (const std::string& mode : modes) modes_.push_back({mode, {}});
  for (unsigned i = 0; i <= static_cast<unsigned>(Status::Denied); ++i) {
    statuses_.push_back({std::string(name_of(static_cast<Status>(i))), {}});
  }
  each("countries", "id", [&](const knowledge::Table& table, std::uint32_t row, std::string name) {
    countries_.push_back({std::move(name), std::string(table.cell(row, table.column("name")))});
  });
}

Result<void> FilterReader::check(std::string_view value, std::string_view kind, const std::vector<Known>& known) {
  if (std::any_of(known.begin(), known.end(), [&](const Known& k) { return k.name == value; })) return {};
  // All are named where they are few; else those that take the fewest letters to come to.
  constexpr std::size_t kFew = 6, kNearest = 3, kLimit = 64;
  std::vector<std::pair<std::size_t, const Known*>> near;
  const std::string folded = base::folded(value.substr(0, kLimit));
  for (const Known& k : known) {
    std::size_t distance = edits(folded, base::folded(k.name), kLimit);
    if (!k.title.empty()) distance = std::min(distance, edits(folded, base::folded(k.title), kLimit));
    near.emplace_back(distance, &k);
  }
  if (known.size() > kFew) {
    std::stable_sort(near.begin(), near.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    near.resize(kNearest);
  }
  std::string list;
  for (const auto& [distance, k] : near) {
    list += fmt::format("{}{}{}", list.empty() ? "" : ", ", k->name, k->title.empty() ? "" : " (" + k->title + ")");
  }
  return bad(value, fmt::format("no such {}; {} {}", kind, known.size() > kFew ? "the nearest are" : "give one of", list));
}

Result<void> FilterReader::set(IncidentFilter& filter, std::string_view name, std::string_view value) const {
  if (value.size() > kLongestValue) return bad(value.substr(0, 40), fmt::format("over the limit of {} bytes", kLongestValue));
  if (value.find('\0') != value.npos) return bad(value, "holds a zero byte");
  if (base::find_invalid_utf8(value) != std::string_view::npos) return bad(value, "is not UTF-8");
  const auto list = [&](std::string_view kind, const std::vector<Known>& known, std::vector<std::string>& out) -> Result<void> {
    for (const std::string_view part : base::split_list(value, ',')) {
      if (auto good = check(part, kind, known); !good) return good;
      out.emplace_back(part);
    }
    return {};
  };
  const auto one = [&](std::string_view kind, const std::vector<Known>& known, std::string& out) -> Result<void> {
    if (auto good = check(value, kind, known); !good) return good;
    out = value;
    return {};
  };
  if (value.empty()) return bad("nothing", "give a value, or leave the filter away");
  if (name == "actor") {
    filter.actor = value;
  } else if (name == "recipient") {
    filter.recipient = value;
  } else if (name == "party") {
    filter.party = value;
  } else if (name == "dyad") {
    const std::size_t between = value.find('>');
    if (between == 0 || between == value.npos || between + 1 == value.size()) {
      return bad(value, "give who acts and who is acted upon, such as 'RUS>UKR'");
    }
    filter.actor = value.substr(0, between);
    filter.recipient = value.substr(between + 1);
  } else if (name == "type") {
    return list("type", types_, filter.types);
  } else if (name == "mode") {
    return one("mode", modes_, filter.mode);
  } else if (name == "cameo") {
    filter.cameo = value;
  } else if (name == "quad") {
    int quad = 0;
    if (!read_number(value, quad) || quad < 1 || quad > 4) return bad(value, "give 1, 2, 3 or 4");
    filter.quad = quad;
  } else if (name == "status") {
    return list("status", statuses_, filter.statuses);
  } else if (name == "country") {
    return one("country", countries_, filter.country);
  } else if (name == "box") {
    filter.box = box_from(value);
    if (!filter.box) return bad(value, "give SOUTH,WEST,NORTH,EAST in degrees, such as 36,26,42,45");
  } else if (name == "from" || name == "to") {
    if (!base::parse_iso_date(value)) {
      return bad(value, "there is no such date in ISO 8601; give one such as 2023-09-15 or 2023-09");
    }
    (name == "from" ? filter.from : filter.to) = value;
  } else if (name == "publisher") {
    filter.publisher = value;
  } else if (name == "text") {
    filter.text = value;
  } else if (name == "sources") {
    if (!read_number(value, filter.least_sources)) return bad(value, "give a number");
  } else {
    return bad(name, "no such filter");
  }
  return {};
}

}  // namespace dateline::query
