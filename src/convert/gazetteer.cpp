#include "convert/gazetteer.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/tsv.h"

namespace dateline::convert {

namespace {

// Columns of the geoname table.
enum : std::size_t {
  Number,
  Name,
  AsciiName,
  OtherNames,
  Latitude,
  Longitude,
  Class,
  Code,
  Country,
  OtherCountries,
  Admin1,
  Population = 14,
  PlaceColumns = 19
};
// Columns of alternateNamesV2; older files have two fewer.
enum : std::size_t { NameNumber, NameOf, Language, OtherName, LeastNameColumns = 8, MostNameColumns = 10 };
constexpr std::size_t kDivisionColumns = 4;
constexpr std::size_t kMostAliases = 16;

std::vector<std::string_view> cells_of(std::string_view line) {
  std::vector<std::string_view> cells;
  while (true) {
    const std::size_t tab = line.find('\t');
    cells.push_back(line.substr(0, tab));
    if (tab == std::string_view::npos) return cells;
    line.remove_prefix(tab + 1);
  }
}

std::optional<std::uint64_t> number_of(std::string_view digits) {
  std::uint64_t value = 0;
  const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (digits.empty() || parsed.ec != std::errc() || parsed.ptr != digits.data() + digits.size()) return std::nullopt;
  return value;
}

bool is_degrees(std::string_view text, double most) {
  double value = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
  return !text.empty() && parsed.ec == std::errc() && parsed.ptr == text.data() + text.size() && value >= -most && value <= most;
}

// Seats of government (PPLC, PPLA, PPLA2 ...), which are kept however few live there.
bool is_seat(std::string_view code) { return code == "PPLC" || code == "PPLG" || code.substr(0, 4) == "PPLA"; }

// Places that are no more, and parts of places, whose names would be found for the whole.
bool is_no_town(std::string_view code) { return code == "PPLH" || code == "PPLQ" || code == "PPLW" || code == "PPLX"; }

void add_alias(std::vector<std::string>& aliases, std::string_view name, std::string_view alias) {
  if (alias.empty() || alias == name || aliases.size() == kMostAliases) return;
  if (std::find(aliases.begin(), aliases.end(), alias) == aliases.end()) aliases.emplace_back(alias);
}

}  // namespace

GazetteerReader::GazetteerReader(const knowledge::Knowledge& knowledge, std::uint64_t least_population)
    : least_population_(least_population) {
  std::unordered_map<std::string, std::string> two_letters;
  const knowledge::Table countries = knowledge.table("countries");
  const std::uint32_t id = countries.column("id"), iso2 = countries.column("iso2");
  for (std::uint32_t row = 0; row < countries.rows(); ++row) {
    for (const std::string_view code : base::split_list(countries.cell(row, iso2))) {
      countries_.emplace(code, countries.cell(row, id));
      two_letters.emplace(countries.cell(row, id), code);
    }
  }
  const knowledge::Table known = knowledge.table("admin1_codes");
  const std::uint32_t country = known.column("country"), code = known.column("code"), name = known.column("admin1");
  for (std::uint32_t row = 0; row < known.rows(); ++row) {
    const auto letters = two_letters.find(std::string(known.cell(row, country)));
    if (letters != two_letters.end())
      divisions_[fmt::format("{}.{}", letters->second, known.cell(row, code))] = known.cell(row, name);
  }
}

GazetteerReader::Kind GazetteerReader::kind_of(std::string_view line) {
  const auto cells = cells_of(line);
  if (cells.size() == PlaceColumns && number_of(cells[Number])) return Kind::Places;
  if (cells.size() >= LeastNameColumns && cells.size() <= MostNameColumns && number_of(cells[NameOf]))
    return Kind::AlternateNames;
  if (cells.size() == kDivisionColumns && cells[0].find('.') == 2) return Kind::Divisions;
  return Kind::Unknown;
}

std::string GazetteerReader::read(Kind kind, std::string_view line) {
  switch (kind) {
    case Kind::Places:
      return read_place(line);
    case Kind::AlternateNames:
      return read_name(line);
    case Kind::Divisions: {
      const auto cells = cells_of(line);
      if (cells.size() != kDivisionColumns)
        return fmt::format("has {} columns; admin1CodesASCII has {}", cells.size(), kDivisionColumns);
      divisions_.emplace(cells[0], cells[1]);  // what our own tables call a division goes before
      return {};
    }
    case Kind::Unknown:
      break;
  }
  return "is no line of a GeoNames dump; give allCountries, cities500, alternateNamesV2 or admin1CodesASCII";
}

std::string GazetteerReader::read_place(std::string_view line) {
  const auto cells = cells_of(line);
  if (cells.size() != PlaceColumns)
    return fmt::format("has {} columns; the geoname table has {}", cells.size(), static_cast<std::size_t>(PlaceColumns));
  const auto number = number_of(cells[Number]), population = cells[Population].empty() ? 0 : number_of(cells[Population]);
  if (!number) return fmt::format("'{}' is no GeoNames number", cells[Number]);
  if (!population) return fmt::format("population '{}' is no number", cells[Population]);
  if (!is_degrees(cells[Latitude], 90) || !is_degrees(cells[Longitude], 180)) {
    return fmt::format("'{}', '{}' are no latitude and longitude", cells[Latitude], cells[Longitude]);
  }
  if (cells[Name].empty()) return "has no name";
  const std::string division = fmt::format("{}.{}", cells[Country], cells[Admin1]);
  if (cells[Class] == "A" && cells[Code] == "ADM1") divisions_.emplace(division, cells[Name]);
  const bool is_division = cells[Class] == "A" && cells[Code] == "ADM2";
  const bool is_town =
      cells[Class] == "P" && !is_no_town(cells[Code]) && (*population >= least_population_ || is_seat(cells[Code]));
  if (!is_division && !is_town) return {};
  const auto country = countries_.find(std::string(cells[Country]));
  if (country == countries_.end()) return fmt::format("country '{}' is no iso2 of countries", cells[Country]);
  if (!positions_.emplace(*number, places_.size()).second) return {};  // files may overlap
  Place place{*number,
              std::string(cells[Name]),
              {},
              is_division,
              std::string(cells[Latitude]),
              std::string(cells[Longitude]),
              country->second,
              division,
              *population == 0 ? std::string() : std::string(cells[Population])};
  add_alias(place.aliases, place.name, cells[AsciiName]);
  places_.push_back(std::move(place));
  return {};
}

std::string GazetteerReader::read_name(std::string_view line) {
  const auto cells = cells_of(line);
  if (cells.size() < LeastNameColumns || cells.size() > MostNameColumns) {
    return fmt::format("has {} columns; alternateNamesV2 has {}", cells.size(), static_cast<std::size_t>(MostNameColumns));
  }
  const auto number = number_of(cells[NameOf]);
  if (!number) return fmt::format("'{}' is no GeoNames number", cells[NameOf]);
  if (cells[Language] != "en") return {};
  const auto place = positions_.find(*number);
  if (place != positions_.end()) add_alias(places_[place->second].aliases, places_[place->second].name, cells[OtherName]);
  return {};
}

NewTable GazetteerReader::table() const {
  NewTable table("gazetteer/towns-imported.tsv", "Made from a GeoNames dump (www.geonames.org, CC BY 4.0).",
                 {"id", "name", "aliases", "kind", "lat", "lon", "country", "admin1", "population", "geonames", "source"});
  std::vector<const Place*> sorted;
  for (const Place& place : places_) sorted.push_back(&place);
  std::sort(sorted.begin(), sorted.end(), [](const Place* a, const Place* b) { return a->number < b->number; });
  for (const Place* place : sorted) {
    const auto division = divisions_.find(place->division);
    table.add({fmt::format("gn:{}", place->number), place->name, list_cell(place->aliases),
               place->is_division ? "admin2" : "city", place->latitude, place->longitude, place->country,
               division == divisions_.end() ? "" : division->second, place->population, fmt::format("{}", place->number),
               "GeoNames"});
  }
  return table;
}

}  // namespace dateline::convert
