#include "syntax/annotator.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/utf8.h"
#include "processor_time.h"
#include "syntax/conllu.h"

using namespace dateline;
using namespace dateline::syntax;

namespace {

const knowledge::Knowledge& tables() {
  static const auto knowledge = knowledge::Knowledge::open(DATELINE_PACK);
  REQUIRE(knowledge);
  return *knowledge;
}

const Annotator& annotator() {
  static const auto annotator = Annotator::open(DATELINE_MODEL, tables());
  REQUIRE(annotator);
  return *annotator;
}

Document annotated(std::string text) {
  Document document;
  document.text = std::move(text);
  document.paragraphs = {{0, static_cast<std::uint32_t>(document.text.size())}};
  annotator().annotate(document);
  return document;
}

// Every sentence is a tree: one root, and every walk upwards gets there.
void check_trees(const Document& document) {
  const Tokens& tokens = document.tokens;
  for (const Sentence& sentence : document.sentences) {
    std::uint32_t roots = 0;
    for (std::uint32_t i = sentence.first_token; i < sentence.end_token; ++i) {
      roots += tokens.head[i] == kNone;
      std::uint32_t at = i;
      std::uint32_t steps = 0;
      while (tokens.head[at] != kNone && steps <= sentence.end_token - sentence.first_token) {
        at = tokens.head[at];
        ++steps;
        REQUIRE(at >= sentence.first_token);
        REQUIRE(at < sentence.end_token);
      }
      REQUIRE(tokens.head[at] == kNone);
      if (sentence.end_token - sentence.first_token > 2000 && i > sentence.first_token + 2000) break;
    }
    if (sentence.end_token - sentence.first_token <= 2000) CHECK(roots == 1);
  }
}

std::string altered_model(const std::string& name, std::string bytes) {
  const auto path = std::filesystem::temp_directory_path() / name;
  REQUIRE(base::write_file(path.string(), bytes));
  return path.string();
}

}  // namespace

TEST_CASE("a plain sentence gets its tags, lemmas and tree") {
  const Document document = annotated("The soldiers attacked two villages yesterday.");
  const Tokens& tokens = document.tokens;
  REQUIRE(tokens.size() == 7);
  CHECK(tokens.upos == std::vector<Upos>{Upos::DET, Upos::NOUN, Upos::VERB, Upos::NUM, Upos::NOUN, Upos::NOUN, Upos::PUNCT});
  CHECK(tokens.lemma[1] == "soldier");
  CHECK(tokens.lemma[2] == "attack");
  CHECK(tokens.lemma[4] == "village");
  CHECK(tokens.head == std::vector<std::uint32_t>{1, 2, kNone, 4, 2, 2, 2});
  CHECK(tokens.relation[1] == Relation::nsubj);
  CHECK(tokens.relation[2] == Relation::root);
  CHECK(tokens.relation[4] == Relation::obj);
  CHECK(tokens.xpos[2] == "VBD");
  CHECK(tokens.feats[4] == "Number=Plur");
}

TEST_CASE("irregular forms have the lemmas of the table") {
  const Document document = annotated("The women fled and the policemen fought the thieves.");
  std::vector<std::string_view> lemmas(document.tokens.lemma);
  CHECK(lemmas == std::vector<std::string_view>{"the", "woman", "flee", "and", "the", "policeman", "fight", "the", "thief", "."});
}

TEST_CASE("passives and speech have the relations that later stages look for") {
  const Document passive = annotated("The minister was arrested by the police on Friday.");
  CHECK(passive.tokens.relation[1] == Relation::nsubj_pass);
  CHECK(passive.tokens.relation[2] == Relation::aux_pass);
  CHECK(passive.tokens.relation[6] == Relation::obl_agent);
  const Document speech = annotated("The minister said that the talks had failed.");
  CHECK(speech.tokens.relation[7] == Relation::ccomp);
  CHECK(speech.tokens.head[7] == 2);
}

TEST_CASE("names have labels, and no name begins in its middle") {
  const Document document = annotated("Angela Merkel met officials in Berlin.");
  CHECK(document.tokens.name == std::vector<NameLabel>{NameLabel::BeginPerson, NameLabel::InsidePerson, NameLabel::Outside,
                                                       NameLabel::Outside, NameLabel::Outside, NameLabel::BeginPlace,
                                                       NameLabel::Outside});
}

TEST_CASE("a lemma is cut between characters only") {
  for (const std::string_view lemma : annotated("They won 14½ to 13½ and ate crêpes à la carte at the cafés.").tokens.lemma) {
    CAPTURE(lemma);
    CHECK(base::find_invalid_utf8(lemma) == std::string_view::npos);
  }
}

