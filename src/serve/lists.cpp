// Lists, page by page.
#include <fmt/format.h>

#include <algorithm>

#include "base/json.h"
#include "base/utf8.h"
#include "dateline/record_reader.h"
#include "query/filter.h"
#include "serve/cursor.h"
#include "serve/handlers.h"
#include "serve/lines.h"
#include "serve/service.h"
#include "serve/snippet.h"

namespace dateline::serve {

using store::Columns;

namespace {

constexpr std::uint64_t kPage = 50, kLargestPage = 500;

// What a cursor holds of its list.
std::string name_of_list(const Call& call) {
  std::vector<std::string> parts;
  for (const auto& [name, value] : call.parameters.all()) {
    if (name != "cursor" && name != "limit" && name != "format" && !value.empty()) parts.push_back(name + '=' + value);
  }
  std::sort(parts.begin(), parts.end());
  std::string list = call.request.path;
  for (const std::string& part : parts) list += '\n' + part;
  return list;
}

tl::expected<std::optional<Cursor>, Refusal> cursor_of(const Call& call) {
  const std::string* text = call.parameters.find("cursor");
  if (!text) return std::optional<Cursor>();
  const auto cursor = cursor_from(*text, name_of_list(call));
  if (!cursor) {
    return refuse(400, "bad_cursor",
                  "the cursor is none that this list gave; begin again without it, or keep the other parameters", "cursor");
  }
  return cursor;
}

void write_next(base::JsonWriter& json, const Call& call, const std::optional<Cursor>& next) {
  json.key("next");
  if (next) {
    json.value(to_text(*next, name_of_list(call)));
  } else {
    json.null();
  }
}

using Rows = std::vector<std::uint32_t>;

Rows rows_of(const store::Selection& selection) {
  Rows rows;
  for (std::size_t row = selection.first(); row < selection.end(); ++row) {
    if (selection(row)) rows.push_back(static_cast<std::uint32_t>(row));
  }
  return rows;
}

std::int64_t id_of(const Columns& c, std::uint32_t row) { return static_cast<std::int64_t>(c.id[row]); }

// The rows behind a cursor {day, id} in the order of days, or before it.
Rows by_day(const Columns& c, const Rows& rows, const std::optional<Cursor>& after, bool latest_first, std::size_t limit) {
  const auto is_before = [&](std::uint32_t row, const Cursor& cursor) {
    return std::pair<std::int64_t, std::int64_t>(c.day[row], id_of(c, row)) < std::pair(cursor.at[0], cursor.at[1]);
  };
  const auto is_behind = [&](const Cursor& cursor, std::uint32_t row) {
    return std::pair(cursor.at[0], cursor.at[1]) < std::pair<std::int64_t, std::int64_t>(c.day[row], id_of(c, row));
  };
  Rows page;
  if (latest_first) {
    auto end = after ? std::lower_bound(rows.begin(), rows.end(), *after, is_before) : rows.end();
    while (end != rows.begin() && page.size() < limit) page.push_back(*--end);
  } else {
    auto begin = after ? std::upper_bound(rows.begin(), rows.end(), *after, is_behind) : rows.begin();
    while (begin != rows.end() && page.size() < limit) page.push_back(*begin++);
  }
  return page;
}

// Most first, of equal ones the latest first. A cursor is {count, day, id}.
Rows by_count(const Columns& c, Rows rows, const std::vector<std::uint32_t>& counts, const std::optional<Cursor>& after,
              std::size_t limit) {
  using Key = std::array<std::int64_t, 3>;
  const auto key = [&](std::uint32_t row) { return Key{counts[row], c.day[row], id_of(c, row)}; };
  if (after) {
    rows.erase(std::remove_if(rows.begin(), rows.end(), [&](std::uint32_t row) { return key(row) >= after->at; }), rows.end());
  }
  const std::size_t size = std::min(limit, rows.size());
  // Rows stand in the order of their days and numbers.
  std::partial_sort(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(size), rows.end(),
                    [&](std::uint32_t a, std::uint32_t b) { return counts[a] != counts[b] ? counts[a] > counts[b] : a > b; });
  rows.resize(size);
  return rows;
}

std::vector<std::uint64_t> ids_of(const Columns& c, const Rows& rows) {
  std::vector<std::uint64_t> ids;
  ids.reserve(rows.size());
  for (const std::uint32_t row : rows) ids.push_back(c.id[row]);
  return ids;
}

}  // namespace

Answer Handlers::incidents(const Call& call) {
  auto written = exported(call, "incidents");
  if (!written) return tl::unexpected(written.error());
  if (*written) return std::move(**written);
  const auto wanted = filter(call);
  if (!wanted) return tl::unexpected(wanted.error());
  const auto limit = call.parameters.number("limit", kPage, 1, kLargestPage);
  if (!limit) return tl::unexpected(limit.error());
  const auto after = cursor_of(call);
  if (!after) return tl::unexpected(after.error());
  const std::string* given = call.parameters.find("order");
  const std::string order = given ? *given : "-day";
  if (order != "day" && order != "-day" && order != "-reports" && order != "-sources") {
    return refuse(400, "bad_parameter",
                  fmt::format("order {}: give day, -day, -reports or -sources", base::printable(order.substr(0, 80))), "order");
  }
  const auto selection = select(call, *wanted);
  if (!selection) return tl::unexpected(selection.error());
  const Columns& c = *call.view->columns;
  Rows rows = rows_of(*selection);
  const std::size_t total = rows.size();
  const bool days = order == "day" || order == "-day";
  const auto& counts = order == "-reports" ? c.reports : c.sources;
  // One more than asked for tells whether there are more.
  Rows page =
      days ? by_day(c, rows, *after, order == "-day", *limit + 1) : by_count(c, std::move(rows), counts, *after, *limit + 1);
  std::optional<Cursor> next;
  if (page.size() > *limit) {
    page.pop_back();
    const std::uint32_t last = page.back();
    next = days ? Cursor{{c.day[last], id_of(c, last), 0}} : Cursor{{counts[last], c.day[last], id_of(c, last)}};
  }
  const auto lines = call.store.incidents_as_json(ids_of(c, page));
  if (!lines) return store_fault(lines.error());
  std::string body;
  base::JsonWriter json(body);
  json.begin_object();
  json.field("total", static_cast<std::int64_t>(total));
  json.key("incidents");
  json.begin_array();
  for (const std::string& line : *lines) {
    if (!line.empty()) json.raw(line);  // one may have gone since
  }
  json.end_array();
  write_next(json, call, next);
  json.end_object();
  return json_response(std::move(body));
}

Answer Handlers::events(const Call& call) {
  auto written = exported(call, "reports");
  if (!written) return tl::unexpected(written.error());
  if (*written) return std::move(**written);
  const auto wanted = filter(call);
  if (!wanted) return tl::unexpected(wanted.error());
  const auto limit = call.parameters.number("limit", kPage, 1, kLargestPage);
  if (!limit) return tl::unexpected(limit.error());
  const auto after = cursor_of(call);
  if (!after) return tl::unexpected(after.error());
  const auto selection = select(call, *wanted);
  if (!selection) return tl::unexpected(selection.error());
  const Columns& c = *call.view->columns;
  const Rows rows = rows_of(*selection);
  // The last incident of the page before may have more reports: begin with it.
  std::optional<Cursor> from = *after;
  if (from) ++from->at[1];
  const Rows page = by_day(c, rows, from, true, *limit + 2);
  std::string body;
  base::JsonWriter json(body);
  json.begin_object();
  json.key("events");
  json.begin_array();
  std::size_t count = 0;
  std::optional<Cursor> last, next;
  for (const std::uint32_t row : page) {
    const auto reports = call.store.reports_as_json(c.id[row]);
    if (!reports) return store_fault(reports.error());
    const bool goes_on = *after && (*after)->at[1] == id_of(c, row);
    for (std::size_t i = 0; i < reports->size(); ++i) {
      if (goes_on && static_cast<std::int64_t>(i) < (*after)->at[2]) continue;
      if (count == *limit) {
        next = last;
        break;
      }
      json.raw(with_title((*reports)[i], c.id[row]));
      last = Cursor{{c.day[row], id_of(c, row), static_cast<std::int64_t>(i + 1)}};
      ++count;
    }
    if (next) break;
  }
  // Incidents of which the store has no report: on with the next ones.
  if (!next && page.size() == *limit + 2) next = Cursor{{c.day[page.back()], id_of(c, page.back()), INT64_MAX}};
  json.end_array();
  write_next(json, call, next);
  json.end_object();
  return json_response(std::move(body));
}

Answer Handlers::articles(const Call& call) {
  auto written = exported(call, "articles");
  if (!written) return tl::unexpected(written.error());
  if (*written) return std::move(**written);
  const auto wanted = filter(call);
  if (!wanted) return tl::unexpected(wanted.error());
  const auto limit = call.parameters.number("limit", kPage, 1, kLargestPage);
  if (!limit) return tl::unexpected(limit.error());
  const auto after = cursor_of(call);
  if (!after) return tl::unexpected(after.error());
  const Columns& c = *call.view->columns;
  const bool all = std::none_of(call.parameters.all().begin(), call.parameters.all().end(), [](const auto& parameter) {
    const auto names = query::filter_names();
    return !parameter.second.empty() &&
           std::any_of(names.begin(), names.end(), [&](const query::FilterName& name) { return name.name == parameter.first; });
  });
  std::vector<bool> is_one(c.article.size(), all);
  if (!all) {
    const auto selection = select(call, *wanted);
    if (!selection) return tl::unexpected(selection.error());
    for (std::size_t row = selection->first(); row < selection->end(); ++row) {
      if (!(*selection)(row)) continue;
      for (std::uint32_t i = c.articles.first[row]; i < c.articles.first[row + 1]; ++i) is_one[c.articles.values[i]] = true;
    }
  }
  std::vector<std::uint64_t> ids;
  std::size_t at = c.article.size(), total = 0;
  if (*after) {
    at = static_cast<std::size_t>(
        std::lower_bound(c.article.begin(), c.article.end(), static_cast<std::uint64_t>((*after)->at[0])) - c.article.begin());
  }
  for (std::size_t i = 0; i < c.article.size(); ++i) total += is_one[i] && c.publisher[i] != Columns::kGone;
  while (at > 0 && ids.size() <= *limit) {
    --at;
    if (is_one[at] && c.publisher[at] != Columns::kGone) ids.push_back(c.article[at]);
  }
  std::optional<Cursor> next;
  if (ids.size() > *limit) {
    ids.pop_back();
    next = Cursor{{static_cast<std::int64_t>(ids.back()), 0, 0}};
  }
  const auto lines = call.store.article_lines(ids);
  if (!lines) return store_fault(lines.error());
  std::string body;
  base::JsonWriter json(body);
  json.begin_object();
  json.field("total", static_cast<std::int64_t>(total));
  json.key("articles");
  json.begin_array();
  for (const ArticleLine& line : *lines) write(json, line);
  json.end_array();
  write_next(json, call, next);
  json.end_object();
  return json_response(std::move(body));
}

Answer Handlers::search(const Call& call) {
  const std::string* q = call.parameters.find("q");
  if (!q) return refuse(400, "bad_parameter", "q: give the words to look for", "q");
  const auto limit = call.parameters.number("limit", 20, 1, 100);
  if (!limit) return tl::unexpected(limit.error());
  const auto after = cursor_of(call);
  if (!after) return tl::unexpected(after.error());
  IncidentFilter words;
  if (const auto set = service.filters_.set(words, "text", *q); !set) {
    return refuse(400, "bad_parameter", "q " + set.error().message, "q");
  }
  const auto found = call.store.articles_with(*q);
  if (!found) return store_fault(found.error());
  auto end = *after ? std::lower_bound(found->begin(), found->end(), static_cast<std::uint64_t>((*after)->at[0])) : found->end();
  std::vector<std::uint64_t> ids;
  while (end != found->begin() && ids.size() <= *limit) ids.push_back(*--end);
  std::optional<Cursor> next;
  if (ids.size() > *limit) {
    ids.pop_back();
    next = Cursor{{static_cast<std::int64_t>(ids.back()), 0, 0}};
  }
  const auto lines = call.store.article_lines(ids);
  if (!lines) return store_fault(lines.error());
  std::string body;
  base::JsonWriter json(body);
  json.begin_object();
  json.field("total", static_cast<std::int64_t>(found->size()));
  json.key("articles");
  json.begin_array();
  RecordReader reader;
  for (const ArticleLine& line : *lines) {
    const auto article = call.store.article(line.id);
    if (!article) return store_fault(article.error());
    if (!*article) continue;
    const auto document = reader.read((*article)->record);
    write(json, line, document ? snippet(document->text, *q) : std::vector<Piece>());
  }
  json.end_array();
  write_next(json, call, next);
  json.end_object();
  return json_response(std::move(body));
}

}  // namespace dateline::serve
