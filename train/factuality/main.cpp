// dateline-train-factuality: sentences with judged predicates in, the table of weights out. The same files, pack, model and
// options give the same bytes.
#include <fmt/format.h>
#include <simdjson.h>
#include <zlib.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "base/file.h"
#include "claim/factuality.h"
#include "knowledge/knowledge.h"
#include "regression.h"
#include "syntax/annotator.h"
#include "syntax/conllu.h"

namespace dateline::train {
namespace {

struct Options {
  std::string train, development, pack, output;
  std::vector<std::string> models;
  std::uint32_t rarest = 6;
  double stretch = 1.15;
  Penalty penalty;
};

struct Judged {
  std::vector<std::string> features;
  double value = 0;
};

Result<std::string> read_gzip(const std::string& path) {
  gzFile file = gzopen(path.c_str(), "rb");
  if (!file) return failure(ErrorCode::NotFound, fmt::format("{}: cannot be opened", path));
  std::string bytes;
  std::vector<char> block(1 << 16);
  int got = 0;
  while ((got = gzread(file, block.data(), static_cast<unsigned>(block.size()))) > 0) {
    bytes.append(block.data(), static_cast<std::size_t>(got));
  }
  gzclose(file);
  if (got < 0) return failure(ErrorCode::NotReadable, fmt::format("{}: damaged gzip data", path));
  return bytes;
}

// Lines {"tokens": [...], "events": [{"i", "fact"}]}.
Result<std::vector<Judged>> read_judged(const std::string& path, const syntax::Annotator& annotator,
                                        const claim::FactualityFeatures& features) {
  auto bytes = read_gzip(path);
  if (!bytes) return Failure(bytes.error());
  std::vector<Judged> result;
  simdjson::dom::parser parser;
  simdjson::dom::document_stream lines;
  if (parser.parse_many(*bytes).get(lines) != simdjson::SUCCESS) {
    return failure(ErrorCode::BadInput, fmt::format("{}: not lines of JSON", path));
  }
  for (auto line : lines) {
    simdjson::dom::array tokens, events;
    if (line["tokens"].get(tokens) != simdjson::SUCCESS || line["events"].get(events) != simdjson::SUCCESS) {
      return failure(ErrorCode::BadInput, fmt::format("{}: a line without \"tokens\" and \"events\"", path));
    }
    std::string conllu;
    int number = 0;
    for (std::string_view token : tokens) conllu += fmt::format("{}\t{}\t_\t_\t_\t_\t_\t_\t_\t_\n", ++number, token);
    auto document = syntax::read_conllu(conllu + "\n", path, syntax::ConlluColumns::TokensOnly);
    if (!document) return Failure(document.error());
    annotator.tag_and_parse(*document);
    for (auto event : events) {
      const std::uint64_t token = event["i"];
      if (token >= document->tokens.size()) continue;
      result.push_back({features.of(*document, static_cast<std::uint32_t>(token)), event["fact"]});
    }
  }
  return result;
}

// Mean absolute error and Pearson's correlation.
void report(const char* name, const std::vector<Judged>& judged, const std::map<std::string, double>& weights) {
  double error = 0, sx = 0, sy = 0, sxx = 0, syy = 0, sxy = 0;
  const double n = static_cast<double>(judged.size());
  for (const Judged& j : judged) {
    double y = 0;
    for (const std::string& feature : j.features) {
      const auto at = weights.find(feature);
      if (at != weights.end()) y += at->second;
    }
    y = std::clamp(y, -3.0, 3.0);
    error += std::abs(y - j.value);
    sx += j.value, sy += y, sxx += j.value * j.value, syy += y * y, sxy += j.value * y;
  }
  const double r = (sxy - sx * sy / n) / std::sqrt((sxx - sx * sx / n) * (syy - sy * sy / n));
  fmt::print(stderr, "{}: {} predicates, MAE {:.3f}, r {:.3f}\n", name, judged.size(), error / n, r);
}

Result<void> train(const Options& options) {
  auto knowledge = knowledge::Knowledge::open(options.pack);
  if (!knowledge) return Failure(knowledge.error());
  auto features = claim::FactualityFeatures::create(*knowledge);
  if (!features) return Failure(features.error());
  std::vector<Judged> judged;
  for (const std::string& model : options.models) {
    auto annotator = syntax::Annotator::open(model, *knowledge);
    if (!annotator) return Failure(annotator.error());
    auto read = read_judged(options.train, *annotator, *features);
    if (!read) return Failure(read.error());
    judged.insert(judged.end(), std::make_move_iterator(read->begin()), std::make_move_iterator(read->end()));
  }

  std::map<std::string, std::uint32_t> counts;
  for (const Judged& j : judged) {
    for (const std::string& feature : j.features) ++counts[feature];
  }
  std::map<std::string, std::uint32_t> numbers;
  std::vector<std::string> names;
  for (const auto& [name, count] : counts) {
    if (count < options.rarest) continue;
    numbers[name] = static_cast<std::uint32_t>(names.size());
    names.push_back(name);
  }
  std::vector<Example> examples;
  for (const Judged& j : judged) {
    Example example{{}, j.value};
    for (const std::string& feature : j.features) {
      const auto at = numbers.find(feature);
      if (at != numbers.end()) example.features.push_back(at->second);
    }
    examples.push_back(std::move(example));
  }
  const std::vector<double> fitted = fit(examples, static_cast<std::uint32_t>(names.size()), numbers.at("bias"), options.penalty);

  std::string table =
      "# Learned; not to be edited by hand: models/README.md tells how. The sum of the weights of a predicate's features is its\n"
      "# factuality, -3 to +3.\nfeature\tweight\n";
  std::map<std::string, double> weights;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const double weight = std::round(fitted[i] * options.stretch * 1000) / 1000;
    if (weight == 0) continue;
    weights[names[i]] = weight;
    table += fmt::format("{}\t{:.3f}\n", names[i], weight);
  }
  fmt::print(stderr, "{} features, {} with a weight\n", names.size(), weights.size());
  report("train", judged, weights);
  if (!options.development.empty()) {
    auto annotator = syntax::Annotator::open(options.models.front(), *knowledge);
    if (!annotator) return Failure(annotator.error());
    auto development = read_judged(options.development, *annotator, *features);
    if (!development) return Failure(development.error());
    report("development", *development, weights);
  }
  return options.output.empty() ? Result<void>() : base::write_file(options.output, table);
}

}  // namespace
}  // namespace dateline::train

int main(int argc, char** argv) {
  dateline::train::Options options;
  CLI::App app("Learns the weights of factuality from judged predicates");
  app.add_option("judged", options.train, "lines {tokens, events: [{i, fact}]}, gzipped or not")->required();
  app.add_option("--development", options.development, "the same, to measure on");
  app.add_option("--pack", options.pack, "knowledge pack")->required();
  app.add_option(
         "--model", options.models,
         "weights of tagger and parser; with several the sentences are read by each, as a guard against trees that are better on "
         "sentences that the parser has learned from")
      ->required();
  app.add_option("-o,--output", options.output, "the table to write");
  app.add_option("--rarest", options.rarest, "leaves out features seen fewer times")->capture_default_str();
  app.add_option("--stretch", options.stretch,
                 "of the weights: least squares stay near the middle, judges use the ends of the scale")
      ->capture_default_str();
  app.add_option("--l1", options.penalty.l1, "penalty that makes weights few")->capture_default_str();
  app.add_option("--l2", options.penalty.l2, "penalty that makes weights small")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  if (auto done = dateline::train::train(options); !done) {
    fmt::print(stderr, "dateline-train-factuality: {}\n", done.error().message);
    return 1;
  }
  return 0;
}
