// Every row of the pattern table carries a sentence in which it applies, with the expressions in brackets, and the values
// expected.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "reading.h"

using namespace dateline;
using when::testing::read;
using when::testing::times_of;

namespace {

// "It ended on [Friday]." gives the sentence, and "Friday".
std::string without_brackets(std::string_view example, std::vector<std::string>& expressions) {
  std::string text;
  bool inside = false;
  for (const char c : example) {
    if (c == '[') {
      inside = true;
      expressions.emplace_back();
    } else if (c == ']') {
      inside = false;
    } else {
      text += c;
      if (inside) expressions.back() += c;
    }
  }
  return text;
}

}  // namespace

TEST_CASE("each pattern's example gives its values") {
  const dateline::knowledge::Table table = when::testing::knowledge().table("time_patterns");
  REQUIRE(table.rows() > 100);
  for (std::uint32_t row = 0; row < table.rows(); ++row) {
    const std::string id(table.cell(row, table.column("id")));
    CAPTURE(id);
    std::vector<std::string> expressions;
    const std::string text = without_brackets(table.cell(row, table.column("example")), expressions);
    const Document document = read(text, table.cell(row, table.column("published")));
    const std::string times = times_of(document);
    CAPTURE(times);
    std::string values;
    for (const TimeRef& time : document.times) {
      if (!values.empty()) values += "|";
      values += time.value;
    }
    CHECK(values == table.cell(row, table.column("values")));
    // What stands in brackets is found with these very letters.
    for (const std::string& expression : expressions) {
      bool found = false;
      for (const TimeRef& time : document.times) found = found || document.text_of(time.span) == expression;
      CHECK_MESSAGE(found, "not found: ", expression);
    }
  }
}
