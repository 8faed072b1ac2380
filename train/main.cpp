// dateline-train: treebanks in, one model file out. The same files, options and program give the same bytes.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/file.h"
#include "corpus.h"
#include "lexicon_trainer.h"
#include "model_writer.h"
#include "parser_trainer.h"
#include "syntax/lexicon_keys.h"
#include "tagger_trainer.h"

namespace dateline::train {
namespace {

struct Options {
  std::vector<std::string> treebanks;
  std::string output;
  std::uint64_t seed = 1;
  std::uint32_t tag_rounds = 6;
  std::uint32_t folds = 5;
  std::uint32_t rarest_tag = 20;
  std::size_t tag_bytes = 2'000'000;
  std::size_t parse_bytes = 2'500'000;
  ParserOptions parser;
};

std::vector<std::string> tag_lines(const Treebank& treebank, const FeatureRules& features) {
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < treebank.tags.size(); ++i) {
    lines.push_back(fmt::format("{}\t{}\t{}", name_of(treebank.tags[i].upos), treebank.tags[i].xpos, features.of_tag[i]));
  }
  return lines;
}

std::vector<std::string> action_lines(const std::vector<syntax::Action>& actions) {
  std::vector<std::string> lines;
  for (const syntax::Action& action : actions) {
    if (action.move == syntax::Move::Shift) {
      lines.push_back("shift");
    } else {
      lines.push_back(fmt::format("{}\t{}", action.move == syntax::Move::Left ? "left" : "right", name_of(action.relation)));
    }
  }
  return lines;
}

Result<void> train(const Options& options) {
  auto treebank = read_treebank(options.treebanks, options.rarest_tag);
  if (!treebank) return Failure(treebank.error());
  add_copies(*treebank, options.seed);
  Sentences sentences;
  for (const auto& sentence : treebank->sentences) sentences.push_back(&sentence);
  for (const auto& sentence : treebank->copies) sentences.push_back(&sentence);
  fmt::print(stderr, "{} sentences and {} copies, {} tags, {} sets of features\n", treebank->sentences.size(),
             treebank->copies.size(), treebank->tags.size(), treebank->feats.size());

  const auto tags = jackknife_tags(*treebank, sentences, options.folds, options.tag_rounds, options.seed);
  TaggerTrainer tagger(static_cast<std::uint32_t>(treebank->tags.size()));
  tagger.train(sentences, options.tag_rounds, options.seed);
  TableRows known;
  for (const auto& [word, set] : tagger.known()) {
    syntax::WordForm form;
    form.lower = word;
    known.emplace_back(syntax::known_key(form), set);
  }
  const LemmaRules lemmas = learn_lemmas(*treebank);
  const FeatureRules features = learn_features(*treebank);
  const std::vector<syntax::Action> actions = actions_of(*treebank);
  const std::vector<FeatureWeights> parser = options.parser.beam == 1 ? train_greedy(sentences, tags, actions, options.parser)
                                                                      : train_beam(sentences, tags, actions, options.parser);

  std::vector<std::string> feats;
  for (const std::string& feature : treebank->feats) feats.push_back(feature.empty() ? "_" : feature);
  return base::write_file(options.output, model_bytes({
      fmt::format("{}", options.parser.beam),
      lines_section(tag_lines(*treebank, features)),
      lines_section(feats),
      lines_section(lemmas.scripts),
      lines_section(action_lines(actions)),
      weights_section(tagger.weights(), options.tag_bytes),
      table_section(known),
      table_section(features.table),
      table_section(lemmas.table),
      weights_section(parser, options.parse_bytes),
  }));
}

}  // namespace
}  // namespace dateline::train

int main(int argc, char** argv) {
  dateline::train::Options options;
  CLI::App app("Learns dateline's tagger, lemmas and parser from treebanks in CoNLL-U");
  app.add_option("treebank", options.treebanks, "CoNLL-U files, gzipped or not")->required()->check(CLI::ExistingFile);
  app.add_option("-o,--output", options.output, "the model file to write")->required();
  app.add_option("--seed", options.seed, "of the order of sentences")->capture_default_str();
  app.add_option("--tag-rounds", options.tag_rounds, "over the sentences, for the tagger")->capture_default_str();
  app.add_option("--parse-rounds", options.parser.rounds, "over the sentences, for the parser")->capture_default_str();
  app.add_option("--beam", options.parser.beam, "states that the parser keeps side by side; with 1 it learns by a dynamic oracle")
      ->check(CLI::Range(1, 64))
      ->capture_default_str();
  app.add_option("--tag-bytes", options.tag_bytes, "most bytes for the tagger's weights")->capture_default_str();
  app.add_option("--parse-bytes", options.parse_bytes, "most bytes for the parser's weights")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  options.parser.seed = options.seed;
  if (auto done = dateline::train::train(options); !done) {
    fmt::print(stderr, "dateline-train: {}\n", done.error().message);
    return 1;
  }
  return 0;
}
