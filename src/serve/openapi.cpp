#include "serve/openapi.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/json.h"
#include "dateline/engine.h"
#include "query/filter.h"
#include "serve/media.h"
#include "serve/routes.h"

namespace dateline::serve {

namespace {

struct ParameterAbout {
  std::string_view name;
  std::string_view about;
};
constexpr ParameterAbout kParameters[] = {
    {"limit", "rows of a page, at most 500; of a format: rows at most"},
    {"cursor", "the `next` of the page before"},
    {"order", "day, -day (default), -reports or -sources"},
    {"format", "a name that /v1/formats lists, instead of an Accept header"},
    {"q", "words; of entities the beginning of a name or id"},
    {"by", "dyad, actor, recipient, type, quad, status, country, and one of day, month, year; with commas between them"},
    {"date", "publication date of the text, ISO 8601"},
    {"url", "where the text is from"},
    {"title", "of a plain text"},
    {"explain", "1: also what was considered in each sentence, and what came of it"},
    {"store", "1: also store the records; of a server that was started with --writable"},
    {"id", "a number that lists give; of entities an id"},
};

std::string_view about(std::string_view name) {
  const auto found =
      std::find_if(std::begin(kParameters), std::end(kParameters), [&](const ParameterAbout& p) { return p.name == name; });
  return found == std::end(kParameters) ? std::string_view() : found->about;
}

// Members that may be absent are not listed as required; docs/store.md and docs/record.md say what they hold.
constexpr std::string_view kSchemas = R"json({
"Error":{"type":"object","required":["error"],"properties":{"error":{"type":"object","required":["code","message"],"properties":{"code":{"type":"string"},"message":{"type":"string"},"parameter":{"type":"string"}}}}},
"Party":{"type":"object","properties":{"name":{"type":"string"},"kb":{"type":"string"},"code":{"type":"string"},"country":{"type":"string"},"role":{"type":"string"},"reports":{"type":"integer"}}},
"Place":{"type":"object","properties":{"name":{"type":"string"},"kind":{"type":"string"},"lat":{"type":"number"},"lon":{"type":"number"},"country":{"type":"string"},"admin1":{"type":"string"},"geonames":{"type":"integer"},"precision":{"type":"string"}}},
"What":{"type":"object","required":["type","quad","goldstein","status"],"properties":{"type":{"type":"string"},"mode":{"type":"string"},"contexts":{"type":"array","items":{"type":"string"}},"cameo":{"type":"string"},"quad":{"type":"integer"},"goldstein":{"type":"number"},"actors":{"type":"array","items":{"$ref":"#/components/schemas/Party"}},"recipients":{"type":"array","items":{"$ref":"#/components/schemas/Party"}},"begin":{"type":"string"},"end":{"type":"string"},"place":{"$ref":"#/components/schemas/Place"},"status":{"type":"string"},"quantities":{"type":"object","additionalProperties":{"type":"integer"}}}},
"Incident":{"allOf":[{"$ref":"#/components/schemas/What"},{"type":"object","required":["incident","story","reports","articles","sources","confidence","statuses"],"properties":{"incident":{"type":"integer"},"story":{"type":"integer"},"first_report":{"type":"string"},"last_report":{"type":"string"},"reports":{"type":"integer"},"articles":{"type":"integer"},"sources":{"type":"integer"},"confidence":{"type":"number"},"statuses":{"type":"array","items":{"type":"object"}},"disagreements":{"type":"array","items":{"type":"object"}}}}]},
"Report":{"allOf":[{"$ref":"#/components/schemas/What"},{"type":"object","required":["incident","event","article","copy_of","confidence"],"properties":{"incident":{"type":"integer"},"title":{"type":"string"},"words":{"type":"object","required":["text","trigger"],"properties":{"text":{"type":"string"},"trigger":{"type":"array","items":{"type":"integer"}}}},"event":{"type":"integer"},"article":{"type":"integer"},"copy_of":{"type":"integer"},"url":{"type":"string"},"publisher":{"type":"string"},"published":{"type":"string"},"said_by":{"type":"string"},"trigger":{"type":"array","items":{"type":"integer"}},"sentence":{"type":"array","items":{"type":"integer"}},"sentence_number":{"type":"integer"},"confidence":{"type":"number"},"because":{"type":"string"}}}]},
"Article":{"type":"object","required":["id","copy_of","story"],"properties":{"id":{"type":"integer"},"title":{"type":"string"},"url":{"type":"string"},"publisher":{"type":"string"},"published":{"type":"string"},"copy_of":{"type":"integer"},"overlap":{"type":"number"},"story":{"type":"integer"},"snippet":{"type":"array","items":{"type":"object","required":["text","hit"],"properties":{"text":{"type":"string"},"hit":{"type":"boolean"}}}}}},
"Next":{"type":["string","null"],"description":"the cursor of the next page; null: this is the last"},
"IncidentPage":{"type":"object","required":["total","incidents","next"],"properties":{"total":{"type":"integer"},"incidents":{"type":"array","items":{"$ref":"#/components/schemas/Incident"}},"next":{"$ref":"#/components/schemas/Next"}}},
"IncidentWithReports":{"type":"object","required":["incident","reports"],"properties":{"incident":{"$ref":"#/components/schemas/Incident"},"reports":{"type":"array","items":{"$ref":"#/components/schemas/Report"}}}},
"EventPage":{"type":"object","required":["events","next"],"properties":{"events":{"type":"array","items":{"$ref":"#/components/schemas/Report"}},"next":{"$ref":"#/components/schemas/Next"}}},
"ArticlePage":{"type":"object","required":["total","articles","next"],"properties":{"total":{"type":"integer"},"articles":{"type":"array","items":{"$ref":"#/components/schemas/Article"}},"next":{"$ref":"#/components/schemas/Next"}}},
"SearchPage":{"$ref":"#/components/schemas/ArticlePage"},
"ArticleWithRecord":{"type":"object","required":["article","record"],"properties":{"article":{"type":"object"},"record":{"type":"object","description":"docs/record.md"}}},
"Changes":{"type":"object","required":["article","copy_of","overlap","changes"],"properties":{"article":{"type":"integer"},"url":{"type":"string"},"copy_of":{"type":"integer"},"original_url":{"type":"string"},"overlap":{"type":"number"},"changes":{"type":"array","items":{"type":"object"}}}},
"EntityLine":{"type":"object","required":["id","name","incidents"],"properties":{"id":{"type":"string"},"kb":{"type":"string"},"name":{"type":"string"},"code":{"type":"string"},"country":{"type":"string"},"incidents":{"type":"integer"}}},
"EntityList":{"type":"object","required":["entities"],"properties":{"entities":{"type":"array","items":{"$ref":"#/components/schemas/EntityLine"}}}},
"Entity":{"allOf":[{"$ref":"#/components/schemas/EntityLine"},{"type":"object","properties":{"types":{"type":"array","items":{"type":"object"}},"counterparts":{"type":"array","items":{"type":"object"}},"months":{"type":"array","items":{"type":"object"}}}}]},
"Counts":{"type":"object","required":["by","counts"],"properties":{"by":{"type":"array","items":{"type":"string"}},"counts":{"type":"array","items":{"type":"object","required":["group","incidents"],"properties":{"group":{"type":"array","items":{"type":"string"}},"incidents":{"type":"integer"}}}}}},
"Overview":{"type":"object","required":["total","events","undated","timeline","types","quads","statuses","countries","places","parties","dyads","network"],"properties":{"total":{"type":"integer"},"events":{"type":"integer"},"undated":{"type":"integer"},"from":{"type":"string"},"to":{"type":"string"},"unit":{"enum":["day","month","year"]},"before":{"type":"integer"},"timeline":{"type":"array","items":{"type":"object"}},"types":{"type":"array","items":{"type":"object"}},"quads":{"type":"array","items":{"type":"integer"}},"statuses":{"type":"array","items":{"type":"object"}},"countries":{"type":"array","items":{"type":"object"}},"places":{"type":"array","items":{"type":"object"}},"parties":{"type":"array","items":{"type":"object"}},"dyads":{"type":"array","items":{"type":"object"}},"network":{"type":"object"}}},
"Ontology":{"type":"object","required":["types","modes","quads","statuses","countries"],"properties":{"quads":{"type":"array","items":{"type":"object"}},"types":{"type":"array","items":{"type":"object"}},"modes":{"type":"array","items":{"type":"object"}},"statuses":{"type":"array","items":{"type":"string"}},"countries":{"type":"array","items":{"type":"object"}}}},
"FormatList":{"type":"array","items":{"type":"object","required":["name","media_type","extension","about","of"]}},
"Reading":{"type":"object","required":["records","failures"],"properties":{"records":{"type":"array","items":{"type":"object","description":"docs/record.md"}},"explanations":{"type":"array","items":{"type":"array","items":{"type":"object"}}},"failures":{"type":"array","items":{"type":"object","required":["where","message"]}},"stored":{"type":"integer"}}},
"Health":{"type":"object","required":["status"]}
})json";

