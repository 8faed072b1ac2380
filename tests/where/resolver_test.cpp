#include "where/resolver.h"

#include <doctest/doctest.h>

#include <string_view>

using namespace dateline;
using where::Name;
using where::Place;
using where::Toponym;

namespace {

Place town(std::string_view id, std::string_view admin1, double latitude, double longitude, double population) {
  Place place;
  place.id = place.name = id;
  place.kind = "city";
  place.country = "USA";
  place.admin1 = admin1;
  place.latitude = latitude;
  place.longitude = longitude;
  place.located = true;
  place.population = population;
  return place;
}

Place whole(std::string_view id, std::string_view kind, std::string_view country, std::string_view admin1 = {}) {
  Place place;
  place.id = place.name = id;
  place.kind = kind;
  place.country = country;
  place.admin1 = admin1;
  return place;
}

Name name_of(std::string letters, std::vector<Place> readings) {
  Name name;
  name.letters = std::move(letters);
  name.readings = std::move(readings);
  name.mentions = 1;
  return name;
}

std::vector<Toponym> one_mention_each(const std::vector<Name>& names) {
  std::vector<Toponym> toponyms(names.size());
  for (std::uint32_t i = 0; i < names.size(); ++i) toponyms[i].name = i;
  return toponyms;
}

Name hutchinson() {
  return name_of("hutchinson", {town("Hutchinson KS", "Kansas", 38.06, -97.93, 41000),
                                town("Hutchinson MN", "Minnesota", 44.89, -94.37, 14000)});
}

}  // namespace

TEST_CASE("alone, a name means the best known place") {
  std::vector<Name> names{hutchinson()};
  auto toponyms = one_mention_each(names);
  where::resolve(names, toponyms, {});
  CHECK(names[0].readings[toponyms[0].chosen].id == "Hutchinson KS");
}

TEST_CASE("neighbours draw a name into their region") {
  std::vector<Name> names{hutchinson(), name_of("litchfield", {town("Litchfield", "Minnesota", 45.13, -94.53, 6700)}),
                          name_of("willmar", {town("Willmar", "Minnesota", 45.12, -95.04, 21000)})};
  auto toponyms = one_mention_each(names);
  where::resolve(names, toponyms, {});
  CHECK(names[0].readings[toponyms[0].chosen].id == "Hutchinson MN");
}

TEST_CASE("the region named after a town decides, and speaks for its own reading as a region") {
  std::vector<Name> names{name_of("columbus", {town("Columbus OH", "Ohio", 39.96, -83.0, 900000),
                                               town("Columbus GA", "Georgia", 32.46, -84.99, 200000)}),
                          name_of("georgia", {whole("GEO", "country", "GEO"), whole("Georgia", "admin1", "USA", "Georgia")})};
  auto toponyms = one_mention_each(names);
  toponyms[0].within = 1;
  where::resolve(names, toponyms, {});
  CHECK(names[0].readings[toponyms[0].chosen].id == "Columbus GA");
  CHECK(names[1].readings[toponyms[1].chosen].kind == "admin1");
}

TEST_CASE("an outlet that bears a town's name writes of that town rather than of a country") {
  std::vector<Name> names{
      name_of("lebanon", {whole("LBN", "country", "LBN"), town("Lebanon PA", "Pennsylvania", 40.34, -76.41, 25000)}),
      name_of("hershey", {town("Hershey", "Pennsylvania", 40.29, -76.65, 14000)})};
  auto toponyms = one_mention_each(names);
  where::Surroundings around;
  around.host = "www.lebanonherald.example";
  where::resolve(names, toponyms, around);
  CHECK(names[0].readings[toponyms[0].chosen].id == "Lebanon PA");
}

TEST_CASE("a text about several countries means the city that the world knows, wherever it was written") {
  Place geneva = town("dl:geneva", "Geneva", 46.2, 6.14, 203000);
  geneva.country = "CHE";
  Place home = town("dl:washington", "District of Columbia", 38.9, -77.0, 690000);
  home.capital = true;
  std::vector<Name> names{name_of("geneva", {geneva, town("gn:4893591", "Illinois", 41.89, -88.31, 21000)}),
                          name_of("washington", {home}), name_of("united states", {whole("USA", "country", "USA")})};
  auto toponyms = one_mention_each(names);
  where::Surroundings around;
  around.dateline = 1;
  where::resolve(names, toponyms, around);
  CHECK(names[0].readings[toponyms[0].chosen].country == "USA");
  for (const std::string_view country : {"IRN", "FRA", "DEU"}) {
    names.push_back(name_of(std::string(country), {whole(country, "country", country)}));
  }
  toponyms = one_mention_each(names);
  where::resolve(names, toponyms, around);
  CHECK(names[0].readings[toponyms[0].chosen].country == "CHE");
}

TEST_CASE("names without readings and no names at all are no trouble") {
  std::vector<Name> names{name_of("nowhere", {})};
  auto toponyms = one_mention_each(names);
  where::resolve(names, toponyms, {});
  CHECK(names[0].belief.empty());
  std::vector<Name> none;
  std::vector<Toponym> nothing;
  where::resolve(none, nothing, {});
  CHECK(nothing.empty());
}
