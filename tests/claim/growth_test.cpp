// Texts of nothing but marks, turns and speeches, once and twice as long: what is found grows with them, and no span runs away.
#include <algorithm>

#include "claim/quotations.h"
#include "reading_fixture.h"

namespace dateline::claim {
namespace {

std::string repeated(std::string_view piece, std::size_t bytes) {
  std::string text;
  while (text.size() < bytes) text += piece;
  return text;
}

constexpr std::uint32_t kPiecesInSentence = 8;

// One paragraph, with a sentence for every few pieces.
Document marks(std::string_view piece, std::size_t bytes) {
  Document document = Shipped::lay_out(repeated(piece, bytes));
  const std::uint32_t step = static_cast<std::uint32_t>(piece.size()) * kPiecesInSentence;
  const std::uint32_t end = static_cast<std::uint32_t>(document.text.size());
  for (std::uint32_t begin = 0; begin < end; begin += step) {
    Sentence sentence;
    sentence.span = {begin, std::min(begin + step, end)};
    document.sentences.push_back(sentence);
  }
  return document;
}

struct Found {
  std::size_t count = 0;
  std::uint32_t longest = 0;
  std::uint32_t covered = 0;  // bytes, those of nested contents counted once for each

  void add(Span span) {
    ++count;
    longest = std::max(longest, span.size());
    covered += span.size();
  }
};

Found quotations_of(std::string_view piece, std::size_t bytes) {
  Found found;
  for (const Quotation& q : find_quotations(marks(piece, bytes))) found.add(q.span);
  return found;
}

Found claims_of(std::string_view piece, std::size_t bytes) {
  Found found;
  const Document document = Shipped::get().read(repeated(piece, bytes));
  for (const Claim& claim : document.claims) {
    found.add(claim.content);
    CHECK(claim.content.end <= document.text.size());
  }
  return found;
}

constexpr std::size_t kEdges = 4;  // finds at the ends of a text, which do not grow with it

}  // namespace

TEST_CASE("unbalanced marks of every nation, 100 kB of them") {
  constexpr std::size_t kOnce = 50'000, kTwice = 100'000;
  for (std::string_view piece :
       {"“No ",   "no” ",   "\"No ",  "no\" ",        "'no ",         "no' ",    "‘no ",       "no’ ",   "« Non ",
        "non » ", "»Nein ", "nein« ", "„Nein ",       "nein“ ",       "”Nej ",   "nej” ",      "``No ",  "no'' ",
        "「はい", "はい」", "『はい", "“a ‘b «c „d ", "d“ c» b’ a” ", "“a” b” ", "\"a\" \"b ", "‘a’ “b "}) {
    CAPTURE(piece);
    const Found once = quotations_of(piece, kOnce), twice = quotations_of(piece, kTwice);
    CHECK(twice.count <= once.count * 2 + kEdges);
    // A mark without its partner holds a sentence, or what is left of a paragraph that it opens.
    const std::uint32_t sentence = static_cast<std::uint32_t>(piece.size()) * kPiecesInSentence;
    CHECK(twice.longest <= 2 * sentence);
    CHECK(twice.covered <= kTwice + sentence);
  }
}

TEST_CASE("transcripts and articles that are all speech") {
  constexpr std::size_t kOnce = 8'000, kTwice = 16'000;
  for (std::string_view piece :
       {"SMITH: We won the vote.\n\nLEE: You lost it.\n\n", "Q: Who gave the order?\n\nA: The colonel gave it.\n\n",
        "“We won,” he said. “They lost.”\n\n", "“We won the vote,” said the mayor.\n\n",
        "“We won.” “They lost.” “It rained.”\n\n", "“They said “we won” and went home,” she said.\n\n",
        "“It rained.” — Bo Lind, cook\n\n", "They left, said the mayor. They came back, the mayor said. "}) {
    CAPTURE(piece);
    const Found once = claims_of(piece, kOnce), twice = claims_of(piece, kTwice);
    CHECK(twice.count <= once.count * 2 + kEdges);
    CHECK(twice.count + kEdges >= once.count * 2);
    CHECK(twice.longest <= 2 * piece.size());
  }
}

TEST_CASE("a speech that no paragraph closes stays what its marks hold") {
  constexpr std::size_t kOnce = 4'000, kTwice = 8'000;
  const auto covered = [](std::size_t bytes) {
    const Document document = Shipped::get().read("“We won the vote and we will go home,” the mayor said.\n\n" +
                                                  repeated("“We won the vote and went home.\n\n", bytes));
    std::uint32_t sum = 0;
    for (const Claim& claim : document.claims) sum += claim.content.size() - claim.aside.size();
    return sum;
  };
  // One speaker goes on, so one content may grow; no byte is held twice.
  CHECK(covered(kOnce) <= kOnce + 200);
  CHECK(covered(kTwice) <= kTwice + 200);
}

}  // namespace dateline::claim
