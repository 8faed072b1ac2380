// The agency of a wire dateline is the last source of every chain.
#include "claim/agency.h"

#include "claim/perspectives.h"
#include "reading_fixture.h"

namespace dateline::claim {
namespace {

constexpr std::string_view kHead = "PYONGYANG (KCNA) —";
const std::string kStory = std::string(kHead) +
                           " The army destroyed two boats on Monday. The general said that the navy would sink more.\n\n"
                           "A spokesman denied that the fleet had lost a ship, the radio reported.";

Document read(const std::string& text, std::string_view head, std::string_view agency) {
  const Shipped& shipped = Shipped::get();
  Document document = Shipped::lay_out(text);
  document.dateline.span = {0, static_cast<std::uint32_t>(head.size())};
  document.dateline.agency = agency;
  shipped.annotator.annotate(document);
  shipped.attributor.run(document);
  return document;
}

// "the general < KCNA": who says the word, innermost first.
std::string chain(const Document& document, std::string_view word) {
  for (std::uint32_t t = 0; t < document.tokens.size(); ++t) {
    if (document.text_of_token(t) != word) continue;
    std::string out;
    for (std::uint32_t c = Attributor::claim_of(document, t); c != kNone; c = document.claims[c].via) {
      out += (out.empty() ? "" : " < ") + std::string(document.text_of(document.claims[c].source_span));
    }
    return out;
  }
  return "no such word";
}

}  // namespace

TEST_CASE("the agency of the dateline ends every chain") {
  const Document document = read(kStory, kHead, "KCNA");
  CHECK(chain(document, "destroyed") == "KCNA");
  CHECK(chain(document, "said") == "KCNA");
  CHECK(chain(document, "sink") == "The general < KCNA");
  CHECK(chain(document, "lost") == "A spokesman < the radio < KCNA");
  REQUIRE(is_agency(document.claims[0]));
  CHECK(document.text_of(document.claims[0].cue) == "—");
  CHECK(document.claims[0].source_kind == SourceKind::Media);
  for (std::size_t i = 1; i < document.claims.size(); ++i) {
    CHECK_FALSE(is_agency(document.claims[i]));
    CHECK(document.claims[i].via != kNone);
  }
}

TEST_CASE("the article holds what its agency says") {
  const Document document = read(kStory, kHead, "KCNA");
  const auto told = perspectives_of(document, Status::Happened, 0);
  REQUIRE(told.size() == 2);
  CHECK(told[0].certainty == Certainty::Certain);
  CHECK(told[1].certainty == Certainty::Certain);
}

TEST_CASE("no agency, no claim of one") {
  CHECK(chain(read("OSLO — The army destroyed two boats.", "OSLO —", ""), "destroyed").empty());
  // A dateline without brackets names nobody, whatever the code says.
  CHECK(chain(read("OSLO — The army destroyed two boats.", "OSLO —", "KCNA"), "destroyed").empty());
}

}  // namespace dateline::claim
