// HTML, one thread: our parser beside libxml2's on the same pages, and the whole page stage, from bytes to text and metadata.
// `AgainstLibxml2` times all three in one run, page by page, so that what else the machine does weighs on each alike, and gives
// the ratios. The pages are the files of the folder that the environment variable DATELINE_BENCH_PAGES names (packed or not), or
// the samples.
#include <benchmark/benchmark.h>
#include <libxml/HTMLparser.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <string>
#include <vector>

#include "html/tree.h"
#include "input/unpack.h"
#include "page/page.h"

namespace {

const std::vector<std::string>& pages() {
  static const std::vector<std::string> all = [] {
    const char* const folder = std::getenv("DATELINE_BENCH_PAGES");
    std::vector<std::string> paths;
    for (const auto& entry : std::filesystem::directory_iterator(folder != nullptr ? folder : DATELINE_SAMPLES)) {
      const std::string path = entry.path().string();
      if (folder != nullptr || path.ends_with(".html")) paths.push_back(path);
    }
    std::sort(paths.begin(), paths.end());
    std::vector<std::string> bytes;
    for (const std::string& path : paths) {
      if (auto page = dateline::input::read_unpacked(path)) bytes.push_back(std::move(*page));
    }
    return bytes;
  }();
  return all;
}

template <typename Parse>
void parse_pages(benchmark::State& state, Parse parse) {
  std::int64_t bytes = 0, count = 0;
  for (auto _ : state) {
    for (const std::string& page : pages()) {
      parse(page);
      bytes += static_cast<std::int64_t>(page.size());
      ++count;
    }
  }
  state.SetBytesProcessed(bytes);
  state.SetItemsProcessed(count);
}

void parse_ours(const std::string& page) { benchmark::DoNotOptimize(dateline::html::Tree::parse(page)); }

void parse_libxml2(const std::string& page) {
  xmlFreeDoc(htmlReadMemory(page.data(), static_cast<int>(page.size()), nullptr, "utf-8",
                            HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_RECOVER));
}

const dateline::page::Reader& reader() {
  static const auto knowledge = dateline::knowledge::Knowledge::open(DATELINE_PACK);
  if (!knowledge) {
    std::fprintf(stderr, "%s\n", knowledge.error().message.c_str());
    std::exit(1);
  }
  static const auto opened = dateline::page::Reader::create(*knowledge);
  return *opened;
}

void read_whole(const std::string& bytes) {
  dateline::Page page;
  page.bytes = bytes;
  page.kind = dateline::ContentKind::Html;
  benchmark::DoNotOptimize(reader().read(page));
}

// How much more time libxml2 takes to parse than we to parse, and than we to read the article with its metadata.
void against_libxml2(benchmark::State& state) {
  std::clock_t theirs = 0, parse = 0, whole = 0;
  const auto timed = [](auto work, const std::string& page) {
    const std::clock_t begin = std::clock();
    work(page);
    return std::clock() - begin;
  };
  read_whole("<p>");  // opens the tables
  for (auto _ : state) {
    for (const std::string& page : pages()) {
      theirs += timed(parse_libxml2, page);
      parse += timed(parse_ours, page);
      whole += timed(read_whole, page);
    }
  }
  state.counters["parse"] = static_cast<double>(theirs) / static_cast<double>(std::max<std::clock_t>(parse, 1));
  state.counters["whole_page"] = static_cast<double>(theirs) / static_cast<double>(std::max<std::clock_t>(whole, 1));
}

BENCHMARK_CAPTURE(parse_pages, ours, parse_ours)->Name("HtmlParse");
BENCHMARK_CAPTURE(parse_pages, libxml2, parse_libxml2)->Name("Libxml2Parse");
BENCHMARK_CAPTURE(parse_pages, whole, read_whole)->Name("HtmlPage");
BENCHMARK(against_libxml2)->Name("AgainstLibxml2");

}  // namespace
