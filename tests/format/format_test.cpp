#include <doctest/doctest.h>

#include "dateline/formats.h"
#include "syntax/conllu.h"

using namespace dateline;

namespace {

constexpr const char* kTree =
    "# text = Kim can't visit Łódź.\n"
    "1\tKim\tKim\tPROPN\tNNP\tNumber=Sing\t4\tnsubj\t_\t_\n"
    "2-3\tcan't\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "2\tca\tcan\tAUX\tMD\tVerbForm=Fin\t4\taux\t_\t_\n"
    "3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_\n"
    "4\tvisit\tvisit\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\t_\n"
    "5\tŁódź\tŁódź\tPROPN\tNNP\tNumber=Sing\t4\tobj\t_\tSpaceAfter=No\n"
    "6\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_\n"
    "\n";

Document sample() { return std::move(*syntax::read_conllu(kTree, "tree", syntax::ConlluColumns::All)); }

std::string rows_of(const std::string& conllu) {
  std::string rows;
  for (std::size_t from = 0; from < conllu.size();) {
    const std::size_t end = conllu.find('\n', from);
    if (conllu[from] != '#') rows += conllu.substr(from, end - from + 1);
    from = end + 1;
  }
  return rows;
}

}  // namespace

TEST_CASE("CoNLL-U goes out as it came in") {
  const std::string once = to_conllu(sample());
  CHECK(once.find("2-3\tcan't\t_") != std::string::npos);
  CHECK(once.find("5\tŁódź\tŁódź\tPROPN\tNNP\tNumber=Sing\t4\tobj\t_\tSpaceAfter=No") != std::string::npos);
  auto again = syntax::read_conllu(once, "once", syntax::ConlluColumns::All);
  REQUIRE(again);
  CHECK(rows_of(to_conllu(*again)) == rows_of(once));
}

TEST_CASE("IOB2 marks names only") {
  Document d = sample();
  d.entities.resize(2);
  d.entities[0].type = EntityType::PER;
  d.entities[1].type = EntityType::GPE;
  Mention kim;
  kim.span = d.tokens.span[0];
  kim.sentence = 0;
  kim.first_token = 0;
  kim.end_token = 1;
  kim.entity = 0;
  Mention nominal = kim;
  nominal.kind = MentionKind::Nominal;
  nominal.first_token = 3;
  nominal.end_token = 4;
  Mention lodz = kim;
  lodz.span = d.tokens.span[4];
  lodz.first_token = 4;
  lodz.end_token = 5;
  lodz.entity = 1;
  d.mentions = {kim, nominal, lodz};
  CHECK(to_iob2(d) == "1\tKim\tB-PER\n2\tca\tO\n3\tn't\tO\n4\tvisit\tO\n5\tŁódź\tB-GPE\n6\t.\tO\n\n");
}

TEST_CASE("IOB2 leaves out what belongs to a mention but to no name") {
  Document d = sample();
  d.entities.resize(2);
  d.entities[0].type = EntityType::ORG;
  d.entities[1].type = EntityType::NORP;
  Mention troops;  // "visit" stands for a noun
  troops.first_token = 0;
  troops.end_token = 4;
  troops.entity = 0;
  Mention people = troops;
  people.first_token = 4;
  people.end_token = 5;
  people.entity = 1;
  d.mentions = {troops, people};
  for (std::uint32_t t = 1; t < 4; ++t) d.tokens.upos[t] = Upos::NOUN;
  d.tokens.name[0] = NameLabel::BeginPlace;
  CHECK(to_iob2(d) == "1\tKim\tB-LOC\n2\tca\tO\n3\tn't\tO\n4\tvisit\tO\n5\tŁódź\tO\n6\t.\tO\n\n");
  d.tokens.name[4] = NameLabel::BeginOther;
  CHECK(to_iob2(d).find("5\tŁódź\tB-MISC") != std::string::npos);
}

TEST_CASE("the card holds no control characters of the text") {
  Document d;
  d.title = "A \x1b[31mred\x1b[0m\nheadline";
  const std::string card = to_card(d);
  CHECK(card.find('\x1b') == std::string::npos);
  CHECK(card.starts_with("A [31mred[0m headline\n"));
  CHECK(card.find("publication date not known") != std::string::npos);
  CHECK(card.find("no events") != std::string::npos);
}

TEST_CASE("an article without a headline is called by its first words, cut between letters") {
  Document d;
  for (int i = 0; i < 60; ++i) d.text += "é";
  d.paragraphs = {{0, static_cast<std::uint32_t>(d.text.size())}};
  CHECK(to_card(d).find("\xC3 ") == std::string::npos);
  CHECK(to_card(d).find("é …\n") != std::string::npos);
}

namespace {

// A sentence with control characters, a line end after one trigger and quotation marks around the other.
Document arrest() {
  Document d;
  d.text =
      "\"Police arrested\n Maria\x1b[2J \xC2\x9B"
      "2J.\"arrested\"";
  const auto end = static_cast<std::uint32_t>(d.text.size());
  d.title = "Arrest";
  d.sentences = {{{0, end}, 0, 0, 0}};
  Event event;
  event.type = "COERCE";
  event.trigger = {8, 16};
  event.sentence = 0;
  d.events = {event};
  event.trigger = {end - 9, end - 1};
  d.events.push_back(event);
  d.issues = {{"odd", "'\x1b]0;x\x07' is no date"}};
  return d;
}

}  // namespace

TEST_CASE("the words under an event stand apart as they do in the text, and drive no terminal") {
  const std::string card = to_card(arrest());
  CHECK(card.find("“\"Police arrested Maria[2J 2J.\"arrested\"”") != std::string::npos);
  CHECK(card.find("2J.\"arrested\"”") != std::string::npos);
  CHECK(card.find('\x1b') == std::string::npos);
  CHECK(card.find("\xC2\x9B") == std::string::npos);
  CHECK(to_card(arrest(), Colour::Ansi).find("2J.\"\x1b[4marrested\x1b[0m\"") != std::string::npos);
}
