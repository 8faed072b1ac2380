// Counts, for the page and for tables.
#include "query/counts.h"

#include <fmt/format.h>

#include "base/json.h"
#include "base/tsv.h"
#include "base/utf8.h"
#include "serve/handlers.h"
#include "serve/service.h"
#include "serve/tally.h"

namespace dateline::serve {

Answer Handlers::stats(const Call& call) {
  constexpr std::size_t kMostGroups = 200'000;
  const auto wanted = filter(call);
  if (!wanted) return tl::unexpected(wanted.error());
  const std::string* given = call.parameters.find("by");
  std::vector<std::string> by;
  for (const std::string_view name : base::split_list(given ? std::string_view(*given) : "month", ',')) by.emplace_back(name);
  const std::string* format = call.parameters.find("format");
  if (format && *format != "json" && *format != "csv") {
    return refuse(400, "bad_parameter", fmt::format("format {}: give json or csv", base::printable(format->substr(0, 80))),
                  "format");
  }
  const auto accepted = best_of(call.request.accept, {"application/json", "text/csv"});
  if (!format && !accepted) return refuse(406, "not_acceptable", "counts are given as application/json or text/csv");
  const auto selection = select(call, *wanted);
  if (!selection) return tl::unexpected(selection.error());
  const auto counted = counts(*call.view->columns, *selection, by, kMostGroups);
  if (!counted) return refuse(400, "bad_parameter", "by " + base::printable(counted.error().message), "by");
  if (format ? *format == "csv" : *accepted == 1) {
    Response response;
    response.media_type = "text/csv; charset=utf-8";
    response.body = query::csv_of(by, *counted);
    return response;
  }
  std::string body;
  base::JsonWriter json(body);
  json.begin_object();
  json.key("by");
  json.begin_array();
  for (const std::string& name : by) json.value(std::string_view(name));
  json.end_array();
  json.key("counts");
  json.begin_array();
  for (const Count& count : *counted) {
    json.begin_object();
    json.key("group");
    json.begin_array();
    for (const std::string& value : count.group) json.value(std::string_view(value));
    json.end_array();
    json.field("incidents", count.incidents);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json_response(std::move(body));
}

Answer Handlers::overview(const Call& call) {
  const auto wanted = filter(call);
  if (!wanted) return tl::unexpected(wanted.error());
  const auto selection = select(call, *wanted);
  if (!selection) return tl::unexpected(selection.error());
  return json_response(serve::overview(*call.view, *selection));
}

}  // namespace dateline::serve
