#include "event/frame.h"
#include "reading_fixture.h"

namespace dateline::event {

TEST_CASE("what an event is about is no event of its own, where the type says so") {
  CHECK(coded("Poland has refused to release the German journalist.") == "POL REJECT DEU");
  CHECK(coded("Poland has condemned the Russian attack on Ukraine.") == "POL ACCUSE RUS; RUS ASSAULT UKR");
}

TEST_CASE("an announcement by the actor is an agreement, or a refusal") {
  CHECK(coded("Norway said it will send medicine to Ukraine.") == "NOR AGREE UKR");
  CHECK(coded("Poland said that Norway will visit Ukraine.") == "NOR CONSULT UKR");
}

TEST_CASE("AID needs a recipient, nobody acts on himself") {
  CHECK(coded("Norway has sent medicine.").empty());
  const Document document = Shipped::get().read("Norway has criticised Norway.");
  for (const Event& event : document.events)
    for (const Argument& actor : event.actors)
      for (const Argument& recipient : event.recipients) CHECK(actor.entity != recipient.entity);
}

TEST_CASE("one happening that is named twice is coded once") {
  CHECK(coded("Egypt has held talks with Sudan about talks.") == "EGY,SDN CONSULT EGY,SDN");
}

TEST_CASE("what an event is about is linked to it") {
  const auto linked = [](std::string_view text) {
    const Document document = Shipped::get().read(text);
    std::string out;
    for (const Event& event : document.events)
      if (event.of != kNone) out += std::string(event.type) + " of " + std::string(document.events[event.of].type) + ";";
    return out;
  };
  CHECK(linked("Poland has condemned the Russian attack on Ukraine.") == "ACCUSE of ASSAULT;");
  CHECK(linked("Turkey denied that its navy had seized a Greek boat.") == "REJECT of COERCE;");
  CHECK(linked("Poland has condemned Russia and attacked Ukraine.").empty());
  CHECK(linked("Poland met Russia after the attack on Ukraine.").empty());
}

TEST_CASE("who is not told of a deed is who does its cause") {
  CHECK(coded("Two Kenyan traders were killed when a Somali drone struck a Ugandan village on Monday.") ==
        "SOM ASSAULT KEN; SOM ASSAULT UGA");
  const Document document =
      Shipped::get().read("Two Kenyan traders were killed when a Somali drone struck a Ugandan village on Monday.");
  REQUIRE(document.events.size() == 2);
  CHECK(document.events[0].time == document.events[1].time);
  CHECK(document.events[0].time != kNone);
  CHECK(coded("Two Kenyan traders were killed before Ethiopia bombed a Somali village.") == "- ASSAULT KEN; ETH ASSAULT SOM");
}

TEST_CASE("a participle behind an alleged deed goes on with the deed") {
  CHECK(coded("The Philippines accused China of ramming a Vietnamese boat, injuring two Japanese sailors.") ==
        "PHL ACCUSE CHN; CHN ASSAULT VNM; CHN ASSAULT JPN");
}

TEST_CASE("what somebody says of his own state is not said to it") {
  CHECK(coded("Russian minister Sergei Lavrov warned that Russia would respond.") == "RUS THREATEN -");
  CHECK(coded("Russian minister Sergei Lavrov warned that Poland would regret its decision.") == "RUS THREATEN POL");
  CHECK(coded("Iran vowed a response.") == "IRN THREATEN -");
}

TEST_CASE("a deed of another kind is told besides, a place does none") {
  CHECK(coded("The Kenyan journalists kidnapped by Somali rebels have been murdered.") == "SOM ASSAULT KEN; - ASSAULT KEN");
  CHECK(coded("The police were called after a shooting in Virginia Beach that killed two Polish tourists.") == "- ASSAULT POL");
}

TEST_CASE("a treaty that is there already is no agreement") {
  CHECK(coded("Poland did not say whether it would invoke its defence treaty with Norway.").empty());
}

TEST_CASE("what was denied is an event, denied") {
  const Document document = Shipped::get().read("Turkey denied that its navy had seized a Greek boat.");
  REQUIRE(document.events.size() == 2);
  CHECK(document.events[1].type == "COERCE");
  CHECK(document.events[1].status == Status::Denied);
  CHECK(document.events[1].claim != kNone);
}

TEST_CASE("to say that one will unless another gives way is to threaten; not to promise is to refuse") {
  CHECK(coded("Nigeria said it will withdraw its troops from Chad unless Chad holds elections.") == "NGA THREATEN TCD");
  CHECK(coded("Israel has vowed not to return the village to Syria.") == "ISR REJECT SYR");
}

TEST_CASE("people are of where they are said to be, ethnic groups of no other country") {
  CHECK(coded("Supporters of the Kenyan president attacked Somali soldiers.") == "KEN ASSAULT SOM");
  CHECK(coded("Guerrillas operating in Mali have attacked Chad.") == "MLI ASSAULT TCD");
  CHECK(coded("Greece has arrested three ethnic Albanians.") == "GRC COERCE -");
}

TEST_CASE("actors of each other, partners of a third") {
  CHECK(coded("Egypt and Sudan have accused each other of spying.") == "EGY,SDN ACCUSE EGY,SDN");
  CHECK(coded("The plan is a basis for negotiations with Egypt and Sudan.").empty());
}

TEST_CASE("a town is no recipient where nobody of another country acts") {
  CHECK(coded("Bandits have set fire to a bus in Kano.") == "- ASSAULT -");
}

TEST_CASE("no word of a name triggers") { CHECK(coded("The United States Armed Forces have a new building.").empty()); }

TEST_CASE("what has happened is of no day to come") {
  const Document document = Shipped::get().read("Norway has called for a strike next week.");
  REQUIRE(document.events.size() == 1);
  CHECK(document.events[0].time == kNone);
}

TEST_CASE("what somebody fears or hopes for is told where the clause says who does it") {
  CHECK(coded("There is speculation that Norway will provide Kenya with ammunition.") == "NOR AID KEN");
}

TEST_CASE("boilerplate codes nothing") {
  const Shipped& shipped = Shipped::get();
  Document document;
  document.text = "Egypt has condemned Sudan.";
  document.paragraphs.push_back({0, static_cast<std::uint32_t>(document.text.size())});
  document.boilerplate.push_back({{0, static_cast<std::uint32_t>(document.text.size())}, "related-links"});
  shipped.annotator.annotate(document);
  shipped.recognizer.run(document);
  Trace trace;
  shipped.coder.run(document, &trace);
  CHECK(document.events.empty());
  REQUIRE(trace.size() == 1);
  CHECK(trace[0].outcome == "boilerplate");
}

TEST_CASE("time, place and rule of an event") {
  const Document document = Shipped::get().read("Egypt has condemned Sudan in Geneva on Monday.");
  REQUIRE(document.events.size() == 1);
  const Event& event = document.events[0];
  CHECK(event.quad == 3);
  CHECK(event.cameo == "111");
  CHECK(event.goldstein == doctest::Approx(-2));
  REQUIRE(event.time != kNone);
  CHECK(document.text_of(document.times[event.time].span) == "Monday");
  REQUIRE(event.place != kNone);
  CHECK(document.text_of(document.places[event.place].span) == "Geneva");
  CHECK(event.producer.starts_with("events/patterns/accuse.tsv:"));
}

TEST_CASE("an event's time says where it was found") {
  const auto times = [](std::string_view text) {
    const Document document = Shipped::get().read(text);
    std::string all;
    for (const Event& event : document.events) {
      if (!all.empty()) all += "; ";
      all += document.text_of(event.trigger);
      if (event.time == kNone) continue;
      all += "=" + std::string(document.text_of(document.times[event.time].span)) + " " + std::string(name_of(event.time_from));
    }
    return all;
  };
  CHECK(times("Egypt condemned Sudan on Monday.") == "condemned=Monday dependency");
  CHECK(times("Egypt praised last week's attack by Chad on Sudan.") == "praised; attack=last week dependency");
  CHECK(times("On Monday Egypt condemned Sudan and expelled the ambassador of Chad.") ==
        "condemned=Monday dependency; expelled=Monday clause");
  CHECK(times("On Monday troops of Chad entered the town. Egypt condemned Chad.") == "condemned=Monday paragraph");
  CHECK(times("Egypt accused Chad of lies about a bridge that opened in October.") == "accused");
  // What was so before, what will be and what somebody says of another time stand outside of the story.
  CHECK(times("On Monday troops of Chad entered the town. Egypt has condemned Chad.") == "condemned");
  CHECK(times("Troops of Chad will enter the town on Monday. Egypt condemned Chad.") == "condemned");
  CHECK(times("Police said on Monday that troops had entered the town. Egypt condemned Chad.") == "condemned");
}

TEST_CASE("the trace says why a sentence coded or did not") {
  Trace trace;
  Shipped::get().read("The weather is fine. Norway has sent medicine.", &trace);
  REQUIRE(trace.size() >= 2);
  CHECK(trace[0].outcome == "no trigger");
  CHECK(trace[0].trigger_token == kNone);
}

TEST_CASE("a broken frame says what is wrong") {
  const Shipped& shipped = Shipped::get();
  const auto ontology = Ontology::load(shipped.knowledge);
  REQUIRE(ontology.has_value());
  const WordSets sets = WordSets::load(shipped.knowledge);
  const auto fault = [&](std::string_view text) {
    const auto frame = parse_frame(text, sets, *ontology);
    return frame.has_value() ? std::string() : frame.error().message;
  };
  CHECK(fault("actor=subj recipient=obj*!").empty());
  CHECK(fault("subj") == "'subj' should read role=slot");
  CHECK(fault("agent=subj") == "'agent' is no role");
  CHECK(fault("theme=obj{@nothing}") == "there is no set 'nothing' in events/word_sets.tsv");
  CHECK(fault("theme=obj{:DANCE}") == "'DANCE' is no event type of events/ontology.tsv");
  CHECK(fault("theme=obj{deal") == "'theme=obj{deal' lacks a closing brace");
}

}  // namespace dateline::event
