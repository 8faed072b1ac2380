// Who does what to whom, however the sentence is built. Trees by hand, so that only the event room is tested.
#include "reading_fixture.h"

namespace dateline::event {

namespace {

std::string coded_tree(std::string_view words) { return lines_of(Shipped::get().read_tree(words)); }

}  // namespace

TEST_CASE("active and passive") {
  CHECK(
      coded_tree(
          "Egypt Egypt PROPN NNP 2 nsubj\ncondemned condemn VERB VBD 0 root\nSudan Sudan PROPN NNP 2 obj\n. . PUNCT . 2 punct") ==
      "EGY ACCUSE SDN");
  CHECK(coded_tree("Sudan Sudan PROPN NNP 3 nsubj:pass\nwas be AUX VBD 3 aux:pass\ncondemned condemn VERB VBN 0 root\nby by ADP "
                   "IN 5 case\nEgypt Egypt PROPN NNP 3 obl:agent\n. . PUNCT . 3 punct") == "EGY ACCUSE SDN");
}

TEST_CASE("relative clauses and participles") {
  CHECK(coded_tree("The the DET DT 2 det\nenvoy envoy NOUN NN 6 nsubj\nwho who PRON WP 4 nsubj\nvisited visit VERB VBD 2 "
                   "acl:relcl\nNorway Norway PROPN NNP 4 obj\nslept sleep VERB VBD 0 root") == "- CONSULT NOR");
  CHECK(coded_tree("Peru Peru PROPN NNP 2 nsubj\nsaw see VERB VBD 0 root\nKenya Kenya PROPN NNP 2 obj\n, , PUNCT , 5 "
                   "punct\ncondemned condemn VERB VBN 3 acl\nby by ADP IN 7 case\nEgypt Egypt PROPN NNP 5 obl") ==
        "EGY ACCUSE KEN");
}

TEST_CASE("control and raising") {
  CHECK(coded_tree("Norway Norway PROPN NNP 3 nsubj:pass\nwas be AUX VBD 3 aux:pass\nexpected expect VERB VBN 0 root\nto to PART "
                   "TO 5 mark\nvisit visit VERB VB 3 xcomp\nPeru Peru PROPN NNP 5 obj") == "NOR CONSULT PER");
  CHECK(coded_tree("Peru Peru PROPN NNP 2 nsubj\naccused accuse VERB VBD 0 root\nKenya Kenya PROPN NNP 2 obj\nof of SCONJ IN 5 "
                   "mark\nbombing bomb VERB VBG 2 advcl\nSudan Sudan PROPN NNP 5 obj") == "PER ACCUSE KEN; KEN ASSAULT SDN");
}

TEST_CASE("light verbs, between, coordination") {
  CHECK(coded_tree("Egypt Egypt PROPN NNP 4 nsubj\nand and CCONJ CC 3 cc\nSudan Sudan PROPN NNP 1 conj\nheld hold VERB VBD 0 "
                   "root\ntalks talk NOUN NNS 4 obj") == "EGY,SDN CONSULT EGY,SDN");
  CHECK(coded_tree("Talks talk NOUN NNS 6 nsubj\nbetween between ADP IN 3 case\nEgypt Egypt PROPN NNP 1 nmod\nand and CCONJ CC 5 "
                   "cc\nSudan Sudan PROPN NNP 3 conj\nbegan begin VERB VBD 0 root") == "EGY,SDN CONSULT EGY,SDN");
  CHECK(coded_tree("Egypt Egypt PROPN NNP 2 nsubj\npraised praise VERB VBD 0 root\nPeru Peru PROPN NNP 2 obj\nand and CCONJ CC 5 "
                   "cc\ncondemned condemn VERB VBD 2 conj\nSudan Sudan PROPN NNP 5 obj") == "EGY SUPPORT PER; EGY ACCUSE SDN");
}

TEST_CASE("a tree that leaves a finite verb without a subject is read by the order of its words") {
  CHECK(coded_tree("Egypt Egypt PROPN NNP 2 compound\ncondemned condemn VERB VBD 3 amod\nSudan Sudan PROPN NNP 0 root") ==
        "EGY ACCUSE SDN");
}

}  // namespace dateline::event
