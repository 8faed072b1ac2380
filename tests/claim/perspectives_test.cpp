#include "claim/perspectives.h"

#include "claim/factuality.h"
#include "reading_fixture.h"

namespace dateline::claim {
namespace {

std::uint32_t token_of(const Document& document, std::string_view word) {
  for (std::uint32_t t = 0; t < document.tokens.size(); ++t) {
    if (document.text_of_token(t) == word) return t;
  }
  FAIL("no such token: " << word);
  return 0;
}

// "certain-negative unknown": from the innermost source to the article.
std::string held(std::string_view text, std::string_view word) {
  const Document document = Shipped::get().read(text);
  const std::uint32_t token = token_of(document, word);
  std::string out;
  for (const Perspective& p :
       perspectives_of(document, Shipped::get().status.status_of(document, token), Attributor::claim_of(document, token))) {
    if (!out.empty()) out += " ";
    out += name_of(p.certainty);
    if (p.certainty != Certainty::Unknown && p.polarity == Polarity::Negative) out += "-negative";
  }
  return out;
}

}  // namespace

TEST_CASE("what each source of a chain holds") {
  CHECK(held("The fleet shelled the port.", "shelled") == "certain");
  CHECK(held("The fleet will shell the port.", "shell") == "probable");
  CHECK(held("The minister said that the fleet shelled the port.", "shelled") == "certain unknown");
  CHECK(held("The army denied that it shelled the port.", "shelled") == "certain-negative unknown");
  CHECK(held("The army admitted that it shelled the port.", "shelled") == "certain certain");
  CHECK(held("Police believe that the thief left by sea.", "left") == "probable unknown");
  CHECK(held("The envoy asked whether the prisoners escaped.", "escaped") == "unknown unknown");
  // A denial is negative for who denies, and open for the author and for who reports it.
  CHECK(held("The radio reported that the army denied that it shelled the port.", "shelled") ==
        "certain-negative unknown unknown");
  CHECK(held("The army said that the fleet did not shell the port.", "shell") == "certain-negative unknown");
  CHECK(held("The fleet did not shell the port.", "shell") == "certain-negative");
  CHECK(held("The envoy warned that the fleet might shell the port.", "shell") == "possible unknown");
  CHECK(held("The radio reported that the army admitted that it shelled the port.", "shelled") == "certain certain unknown");
  CHECK(held("The radio reported that the general said that the army crossed the river.", "crossed") ==
        "certain unknown unknown");
}

TEST_CASE("factuality puts what happened above what did not") {
  auto reader = FactualityReader::create(Shipped::get().knowledge);
  REQUIRE(reader.has_value());
  const auto fact = [&](std::string_view text, std::string_view word) {
    const Document document = Shipped::get().read(text);
    return reader->factuality_of(document, token_of(document, word));
  };
  CHECK(fact("The king visited the port on Monday.", "visited") > 2);
  CHECK(fact("The king did not visit the port on Monday.", "visit") < 0);
  CHECK(fact("The king wants to visit the port.", "visit") < fact("The king managed to visit the port.", "visit"));
  CHECK(fact("The king may visit the port.", "visit") < 1);
  for (const std::uint32_t token : FactualityReader::predicates(Shipped::get().read("The king came and saw the old port."))) {
    CHECK(token < 9);
  }
}

}  // namespace dateline::claim
