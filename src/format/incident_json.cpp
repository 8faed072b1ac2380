#include "dateline/incident_json.h"

#include <fmt/format.h>
#include <simdjson.h>

#include "base/json.h"

namespace dateline {

namespace {

namespace dom = simdjson::dom;
using base::JsonWriter;

void strings(JsonWriter& json, std::string_view name, const std::vector<std::string>& values) {
  if (values.empty()) return;
  json.key(name);
  json.begin_array();
  for (const std::string& value : values) json.value(std::string_view(value));
  json.end_array();
}

void number(JsonWriter& json, std::string_view name, std::uint64_t value) {
  json.key(name);
  json.value(static_cast<std::int64_t>(value));
}

void parties(JsonWriter& json, std::string_view name, const std::vector<Party>& values) {
  if (values.empty()) return;
  json.key(name);
  json.begin_array();
  for (const Party& party : values) {
    json.begin_object();
    json.field_if_known("name", party.name);
    json.field_if_known("kb", party.kb);
    json.field_if_known("code", party.code);
    json.field_if_known("country", party.country);
    json.field_if_known("role", party.role);
    if (party.reports > 1) json.field("reports", party.reports);
    json.end_object();
  }
  json.end_array();
}

void site(JsonWriter& json, const Site& site) {
  if (site.name.empty()) return;
  json.key("place");
  json.begin_object();
  json.field("name", std::string_view(site.name));
  json.field_if_known("kind", site.kind);
  if (site.located) {
    json.key("lat");
    json.value(site.latitude, 5);
    json.key("lon");
    json.value(site.longitude, 5);
  }
  json.field_if_known("country", site.country);
  json.field_if_known("admin1", site.admin1);
  if (site.geonames != 0) json.field("geonames", site.geonames);
  json.field_if_known("precision", site.precision);
  if (site.area > 0) {
    json.key("area_km2");
    json.value(site.area, 1);
  }
  json.end_object();
}

void quantities(JsonWriter& json, const std::vector<Quantity>& values) {
  if (values.empty()) return;
  json.key("quantities");
  json.begin_object();
  for (const Quantity& quantity : values) json.field(quantity.what, quantity.value);
  json.end_object();
}

// What an incident and a report have alike.
template <typename Row>
void what_who_when_where(JsonWriter& json, const Row& row) {
  json.field("type", std::string_view(row.type));
  json.field_if_known("mode", row.mode);
  strings(json, "contexts", row.contexts);
  json.field_if_known("cameo", row.cameo);
  json.field("quad", static_cast<std::uint32_t>(row.quad));
  json.key("goldstein");
  json.value(row.goldstein, 2);
  parties(json, "actors", row.actors);
  parties(json, "recipients", row.recipients);
  json.field_if_known("begin", row.begin);
  json.field_if_known("end", row.end);
  site(json, row.site);
  json.field("status", name_of(row.status));
  quantities(json, row.quantities);
}

void span(JsonWriter& json, std::string_view name, Span span) {
  if (span.empty()) return;
  json.key(name);
  json.begin_array();
  json.value(span.begin);
  json.value(span.end);
  json.end_array();
}

// Reading: a member that is missing or of another type leaves its field as it was.
std::string text(dom::object object, const char* name) {
  std::string_view value;
  return object.at_key(name).get(value) == simdjson::SUCCESS ? std::string(value) : std::string();
}
double real(dom::object object, const char* name) {
  double value = 0;
  return object.at_key(name).get(value) == simdjson::SUCCESS ? value : 0;
}
std::uint64_t whole(dom::object object, const char* name, std::uint64_t otherwise = 0) {
  std::uint64_t value = 0;
  return object.at_key(name).get(value) == simdjson::SUCCESS ? value : otherwise;
}
void each_object(dom::object object, const char* name, auto read) {
  dom::array array;
  if (object.at_key(name).get(array) != simdjson::SUCCESS) return;
  for (const dom::element element : array) {
    dom::object row;
    if (element.get(row) == simdjson::SUCCESS) read(row);
  }
}
std::vector<std::string> texts(dom::object object, const char* name) {
  std::vector<std::string> values;
  dom::array array;
  if (object.at_key(name).get(array) != simdjson::SUCCESS) return values;
  for (const dom::element element : array) {
    std::string_view value;
    if (element.get(value) == simdjson::SUCCESS) values.emplace_back(value);
  }
  return values;
}
Status status(dom::object object) {
  const std::string name = text(object, "status");
  for (unsigned i = 0; i <= static_cast<unsigned>(Status::Denied); ++i) {
    if (name_of(static_cast<Status>(i)) == name) return static_cast<Status>(i);
  }
  return Status::Happened;
}
std::vector<Party> read_parties(dom::object object, const char* name) {
  std::vector<Party> values;
  each_object(object, name, [&](dom::object row) {
    values.push_back({text(row, "name"), text(row, "kb"), text(row, "code"), text(row, "country"), text(row, "role"),
                      static_cast<std::uint32_t>(whole(row, "reports", 1))});
  });
  return values;
}
Site read_site(dom::object object) {
  Site value;
  dom::object row;
  if (object.at_key("place").get(row) != simdjson::SUCCESS) return value;
  value.name = text(row, "name");
  value.kind = text(row, "kind");
  value.country = text(row, "country");
  value.admin1 = text(row, "admin1");
  value.precision = text(row, "precision");
  value.located = row.at_key("lat").error() == simdjson::SUCCESS && row.at_key("lon").error() == simdjson::SUCCESS;
  value.latitude = real(row, "lat");
  value.longitude = real(row, "lon");
  value.area = real(row, "area_km2");
  value.geonames = static_cast<std::uint32_t>(whole(row, "geonames"));
  return value;
}
std::vector<Quantity> read_quantities(dom::object object) {
  std::vector<Quantity> values;
  dom::object row;
  if (object.at_key("quantities").get(row) != simdjson::SUCCESS) return values;
  for (const auto field : row) {
    std::int64_t value = 0;
    if (field.value.get(value) == simdjson::SUCCESS) values.push_back({std::string(field.key), value});
  }
  return values;
}
Span read_span(dom::object object, const char* name) {
  dom::array pair;
  if (object.at_key(name).get(pair) != simdjson::SUCCESS) return {};
  std::uint64_t ends[2] = {0, 0};
  std::size_t count = 0;
  for (const dom::element element : pair) {
    if (count < 2 && element.get(ends[count]) != simdjson::SUCCESS) return {};
    ++count;
  }
  return {static_cast<std::uint32_t>(ends[0]), static_cast<std::uint32_t>(ends[1])};
}

template <typename Row>
void read_what_who_when_where(dom::object object, Row& row) {
  row.type = text(object, "type");
  row.mode = text(object, "mode");
  row.contexts = texts(object, "contexts");
  row.cameo = text(object, "cameo");
  row.quad = static_cast<int>(whole(object, "quad"));
  row.goldstein = real(object, "goldstein");
  row.actors = read_parties(object, "actors");
  row.recipients = read_parties(object, "recipients");
  row.begin = text(object, "begin");
  row.end = text(object, "end");
  row.site = read_site(object);
  row.status = status(object);
  row.quantities = read_quantities(object);
}

}  // namespace

std::string to_json(const Incident& incident) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  number(json, "incident", incident.id);
  number(json, "story", incident.story);
  what_who_when_where(json, incident);
  json.field_if_known("first_report", incident.first_report);
  json.field_if_known("last_report", incident.last_report);
  json.field("reports", incident.reports);
  json.field("articles", incident.articles);
  json.field("sources", incident.sources);
  json.key("confidence");
  json.value(static_cast<double>(incident.confidence), 2);
  json.key("statuses");
  json.begin_array();
  for (const StatusChange& change : incident.statuses) {
    json.begin_object();
    json.field("status", name_of(change.status));
    json.field_if_known("published", change.published);
    json.field_if_known("by", change.by);
    number(json, "article", change.article);
    json.end_object();
  }
  json.end_array();
  if (!incident.disagreements.empty()) {
    json.key("disagreements");
    json.begin_array();
    for (const Disagreement& disagreement : incident.disagreements) {
      json.begin_object();
      json.field("about", std::string_view(disagreement.about));
      json.key("accounts");
      json.begin_array();
      for (const Account& account : disagreement.accounts) {
        json.begin_object();
        json.field("value", std::string_view(account.value));
        strings(json, "by", account.by);
        json.end_object();
      }
      json.end_array();
      json.end_object();
    }
    json.end_array();
  }
  json.end_object();
  return out;
}

