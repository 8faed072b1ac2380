// What the clause around a time says of its direction, on trees written by hand and on words alone.
#include "when/direction.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "reading.h"
#include "syntax/conllu.h"

using namespace dateline;
using namespace dateline::when;

namespace {

const Lexicon& lexicon() {
  static const Lexicon made = *Lexicon::create(when::testing::knowledge());
  return made;
}

// One word a line: "form UPOS XPOS head relation". The time is the last word but `after`.
Outlook outlook(std::string_view words, std::uint32_t after = 0) {
  std::string conllu;
  int number = 0;
  std::size_t at = 0;
  while (at < words.size()) {
    const std::size_t end = std::min(words.find('\n', at), words.size());
    std::string line(words.substr(at, end - at));
    for (char& letter : line) {
      if (letter == ' ') letter = '\t';
    }
    at = end + 1;
    const std::size_t form = line.find('\t');
    const std::size_t upos = line.find('\t', form + 1);
    const std::size_t xpos = line.find('\t', upos + 1);
    conllu += std::to_string(++number) + "\t" + line.substr(0, form) + "\t_" + line.substr(form, xpos - form) + "\t_" +
              line.substr(xpos) + "\t_\t_\n";
  }
  const auto document = syntax::read_conllu(conllu + "\n", "tree", syntax::ConlluColumns::All);
  REQUIRE_MESSAGE(document.has_value(), document.error().message);
  const std::uint32_t time = document->tokens.size() - 1 - after;
  return outlook_of(*document, lexicon(), 0, document->tokens.span[time]);
}

}  // namespace

TEST_CASE("tense of the governing verb") {
  CHECK(outlook("He PRON PRP 2 nsubj\nleft VERB VBD 0 root\nMonday PROPN NNP 2 obl:unmarked").tense == Bias::Past);
  CHECK(outlook("He PRON PRP 3 nsubj\nwill AUX MD 3 aux\nleave VERB VB 0 root\nMonday PROPN NNP 3 obl:unmarked").tense ==
        Bias::Future);
  CHECK(outlook("He PRON PRP 2 nsubj\nleaves VERB VBZ 0 root\nMonday PROPN NNP 2 obl:unmarked").tense == Bias::Present);
  CHECK(outlook("He PRON PRP 2 nsubj\nsays VERB VBZ 0 root\nMonday PROPN NNP 2 obl:unmarked").tense == Bias::None);
  CHECK(outlook("He PRON PRP 3 nsubj\nis AUX VBZ 3 aux\nleaving VERB VBG 0 root\nMonday PROPN NNP 3 obl:unmarked").tense ==
        Bias::Present);
}

TEST_CASE("the present tense says nothing of a day that dates the object") {
  CHECK(
      outlook(
          "It PRON PRP 2 nsubj\nfollows VERB VBZ 0 root\nMonday PROPN NNP 5 nmod:poss\n's PART POS 3 case\ncall NOUN NN 2 obj", 2)
          .tense == Bias::None);
}

TEST_CASE("a copula in the present") {
  CHECK(outlook("The DET DT 2 det\ndeadline NOUN NN 4 nsubj\nis AUX VBZ 4 cop\nMonday PROPN NNP 0 root").tense == Bias::Present);
}

TEST_CASE("what is still to come, and what was to come") {
  CHECK(outlook("Talks NOUN NNS 3 nsubj:pass\nare AUX VBP 3 aux:pass\nscheduled VERB VBN 0 root\nMonday PROPN NNP 3 obl:unmarked")
            .tense == Bias::Future);
  CHECK(
      outlook("Talks NOUN NNS 4 nsubj:pass\nhad AUX VBD 4 aux\nbeen AUX VBN 4 aux:pass\nscheduled VERB VBN 0 root\nMonday PROPN "
              "NNP 4 obl:unmarked")
          .tense == Bias::Past);
  CHECK(
      outlook(
          "He PRON PRP 2 nsubj\nhopes VERB VBZ 0 root\nto PART TO 4 mark\nleave VERB VB 2 xcomp\nMonday PROPN NNP 4 obl:unmarked")
          .tense == Bias::Future);
  CHECK(
      outlook(
          "He PRON PRP 2 nsubj\ntried VERB VBD 0 root\nto PART TO 4 mark\nleave VERB VB 2 xcomp\nMonday PROPN NNP 4 obl:unmarked")
          .tense == Bias::None);
}

TEST_CASE("prepositions") {
  CHECK(outlook("shut VERB VBN 0 root\nsince ADP IN 3 case\nMonday PROPN NNP 1 obl").preposition == Bias::Past);
  CHECK(outlook("shut VERB VBN 0 root\nuntil ADP IN 3 case\nMonday PROPN NNP 1 obl").preposition == Bias::Future);
  CHECK(outlook("set VERB VBN 0 root\nfor ADP IN 3 case\nMonday PROPN NNP 1 obl").preposition == Bias::Scheduled);
  CHECK(outlook("blamed VERB VBN 0 root\nfor ADP IN 5 case\nMonday PROPN NNP 5 nmod:poss\n's PART POS 3 case\nraid NOUN NN 1 obl",
                2)
            .preposition == Bias::None);
}

TEST_CASE("words alone, without tags and trees") {
  const auto of = [](std::string_view text, std::string_view time) {
    const Document document = when::testing::tokenized(text, "2023-09-15");
    const auto at = static_cast<std::uint32_t>(text.find(time));
    return outlook_of(document, lexicon(), 0, {at, at + static_cast<std::uint32_t>(time.size())});
  };
  CHECK(of("The envoy will arrive Thursday.", "Thursday").tense == Bias::Future);
  CHECK(of("The envoy arrived Thursday.", "Thursday").tense == Bias::None);
  CHECK(of("Shut since at least Thursday.", "Thursday").preposition == Bias::Past);
}
