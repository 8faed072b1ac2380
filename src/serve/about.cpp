// What the server and its data are.
#include <fmt/format.h>
#include <unicode/region.h>
#include <unistd.h>

#include <cstdio>
#include <set>

#include "base/json.h"
#include "serve/handlers.h"
#include "serve/media.h"
#include "serve/openapi.h"
#include "serve/service.h"

namespace dateline::serve {

namespace {

// ISO 3166-1 numeric, which map data is keyed by; 0 when there is none.
std::uint32_t numeric_code(const std::string& iso2) {
  if (iso2.empty()) return 0;
  UErrorCode status = U_ZERO_ERROR;
  const icu::Region* region = icu::Region::getInstance(iso2.c_str(), status);
  if (U_FAILURE(status) || !region || region->getType() != URGN_TERRITORY) return 0;
  return static_cast<std::uint32_t>(region->getNumericCode());
}

// Bytes of memory that the process holds.
std::uint64_t resident_bytes() {
  std::FILE* file = std::fopen("/proc/self/statm", "r");
  if (!file) return 0;
  unsigned long long size = 0, resident = 0;
  if (std::fscanf(file, "%llu %llu", &size, &resident) != 2) resident = 0;
  std::fclose(file);
  return resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

// Of an event's `quad`, as docs/record.md names them.
constexpr std::string_view kQuads[] = {"verbal cooperation", "material cooperation", "verbal conflict", "material conflict"};

}  // namespace

Answer Handlers::ontology(const Call&) {
  const knowledge::Knowledge& knowledge = service.knowledge_;
  std::string body;
  base::JsonWriter json(body);
  const auto each = [&](std::string_view name, auto write) {
    const knowledge::Table table = knowledge.table(name);
    for (std::uint32_t row = 0; row < table.rows(); ++row) {
      write([&](std::string_view column) { return table.cell(row, table.column(column)); });
    }
  };
  json.begin_object();
  json.key("types");
  json.begin_array();
  each("event_types", [&](auto cell) {
    json.begin_object();
    json.field("id", cell("type"));
    json.field("quad", static_cast<std::uint32_t>(cell("quad").empty() ? 0 : cell("quad").front() - '0'));
    json.field("about", cell("gloss"));
    json.end_object();
  });
  json.end_array();
  json.key("modes");
  json.begin_array();
  each("event_modes", [&](auto cell) {
    json.begin_object();
    json.field("id", cell("mode"));
    json.field("type", cell("type"));
    json.end_object();
  });
  json.end_array();
  json.key("quads");
  json.begin_array();
  for (std::uint32_t i = 0; i < std::size(kQuads); ++i) {
    json.begin_object();
    json.field("id", i + 1);
    json.field("name", kQuads[i]);
    json.end_object();
  }
  json.end_array();
  json.key("statuses");
  json.begin_array();
  for (unsigned i = 0; i <= static_cast<unsigned>(Status::Denied); ++i) json.value(name_of(static_cast<Status>(i)));
  json.end_array();
  json.key("countries");
  json.begin_array();
  each("countries", [&](auto cell) {
    json.begin_object();
    json.field("code", cell("id"));
    json.field("name", cell("name"));
    if (const std::uint32_t numeric = numeric_code(std::string(cell("iso2"))); numeric != 0) json.field("numeric", numeric);
    json.end_object();
  });
  json.end_array();
  json.end_object();
  return json_response(std::move(body));
}

Answer Handlers::formats(const Call&) {
  std::string body;
  base::JsonWriter json(body);
  json.begin_array();
  for (const Media& medium : media()) {
    json.begin_object();
    json.field("name", medium.format);
    json.field("media_type", medium.type);
    json.field("extension", medium.ending);
    json.field("about", medium.about);
    json.field("of", std::string_view(medium.of_articles ? "articles" : "incidents"));
    json.end_object();
  }
  json.end_array();
  return json_response(std::move(body));
}

Answer Handlers::openapi(const Call&) {
  static const std::string document = openapi_document();
  return json_response(document);
}

Answer Handlers::health(const Call&) {
  const std::string trouble = service.views_->trouble();
  if (!trouble.empty()) return refuse(503, "store", trouble);
  return json_response("{\"status\":\"ok\"}");
}

Answer Handlers::figures(const Call& call) {
  Response response;
  response.media_type = "text/plain; version=0.0.4; charset=utf-8";
  std::string& out = response.body;
  const auto gauge = [&](std::string_view name, std::string_view help, std::uint64_t value) {
    out += fmt::format("# HELP dateline_{0} {1}\n# TYPE dateline_{0} gauge\ndateline_{0} {2}\n", name, help, value);
  };
  const store::Columns& columns = *call.view->columns;
  gauge("store_generation", "Batches stored, of what is shown.", columns.generation);
  gauge("store_incidents", "Incidents of the store.", columns.size());
  gauge("store_articles", "Articles of the store.", columns.article.size());
  gauge("columns_bytes", "Memory of the columns, about.", columns.bytes());
  gauge("resident_bytes", "Memory of the process.", resident_bytes());
  gauge("listeners", "Clients of /v1/stream.", service.feed_.listeners());
  gauge("exports", "Exports being made or waiting.", service.exports_.running() + service.exports_.waiting());
  if (const Server* server = service.server_.load()) {
    const Server::Figures figures = server->figures();
    gauge("connections", "Open connections.", figures.connections);
    gauge("requests_waiting", "Requests that wait for a worker.", figures.waiting);
  }
  service.metrics_.write(out);
  return response;
}

}  // namespace dateline::serve
