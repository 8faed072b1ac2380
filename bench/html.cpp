// Parsing HTML alone, one thread: our parser beside libxml2's on the same pages. The pages are the files of the folder that the
// environment variable DATELINE_BENCH_PAGES names (packed or not), or the samples.
#include <benchmark/benchmark.h>
#include <libxml/HTMLparser.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "html/tree.h"
#include "input/unpack.h"

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

void html_parse(benchmark::State& state) {
  parse_pages(state, [](const std::string& page) { benchmark::DoNotOptimize(dateline::html::Tree::parse(page)); });
}

void libxml2_parse(benchmark::State& state) {
  parse_pages(state, [](const std::string& page) {
    xmlFreeDoc(htmlReadMemory(page.data(), static_cast<int>(page.size()), nullptr, "utf-8",
                              HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_RECOVER));
  });
}

BENCHMARK(html_parse)->Name("HtmlParse");
BENCHMARK(libxml2_parse)->Name("Libxml2Parse");

}  // namespace
