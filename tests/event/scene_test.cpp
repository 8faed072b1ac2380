// What a sentence speaks of decides whether words for deeds tell of deeds.
#include "reading_fixture.h"

namespace dateline::event {

namespace {

// The outcomes that the trace tells, each once.
std::string outcomes(std::string_view text) {
  Trace trace;
  const Document document = Shipped::get().read(text, &trace);
  std::string out;
  for (const auto& line : trace)
    if (line.outcome.starts_with("blocked") && out.find(line.outcome) == std::string::npos) out += line.outcome + ";";
  return out;
}

}  // namespace

TEST_CASE("two words of sport make a sentence sport, one does not") {
  CHECK(outcomes("The striker attacked the goalkeeper in the final of the league.") == "blocked: sport;");
  CHECK(outcomes("A Kenyan coach attacked a Polish minister.").empty());
}

TEST_CASE("an accident kills nobody on purpose") {
  CHECK(outcomes("Forty people were killed when an avalanche struck a village in Nepal.") == "blocked: accident or nature;");
  CHECK(outcomes("Forty people were killed when gunmen struck a village in Nepal.").empty());
}

TEST_CASE("an accident is told of for two sentences, violence ends that") {
  CHECK(outcomes("A train derailed in Kenya. Forty people were killed.") == "blocked: accident or nature;");
  CHECK(outcomes("A train derailed in Kenya. Rebels had planted a bomb. Forty people were killed.").empty());
}

TEST_CASE("a word for nature that is a deed's verb is no nature") {
  CHECK(coded("Syrian troops have stormed a Lebanese village and killed two Lebanese soldiers.").find("SYR ASSAULT LBN") !=
        std::string::npos);
}

}  // namespace dateline::event