TEST_CASE("odd text gets trees too") {
  for (const std::string text :
       {"POLICE ARREST MINISTER AFTER PROTESTS IN CAPITAL", "😀😀 👍🏽 🇰🇷", "مرحبا بالعالم، سلام", "....", "-",
        "\"", "a", "?!?!", "the the the the the", "Bombe à Paris : trois blessés", "北京 (AP)", "\xe2\x80\x8b", "1 2 3 4 5"}) {
    CAPTURE(text);
    const Document document = annotated(text);
    check_trees(document);
    for (const std::string_view lemma : document.tokens.lemma) CHECK_FALSE(lemma.empty());
  }
  CHECK(annotated("").tokens.size() == 0);
  CHECK(annotated(" \n ").sentences.empty());
}

TEST_CASE("sentences know their paragraphs") {
  Document document;
  document.text = "It began. It ended.\n\nIt was over.";
  document.paragraphs = {{0, 19}, {21, 33}};
  annotator().annotate(document);
  REQUIRE(document.sentences.size() == 3);
  CHECK(document.sentences[1].paragraph == 0);
  CHECK(document.sentences[2].paragraph == 1);
  CHECK(document.text_of(document.sentences[2].span) == "It was over.");
  CHECK(document.tokens.sentence[document.sentences[2].first_token] == 2);
}

TEST_CASE("tokens that are given are kept") {
  auto document =
      read_conllu("1\tThey\t_\t_\t_\t_\t_\t_\t_\t_\n2\twon.\t_\t_\t_\t_\t_\t_\t_\t_\n", "given", ConlluColumns::TokensOnly);
  REQUIRE(document);
  annotator().tag_and_parse(*document);
  CHECK(document->tokens.size() == 2);
  check_trees(*document);
}

TEST_CASE("a sentence of ten thousand words takes ten times as long as one of a thousand") {
  const auto seconds = [](std::size_t words) {
    std::string text;
    for (std::size_t i = 0; i < words; ++i) text += i % 3 == 0 ? "the " : i % 3 == 1 ? "army " : "attacks ";
    return processor_seconds([&] { check_trees(annotated(text)); });
  };
  const double thousand = seconds(1000);
  const double ten_thousand = seconds(10000);
  CHECK(ten_thousand < 60 * thousand + 1);
}

TEST_CASE("the same text gives the same tokens every time") {
  const std::string text = "Rebels seized the town, officials said, but the army denied that it had withdrawn.";
  const Document first = annotated(text);
  const Document second = annotated(text);
  CHECK(first.tokens.head == second.tokens.head);
  CHECK(first.tokens.lemma == second.tokens.lemma);
  CHECK(first.tokens.feats == second.tokens.feats);
}

TEST_CASE("a damaged model is refused with its name and a remedy") {
  const auto whole = base::read_file(DATELINE_MODEL);
  REQUIRE(whole);
  const auto message_of = [&](const std::string& name, std::string bytes) {
    const auto opened = Annotator::open(altered_model(name, std::move(bytes)), tables());
    REQUIRE_FALSE(opened);
    CHECK(opened.error().message.find(name) != std::string::npos);
    return opened.error().message;
  };
  CHECK(message_of("dateline-empty.model", "").find("cut off") != std::string::npos);
  CHECK(message_of("dateline-cut.model", whole->substr(0, whole->size() / 2)).find("bytes long") != std::string::npos);
  CHECK(message_of("dateline-other.model", "PK" + *whole).find("not a model") != std::string::npos);
  std::string altered = *whole;
  altered[altered.size() / 2] = static_cast<char>(altered[altered.size() / 2] ^ 1);
  CHECK(message_of("dateline-altered.model", altered).find("checksum") != std::string::npos);
  std::string newer = *whole;
  newer[8] = static_cast<char>(newer[8] + 1);
  CHECK(message_of("dateline-newer.model", newer).find("version") != std::string::npos);
  CHECK_FALSE(Annotator::open("/nowhere/english.model", tables()));
}

TEST_CASE("trees settle the features that forms leave open") {
  const Document document = annotated("The rebels were defeated because they had attacked the city.");
  const Tokens& tokens = document.tokens;
  REQUIRE(tokens.size() == 11);
  CHECK(tokens.feats[2] == "Mood=Ind|Number=Plur|Person=3|Tense=Past|VerbForm=Fin");
  CHECK(tokens.feats[3] == "Tense=Past|VerbForm=Part|Voice=Pass");
  CHECK(tokens.feats[7] == "Tense=Past|VerbForm=Part");
  CHECK(annotated("They saw it.").tokens.feats[2].starts_with("Case=Acc"));
}

TEST_CASE("trees settle a tag that has another word class") {
  const Document shot = annotated("The army denied that its soldiers had shot at villagers who fled from the road.");
  CHECK(shot.tokens.xpos[7] == "VBN");
  CHECK(shot.tokens.lemma[7] == "shoot");
  const Document mayor = annotated("She has been mayor since May.");
  CHECK(mayor.tokens.upos[3] == Upos::NOUN);
}
