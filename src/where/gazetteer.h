// The tables of places and countries as the locator asks them. Views live as long as the Knowledge. Immutable: any number of
// threads.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dateline/annotations.h"
#include "knowledge/knowledge.h"

namespace dateline::where {

// One place that a name can mean.
struct Place {
  std::string_view id;  // of the tables: "dl:seoul", "KOR", "gn:5128581"
  std::string_view name;
  std::string_view kind;  // of the tables of places and towns, or "country"
  double latitude = 0;
  double longitude = 0;
  bool located = false;
  std::string_view country;
  std::string_view admin1;
  double population = 0;       // 0: not known
  double area = 0;             // of a country or first-level division, in square kilometres; 0: not known
  std::uint32_t geonames = 0;  // 0: not known
  bool capital = false;

  bool is_country() const { return kind == "country"; }
  std::string_view precision() const;
};

class Gazetteer {
 public:
  explicit Gazetteer(const knowledge::Knowledge& knowledge);
  // All places of that name, in table order, at most kMostReadings: the most populous when there are more. A capital that the
  // tables of places lack stands at its country's point.
  std::vector<Place> find(std::string_view name) const;
  // The same, and when there is none, those of the name in another spelling or without a word before or after it that the table
  // of variants knows ("downtown Paris", "St. Louis").
  std::vector<Place> find_any_spelling(std::string_view name) const;
  // The country whose ISO 3166-1 alpha-2 code in lower case this is; empty when there is none.
  std::string_view country_of_domain(std::string_view top_level_domain) const;

  static constexpr std::size_t kMostReadings = 48;

 private:
  Place country_at(std::uint32_t row) const;
  struct Columns {
    std::uint32_t id, name, kind, latitude, longitude, country, admin1, population, geonames;
  };
  static Columns columns_of(const knowledge::Table& table);
  static Place place_at(const knowledge::Table& table, const Columns& columns, std::uint32_t row);
  double area_of(std::uint32_t column, std::string_view id) const;

  knowledge::Phrases toponyms_;
  knowledge::Table countries_, places_, towns_, variants_, areas_;
  Columns country_columns_, place_columns_, town_columns_;
  std::uint32_t iso2_, variant_words_, variant_side_, variant_instead_, area_country_, area_place_, area_;
};

}  // namespace dateline::where
