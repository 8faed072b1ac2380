// Verbs that a tagger took for participles or nouns, and participles and nouns that it took rightly. Tags by hand.
#include "event/misread.h"

#include "reading_fixture.h"

namespace dateline::event {

namespace {

// The words of a tagged sentence, "form/UPOS/XPOS ...", that are found to be verbs.
std::string misread(std::string_view tagged) {
  std::string conllu, word;
  int number = 0;
  const auto add = [&] {
    const std::size_t first = word.find('/'), second = word.find('/', first + 1);
    const std::string form = word.substr(0, first);
    ++number;
    conllu += std::to_string(number) + "\t" + form + "\t" + form + "\t" + word.substr(first + 1, second - first - 1) + "\t" +
              word.substr(second + 1) + "\t_\t" + (number == 1 ? "0\troot" : "1\tdep") + "\t_\t_\n";
    word.clear();
  };
  for (const char letter : tagged)
    if (letter == ' ')
      add();
    else
      word += letter;
  add();
  const auto document = syntax::read_conllu(conllu + "\n", "tagged", syntax::ConlluColumns::All);
  REQUIRE_MESSAGE(document.has_value(), document.error().message);
  KnownLemmas known;
  known.verbs = {"shell", "arrest", "attack"};
  std::string found;
  const std::vector<bool> verbs = find_misread_verbs(*document, known);
  for (std::uint32_t i = 0; i < verbs.size(); ++i)
    if (verbs[i]) found += (found.empty() ? "" : " ") + std::string(document->text_of_token(i));
  return found;
}

}  // namespace

TEST_CASE("a participle between a noun and a noun phrase is a verb") {
  CHECK(misread("army/NOUN/NN shelled/VERB/VBN the/DET/DT town/NOUN/NN") == "shelled");
  CHECK(misread("army/NOUN/NN on/ADP/IN shelled/VERB/VBN the/DET/DT town/NOUN/NN").empty());
  CHECK(misread("army/NOUN/NN is/AUX/VBZ shelled/VERB/VBN the/DET/DT day/NOUN/NN").empty());
  CHECK(misread("towns/NOUN/NNS shelled/VERB/VBN by/ADP/IN rebels/NOUN/NNS fell/VERB/VBD").empty());
}

TEST_CASE("a noun is one only where the sentence needs a verb or a noun phrase follows") {
  CHECK(misread("Police/NOUN/NN arrest/NOUN/NN 40/NUM/CD people/NOUN/NNS") == "arrest");
  CHECK(misread("Police/NOUN/NN arrest/NOUN/NN figures/NOUN/NNS rose/VERB/VBD fast/ADV/RB").empty());
  CHECK(misread("The/DET/DT attack/NOUN/NN the/DET/DT army/NOUN/NN").empty());
}

TEST_CASE("words that no table knows stay what they are") {
  CHECK(misread("army/NOUN/NN painted/VERB/VBN the/DET/DT town/NOUN/NN").empty());
}

}  // namespace dateline::event