std::string to_json(const Report& report) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  number(json, "event", report.event);
  number(json, "article", report.article);
  number(json, "copy_of", report.copy_of);
  json.field_if_known("url", report.url);
  json.field_if_known("publisher", report.publisher);
  json.field_if_known("published", report.published);
  what_who_when_where(json, report);
  json.field_if_known("said_by", report.said_by);
  span(json, "trigger", report.trigger);
  span(json, "sentence", report.sentence);
  json.field("sentence_number", report.sentence_number);
  json.key("confidence");
  json.value(static_cast<double>(report.confidence), 2);
  json.field_if_known("because", report.because);
  json.end_object();
  return out;
}

struct IncidentReader::Parser {
  dom::parser parser;

  Result<dom::object> object(std::string_view json) {
    dom::object object;
    if (parser.parse(json.data(), json.size(), true).get(object) != simdjson::SUCCESS) {
      return failure(ErrorCode::BadInput, "a stored incident or report is damaged");
    }
    return object;
  }
};

IncidentReader::IncidentReader() : parser_(std::make_unique<Parser>()) {}
IncidentReader::~IncidentReader() = default;
IncidentReader::IncidentReader(IncidentReader&&) noexcept = default;
IncidentReader& IncidentReader::operator=(IncidentReader&&) noexcept = default;

