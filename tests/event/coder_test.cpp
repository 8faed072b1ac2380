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
