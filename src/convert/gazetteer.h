// A GeoNames dump as our tables. The formats are those of download.geonames.org/export/dump: the geoname table (allCountries,
// cities500, a country's file), alternateNamesV2, admin1CodesASCII. One thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "convert/conversion.h"
#include "knowledge/knowledge.h"

namespace dateline::convert {

// Takes lines of any number of files; those of alternate names after the places that they are for. Holds the places that are
// kept: populated places with enough people, seats of government whatever their size, and second-level divisions.
class GazetteerReader {
 public:
  // Countries and known divisions are looked up in `knowledge`, which must live as long.
  GazetteerReader(const knowledge::Knowledge& knowledge, std::uint64_t least_population);

  enum class Kind : std::uint8_t { Unknown, Places, AlternateNames, Divisions };
  // What a file with such a line is.
  static Kind kind_of(std::string_view line);

  // The fault of the line, without its place; empty when it was read.
  std::string read(Kind kind, std::string_view line);
  // gazetteer/towns-imported.tsv, by GeoNames number.
  NewTable table() const;

 private:
  struct Place {
    std::uint64_t number;
    std::string name;
    std::vector<std::string> aliases;
    bool is_division;
    std::string latitude;
    std::string longitude;
    std::string country;
    std::string division;  // "DE.16"
    std::string population;
  };
  std::string read_place(std::string_view line);
  std::string read_name(std::string_view line);

  std::unordered_map<std::string, std::string> countries_;  // ISO 3166-1 alpha-2 -> alpha-3
  std::unordered_map<std::string, std::string> divisions_;  // "DE.16" -> name
  std::uint64_t least_population_;
  std::vector<Place> places_;
  std::unordered_map<std::uint64_t, std::size_t> positions_;
};

}  // namespace dateline::convert
