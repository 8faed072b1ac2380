#include <string>

#include "processor_time.h"
#include "reading_fixture.h"

namespace dateline::claim {
namespace {

// The source of the innermost claim that holds the word; "-" when the article itself says it.
std::string said_by(std::string_view text, std::string_view word) {
  const Document document = Shipped::get().read(text);
  for (std::uint32_t t = 0; t < document.tokens.size(); ++t) {
    if (document.text_of_token(t) != word) continue;
    const std::uint32_t claim = Attributor::claim_of(document, t);
    return claim == kNone ? "-" : std::string(document.text_of(document.claims[claim].source_span));
  }
  return "no such word";
}

}  // namespace

TEST_CASE("who says it: before, after, between") {
  CHECK(claims_of("The mayor said that the bridge was closed.") == "[The mayor] said {that the bridge was closed}");
  CHECK(claims_of("The bridge was closed, the mayor said on Monday.") == "[the mayor] said {The bridge was closed}");
  CHECK(claims_of("The bridge, the mayor said, was closed.") == "[the mayor] said {The bridge, the mayor said, was closed}");
  CHECK(claims_of("The bridge was closed, according to the mayor.") == "[the mayor] according to {The bridge was closed}");
  CHECK(claims_of("According to the mayor, the bridge was closed.") == "[the mayor] According to {the bridge was closed}");
}

TEST_CASE("direct speech") {
  CHECK(claims_of("“We will not sell the port,” the mayor said.") == "[the mayor] said {“We will not sell the port,”}");
  CHECK(claims_of("“We will not sell the port,” said Ann Lee, a clerk at the harbour.") ==
        "[Ann Lee, a clerk at the harbour] said {“We will not sell the port,”}");
  CHECK(claims_of("The mayor said: “We will not sell the port.”") == "[The mayor] said {“We will not sell the port.”}");
  // Interrupted: one claim, whose content holds the author's words as its aside.
  const Document document = Shipped::get().read("“The port is ours,” the mayor said. “We will not sell it.”");
  REQUIRE(document.claims.size() == 1);
  CHECK(document.text_of(document.claims[0].content) == "“The port is ours,” the mayor said. “We will not sell it.”");
  CHECK(document.text_of(document.claims[0].aside) == " the mayor said. ");
  CHECK(document.claims[0].kind == ClaimKind::Direct);
  CHECK(said_by("“The port is ours,” the mayor said. “We will not sell it.”", "sell") == "the mayor");
  CHECK(said_by("“The port is ours,” the mayor said. “We will not sell it.”", "said") == "-");
}

TEST_CASE("a speaker goes on over paragraphs") {
  const std::string_view text =
      "“The port is ours,” the mayor said. “We built it.\n\n“We will never sell it to anybody who does not live here.”";
  CHECK(said_by(text, "sell") == "the mayor");
}

TEST_CASE("words quoted inside a clause") {
  const Document document = Shipped::get().read("The envoy said that he offered “full support” to the rebels.");
  REQUIRE(document.claims.size() >= 1);
  CHECK(document.claims[0].kind == ClaimKind::Mixed);
  CHECK(document.text_of(document.claims[0].content) == "that he offered “full support” to the rebels");
}

TEST_CASE("chains: who reports the report") {
  const std::string_view text = "The radio reported that the general said that the army had crossed the river.";
  const Document document = Shipped::get().read(text);
  REQUIRE(document.claims.size() == 2);
  CHECK(document.text_of(document.claims[1].source_span) == "the general");
  CHECK(document.claims[1].via == 0);
  CHECK(said_by(text, "crossed") == "the general");
  CHECK(said_by(text, "said") == "The radio");
  CHECK(said_by("The paper said the bridge had been hit, citing a police officer.", "hit") == "a police officer");
  CHECK(said_by("They warned that the dam would fall, according to the palace.", "warned") == "the palace");
  CHECK(said_by("They warned that the dam would fall, according to the palace.", "fall") == "They");
}

TEST_CASE("an accusation holds what it accuses of") {
  const Document document = Shipped::get().read("Kenya accused Uganda of shelling the port.");
  REQUIRE(document.claims.size() == 1);
  CHECK(document.claims[0].stance == Stance::Alleges);
  CHECK(document.text_of(document.claims[0].source_span) == "Kenya");
  CHECK(document.text_of(document.claims[0].content) == "Uganda of shelling the port");
}

TEST_CASE("what somebody wants is not said by them") {
  CHECK(said_by("The general wants to attack the port.", "attack") == "-");
  CHECK(said_by("Aides said that the general wants to attack the port.", "attack") == "Aides");
}

TEST_CASE("nobody speaks where the text names nobody") {
  CHECK(claims_of("“The sea gives.” “The sea takes.” “Nobody owns it.”").empty());
  CHECK(claims_of("").empty());
  CHECK(claims_of("“").empty());
  CHECK(claims_of("said said said").size() < 200);
}

TEST_CASE("transcripts") {
  CHECK(said_by("LEE: The port is ours and we will keep it.\n\nMILLER: You sold it last year.", "sold") == "MILLER");
}

// One sentence of n words that all hang on the first: the worst that a tree can do.
Document flat_sentence(std::uint32_t words) {
  Document document;
  for (std::uint32_t i = 0; i < words; ++i) document.text += i % 3 == 0 ? "said " : i % 3 == 1 ? "“ " : "according to ";
  Tokens& tokens = document.tokens;
  std::uint32_t begin = 0;
  std::vector<Span> spans;
  for (std::uint32_t i = 0; i < document.text.size(); ++i) {
    if (document.text[i] != ' ') continue;
    spans.push_back({begin, i});
    begin = i + 1;
  }
  tokens.resize(static_cast<std::uint32_t>(spans.size()));
  for (std::uint32_t i = 0; i < tokens.size(); ++i) {
    const std::string_view word = spans[i].in(document.text);
    tokens.span[i] = spans[i];
    tokens.lemma[i] = word == "said" ? "say" : word == "according" ? "according" : "to";
    tokens.upos[i] = word == "said" ? Upos::VERB : word == "“" ? Upos::PUNCT : Upos::NOUN;
    tokens.xpos[i] = word == "said" ? "VBD" : "NN";
    tokens.head[i] = i == 0 ? kNone : 0;
    tokens.relation[i] = i == 0 ? Relation::root : i % 2 == 0 ? Relation::conj : Relation::ccomp;
    tokens.sentence[i] = 0;
  }
  document.paragraphs = {{0, static_cast<std::uint32_t>(document.text.size())}};
  document.sentences = {{{0, static_cast<std::uint32_t>(document.text.size())}, 0, tokens.size(), 0}};
  return document;
}

TEST_CASE("time grows with the text") {
  const auto seconds = [](std::uint32_t words) {
    Document document = flat_sentence(words);
    return processor_seconds([&] {
      document.claims.clear();
      document.entities.clear();
      Shipped::get().attributor.run(document);
      for (std::uint32_t t = 0; t < document.tokens.size(); t += 16) Attributor::claim_of(document, t);
    });
  };
  const double once = seconds(4'000), often = seconds(32'000);
  CHECK(often < once * 40 + 0.1);
}

TEST_CASE("a cue with nothing behind it has no content beyond the text") {
  for (std::string_view text : {"Said", "The ministry said", "He said that", "According to", "Said: said", "They threatened to",
                                "They agreed on", "Vowed to to", "In the harbour ships left, he said"}) {
    INFO(text);
    const Document document = Shipped::get().read(text);
    for (const Claim& claim : document.claims) CHECK(claim.content.end <= text.size());
  }
}

}  // namespace dateline::claim
