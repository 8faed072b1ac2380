// Ordinary news without events: of the sentences in no_events.txt at most three in a hundred may code anything.
#include <fstream>

#include "reading_fixture.h"

namespace dateline::event {

TEST_CASE("ordinary news codes nothing") {
  std::ifstream file(DATELINE_SOURCE_DIR "/tests/event/no_events.txt");
  REQUIRE(file.is_open());
  std::string line, wrong;
  int sentences = 0, coded = 0;
  while (std::getline(file, line)) {
    if (line.empty() || line.front() == '#') continue;
    ++sentences;
    const Document document = Shipped::get().read(line);
    if (document.events.empty()) continue;
    ++coded;
    wrong += "\n  " + line + " " + lines_of(document) + " by " + std::string(document.events.front().producer);
  }
  CHECK(sentences >= 300);
  CHECK_MESSAGE(100 * coded <= 3 * sentences, coded, " of ", sentences, " code:", wrong);
}

}  // namespace dateline::event
