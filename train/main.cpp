// dateline-train: treebanks in, one model file out. The same files, options and program give the same bytes.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <string>
#include <vector>

#include "base/file.h"
#include "corpus.h"
#include "lexicon_trainer.h"
#include "model_writer.h"
#include "network_trainer.h"
#include "network_writer.h"
#include "syntax/lexicon_keys.h"
#include "syntax/network.h"
#include "vocabulary.h"

namespace dateline::train {
namespace {

struct Options {
  std::vector<std::string> treebanks;
  std::vector<std::string> names;
  std::vector<std::string> raw_texts;
  std::vector<std::string> development;
  std::vector<std::string> development_names;
  std::string output;
  std::uint32_t rarest_tag = 20;
  VectorOptions vectors;
  NetworkOptions network;
};

std::vector<std::string> tag_lines(const Treebank& treebank, const FeatureRules& features) {
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < treebank.tags.size(); ++i) {
    lines.push_back(fmt::format("{}\t{}\t{}", name_of(treebank.tags[i].upos), treebank.tags[i].xpos, features.of_tag[i]));
  }
  return lines;
}

// Each development file is a set of its own.
Result<std::vector<Treebank>> read_development(const Options& options, const Treebank& treebank) {
  std::vector<Treebank> sets;
  for (std::size_t i = 0; i < options.development.size(); ++i) {
    auto set = read_treebank_like(treebank, options.development[i]);
    if (!set) return Failure(set.error());
    if (i < options.development_names.size()) {
      if (auto done = read_names({options.development_names[i]}, *set); !done) return Failure(done.error());
    }
    sets.push_back(std::move(*set));
  }
  return sets;
}

Result<void> train(const Options& options) {
  auto treebank = read_treebank(options.treebanks, options.rarest_tag);
  if (!treebank) return Failure(treebank.error());
  if (auto done = read_names(options.names, *treebank); !done) return done;
  const auto development = read_development(options, *treebank);
  if (!development) return Failure(development.error());
  add_copies(*treebank, options.network.seed);
  std::vector<const TreebankSentence*> sentences;
  for (const auto& sentence : treebank->sentences) sentences.push_back(&sentence);
  for (const auto& sentence : treebank->copies) sentences.push_back(&sentence);
  fmt::print(stderr, "{} sentences and {} copies, {} tags, {} sets of features\n", treebank->sentences.size(),
             treebank->copies.size(), treebank->tags.size(), treebank->feats.size());

  const auto vocabulary = learn_vocabulary(*treebank, options.raw_texts, options.vectors);
  if (!vocabulary) return Failure(vocabulary.error());
  fmt::print(stderr, "{} words with vectors, {} of them with rows of their own\n", vocabulary->words.size(), vocabulary->learned);
  TableRows numbers;
  for (std::uint32_t i = 0; i < vocabulary->words.size(); ++i) numbers.emplace_back(syntax::word_key(vocabulary->words[i]), i);
  const LemmaRules lemmas = learn_lemmas(*treebank);
  const FeatureRules features = learn_features(*treebank);
  std::vector<std::string> feats;
  for (const std::string& feature : treebank->feats) feats.push_back(feature.empty() ? "_" : feature);

  Network network(treebank->tags.size(), syntax::kRelations, vocabulary->learned + 1, options.network.seed);
  return train_network(network, *vocabulary, sentences, *development, treebank->tags, options.network, [&] {
    return base::write_file(options.output, model_bytes({
                                                lines_section(tag_lines(*treebank, features)),
                                                lines_section(feats),
                                                lines_section(lemmas.scripts),
                                                table_section(numbers),
                                                table_section(features.table),
                                                table_section(lemmas.table),
                                                network_section(network, *vocabulary),
                                            }));
  });
}

}  // namespace
}  // namespace dateline::train

int main(int argc, char** argv) {
  dateline::train::Options options;
  CLI::App app("Learns dateline's tagger, lemmas and parser from treebanks in CoNLL-U. Files may be gzipped");
  app.add_option("treebank", options.treebanks, "CoNLL-U files")->required()->check(CLI::ExistingFile);
  app.add_option("--names", options.names, "IOB2 files with the names in the treebanks, in the same order")
      ->check(CLI::ExistingFile);
  app.add_option("--raw", options.raw_texts, "CoNLL-U files of which only the words are read")->check(CLI::ExistingFile);
  app.add_option("--dev", options.development, "CoNLL-U files to report on after each round")->check(CLI::ExistingFile);
  app.add_option("--dev-names", options.development_names, "IOB2 files with the names in them")->check(CLI::ExistingFile);
  app.add_option("-o,--output", options.output, "the model file, written after each round")->required();
  app.add_option("--seed", options.network.seed, "of first weights and the order of sentences")->capture_default_str();
  app.add_option("--rounds", options.network.rounds, "over the sentences")->capture_default_str();
  app.add_option("--vector-rounds", options.vectors.rounds, "over the raw text")->capture_default_str();
  app.add_option("--rate", options.network.rate, "of learning, at its highest")->capture_default_str();
  app.add_option("--batch", options.network.batch_words, "words, about")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  options.vectors.seed = options.network.seed;
  if (auto done = dateline::train::train(options); !done) {
    fmt::print(stderr, "dateline-train: {}\n", done.error().message);
    return 1;
  }
  return 0;
}