Result<Incident> IncidentReader::incident(std::string_view json) {
  const auto object = parser_->object(json);
  if (!object) return Failure(object.error());
  Incident incident;
  incident.id = whole(*object, "incident");
  incident.story = whole(*object, "story");
  read_what_who_when_where(*object, incident);
  incident.first_report = text(*object, "first_report");
  incident.last_report = text(*object, "last_report");
  incident.reports = static_cast<std::uint32_t>(whole(*object, "reports"));
  incident.articles = static_cast<std::uint32_t>(whole(*object, "articles"));
  incident.sources = static_cast<std::uint32_t>(whole(*object, "sources"));
  incident.confidence = static_cast<float>(real(*object, "confidence"));
  each_object(*object, "statuses", [&](dom::object row) {
    incident.statuses.push_back({status(row), text(row, "published"), text(row, "by"), whole(row, "article")});
  });
  each_object(*object, "disagreements", [&](dom::object row) {
    Disagreement disagreement{text(row, "about"), {}};
    each_object(row, "accounts", [&](dom::object account) {
      disagreement.accounts.push_back({text(account, "value"), texts(account, "by")});
    });
    incident.disagreements.push_back(std::move(disagreement));
  });
  return incident;
}

Result<Report> IncidentReader::report(std::string_view json) {
  const auto object = parser_->object(json);
  if (!object) return Failure(object.error());
  Report report;
  report.event = whole(*object, "event");
  report.article = whole(*object, "article");
  report.copy_of = whole(*object, "copy_of");
  report.url = text(*object, "url");
  report.publisher = text(*object, "publisher");
  report.published = text(*object, "published");
  read_what_who_when_where(*object, report);
  report.said_by = text(*object, "said_by");
  report.trigger = read_span(*object, "trigger");
  report.sentence = read_span(*object, "sentence");
  report.sentence_number = static_cast<std::uint32_t>(whole(*object, "sentence_number"));
  report.confidence = static_cast<float>(real(*object, "confidence"));
  report.because = text(*object, "because");
  return report;
}

}  // namespace dateline
