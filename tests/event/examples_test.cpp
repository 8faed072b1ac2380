// Every pattern's example codes what the row expects, by that row; every exclusion's example codes nothing.
#include "reading_fixture.h"

namespace dateline::event {

namespace {

std::string sorted_sides(std::string_view expected) {
  // The rows list countries in any order; line_of sorts them.
  const std::size_t first = expected.find(' '), second = expected.find(' ', first + 1);
  const auto sorted = [](std::string_view side) {
    std::vector<std::string> parts(1);
    for (char letter : side) {
      if (letter == ',')
        parts.emplace_back();
      else
        parts.back() += letter;
    }
    std::sort(parts.begin(), parts.end());
    std::string out;
    for (const std::string& part : parts) out += (out.empty() ? "" : ",") + part;
    return out;
  };
  return sorted(expected.substr(0, first)) + std::string(expected.substr(first, second - first)) + " " +
         sorted(expected.substr(second + 1));
}

}  // namespace

TEST_CASE("each pattern codes its example") {
  const Shipped& shipped = Shipped::get();
  const knowledge::Table table = shipped.knowledge.table("event_patterns");
  REQUIRE(table.exists());
  const std::uint32_t id = table.column("id"), example = table.column("example"), expected = table.column("expected");
  for (std::uint32_t row = 0; row < table.rows(); ++row) {
    const Document document = shipped.read(table.cell(row, example));
    const std::string wanted = sorted_sides(table.cell(row, expected));
    bool found = false;
    std::string got;
    for (const Event& event : document.events) {
      got += (got.empty() ? "" : "; ") + line_of(document, event) + " by " + std::string(event.producer);
      found = found || (line_of(document, event) == wanted && event.producer.ends_with(" " + std::string(table.cell(row, id))));
    }
    CHECK_MESSAGE(found, table.origin(row), ": ", std::string(table.cell(row, example)), " expects ", wanted, ", codes ", got);
  }
}

TEST_CASE("each exclusion keeps its example from coding") {
  const Shipped& shipped = Shipped::get();
  const knowledge::Table table = shipped.knowledge.table("event_exclusions");
  REQUIRE(table.exists());
  const std::uint32_t example = table.column("example");
  for (std::uint32_t row = 0; row < table.rows(); ++row) {
    const Document document = shipped.read(table.cell(row, example));
    CHECK_MESSAGE(document.events.empty(), table.origin(row), ": ", std::string(table.cell(row, example)), " codes ",
                  lines_of(document));
  }
}

}  // namespace dateline::event
