// GeoJSON (RFC 7946).
#include <fmt/format.h>

#include "base/json.h"
#include "format/columns.h"
#include "format/exporters.h"

namespace dateline::format {

namespace {

using base::JsonWriter;

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
    if (i.site.area > 0) {
      json.key("area_km2");
      json.value(i.site.area, 1);
    }
    json.field("reports", i.reports);
    json.field("sources", i.sources);
    json.end_object();
    json.end_object();
    return out;
  }

 private:
  bool begun_ = false;
};

}  // namespace

std::unique_ptr<Exporter> geojson_exporter() { return std::make_unique<GeoJson>(); }

}  // namespace dateline::format
