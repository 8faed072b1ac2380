// Runs tests/name/texts.txt: short articles and what their mentions must mean.
#include <string>
#include <vector>

#include "../name/support.h"
#include "base/file.h"

using namespace dateline;

namespace {

struct Expectation {
  std::string line;
  std::string words;
  std::size_t which = 1;
  std::string name;
  std::string code;
};

struct Case {
  std::string text;
  std::string published;
  std::vector<Expectation> expectations;
};

std::vector<Case> cases() {
  auto file = base::read_file(DATELINE_SOURCE_DIR "/tests/name/texts.txt");
  if (!file) FAIL(file.error().message);
  std::vector<Case> out;
  std::size_t at = 0;
  while (at < file->size()) {
    const std::size_t end = std::min(file->find('\n', at), file->size());
    const std::string line = file->substr(at, end - at);
    at = end + 1;
    if (line.empty() || line[0] == '#') continue;
    if (line.rfind("text: ", 0) == 0) {
      out.push_back({line.substr(6), {}, {}});
    } else if (line.rfind("published: ", 0) == 0) {
      out.back().published = line.substr(11);
    } else {
      Expectation expectation;
      expectation.line = line;
      const std::size_t arrow = line.find(" -> ");
      expectation.words = line.substr(0, arrow);
      if (const std::size_t hash = expectation.words.find('#'); hash != std::string::npos) {
        expectation.which = std::stoul(expectation.words.substr(hash + 1));
        expectation.words.resize(hash);
      }
      const std::string rest = line.substr(arrow + 4);
      const std::size_t comma = rest.rfind(", ");
      expectation.name = rest.substr(0, comma);
      if (comma != std::string::npos) expectation.code = rest.substr(comma + 2);
      out.back().expectations.push_back(std::move(expectation));
    }
  }
  return out;
}

// Whether one of the mentions with the span of the which-th place where the words are mentioned is as expected.
bool holds(const Document& document, const Expectation& expected) {
  std::size_t seen = 0;
  Span last;
  bool any = false;
  for (const Mention& mention : document.mentions) {
    if (document.text_of(mention.span) != expected.words) continue;
    if (!any || !(mention.span == last)) ++seen;
    any = true;
    last = mention.span;
    if (seen != expected.which) continue;
    const Entity& entity = document.entities[mention.entity];
    if ((expected.name == "*" || entity.name == expected.name) && (expected.code == "*" || entity.code == expected.code))
      return true;
  }
  return expected.name == "none" && !any;
}

}  // namespace

TEST_CASE("mentions of short articles mean what they should") {
  for (const Case& test : cases()) {
    const Document document = test::read(test.text, test.published);
    for (const Expectation& expected : test.expectations) {
      INFO(test.text, "\n  ", expected.line);
      CHECK(holds(document, expected));
    }
  }
}

TEST_CASE("the same text gives the same rows, in order of position") {
  const std::string text = "The U.S. and South Korean armies said their troops met rebels. Both countries thanked Japan.";
  const Document one = test::read(text), two = test::read(text);
  REQUIRE(one.mentions.size() == two.mentions.size());
  for (std::size_t i = 0; i < one.mentions.size(); ++i) {
    CHECK(one.mentions[i].span == two.mentions[i].span);
    CHECK(one.mentions[i].entity == two.mentions[i].entity);
    CHECK(one.entities[one.mentions[i].entity].code == two.entities[two.mentions[i].entity].code);
    CHECK(one.mentions[i].entity < one.entities.size());
    if (i > 0) CHECK(one.mentions[i - 1].span.begin <= one.mentions[i].span.begin);
  }
}

TEST_CASE("odd input is read without harm") {
  for (const std::string text : {"", "\xE2\x80\x94", "A", "THE THE THE", "of of of the of", "Mr. Mr. Mr.", "-----",
                                 "the the U.S.'s 's 's of the of", "(((", "Kim-Kim-Kim-"}) {
    const Document document = test::read(text);
    for (const Mention& mention : document.mentions) CHECK(mention.span.end <= document.text.size());
    CHECK(test::recognizer().code(text, "not a date", text).country.size() <= 3);
  }
  std::string many;
  for (int i = 0; i < 20000; ++i) many += "Kim, ";
  CHECK(test::read(many).tokens.size() > 20000);
}
