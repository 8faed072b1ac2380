#include "where/gazetteer.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/utf8.h"

namespace dateline::where {

namespace {

// Positions in the `from` list of the dictionary "toponyms" in data/schema.toml.
enum From : std::uint32_t { kCountries = 0, kCapitals = 1, kPlaces = 2, kTowns = 3 };

// Two rows of one name within this many degrees are one place.
constexpr double kSamePlace = 0.3;

// A town that the tables of places have too gives that row its number and population.
void add_town(Place town, std::vector<Place>& out) {
  for (Place& place : out) {
    if (place.kind != town.kind || place.country != town.country) continue;
    if (std::abs(place.latitude - town.latitude) > kSamePlace || std::abs(place.longitude - town.longitude) > kSamePlace)
      continue;
    if (place.geonames == 0) place.geonames = town.geonames;
    if (place.population == 0) place.population = town.population;
    return;
  }
  out.push_back(town);
}

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
      towns_(knowledge.table("towns")),
      variants_(knowledge.table("name_variants")),
      areas_(knowledge.table("areas")),
      country_columns_(columns_of(countries_)),
      place_columns_(columns_of(places_)),
      town_columns_(columns_of(towns_)),
      iso2_(countries_.column("iso2")),
      variant_words_(variants_.column("words")),
      variant_side_(variants_.column("side")),
      variant_instead_(variants_.column("instead")),
      area_country_(areas_.column("country")),
      area_place_(areas_.column("place")),
      area_(areas_.column("area")) {}

double Gazetteer::area_of(std::uint32_t column, std::string_view id) const {
  const knowledge::Rows rows = areas_.find(column, id);
  return rows.empty() ? 0 : number(areas_.cell(rows.front(), area_));
}

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
  place.geonames = static_cast<std::uint32_t>(number(countries_.cell(row, country_columns_.geonames)));
  place.area = area_of(area_country_, place.id);
  return place;
}

Place Gazetteer::place_at(const knowledge::Table& table, const Columns& columns, std::uint32_t row) {
  Place place;
  place.id = table.cell(row, columns.id);
  place.name = table.cell(row, columns.name);
  place.kind = table.cell(row, columns.kind);
  place.located = true;
  place.latitude = number(table.cell(row, columns.latitude));
  place.longitude = number(table.cell(row, columns.longitude));
  place.country = table.cell(row, columns.country);
  place.admin1 = place.kind == "admin1" ? place.name : table.cell(row, columns.admin1);
  place.population = number(table.cell(row, columns.population));
  place.geonames = static_cast<std::uint32_t>(number(table.cell(row, columns.geonames)));
  return place;
}

std::vector<Place> Gazetteer::find(std::string_view name) const {
  std::vector<Place> out;
  std::vector<std::uint32_t> capitals;
  for (const knowledge::PhraseEntry& entry : toponyms_.find(name)) {
    switch (entry.table) {
      case kCountries:
        out.push_back(country_at(entry.row));
        break;
      case kCapitals:
        capitals.push_back(entry.row);
        break;
      case kPlaces:
        out.push_back(place_at(places_, place_columns_, entry.row));
        if (out.back().kind == "admin1") out.back().area = area_of(area_place_, out.back().id);
        break;
      default:
        add_town(place_at(towns_, town_columns_, entry.row), out);
        break;
    }
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
    place.geonames = 0;
    place.capital = true;
    out.push_back(place);
  }
  if (out.size() > kMostReadings) {
    std::stable_sort(out.begin(), out.end(), [](const Place& a, const Place& b) {
      // What is no town stays.
      const bool town_a = a.kind == "city", town_b = b.kind == "city";
      return town_a != town_b ? town_b : town_a && a.population > b.population;
    });
    out.resize(kMostReadings);
  }
  return out;
}

std::vector<Place> Gazetteer::find_any_spelling(std::string_view name) const {
  std::vector<Place> out = find(name);
  if (!out.empty()) return out;
  std::string folded = base::folded(name);
  std::erase(folded, '.');
  for (std::uint32_t row = 0; row < variants_.rows(); ++row) {
    const std::string_view words = variants_.cell(row, variant_words_);
    std::string other(variants_.cell(row, variant_instead_));
    if (folded.size() <= words.size() + 1) continue;
    if (variants_.cell(row, variant_side_) == "before") {
      if (!folded.starts_with(words) || (folded[words.size()] != ' ' && folded[words.size()] != '-')) continue;
      other += (other.empty() ? "" : " ") + folded.substr(words.size() + 1);
    } else {
      const std::size_t at = folded.size() - words.size();
      if (!folded.ends_with(words) || folded[at - 1] != ' ') continue;
      other = folded.substr(0, other.empty() ? at - 1 : at) + other;
    }
    out = find(other);
    if (!out.empty()) return out;
  }
  return out;
}

std::string_view Gazetteer::country_of_domain(std::string_view domain) const {
  // Britain's domain is older than the standard.
  std::string code = domain == "uk" ? "GB" : std::string(domain);
  for (char& c : code) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  const knowledge::Rows rows = countries_.find(iso2_, code);
  return rows.empty() ? std::string_view() : countries_.cell(rows.front(), country_columns_.id);
}

}  // namespace dateline::where
