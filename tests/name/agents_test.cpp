#include <string>

#include "../name/support.h"

using namespace dateline;

TEST_CASE("every agent noun's example gets its code") {
  const knowledge::Table agents = test::tables().table("agents");
  const std::uint32_t example = agents.column("example"), code = agents.column("code");
  int examples = 0;
  for (std::uint32_t row = 0; row < agents.rows(); ++row) {
    const std::string text(agents.cell(row, example));
    if (text.empty()) continue;
    ++examples;
    INFO(agents.origin(row), ": ", text);
    CHECK(test::recognizer().code(text, {}, {}).code == agents.cell(row, code));
  }
  CHECK(examples >= 250);
}
