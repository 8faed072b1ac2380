#include <doctest/doctest.h>
#include <fmt/format.h>
#include <stdlib.h>

#include <filesystem>
#include <optional>

#include "convert/actors.h"
#include "convert/gazetteer.h"
#include "convert/verbs.h"
#include "dateline/engine.h"

using namespace dateline;
using namespace dateline::convert;

namespace {

const knowledge::Knowledge& known() {
  static const knowledge::Knowledge opened = knowledge::Knowledge::open(DATELINE_PACK).value();
  return opened;
}

// The rows of the table whose path begins so, without comment and header.
std::string rows_of(const Conversion& conversion, std::string_view path) {
  for (const NewTable& table : conversion.tables) {
    if (table.path().substr(0, path.size()) != path) continue;
    const std::string& text = table.text();
    return text.substr(text.find('\n', text.find('\n') + 1) + 1);
  }
  return "no such table";
}

std::string lines(const std::vector<std::string>& all) { return fmt::format("{}", fmt::join(all, "\n")); }

// The engine with the tables on top, which refuses what their schema or the stages do.
class Imported {
 public:
  explicit Imported(const Conversion& conversion) {
    std::string pattern = (std::filesystem::temp_directory_path() / "dateline-test-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
    REQUIRE(write_tables(conversion, folder_).has_value());
    CHECK_FALSE(write_tables(conversion, folder_).has_value());  // nothing is written over
    auto opened = Engine::open({DATELINE_PACK, DATELINE_MODEL, folder_});
    if (!opened) FAIL(opened.error().message);
    engine.emplace(std::move(*opened));
  }
  ~Imported() { std::filesystem::remove_all(folder_); }

  // "TYPE/CAMEO" of each event.
  std::string events(std::string_view text) const {
    Page page;
    page.bytes = text;
    page.kind = ContentKind::Text;
    std::string out;
    const auto document = engine->read(page);
    for (const Event& event : document->events) out += fmt::format("{}/{} ", event.type, event.cameo);
    return out;
  }

  std::optional<Engine> engine;

 private:
  std::string folder_;
};

}  // namespace

TEST_CASE("a GeoNames dump becomes a table of towns") {
  GazetteerReader reader(known(), 500);
  const std::string berg =
      "1\tBergstätt\tBergstaett\tx,y\t50.5\t10.25\tP\tPPL\tDE\t\tZ9\t\t\t\t9000\t\t100\tEurope/Berlin\t2020-01-01";
  CHECK(GazetteerReader::kind_of(berg) == GazetteerReader::Kind::Places);
  CHECK(GazetteerReader::kind_of("5\t1\ten\tMountain City\t\t\t\t\t\t") == GazetteerReader::Kind::AlternateNames);
  CHECK(GazetteerReader::kind_of("DE.Z9\tHillshire\tHillshire\t77") == GazetteerReader::Kind::Divisions);
  CHECK(GazetteerReader::kind_of("name\tpopulation") == GazetteerReader::Kind::Unknown);
  const auto place = [&](std::string_view line) { return reader.read(GazetteerReader::Kind::Places, line); };
  CHECK(place(berg) == "");
  CHECK(place("2\tKleindorf\t\t\t50\t10\tP\tPPL\tDE\t\tZ9\t\t\t\t20\t\t\t\t") == "");
  CHECK(place("3\tSeatham\t\t\t50\t10\tP\tPPLA2\tDE\t\tZ9\t\t\t\t20\t\t\t\t") == "");
  CHECK(place("4\tOldtown\t\t\t50\t10\tP\tPPLQ\tDE\t\tZ9\t\t\t\t9999\t\t\t\t") == "");
  CHECK(place("6\tLake\t\t\t50\t10\tH\tLK\tDE\t\tZ9\t\t\t\t0\t\t\t\t") == "");
  CHECK(place("x\tA\t\t\t50\t10\tP\tPPL\tDE\t\tZ9\t\t\t\t9000\t\t\t\t") == "'x' is no GeoNames number");
  CHECK(place("7\tA\t\t\t95\t10\tP\tPPL\tDE\t\tZ9\t\t\t\t9000\t\t\t\t") == "'95', '10' are no latitude and longitude");
  CHECK(place("7\tA\t\t\t50\t10\tP\tPPL\tQQ\t\tZ9\t\t\t\t9000\t\t\t\t") == "country 'QQ' is no iso2 of countries");
  CHECK(place("7\tA") == "has 2 columns; the geoname table has 19");
  CHECK(reader.read(GazetteerReader::Kind::Divisions, "DE.Z9\tHillshire\tHillshire\t77") == "");
  CHECK(reader.read(GazetteerReader::Kind::AlternateNames, "5\t1\ten\tMountain City\t\t\t\t\t\t") == "");
  CHECK(reader.read(GazetteerReader::Kind::AlternateNames, "5\t1\tfr\tVille\t\t\t\t\t\t") == "");
  Conversion conversion;
  conversion.tables.push_back(reader.table());
  CHECK(rows_of(conversion, "gazetteer/") ==
        "gn:1\tBergstätt\tBergstaett|Mountain City\tcity\t50.5\t10.25\tDEU\tHillshire\t9000\t1\tGeoNames\n"
        "gn:3\tSeatham\t\tcity\t50\t10\tDEU\tHillshire\t20\t3\tGeoNames\n");
  const Imported imported(conversion);
}

TEST_CASE("actors of both dictionaries become people, offices, organisations and agents") {
  const Text tabari{"old.actors", "; a comment\nHARBOUR_LEAGUE_ [NORREB] ;note\nOLE_HANSEN [NORGOV <19940708][NOROPP >940708]\n"};
  const Text petrarch{
      "dir/new.actors",
      "# a comment\nANNA_BERGSTROM_\n+MOTHER_OF_THE_PORT\n\t[SWEGOV 010203-050607]\n\t[SWE]\nDOCKERS_UNION [NORLABXYZ]\n"};
  const Text agents{"new.agents", "STEVEDORE [~LAB]\nHARBOURMAN {HARBOURMEN} [~COP]\nCLOUDWATCHER [~XYZ]\n"};
  const Conversion conversion = convert_actors({tabari, petrarch, agents}, known());
  CHECK(lines(conversion.faults) == "");
  CHECK(lines(conversion.remarks) ==
        "dir/new.actors:6: XYZ of its code is neither a country nor a sector; left out\n"
        "new.agents:3: XYZ of its code is neither a country nor a sector; left out\nnew.agents:3: 'CLOUDWATCHER' adds no sector; "
        "left out");
  CHECK(rows_of(conversion, "actors/organisations/") ==
        "old:harbour-league\tHarbour League\t\trebel\tNOR\tREB\t\t\t\told.actors:2\n"
        "new:dockers-union\tDockers Union\t\tother\tNOR\tLAB\t\t\t\tdir/new.actors:6\n");
  CHECK(rows_of(conversion, "actors/people") ==
        "old:ole-hansen\tOle Hansen\t\tNOR\t\told.actors:3\n"
        "new:anna-bergstrom\tAnna Bergstrom\tMother Of The Port\tSWE\t\tdir/new.actors:2\n");
  CHECK(rows_of(conversion, "actors/offices") ==
        "old:ole-hansen\tholder of an office\tNOR\tGOV\t0001-01-01\t1994-07-08\told.actors:3\n"
        "old:ole-hansen\tholder of an office\tNOR\tOPP\t1994-07-08\t\told.actors:3\n"
        "new:anna-bergstrom\tholder of an office\tSWE\tGOV\t2001-02-03\t2005-06-07\tdir/new.actors:2\n");
  CHECK(rows_of(conversion, "actors/agents") ==
        "stevedore\tstevedores\tagent\t\tLAB\t\t\t\t\nharbourman\tharbourmen\tagent\t\tCOP\t\t\t\t\n");
  const Imported imported(conversion);
  CHECK(imported.engine->actor("the Harbour League").code == "NORREB");
  CHECK(imported.engine->actor("Ole Hansen", "1990-01-01").code == "NORGOV");
  CHECK(imported.engine->actor("Swedish stevedores").code == "SWELAB");
}

TEST_CASE("what is wrong with a line of an actor dictionary is said with its place") {
  const Conversion conversion = convert_actors(
      {{"a", "[USA]\nONE [USAGOV\nTWO [USAGOV 1994]\nTHREE\nFOUR [] \nFIVE [USA] six\nS!P! [~GOV]\nSEVEN [USA]\n"}}, known());
  CHECK(lines(conversion.faults) ==
        "a:1: belongs to no name; a line with a name must stand before it\n"
        "a:2: has a [ that is not closed\n"
        "a:3: '1994' is no time; it should be <DAY, >DAY or DAY-DAY, a day as 940708 or 19940708\n"
        "a:5: has a pair of brackets without a code\n"
        "a:6: has 'six' behind its code\n"
        "a:7: 'S!P!' uses a set of endings, which is not read; write the words out\n"
        "a:2: 'ONE' has no code; give one in brackets\n"
        "a:3: 'TWO' has no code; give one in brackets\n"
        "a:4: 'THREE' has no code; give one in brackets\n"
        "a:5: 'FOUR' has no code; give one in brackets");
  CHECK(rows_of(conversion, "actors/organisations/") ==
        "a:five\tFIVE\t\tother\tUSA\t\t\t\t\ta:6\na:seven\tSeven\t\tother\tUSA\t\t\t\t\ta:8\n");
}

TEST_CASE("verbs and patterns become frames") {
  const Text dictionary{"port.verbs",
                        "&CRAFT\n+FERRY\n+SMALL_BOATS_\n"
                        "--- GLORP [112] ---\nGLORP {GLORPS GLORPED GLORPING}\nBLIMP\n"
                        "- * &CRAFT OF + [171] # a comment\n"
                        "- * {TALKS | NEGOTIATION} WITH + [---]\n"
                        "- % * PEACE_ ACCORD [057]\n"
                        "- $ * TO SNARF + [130]\n"
                        "- * STATEMENT [010]\n"
                        "QUIBBLE [111] ;of TABARI\n- * OVER PORT_DUES [999]\n"};
  const Conversion conversion = convert_verbs({dictionary}, known());
  CHECK(lines(conversion.faults) == "port.verbs:13: '999' is no CAMEO code");
  CHECK(lines(conversion.remarks) == "port.verbs:11: CAMEO 010 codes no PLOVER event; left out");
  CHECK(rows_of(conversion, "events/patterns/") ==
        "port:5\tglorp|blimp\tverb\tactor=subj recipient=obj*/with*/against*/to*?\tACCUSE\t\t112\t\t(port.verbs:5)\t-\n"
        "port:7\tglorp|blimp\tverb\tactor=subj recipient=of*/obj*! theme=obj{ferry|boats}\tCOERCE\t\t171\t\t(port.verbs:7)\t-\n"
        "port:9\tglorp|blimp\tverb\tboth=subj theme=obj{accord}\tSUPPORT\t\t057\t\t(port.verbs:9)\t-\n"
        "port:10\tglorp|blimp\tverb\tactor=subj recipient=to*/xcomp*/obj*! "
        "theme=to/xcomp{snarf}\tTHREATEN\t\t130\t\t(port.verbs:10)\t-\n"
        "port:12\tquibble\tverb\tactor=subj recipient=obj*/with*/against*/to*?\tACCUSE\t\t111\t\t(port.verbs:12)\t-\n");
  CHECK(rows_of(conversion, "events/exclusions") ==
        "port:8\tglorp|blimp\tverb\tactor=subj recipient=with*/obj*! "
        "theme=obj{talks|negotiation}\t\t\t\t\tdictionary\t(port.verbs:8)\n");
  const Imported imported(conversion);
  CHECK(imported.events("Norway quibbled with Sweden on Monday.") == "ACCUSE/111 ");
}

TEST_CASE("what is wrong with a line of a verb dictionary is said with its place") {
  const Conversion conversion = convert_verbs({{"v",
                                                "- * + [010]\n+WORD\nGO [17x]\nGO [112\nGO {GOES\nGO [112]\n- FAST + [112]\n- * "
                                                "&NONE [112]\n- * FAST\n- * {A | B [112]\n"}},
                                              known());
  CHECK(lines(conversion.faults) ==
        "v:1: is a pattern without a verb; a line with a verb must stand before it\n"
        "v:2: belongs to no set; a line with & must stand before it\n"
        "v:3: '17x' is no CAMEO code; it has two to four digits, or is ---\n"
        "v:4: has a [ that is not closed\n"
        "v:5: has a { that is not closed\n"
        "v:7: has no * where the verb stands\n"
        "v:8: uses the set &NONE, which no line before it defines\n"
        "v:9: is a pattern without a code; give one in brackets at its end\n"
        "v:10: has a { that is not closed");
  CHECK(rows_of(conversion, "events/patterns/") ==
        "v:6\tgo\tverb\tactor=subj recipient=obj*/with*/against*/to*?\tACCUSE\t\t112\t\t(v:6)\t-\n");
}
