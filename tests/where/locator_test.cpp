#include "where/locator.h"

#include <string>

#include "../name/support.h"

using namespace dateline;

namespace {

const PlaceRef* place_of(const Document& document, std::string_view words) {
  for (const PlaceRef& place : document.places) {
    if (document.text_of(place.span) == words) return &place;
  }
  return nullptr;
}

Document located(const std::string& text) {
  static const where::Locator locator = std::move(*where::Locator::create(test::tables()));
  Document document = test::read(text);
  if (text.rfind("SEOUL", 0) == 0) document.dateline.place_span = {0, 5};
  locator.run(document);
  return document;
}

}  // namespace

TEST_CASE("a city lies where its region says") {
  const Document ohio = located("The fire in Columbus, Ohio, burned two days.");
  REQUIRE(place_of(ohio, "Columbus"));
  CHECK(place_of(ohio, "Columbus")->admin1 == "Ohio");
  CHECK(place_of(ohio, "Columbus")->precision == "point");
  const Document georgia = located("The fire in Columbus, Georgia, burned two days.");
  REQUIRE(place_of(georgia, "Columbus"));
  CHECK(place_of(georgia, "Columbus")->admin1 == "Georgia");
  REQUIRE(place_of(georgia, "Georgia"));
  CHECK(place_of(georgia, "Georgia")->precision == "admin1");
}

TEST_CASE("a country stays a country") {
  const Document document = located("Georgia and Armenia opened a border crossing near Tbilisi.");
  REQUIRE(place_of(document, "Georgia"));
  CHECK(place_of(document, "Georgia")->country == "GEO");
  CHECK(place_of(document, "Georgia")->precision == "country");
}

TEST_CASE("people, organisations and nationalities are no places") {
  const Document document = located("Jordan Henderson and the Bank of England thanked Kenyan doctors.");
  CHECK(place_of(document, "Jordan") == nullptr);
  CHECK(place_of(document, "England") == nullptr);
  CHECK(place_of(document, "Kenyan") == nullptr);
}

TEST_CASE("the dateline's place is a place of the document") {
  const Document document = located("SEOUL, South Korea (AP) - The ministry said talks began in Busan.");
  REQUIRE(document.dateline.place != kNone);
  CHECK(document.places[document.dateline.place].name == "Seoul");
  REQUIRE(place_of(document, "Busan"));
  CHECK(place_of(document, "Busan")->country == "KOR");
}

TEST_CASE("the gazetteer rows keep to the entity of their mention") {
  const Document document = located("A storm hit Nairobi on Monday. Kenya asked for help.");
  for (const PlaceRef& place : document.places) {
    REQUIRE(place.entity != kNone);
    CHECK(document.entities[place.entity].country == place.country);
  }
}
