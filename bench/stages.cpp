// What each stage costs: the sample texts (or those of the folder DATELINE_BENCH_TEXTS), one thread. Reported as sentences a
// second; pages are measured in html.cpp.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "base/file.h"
#include "dateline/engine.h"
#include "dateline/formats.h"

namespace {

using namespace dateline;

const Engine& engine() {
  static const Engine opened = [] {
    auto result = Engine::open({DATELINE_PACK, DATELINE_MODEL, ""});
    if (!result) {
      std::fprintf(stderr, "%s\n", result.error().message.c_str());
      std::exit(1);
    }
    return std::move(*result);
  }();
  return opened;
}

std::vector<Page> texts() {
  const char* other = std::getenv("DATELINE_BENCH_TEXTS");
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(other ? other : DATELINE_SAMPLES)) {
    if (entry.path().extension() == ".txt") paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<Page> out;
  for (const std::string& path : paths) {
    Page page;
    page.bytes = base::read_file(path).value();
    page.published = "2024-03-20";
    page.published_from = "option";
    out.push_back(std::move(page));
  }
  return out;
}

void read_stages(benchmark::State& state, StageSet stages) {
  const std::vector<Page> articles = texts();
  std::int64_t sentences = 0, bytes = 0;
  for (auto _ : state) {
    for (const Page& page : articles) {
      auto document = engine().read(page, stages);
      benchmark::DoNotOptimize(document);
      sentences += static_cast<std::int64_t>(document->sentences.size());
      bytes += static_cast<std::int64_t>(page.bytes.size());
    }
  }
  state.SetItemsProcessed(sentences);
  state.SetBytesProcessed(bytes);
}

// Stages alone, over tokens that are there: documents a second. Trees are made anew for each, since a document keeps what it was
// told.
void after_tokens(benchmark::State& state, StageSet stages) {
  const std::vector<Page> pages = texts();
  std::int64_t bytes = 0, documents = 0;
  for (auto _ : state) {
    for (const Page& page : pages) {
      state.PauseTiming();
      auto document = engine().read(page, bit(Stage::Syntax));
      state.ResumeTiming();
      engine().annotate(*document, stages);
      bytes += static_cast<std::int64_t>(document->text.size());
      ++documents;
    }
  }
  state.SetItemsProcessed(documents);
  state.SetBytesProcessed(bytes);
}

void to_record(benchmark::State& state) {
  std::vector<Document> documents;
  for (const Page& page : texts()) documents.push_back(std::move(*engine().read(page)));
  std::int64_t bytes = 0;
  for (auto _ : state) {
    for (const Document& document : documents) bytes += static_cast<std::int64_t>(to_json(engine(), document).size());
  }
  state.SetBytesProcessed(bytes);
}

void open_engine(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(Engine::open({DATELINE_PACK, DATELINE_MODEL, ""}));
}

BENCHMARK(open_engine)->Name("OpenEngine")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(read_stages, page, bit(Stage::Page));
BENCHMARK_CAPTURE(read_stages, syntax, bit(Stage::Syntax));
BENCHMARK_CAPTURE(read_stages, times, bit(Stage::Times));
BENCHMARK_CAPTURE(read_stages, names, bit(Stage::Names));
BENCHMARK_CAPTURE(read_stages, places, bit(Stage::Places));
BENCHMARK_CAPTURE(read_stages, claims, bit(Stage::Claims));
BENCHMARK_CAPTURE(read_stages, events, kAllStages);
BENCHMARK_CAPTURE(after_tokens, times, bit(Stage::Times));
BENCHMARK_CAPTURE(after_tokens, names_and_places, bit(Stage::Places));
BENCHMARK(to_record)->Name("ToRecord");

}  // namespace

BENCHMARK_MAIN();
