// The tables of places and countries as the locator asks them. Views live as long as the Knowledge. Immutable: any number of
// threads.
#pragma once

#include <string_view>
#include <vector>

#include "dateline/annotations.h"
#include "knowledge/knowledge.h"

namespace dateline::where {

// One place that a name can mean.
struct Place {
  std::string_view id;  // of the tables: "dl:seoul", "KOR"
  std::string_view name;
  std::string_view kind;  // places.kind, or "country"
  double latitude = 0;
  double longitude = 0;
  bool located = false;
  std::string_view country;
  std::string_view admin1;
  double population = 0;  // 0: not known
  std::uint32_t geonames = 0;
  bool capital = false;

  bool is_country() const { return kind == "country"; }
  std::string_view precision() const;
};

class Gazetteer {
 public:
  explicit Gazetteer(const knowledge::Knowledge& knowledge);
  // All places of that name, in table order; a capital that the tables of places lack stands at its country's point.
  std::vector<Place> find(std::string_view name) const;

 private:
  Place country_at(std::uint32_t row) const;
  Place place_at(std::uint32_t row) const;

  knowledge::Phrases toponyms_;
  knowledge::Table countries_, places_;
  struct Columns {
    std::uint32_t id, name, kind, latitude, longitude, country, admin1, population, geonames;
  };
  static Columns columns_of(const knowledge::Table& table);
  Columns country_columns_, place_columns_;
};

}  // namespace dateline::where
