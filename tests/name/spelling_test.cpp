#include "name/spelling.h"

#include <doctest/doctest.h>

#include <initializer_list>
#include <string>
#include <utility>

using namespace dateline;

TEST_CASE("spellings of one name sound alike") {
  for (const auto& pair :
       std::initializer_list<std::pair<const char*, const char*>>{{"volodymyr zelenskyy", "volodymyr zelenskiy"},
                                                                  {"muammar qadhafi", "moammar gadhafi"},
                                                                  {"abdul fattah al-burhan", "abdel fattah burhan"},
                                                                  {"mohammed morsi", "mohamed mursi"}}) {
    const std::string a = pair.first, b = pair.second;
    INFO(a);
    CHECK(name::sound_of(a) == name::sound_of(b));
    CHECK(!name::sound_of(a).empty());
    CHECK(name::are_spellings_of_one(a, b));
  }
}

TEST_CASE("names of few letters and other names are no spellings") {
  CHECK(name::sound_of("jon carey").empty());
  CHECK(name::sound_of("zelensky").empty());
  CHECK(name::sound_of("") == "");
  CHECK(name::sound_of("sergei lavrov") != name::sound_of("sergei shoigu"));
  CHECK_FALSE(name::are_spellings_of_one("martina navarro", "mart nvr"));
}
