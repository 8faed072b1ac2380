// Filters as words.
#include "query/filter.h"

#include <doctest/doctest.h>

using namespace dateline;
using namespace dateline::query;

namespace {

const FilterReader& reader() {
  static const auto knowledge = knowledge::Knowledge::open(DATELINE_PACK);
  REQUIRE(knowledge);
  static const FilterReader made(*knowledge);
  return made;
}

std::string fault(std::string_view name, std::string_view value) {
  IncidentFilter filter;
  const auto set = reader().set(filter, name, value);
  return set ? "" : set.error().message;
}

}  // namespace

TEST_CASE("each filter fills its field") {
  IncidentFilter f;
  for (const auto& [name, value] : std::vector<std::pair<const char*, const char*>>{{"party", "dl:kim-jong-un"},
                                                                                    {"dyad", "RUS>UKR"},
                                                                                    {"type", "ASSAULT,COERCE"},
                                                                                    {"mode", "seize"},
                                                                                    {"cameo", "19"},
                                                                                    {"quad", "4"},
                                                                                    {"status", "planned"},
                                                                                    {"country", "UKR"},
                                                                                    {"box", "36,26,42,45"},
                                                                                    {"from", "2023-09"},
                                                                                    {"to", "2024"},
                                                                                    {"publisher", "AP"},
                                                                                    {"text", "train"},
                                                                                    {"sources", "3"}}) {
    CAPTURE(name);
    CHECK(reader().set(f, name, value));
  }
  CHECK(f.party == "dl:kim-jong-un");
  CHECK(f.actor == "RUS");
  CHECK(f.recipient == "UKR");
  CHECK(f.types == std::vector<std::string>{"ASSAULT", "COERCE"});
  CHECK(f.mode == "seize");
  CHECK(f.cameo == "19");
  CHECK(f.quad == 4);
  CHECK(f.statuses == std::vector<std::string>{"planned"});
  CHECK(f.country == "UKR");
  CHECK(f.box->north == 42);
  CHECK(f.from == "2023-09");
  CHECK(f.to == "2024");
  CHECK(f.publisher == "AP");
  CHECK(f.text == "train");
  CHECK(f.least_sources == 3);
  std::size_t taken = 0;
  for (const FilterName& name : filter_names()) taken += fault(name.name, "").find("give a value") != std::string::npos;
  CHECK(taken == filter_names().size());
}

TEST_CASE("what there is not is told with what comes nearest") {
  CHECK(fault("type", "ASSALT") == "ASSALT: no such type; the nearest are ASSAULT, CONSULT, AGREE");
  CHECK(fault("type", "ASSAULT,assault").find("nearest are ASSAULT") != std::string::npos);
  CHECK(fault("mode", "siege").find("seize") != std::string::npos);
  CHECK(fault("status", "hapened") == "hapened: no such status; give one of happened, ongoing, planned, possible, denied");
  CHECK(fault("country", "Ukraine").find("nearest are UKR (Ukraine)") != std::string::npos);
  CHECK(fault("country", "UK").find("UKR (Ukraine)") != std::string::npos);
  CHECK(fault("colour", "red") == "colour: no such filter");
}

TEST_CASE("what is no value is refused") {
  for (const auto& [name, value] : std::vector<std::pair<const char*, std::string>>{{"quad", "0"},
                                                                                    {"quad", "5"},
                                                                                    {"quad", "4 "},
                                                                                    {"box", "1,2,3"},
                                                                                    {"box", "nan,0,1,1"},
                                                                                    {"box", "2,0,1,1"},
                                                                                    {"box", "0,0,1,181"},
                                                                                    {"from", "yesterday"},
                                                                                    {"to", "2023-02-30"},
                                                                                    {"dyad", "RUS"},
                                                                                    {"dyad", ">UKR"},
                                                                                    {"dyad", "RUS>"},
                                                                                    {"sources", "-1"},
                                                                                    {"sources", "9999999999"},
                                                                                    {"text", std::string(1001, 'x')},
                                                                                    {"party", std::string("a\0b", 3)},
                                                                                    {"actor", "\xff"}}) {
    CAPTURE(name);
    CAPTURE(value);
    CHECK_FALSE(fault(name, value).empty());
  }
}