void write_reference(base::JsonWriter& json, std::string_view schema) {
  json.begin_object();
  json.key("schema");
  json.begin_object();
  json.field("$ref", std::string_view(fmt::format("#/components/schemas/{}", schema)));
  json.end_object();
  json.end_object();
}

void write_parameter(base::JsonWriter& json, std::string_view name, std::string_view in, std::string_view help) {
  json.begin_object();
  json.field("name", name);
  json.field("in", in);
  if (in == "path") json.field("required", true);
  json.field("description", help);
  json.key("schema");
  json.raw(R"({"type":"string"})");
  json.end_object();
}

void write_parameters(base::JsonWriter& json, const Route& route) {
  json.key("parameters");
  json.begin_array();
  const std::size_t brace = route.path.find('{');
  if (brace != route.path.npos) {
    const std::string_view name = route.path.substr(brace + 1, route.path.find('}') - brace - 1);
    write_parameter(json, name, "path", about(name));
  }
  for (const std::string_view name : route.parameters) write_parameter(json, name, "query", about(name));
  if (route.takes_filters) {
    for (const query::FilterName& name : query::filter_names()) write_parameter(json, name.name, "query", name.help);
  }
  json.end_array();
}

void write_content(base::JsonWriter& json, const Route& route) {
  const bool has_formats = std::find(route.parameters.begin(), route.parameters.end(), "format") != route.parameters.end();
  json.key("content");
  json.begin_object();
  if (!route.schema.empty()) {
    json.key("application/json");
    write_reference(json, route.schema);
  } else {
    json.key(route.path == "/v1/stream" ? "text/event-stream" : route.path == "/metrics" ? "text/plain" : "application/json");
    json.raw("{}");
  }
  for (const Media& medium : media()) {
    // Counts are given as CSV alone.
    if (!has_formats || !medium.by_accept || (route.path == "/v1/stats" && medium.format != "csv")) continue;
    json.key(medium.type.substr(0, medium.type.find(';')));
    json.raw("{}");
  }
  json.end_object();
}

}  // namespace

