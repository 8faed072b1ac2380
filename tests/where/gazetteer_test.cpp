#include "where/gazetteer.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "knowledge/compiler.h"
#include "knowledge/knowledge.h"

using namespace dateline;

namespace {

// The tables with a few towns of ours on top, as scripts/gazetteer would add them.
const knowledge::Knowledge& tables() {
  static const knowledge::Knowledge knowledge = [] {
    auto bytes = knowledge::compile(DATELINE_SOURCE_DIR "/data", {DATELINE_SOURCE_DIR "/tests/where/towns"});
    if (!bytes) FAIL(bytes.error().message);
    return std::move(*knowledge::Knowledge::from_bytes(std::move(*bytes)));
  }();
  return knowledge;
}

const where::Gazetteer& gazetteer() {
  static const where::Gazetteer gazetteer(tables());
  return gazetteer;
}

}  // namespace

TEST_CASE("a town of the packages is found beside those of our own tables") {
  const auto found = gazetteer().find("Glencoe");
  CHECK(std::any_of(found.begin(), found.end(), [](const where::Place& p) { return p.id == "t:1" && p.admin1 == "Minnesota"; }));
  CHECK(std::any_of(found.begin(), found.end(), [](const where::Place& p) { return p.id == "t:2"; }));
}

TEST_CASE("a town that both have is one place") {
  const auto found = gazetteer().find("Nairobi");
  CHECK(std::count_if(found.begin(), found.end(), [](const where::Place& p) { return p.kind == "city" && p.country == "KEN"; }) ==
        1);
  const auto city = std::find_if(found.begin(), found.end(), [](const where::Place& p) { return p.kind == "city"; });
  REQUIRE(city != found.end());
  CHECK(city->id == "dl:nairobi");
  CHECK(city->capital);
}

TEST_CASE("countries and divisions have an area, towns have none") {
  for (const where::Place& place : gazetteer().find("Minnesota")) CHECK((place.area > 200'000 && place.area < 240'000));
  for (const where::Place& place : gazetteer().find("Kenya")) {
    if (place.is_country()) CHECK((place.area > 550'000 && place.area < 620'000));
  }
  for (const where::Place& place : gazetteer().find("Nairobi")) {
    if (place.kind == "city") CHECK(place.area == 0);
  }
}

TEST_CASE("names in another spelling find the place, and every row of the variants does what its example says") {
  CHECK(gazetteer().find_any_spelling("St. Cloud").front().id == "t:5");
  CHECK(gazetteer().find_any_spelling("City of Hutchinson").front().name == "Hutchinson");
  CHECK(gazetteer().find_any_spelling("no such place").empty());
  const knowledge::Table variants = tables().table("name_variants");
  const std::uint32_t example = variants.column("example"), name = variants.column("name");
  for (std::uint32_t row = 0; row < variants.rows(); ++row) {
    const auto direct = gazetteer().find(variants.cell(row, name));
    const auto found = gazetteer().find_any_spelling(variants.cell(row, example));
    INFO(variants.origin(row));
    // A town that these tables do not have proves nothing; a name that is one itself stays it.
    if (direct.empty() || !gazetteer().find(variants.cell(row, example)).empty()) continue;
    REQUIRE(!found.empty());
    CHECK(found.front().id == direct.front().id);
  }
}

TEST_CASE("a domain tells its country") {
  CHECK(gazetteer().country_of_domain("ke") == "KEN");
  CHECK(gazetteer().country_of_domain("uk") == "GBR");
  CHECK(gazetteer().country_of_domain("com") == "");
  CHECK(gazetteer().country_of_domain("") == "");
}
