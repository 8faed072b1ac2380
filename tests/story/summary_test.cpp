#include <doctest/doctest.h>

#include "dateline/engine.h"
#include "story/reports.h"
#include "story/tables.h"

using namespace dateline;
using namespace dateline::story;

namespace {

Report report(std::uint64_t article, std::string publisher, std::string published) {
  Report r;
  r.event = article * 4096;
  r.article = r.copy_of = article;
  r.publisher = std::move(publisher);
  r.published = std::move(published);
  r.type = "ASSAULT";
  r.cameo = "190";
  r.quad = 4;
  return r;
}

Site town(std::string name, double latitude, double longitude) {
  Site site;
  site.name = std::move(name);
  site.precision = "point";
  site.located = true;
  site.latitude = latitude;
  site.longitude = longitude;
  return site;
}

const Disagreement* about(const Incident& incident, std::string_view what) {
  for (const Disagreement& disagreement : incident.disagreements) {
    if (disagreement.about == what) return &disagreement;
  }
  return nullptr;
}

const Engine& engine() {
  static const auto opened = Engine::open({DATELINE_PACK, DATELINE_MODEL, ""});
  REQUIRE(opened);
  return *opened;
}

Document read(const std::string& text) {
  Page page;
  page.bytes = text;
  page.kind = ContentKind::Text;
  page.published = "2024-03-20";
  page.published_from = "option";
  return std::move(*engine().read(page));
}

std::vector<std::string> changes_of(const std::string& original, const std::string& copy) {
  const Document a = read(original), b = read(copy);
  std::vector<std::string> lines;
  for (const Change& change : engine().story_tables().differences.read(a, b)) {
    lines.push_back(std::string(name_of(change.kind)) + ": " + std::string(a.text_of(change.original)) + " > " +
                    std::string(b.text_of(change.copy)));
  }
  return lines;
}

}  // namespace

TEST_CASE("two death tolls stand side by side with who says which") {
  Report a = report(1, "Paper A", "2024-03-20"), b = report(2, "Paper B", "2024-03-20"), c = report(3, "Paper C", "2024-03-21");
  a.quantities = {{"killed", 12}};
  b.quantities = {{"killed", 15}};
  c.quantities = {{"killed", 15}};
  c.said_by = "the mayor";
  const Incident incident = summarise({a, b, c});
  CHECK(incident.reports == 3);
  CHECK(incident.sources == 3);
  REQUIRE(incident.quantities.size() == 1);
  CHECK(incident.quantities[0].value == 15);
  const Disagreement* tolls = about(incident, "killed");
  REQUIRE(tolls);
  REQUIRE(tolls->accounts.size() == 2);
  CHECK(tolls->accounts[0].value == "15");
  CHECK(tolls->accounts[0].by == std::vector<std::string>{"Paper B", "the mayor"});
  CHECK(tolls->accounts[1].by == std::vector<std::string>{"Paper A"});
}

TEST_CASE("copies speak with one voice, and so do two texts of one publisher") {
  Report wire = report(1, "Wire", "2024-03-20");
  Report copy = report(2, "Paper A", "2024-03-20"), another = report(3, "Paper B", "2024-03-21");
  copy.copy_of = another.copy_of = 1;
  wire.quantities = copy.quantities = another.quantities = {{"killed", 9}};
  Report own = report(4, "Wire", "2024-03-22");
  own.quantities = {{"killed", 11}};
  const Incident incident = summarise({wire, copy, another, own});
  CHECK(incident.articles == 4);
  CHECK(incident.sources == 1);
  CHECK(incident.first_report == "2024-03-20");
  CHECK(incident.last_report == "2024-03-22");
  CHECK(about(incident, "killed")->accounts[0].by == std::vector<std::string>{"Wire"});
}

TEST_CASE("a country alone is whoever of it another report names") {
  Report a = report(1, "A", "2024-03-20"), b = report(2, "B", "2024-03-20"), c = report(3, "C", "2024-03-20");
  a.actors = {{"Russia", "RUS", "RUS", "RUS", ""}};
  b.actors = {{"Vladimir Putin", "dl:vladimir-putin", "RUSGOV", "RUS", "president of Russia"}};
  c.actors = {{"Ukraine", "UKR", "UKR", "UKR", ""}, {"Russia", "RUS", "RUS", "RUS", ""}};
  const Incident incident = summarise({a, b, c});
  REQUIRE(incident.actors.size() == 2);
  CHECK(incident.actors[0].name == "Vladimir Putin");
  CHECK(incident.actors[0].reports == 3);
  CHECK(incident.actors[1].name == "Ukraine");
}

