// dateline-train: treebanks in, one model file out. The same files, options and program give the same bytes.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <string>
#include <vector>

#include "base/file.h"
#include "copies.h"
#include "corpus.h"
#include "lexicon_trainer.h"
#include "model_writer.h"
#include "network_store.h"
#include "network_trainer.h"
#include "network_writer.h"
#include "syntax/lexicon_keys.h"
#include "syntax/network.h"
#include "teacher.h"
#include "vocabulary.h"

namespace dateline::train {
namespace {

constexpr std::uint32_t kLongestSilver = 80;  // words of a sentence for teachers

struct Options {
  std::vector<std::string> treebanks;
  std::vector<std::string> names;
  std::vector<std::string> raw_texts;
  std::string word_classes;
  std::string other_names;
  std::vector<std::string> development;
  std::vector<std::string> development_names;
  std::string output;
  std::string kept;
  std::vector<std::string> teachers;
  std::size_t silver_sentences = 70000;
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

// Raw sentences with the answers of the teachers.
Result<std::vector<Example>> read_silver(const Options& options, const Treebank& treebank, const Vocabulary& vocabulary) {
  std::vector<Teacher> teachers;
  for (const std::string& path : options.teachers) {
    auto teacher = read_teacher(path, treebank.tags.size(), syntax::kRelations);
    if (!teacher) return Failure(teacher.error());
    if (const auto& words = teacher->vocabulary.words;
        words.size() > vocabulary.words.size() || !std::equal(words.begin(), words.end(), vocabulary.words.begin())) {
      return failure(ErrorCode::BadInput, fmt::format("{}: was trained with other words; give it the same --raw files", path));
    }
    teachers.push_back(std::move(*teacher));
  }
  std::vector<Example> silver;
  if (teachers.empty()) return silver;
  for (const std::string& path : options.raw_texts) {
    const auto sentences = read_sentences(path, kLongestSilver);
    if (!sentences) return Failure(sentences.error());
    for (Example& example : examples_of(*sentences, vocabulary)) silver.push_back(std::move(example));
  }
  Random(options.network.seed).shuffle(silver);
  silver.resize(std::min(silver.size(), options.silver_sentences));
  fmt::print(stderr, "{} teachers for {} sentences\n", teachers.size(), silver.size());
  teach(teachers, silver);
  return silver;
}

Result<void> train(const Options& options) {
  auto treebank = read_treebank(options.treebanks, options.rarest_tag);
  if (!treebank) return Failure(treebank.error());
  if (auto done = read_names(options.names, *treebank); !done) return done;
  const auto development = read_development(options, *treebank);
  if (!development) return Failure(development.error());
  OtherNames names;
  if (!options.other_names.empty()) {
    auto read = read_other_names(options.other_names);
    if (!read) return Failure(read.error());
    names = std::move(*read);
  }
  add_copies(*treebank, names, options.network.seed);
  fmt::print(stderr, "{} sentences and {} copies, {} tags, {} sets of features\n", treebank->sentences.size(),
             treebank->copies.size(), treebank->tags.size(), treebank->feats.size());

  const auto vocabulary = learn_vocabulary(*treebank, options.raw_texts, options.word_classes, options.vectors);
  if (!vocabulary) return Failure(vocabulary.error());
  fmt::print(stderr, "{} words, {} of them with rows of their own\n", vocabulary->words.size(), vocabulary->learned);
  TableRows numbers;
  for (std::uint32_t i = 0; i < vocabulary->words.size(); ++i) numbers.emplace_back(syntax::word_key(vocabulary->words[i]), i);
  const LemmaRules lemmas = learn_lemmas(*treebank);
  const FeatureRules features = learn_features(*treebank);
  std::vector<std::string> feats;
  for (const std::string& feature : treebank->feats) feats.push_back(feature.empty() ? "_" : feature);

  Network network(options.network.shape, treebank->tags.size(), syntax::kRelations, vocabulary->learned + 1,
                  options.network.seed);
  std::vector<std::vector<Example>> judged;
  for (const Treebank& set : *development) judged.push_back(examples_of(set.sentences, *vocabulary));
  std::vector<Example> examples = examples_of(treebank->sentences, *vocabulary);
  for (Example& example : examples_of(treebank->copies, *vocabulary)) examples.push_back(std::move(example));
  const auto silver = read_silver(options, *treebank, *vocabulary);
  if (!silver) return Failure(silver.error());
  return train_network(network, *vocabulary, examples, *silver, judged, treebank->tags, options.network, [&]() -> Result<void> {
    if (!options.kept.empty()) {
      if (auto done = write_teacher(options.kept, network, *vocabulary); !done) return done;
    }
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
  app.add_option("--word-classes", options.word_classes, "what lists say of words; train/word-classes makes it")
      ->check(CLI::ExistingFile);
  app.add_option("--other-names", options.other_names, "names for copies of sentences; train/word-classes makes them too")
      ->check(CLI::ExistingFile);
  app.add_option("--dev", options.development, "CoNLL-U files to report on after each round")->check(CLI::ExistingFile);
  app.add_option("--dev-names", options.development_names, "IOB2 files with the names in them")->check(CLI::ExistingFile);
  app.add_option("-o,--output", options.output, "the model file, written after each round")->required();
  app.add_option("--keep", options.kept, "writes the network in full precision too, to be a teacher");
  app.add_option("--teacher", options.teachers, "files of --keep: networks whose answers to sentences of --raw are learned too")
      ->check(CLI::ExistingFile);
  app.add_option("--silver-sentences", options.silver_sentences, "of --raw, at most")->capture_default_str();
  app.add_option("--silver", options.network.silver, "words of those for each word of the treebanks")->capture_default_str();
  app.add_option("--alone", options.network.alone, "last rounds on the treebanks alone")->capture_default_str();
  app.add_option("--seed", options.network.seed, "of first weights and the order of sentences")->capture_default_str();
  app.add_option("--rounds", options.network.rounds, "over the sentences")->capture_default_str();
  app.add_option("--vector-rounds", options.vectors.rounds, "over the raw text")->capture_default_str();
  app.add_option("--rate", options.network.rate, "of learning, at its highest")->capture_default_str();
  app.add_option("--batch", options.network.batch_words, "words, about")->capture_default_str();
  app.add_option("--layers", options.network.shape.layers, "of the network")->capture_default_str();
  app.add_option("--word-width", options.network.shape.word, "of what is learned for a word")->capture_default_str();
  app.add_option("--vector-width", options.network.shape.vector, "of vectors from raw text")->capture_default_str();
  app.add_option("--hidden", options.network.shape.hidden, "width of a layer in one direction")->capture_default_str();
  app.add_option("--arc-width", options.network.shape.arc, "of a word's role in an arc")->capture_default_str();
  app.add_option("--label-width", options.network.shape.label, "of a word's role in a relation")->capture_default_str();
  app.add_option("--part-bits", options.network.shape.part_bits, "rows for parts of words, as a power of two")
      ->capture_default_str();
  app.add_option("--drop-input", options.network.drop.input, "chance that an input is left out")->capture_default_str();
  app.add_option("--drop-state", options.network.drop.state, "chance for the numbers between layers")->capture_default_str();
  app.add_option("--drop-role", options.network.drop.role, "chance for the numbers of roles")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  options.vectors.seed = options.network.seed;
  options.vectors.width = options.network.shape.vector;
  if (auto done = dateline::train::train(options); !done) {
    fmt::print(stderr, "dateline-train: {}\n", done.error().message);
    return 1;
  }
  return 0;
}
