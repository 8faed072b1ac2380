#include "serve/routes.h"

#include <fmt/format.h>

#include "base/utf8.h"
#include "query/filter.h"
#include "serve/handlers.h"

namespace dateline::serve {

namespace {

using H = Handlers;
using Cache = Route::Cache;
using Key = Route::Key;

const std::vector<Route>& table() {
  static const std::vector<Route> routes = {
      {"GET",
       "/v1/overview",
       "all that a first view needs: counts over time, by type, place and party",
       "Overview",
       &H::overview,
       true,
       {},
       Cache::Generation,
       Key::Needed,
       Lane::Store},
      {"GET",
       "/v1/incidents",
       "incidents, page by page, or all in a format of others",
       "IncidentPage",
       &H::incidents,
       true,
       {"limit", "cursor", "order", "format"},
       Cache::Generation,
       Key::Needed,
       Lane::Store},
      {"GET", "/v1/incidents/{id}", "an incident with all reports of it", "IncidentWithReports", &H::incident, false, {}},
      {"GET",
       "/v1/events",
       "the reports of incidents, page by page, or all in a format",
       "EventPage",
       &H::events,
       true,
       {"limit", "cursor", "format"},
       Cache::Generation,
       Key::Needed,
       Lane::Store},
      {"GET",
       "/v1/articles",
       "the articles that report incidents, page by page, or all their records",
       "ArticlePage",
       &H::articles,
       true,
       {"limit", "cursor", "format"},
       Cache::Generation,
       Key::Needed,
       Lane::Store},
      {"GET", "/v1/articles/{id}", "an article's record and its copies", "ArticleWithRecord", &H::article, false, {}},
      {"GET", "/v1/articles/{id}/changes", "what a copy changed in its original", "Changes", &H::changes, false, {}},
      {"GET",
       "/v1/entities",
       "who incidents name, those of most incidents first",
       "EntityList",
       &H::entities,
       false,
       {"q", "limit"}},
      {"GET",
       "/v1/entities/{id}",
       "one of them, with counts by type, counterpart and month",
       "Entity",
       &H::entity,
       false,
       {},
       Cache::Generation,
       Key::Needed,
       Lane::Store},
      {"GET",
       "/v1/search",
       "articles that have all the words, with the place where they stand",
       "SearchPage",
       &H::search,
       false,
       {"q", "limit", "cursor"},
       Cache::Generation,
       Key::Needed,
       Lane::Store},
      {"GET",
       "/v1/stats",
       "counts of incidents by groups",
       "Counts",
       &H::stats,
       true,
       {"by", "format"},
       Cache::Generation,
       Key::Needed,
       Lane::Store},
      {"GET", "/v1/ontology", "types, modes, statuses and countries, as filters take them", "Ontology", &H::ontology, false, {}},
      {"GET", "/v1/formats", "the formats that rows are given in", "FormatList", &H::formats, false, {}},
      {"GET",
       "/v1/stream",
       "new and changed incidents as they are stored (server-sent events)",
       "",
       &H::stream,
       true,
       {},
       Cache::No,
       Key::Needed,
       Lane::Store},
      {"POST",
       "/v1/read",
       "reads a text, a page or an archive into records",
       "Reading",
       &H::read,
       false,
       {"date", "url", "title", "explain", "store"},
       Cache::No,
       Key::Needed,
       Lane::Engine},
      {"GET", "/v1/openapi.json", "this document", "", &H::openapi, false, {}, Cache::Generation, Key::Open},
      {"GET", "/healthz", "whether the store can be read", "Health", &H::health, false, {}, Cache::No, Key::Open},
      {"GET", "/metrics", "figures for Prometheus", "", &H::figures, false, {}, Cache::No},
  };
  return routes;
}

std::vector<std::string_view> parts_of(std::string_view path) {
  std::vector<std::string_view> parts;
  while (!path.empty()) {
    path.remove_prefix(1);  // the slash
    const std::size_t end = path.find('/');
    parts.push_back(path.substr(0, end));
    path.remove_prefix(end == path.npos ? path.size() : end);
  }
  return parts;
}

}  // namespace

std::span<const Route> routes() { return table(); }

tl::expected<Match, Refusal> match(const Request& request) {
  const bool reads = request.method == "GET" || request.method == "HEAD";
  if (request.path.empty() || request.path.front() != '/') {
    return refuse(404, "not_found", "a path begins with /");
  }
  for (const Asset& asset : web_assets()) {
    if (asset.path != request.path) continue;
    if (!reads) return refuse(405, "method", fmt::format("{}: GET alone is answered here", request.method));
    return Match{nullptr, &asset, {}};
  }
  const std::vector<std::string_view> parts = parts_of(request.path);
  std::string others;
  for (const Route& route : table()) {
    const std::vector<std::string_view> wanted = parts_of(route.path);
    if (wanted.size() != parts.size()) continue;
    Match found{&route, nullptr, {}};
    bool fits = true;
    for (std::size_t i = 0; fits && i < parts.size(); ++i) {
      if (!wanted[i].starts_with('{')) {
        fits = wanted[i] == parts[i];
        continue;
      }
      auto argument = decoded(parts[i], Plus::Letter);
      fits = argument && !argument->empty();
      if (fits) found.arguments.push_back(std::move(*argument));
    }
    if (!fits) continue;
    if (route.method == request.method || (route.method == "GET" && reads)) return found;
    others = route.method;
  }
  if (!others.empty()) return refuse(405, "method", fmt::format("{}: {} alone is answered here", request.method, others));
  return refuse(404, "not_found",
                fmt::format("{}: there is nothing here; /v1/openapi.json tells what there is",
                            base::printable(std::string_view(request.path).substr(0, 200))));
}

std::vector<std::string_view> parameters_of(const Route& route) {
  std::vector<std::string_view> names = route.parameters;
  if (route.takes_filters) {
    for (const query::FilterName& name : query::filter_names()) names.push_back(name.name);
  }
  return names;
}

}  // namespace dateline::serve
