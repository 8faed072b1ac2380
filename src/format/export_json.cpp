// GeoJSON (RFC 7946) and FollowTheMoney (JSON lines); docs/formats.md tells what becomes of what.
#include <fmt/format.h>

#include <algorithm>

#include "base/hash.h"
#include "base/json.h"
#include "format/columns.h"
#include "format/exporters.h"

namespace dateline::format {

namespace {

using base::JsonWriter;

// Each name once: ministers of two countries are two parties of one name.
std::string names_of(const std::vector<Party>& parties) {
  std::vector<std::string> names;
  for (const Party& party : parties) {
    if (std::find(names.begin(), names.end(), party.name) == names.end()) names.push_back(party.name);
  }
  return joined(names, ", ");
}

std::string headline(const Incident& i) {
  std::string text = i.type;
  if (!i.mode.empty()) text += " (" + i.mode + ")";
  const std::string actors = names_of(i.actors), recipients = names_of(i.recipients);
  if (!actors.empty()) text += ": " + actors;
  if (!recipients.empty() && recipients != actors) text += " → " + recipients;
  if (!i.site.name.empty()) text += ", " + i.site.name;
  return text;
}

// A town is a point. A country or a division is an area: its middle would be a pin where nothing took place, so it has no
// geometry here, only its name.
class GeoJson final : public Exporter {
 public:
  std::string head() override { return "{\"type\":\"FeatureCollection\",\"features\":["; }
  std::string tail() override { return "\n]}\n"; }
  std::string row(const Incident& i, const std::vector<Report>&) override {
    std::string out = begun_ ? ",\n" : "\n";
    begun_ = true;
    JsonWriter json(out);
    json.begin_object();
    json.field("type", "Feature");
    json.field("id", std::string_view(fmt::format("{}", i.id)));
    json.key("geometry");
    if (i.site.located && i.site.precision == "point") {
      json.begin_object();
      json.field("type", "Point");
      json.key("coordinates");
      json.begin_array();
      json.value(i.site.longitude, 5);
      json.value(i.site.latitude, 5);
      json.end_array();
      json.end_object();
    } else {
      json.null();
    }
    json.key("properties");
    json.begin_object();
    json.field("title", std::string_view(headline(i)));
    json.field_if_known("day", day_of(i));
    json.field("type", std::string_view(i.type));
    json.field_if_known("mode", i.mode);
    json.field("quad", static_cast<std::uint32_t>(i.quad));
    json.field("status", name_of(i.status));
    json.field_if_known("actors", joined(i.actors, &Party::name));
    json.field_if_known("actor_countries", joined(i.actors, &Party::country));
    json.field_if_known("recipients", joined(i.recipients, &Party::name));
    json.field_if_known("recipient_countries", joined(i.recipients, &Party::country));
    json.field_if_known("place", i.site.name);
    json.field_if_known("precision", i.site.precision);
    json.field_if_known("country", i.site.country);
    json.field_if_known("admin1", i.site.admin1);
    json.field("reports", i.reports);
    json.field("sources", i.sources);
    json.end_object();
    json.end_object();
    return out;
  }

 private:
  bool begun_ = false;
};

// An entity of FollowTheMoney: id, schema, properties that are lists.
class Entity {
 public:
  Entity(std::string& out, const std::string& id, std::string_view schema) : out_(out), json_(out) {
    json_.begin_object();
    json_.field("id", std::string_view(id));
    json_.field("schema", schema);
    json_.key("properties");
    json_.begin_object();
  }
  ~Entity() {
    json_.end_object();
    json_.end_object();
    out_ += '\n';
  }
  Entity(const Entity&) = delete;
  Entity& operator=(const Entity&) = delete;
  void property(std::string_view name, const std::vector<std::string>& values) {
    bool any = false;
    for (const std::string& value : values) any = any || !value.empty();
    if (!any) return;
    json_.key(name);
    json_.begin_array();
    for (const std::string& value : values) {
      if (!value.empty()) json_.value(std::string_view(value));
    }
    json_.end_array();
  }

 private:
  std::string& out_;
  JsonWriter json_;
};

class FollowTheMoney final : public Exporter {
 public:
  bool needs_reports() const override { return true; }
  std::string row(const Incident& i, const std::vector<Report>& reports) override {
    std::string out;
    const auto id_of = [](std::string_view what) { return base::sha256_hex(what).substr(0, 40); };
    std::vector<std::string> sources, involved;
    for (const Report& report : reports) {
      if (report.url.empty() || std::find(sources.begin(), sources.end(), report.url) != sources.end()) continue;
      sources.push_back(report.url);
    }
    for (const std::vector<Party>* side : {&i.actors, &i.recipients}) {
      for (const Party& party : *side) {
        const std::string id = id_of("party " + (party.kb.empty() ? party.country + party.name : party.kb));
        involved.push_back(id);
        Entity entity(out, id, "LegalEntity");
        entity.property("name", {party.name});
        entity.property("country", {party.country});
        entity.property("summary", {party.role});
      }
    }
    Entity event(out, id_of(fmt::format("incident {}", i.id)), "Event");
    event.property("name", {headline(i)});
    event.property("date", {day_of(i)});
    event.property("summary", {fmt::format("{}, told by {} independent sources", name_of(i.status), i.sources)});
    event.property("location", {i.site.name});
    event.property("country", {i.site.country});
    event.property("involved", involved);
    event.property("sourceUrl", sources);
    return out;
  }
};

}  // namespace

std::unique_ptr<Exporter> geojson_exporter() { return std::make_unique<GeoJson>(); }
std::unique_ptr<Exporter> followthemoney_exporter() { return std::make_unique<FollowTheMoney>(); }

}  // namespace dateline::format
