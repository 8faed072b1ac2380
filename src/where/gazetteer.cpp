#include "where/gazetteer.h"

#include <algorithm>
#include <charconv>

namespace dateline::where {

namespace {

// Positions in the `from` list of the dictionary "toponyms" in data/schema.toml.
enum From : std::uint32_t { kCountries = 0, kCapitals = 1, kPlaces = 2 };

double number(std::string_view text) {
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

}  // namespace

std::string_view Place::precision() const {
  if (is_country() || kind == "continent") return "country";
  if (kind == "admin1" || kind == "region" || kind == "sea") return "admin1";
  return "point";
}

Gazetteer::Columns Gazetteer::columns_of(const knowledge::Table& table) {
  return {table.column("id"),     table.column("name"),       table.column("kind"),
          table.column("lat"),    table.column("lon"),        table.column("country"),
          table.column("admin1"), table.column("population"), table.column("geonames")};
}

Gazetteer::Gazetteer(const knowledge::Knowledge& knowledge)
    : toponyms_(knowledge.phrases("toponyms")),
      countries_(knowledge.table("countries")),
      places_(knowledge.table("places")),
      country_columns_(columns_of(countries_)),
      place_columns_(columns_of(places_)) {}

Place Gazetteer::country_at(std::uint32_t row) const {
  Place place;
  place.id = countries_.cell(row, country_columns_.id);
  place.name = countries_.cell(row, country_columns_.name);
  place.kind = "country";
  place.country = place.id;
  const std::string_view latitude = countries_.cell(row, country_columns_.latitude);
  place.located = !latitude.empty();
  place.latitude = number(latitude);
  place.longitude = number(countries_.cell(row, country_columns_.longitude));
  return place;
}

Place Gazetteer::place_at(std::uint32_t row) const {
  Place place;
  place.id = places_.cell(row, place_columns_.id);
  place.name = places_.cell(row, place_columns_.name);
  place.kind = places_.cell(row, place_columns_.kind);
  place.located = true;
  place.latitude = number(places_.cell(row, place_columns_.latitude));
  place.longitude = number(places_.cell(row, place_columns_.longitude));
  place.country = places_.cell(row, place_columns_.country);
  place.admin1 = place.kind == "admin1" ? place.name : places_.cell(row, place_columns_.admin1);
  place.population = number(places_.cell(row, place_columns_.population));
  place.geonames = static_cast<std::uint32_t>(number(places_.cell(row, place_columns_.geonames)));
  return place;
}

std::vector<Place> Gazetteer::find(std::string_view name) const {
  std::vector<Place> out;
  std::vector<std::uint32_t> capitals;
  for (const knowledge::PhraseEntry& entry : toponyms_.find(name)) {
    if (entry.table == kCapitals)
      capitals.push_back(entry.row);
    else
      out.push_back(entry.table == kCountries ? country_at(entry.row) : place_at(entry.row));
  }
  for (const std::uint32_t row : capitals) {
    const std::string_view country = countries_.cell(row, country_columns_.id);
    const auto city = std::find_if(out.begin(), out.end(),
                                   [&](const Place& place) { return place.kind == "city" && place.country == country; });
    if (city != out.end()) {
      city->capital = true;
      continue;
    }
    Place place = country_at(row);
    place.name = {};
    place.kind = "city";
    place.capital = true;
    out.push_back(place);
  }
  return out;
}

}  // namespace dateline::where