std::string openapi_document() {
  std::string out;
  base::JsonWriter json(out);
  json.begin_object();
  json.field("openapi", "3.1.0");
  json.key("info");
  json.begin_object();
  json.field("title", "dateline");
  json.field("version", version());
  json.field("description",
             "Who did what to whom, when, where, and who says so: incidents of a store and the reports behind them.");
  json.end_object();
  json.key("security");
  json.raw(R"([{},{"bearer":[]},{"key":[]}])");
  json.key("paths");
  json.begin_object();
  for (const Route& route : routes()) {
    json.key(route.path);
    json.begin_object();
    json.key(route.method == "POST" ? "post" : "get");
    json.begin_object();
    json.field("summary", route.about);
    write_parameters(json, route);
    if (route.method == "POST") {
      json.key("requestBody");
      json.raw(R"({"required":true,"content":{"text/plain":{},"text/html":{},"application/warc":{},"application/x-ndjson":{}}})");
    }
    json.key("responses");
    json.begin_object();
    json.key("200");
    json.begin_object();
    json.field("description", route.about);
    write_content(json, route);
    json.end_object();
    json.key("default");
    json.begin_object();
    json.field("description", "why it is not answered");
    json.key("content");
    json.begin_object();
    json.key("application/json");
    write_reference(json, "Error");
    json.end_object();
    json.end_object();
    json.end_object();
    json.end_object();
    json.end_object();
  }
  json.end_object();
  json.key("components");
  json.begin_object();
  json.key("securitySchemes");
  json.raw(R"({"bearer":{"type":"http","scheme":"bearer"},"key":{"type":"apiKey","in":"header","name":"X-API-Key"}})");
  json.key("schemas");
  std::string schemas(kSchemas);
  schemas.erase(std::remove(schemas.begin(), schemas.end(), '\n'), schemas.end());
  json.raw(schemas);
  json.end_object();
  json.end_object();
  return out;
}

}  // namespace dateline::serve
