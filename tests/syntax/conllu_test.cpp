#include "syntax/conllu.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace dateline;
using syntax::ConlluColumns;
using syntax::read_conllu;

namespace {

std::vector<std::string> words_of(const Document& document) {
  std::vector<std::string> words;
  for (std::uint32_t i = 0; i < document.tokens.size(); ++i) words.emplace_back(document.text_of_token(i));
  return words;
}

constexpr const char* kTwoSentences =
    "# newpar\n"
    "# text = The envoys don't agree.\n"
    "1\tThe\tthe\tDET\tDT\tDefinite=Def|PronType=Art\t2\tdet\t_\t_\n"
    "2\tenvoys\tenvoy\tNOUN\tNNS\tNumber=Plur\t5\tnsubj\t_\t_\n"
    "3-4\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "3\tdo\tdo\tAUX\tVBP\t_\t5\taux\t_\t_\n"
    "4\tn't\tnot\tPART\tRB\tPolarity=Neg\t5\tadvmod\t_\t_\n"
    "4.1\tthey\tthey\tPRON\tPRP\t_\t_\t_\t5:nsubj\t_\n"
    "5\tagree\tagree\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\tSpaceAfter=No\n"
    "6\t.\t.\tPUNCT\t.\t_\t5\tpunct\t_\t_\n"
    "\n"
    "1\tTalks\ttalk\tNOUN\tNNS\t_\t2\tnsubj\t_\t_\n"
    "2\tended\tend\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No\n"
    "3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n"
    "\n"
    "# newpar\n"
    "1\tSilence\tsilence\tNOUN\tNN\t_\t0\troot\t_\t_\n";

}  // namespace

TEST_CASE("words, paragraphs and spans come from the file") {
  const auto document = read_conllu(kTwoSentences, "talks.conllu", ConlluColumns::All);
  REQUIRE(document);
  CHECK(document->text == "The envoys don't agree. Talks ended.\n\nSilence");
  CHECK(words_of(*document) ==
        std::vector<std::string>{"The", "envoys", "do", "n't", "agree", ".", "Talks", "ended", ".", "Silence"});
  CHECK(document->paragraphs == std::vector<Span>{{0, 36}, {38, 45}});
  REQUIRE(document->sentences.size() == 3);
  CHECK(document->text_of(document->sentences[1].span) == "Talks ended.");
  CHECK(document->sentences[2].paragraph == 1);
  CHECK(document->tokens.multiword == std::vector<std::uint8_t>{0, 0, 2, 0, 0, 0, 0, 0, 0, 0});
}

TEST_CASE("heads count from the document's first token") {
  const auto document = read_conllu(kTwoSentences, "talks.conllu", ConlluColumns::All);
  REQUIRE(document);
  CHECK(document->tokens.head == std::vector<std::uint32_t>{1, 4, 4, 4, kNone, 4, 7, kNone, 7, kNone});
  CHECK(document->tokens.lemma[3] == "not");
  CHECK(document->tokens.upos[1] == Upos::NOUN);
  CHECK(document->tokens.relation[8] == Relation::punct);
  CHECK(document->tokens.feats[3] == "Polarity=Neg");
}

TEST_CASE("with tokens only, the other columns stay empty") {
  const auto document = read_conllu(kTwoSentences, "talks.conllu", ConlluColumns::TokensOnly);
  REQUIRE(document);
  CHECK(document->tokens.size() == 10);
  CHECK(document->tokens.lemma[0].empty());
  CHECK(document->tokens.head[0] == kNone);
  CHECK(document->tokens.upos[0] == Upos::X);
}

TEST_CASE("a text comment that does not hold the words is not believed") {
  const auto document = read_conllu(
      "# text = Something "
      "else\n1\tWar\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n2\t,\t_\t_\t_\t_\t_\t_\t_\t_\n3\tpeace\t_\t_\t_\t_\t_\t_\t_\t_\n",
      "x", ConlluColumns::TokensOnly);
  REQUIRE(document);
  CHECK(document->text == "War, peace");
}

TEST_CASE("faults are named with file and line") {
  const std::string word = "1\tWar\twar\tNOUN\tNN\t_\t0\troot\t_\t_\n";
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"1\tWar\n", "a.conllu:1: a line of CoNLL-U has 10 columns separated by tabs"},
      {word + "3\tends\tend\tVERB\tVBZ\t_\t1\tacl\t_\t_\n", "a.conllu:2: word 2 was expected, not '3'"},
      {word + "2\tends\tend\tVERB\tVBZ\t_\t7\tacl\t_\t_\n\n", "a.conllu:3: head 7 in a sentence of 2 words"},
      {"1\tWar\twar\tNOUN\tNN\t_\tx\troot\t_\t_\n", "a.conllu:1: 'x' is not the number of a head"},
      {"1\tA\ta\tX\tX\t_\t2\tdep\t_\t_\n2\tB\tb\tX\tX\t_\t1\tdep\t_\t_\n\n",
       "a.conllu:3: the heads of the sentence form a circle at word 1"},
      {"1-2\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n1\tdo\tdo\tAUX\tVBP\t_\t0\troot\t_\t_\n\n",
       "a.conllu:3: the sentence ends inside a multiword token"},
      {"1\t\xff\twar\tNOUN\tNN\t_\t0\troot\t_\t_\n", "a.conllu:1: byte 3 is not UTF-8"},
  };
  for (const auto& [conllu, message] : cases) {
    const auto document = read_conllu(conllu, "a.conllu", ConlluColumns::All);
    REQUIRE_FALSE(document);
    CHECK(document.error().message == message);
  }
}

TEST_CASE("an empty file is an empty document") {
  const auto document = read_conllu("", "empty", ConlluColumns::All);
  REQUIRE(document);
  CHECK(document->text.empty());
  CHECK(document->sentences.empty());
}