TEST_CASE("the best place is the most precise; towns far apart disagree, suburbs do not") {
  Report a = report(1, "A", "2024-03-20"), b = report(2, "B", "2024-03-20"), c = report(3, "C", "2024-03-20");
  a.site.name = "Peru";
  a.site.precision = "country";
  b.site = town("Lima", -12.05, -77.05);
  c.site = town("Callao", -12.06, -77.14);
  CHECK(summarise({a, b, c}).site.name == "Lima");
  CHECK(summarise({a, b, c}).disagreements.empty());
  c.site = town("Cusco", -13.5, -71.98);
  const Incident apart = summarise({a, b, c});
  REQUIRE(about(apart, "place"));
  CHECK(about(apart, "place")->accounts.size() == 2);
}

TEST_CASE("what was planned and then happened is told in order; a denial disagrees") {
  Report later = report(1, "A", "2024-03-22"), before = report(2, "B", "2024-03-20");
  before.status = Status::Planned;
  Incident incident = summarise({later, before});
  REQUIRE(incident.statuses.size() == 2);
  CHECK(incident.statuses[0].status == Status::Planned);
  CHECK(incident.status == Status::Happened);
  CHECK(incident.disagreements.empty());
  Report denied = report(3, "C", "2024-03-23");
  denied.status = Status::Denied;
  denied.said_by = "the army";
  incident = summarise({later, before, denied});
  CHECK(incident.status == Status::Denied);
  REQUIRE(about(incident, "status"));
}

TEST_CASE("a day is better than the month that holds it") {
  Report a = report(1, "A", "2024-03-20"), b = report(2, "B", "2024-03-20");
  a.begin = "2024-03";
  a.end = "2024-04";
  b.begin = "2024-03-19";
  b.end = "2024-03-20";
  const Incident incident = summarise({a, b});
  CHECK(incident.begin == "2024-03-19");
  CHECK(incident.disagreements.empty());
}

TEST_CASE("reports stand without their document") {
  const Document document = read("Police in Lima said on Monday that gunmen had killed 12 soldiers.");
  const std::vector<Report> reports = reports_of(document, engine().story_tables().quantities);
  REQUIRE(reports.size() == document.events.size());
  const auto killed = std::find_if(reports.begin(), reports.end(), [](const Report& r) { return r.type == "ASSAULT"; });
  REQUIRE(killed != reports.end());
  CHECK(killed->said_by == "Police");
  REQUIRE(killed->quantities.size() == 1);
  CHECK(killed->quantities[0].value == 12);
  CHECK(killed->sentence.end == document.text.size());
}

TEST_CASE("what a copy changed: names, numbers, dates, polarity, quotations") {
  using Lines = std::vector<std::string>;
  const std::string end = " Officials of both countries will meet again in the capital next week to go on with their talks.";
  CHECK(changes_of("Angela Merkel met the miners in Lima." + end, "Barack Obama met the miners in Lima." + end) ==
        Lines{"name: Angela Merkel > Barack Obama"});
  CHECK(changes_of("The blast killed 12 soldiers in Lima." + end, "The blast killed 21 soldiers in Lima." + end) ==
        Lines{"number: 12 > 21"});
  CHECK(changes_of("The train left Lima on Monday." + end, "The train left Lima on Friday." + end) ==
        Lines{"date: Monday > Friday"});
  CHECK(changes_of("“We will rebuild the bridge,” said Angela Merkel." + end,
                   "“We will demolish the bridge,” said Angela Merkel." + end) == Lines{"quotation: rebuild > demolish"});
  CHECK(changes_of("The army attacked the port quickly." + end, "The army attacked the port rapidly." + end).empty());
  // What was cut is no change.
  CHECK(
      changes_of("The army attacked the port." + end + end + " Nobody was there.", "The army attacked the port." + end).empty());
}

TEST_CASE("each row of story/negations.tsv turns its example around") {
  const auto knowledge = knowledge::Knowledge::open(DATELINE_PACK);
  REQUIRE(knowledge);
  const knowledge::Table table = knowledge->table("story_negations");
  REQUIRE(table.rows() >= 6);
  for (std::uint32_t row = 0; row < table.rows(); ++row) {
    const std::string example(table.cell(row, table.column("example"))), copy(table.cell(row, table.column("copy")));
    const std::vector<std::string> lines = changes_of(example, copy);
    const bool found =
        std::any_of(lines.begin(), lines.end(), [](const std::string& line) { return line.starts_with("polarity"); });
    CHECK_MESSAGE(found, example);
  }
}
