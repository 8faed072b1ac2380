// Where the content of a claim begins and ends, and whose it is, in sentences of several clauses.
#include "reading_fixture.h"

namespace dateline::claim {

TEST_CASE("two reports in one sentence share their source") {
  CHECK(claims_of("The mayor thinks that the dam held, but believes that the wall is weak.") ==
        "[The mayor] thinks {that the dam held}\n[The mayor] believes {that the wall is weak}");
  CHECK(claims_of("The mayor told aides that the dam is old and warned that it will burst.") ==
        "[The mayor] told {that the dam is old}\n[The mayor] warned {that it will burst}");
  CHECK(claims_of("The union attacked the owners, saying they were selling the mine.") ==
        "[The union] attacked {the owners}\n[The union] saying {they were selling the mine}");
}

TEST_CASE("a clause before the cue is content only when nothing stands behind it") {
  CHECK(claims_of("When the bridge fell, the mayor denied the reports.") == "[the mayor] denied {the reports}");
  CHECK(claims_of("When guests made the point, the host said it was wrong to compare them.") ==
        "[the host] said {it was wrong to compare them}");
  CHECK(claims_of("“The port is ours,” the mayor said, but denied that it was sold.") ==
        "[the mayor] said {“The port is ours,”}\n[the mayor] denied {that it was sold}");
}

TEST_CASE("what a relative clause leaves out stands before it") {
  const Document document = Shipped::get().read("The deal, which critics said was harmful to the river, was signed.");
  REQUIRE(document.claims.size() == 1);
  CHECK(document.text_of(document.claims[0].source_span) == "critics");
  CHECK(document.text_of(document.claims[0].content) == "which critics said was harmful to the river");
  CHECK(document.text_of(document.claims[0].aside) == " critics said ");
  CHECK(claims_of("The premier signed a deal that she once opposed.") == "[she] once opposed {that}");
}

TEST_CASE("a question that opens its sentence ends at the comma") {
  CHECK(claims_of("Asked what the deal might cost, the minister said: “Nothing.”") ==
        "[] Asked {what the deal might cost}\n[the minister] said {“Nothing.”}");
  CHECK(claims_of("When asked at a meeting about the merger, she defended her decision.") ==
        "[] When asked {the merger}\n[she] defended {her decision}");
}

TEST_CASE("subjects that trees miss") {
  CHECK(claims_of("It added that the camp was full.") == "[It] added {that the camp was full}");
  CHECK(claims_of("It seems that the camp is full.") == "[] seems {that the camp is full}");
  CHECK(claims_of("Most believe that the camp is full.") == "[Most] believe {that the camp is full}");
  CHECK(claims_of("The vote could matter more in Boston, said the strategist Hank Moss.") ==
        "[the strategist Hank Moss] said {The vote could matter more in Boston}");
}

TEST_CASE("the content of a noun that is a subject ends at its verb") {
  CHECK(claims_of("Rumours of a mutiny spread through the fleet.") == "[] Rumours of {a mutiny}");
  CHECK(claims_of("Their refusal to pay the fine made the judge angry.") == "[Their] refusal {to pay the fine}");
  CHECK(claims_of("The clerk in charge of the port left.").empty());
}

TEST_CASE("a poll speaks unless somebody in it does") {
  CHECK(claims_of("In a poll of 400 sailors, most slept badly.") == "[a poll of 400 sailors] In {most slept badly}");
  CHECK(claims_of("In a poll of 400 sailors, most said that the watch was long.") == "[most] said {that the watch was long}");
}

TEST_CASE("the name behind a dash signs what stands before it") {
  CHECK(claims_of("“They shelled the clinic.” — Dr Omar Said, surgeon") ==
        "[Dr Omar Said, surgeon] — {“They shelled the clinic.”}");
  CHECK(claims_of("“They shelled the clinic twice that night.”\n\n— Dr Omar Said, surgeon") ==
        "[Dr Omar Said, surgeon] — {“They shelled the clinic twice that night.”}");
}

TEST_CASE("two cues that tell one claim are one") {
  CHECK(claims_of("The mayor said in a statement that the dam was safe.") == "[The mayor] said {that the dam was safe}");
  CHECK(claims_of("The mayor made it clear that the dam was safe.") == "[The mayor] made it clear {that the dam was safe}");
  CHECK(claims_of("The doctors voiced doubts about the drug.") == "[The doctors] voiced doubts about {the drug}");
  // Who rejects a claim does not make it.
  CHECK(claims_of("The army rejected the claim that it had fired.") ==
        "[The army] rejected {that it had fired}\n[] claim {that it had fired}");
}

TEST_CASE("cues of several words") {
  CHECK(claims_of("The coach brushed off the defeat.") == "[The coach] brushed off {the defeat}");
  CHECK(claims_of("The bishops voted in favour of the text.") == "[The bishops] voted in favour of {the text}");
}

TEST_CASE("a fact that is cited is content, a source that is cited speaks") {
  const Shipped& shipped = Shipped::get();
  // With one person known, as reading the names would tell.
  const auto with_person = [&](std::string_view text, std::string_view person) {
    Document document = Shipped::lay_out(text);
    shipped.annotator.annotate(document);
    const std::uint32_t begin = static_cast<std::uint32_t>(text.find(person));
    Mention mention;
    mention.span = {begin, begin + static_cast<std::uint32_t>(person.size())};
    for (mention.head = 0; document.tokens.span[mention.head].end != mention.span.end;) ++mention.head;
    mention.sentence = document.tokens.sentence[mention.head];
    mention.first_token = mention.head;
    mention.end_token = mention.head + 1;
    mention.entity = 0;
    document.mentions.push_back(mention);
    document.entities.resize(1);
    document.entities[0].type = EntityType::PER;
    shipped.attributor.run(document);
    return claims_of(document);
  };
  CHECK(with_person("The radio said the ship had sunk, citing an admiral.", "admiral") ==
        "[The radio] said {the ship had sunk}\n[an admiral] citing {the ship had sunk} via 0");
  CHECK(with_person("The clerk said he would resign, citing the long nights.", "clerk") ==
        "[The clerk] said {he would resign, citing the long nights}");
}

}  // namespace dateline::claim
