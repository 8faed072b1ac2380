#include "claim/quotations.h"

#include <algorithm>
#include <vector>

#include "processor_time.h"
#include "reading_fixture.h"

namespace dateline::claim {
namespace {

std::vector<std::string> quoted(std::string_view text) {
  const Document document = Shipped::lay_out(text);
  std::vector<std::string> found;
  for (const Quotation& q : find_quotations(document)) found.emplace_back(document.text_of(q.span));
  return found;
}

using Found = std::vector<std::string>;

}  // namespace

TEST_CASE("marks of many nations") {
  CHECK(quoted("“No,” he said.") == Found{"“No,”"});
  CHECK(quoted("\"No,\" he said.") == Found{"\"No,\""});
  CHECK(quoted("‘No,’ he said.") == Found{"‘No,’"});
  CHECK(quoted("'No,' he said.") == Found{"'No,'"});
  CHECK(quoted("« Non », dit-il.") == Found{"« Non »"});
  CHECK(quoted("„Nein“, sagte er.") == Found{"„Nein“"});
  CHECK(quoted("”Nej”, sade han.") == Found{"”Nej”"});
  CHECK(quoted("``No,'' he said.") == Found{"``No,''"});
  CHECK(quoted("「いいえ」 he said.") == Found{"「いいえ」"});
}

TEST_CASE("apostrophes are no quotation") {
  CHECK(quoted("The workers' union and the firm's lawyers don't agree.").empty());
  CHECK(quoted("It’s the miners’ town and it wasn’t sold.").empty());
}

TEST_CASE("nested quotations are one") {
  CHECK(quoted("“He told me ‘go home’ and I went,” she said.") == Found{"“He told me ‘go home’ and I went,”"});
  CHECK(quoted("“She called it “a gift” and left,” he said.") == Found{"“She called it “a gift” and left,”"});
}

TEST_CASE("a missing mark does not run on") {
  CHECK(quoted("“No, he said. They left.\n\nIt rained.").front().find("It rained") == std::string::npos);
  CHECK(quoted("He called it “a gift. They left.\n\n“Yes,” she said.").back() == "“Yes,”");
  CHECK(quoted("“Yes.” They came. They stayed,” she said.") == Found{"“Yes.”", "They came. They stayed,”"});
  CHECK(quoted("The pipe is 5\" wide and 6\" long.").size() <= 1);
}

TEST_CASE("a quotation that the next paragraph continues ends with its paragraph") {
  CHECK(quoted("“One.\n\n“Two,” he said.") == Found{"“One.", "“Two,”"});
}

TEST_CASE("time grows with the text, whatever its marks") {
  const auto seconds = [](std::string_view piece, std::size_t times) {
    std::string text;
    for (std::size_t i = 0; i < times; ++i) text += piece;
    const Document document = Shipped::lay_out(text);
    return processor_seconds([&] { find_quotations(document); });
  };
  for (std::string_view piece : {"“", "”", "\"", " 'a", " \"a", "‘a ", "« ", "a.” ", "„", "''", " ‘a’ “b "}) {
    CAPTURE(piece);
    const double once = seconds(piece, 50'000), often = seconds(piece, 400'000);
    CHECK(often < once * 40 + 0.05);
  }
}

}  // namespace dateline::claim
