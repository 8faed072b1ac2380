// What it costs to get pages out of a WARC archive: one thread, an archive that is made first, in a temporary file. MB/s is of
// unpacked bytes; `packed` is of the file's own. Beside it in the same run: reading the plain file (ReadAlone), and unpacking the
// gzip file with zlib, as programs usually do (ZlibAlone). `growth_MiB`: how much memory the process gained while reading.
//
// DATELINE_BENCH_ARCHIVE_MB sets the size (unpacked), 64 when not set.
#include <benchmark/benchmark.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <libdeflate.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "base/file.h"
#include "input/source.h"

namespace {

using namespace dateline;

enum class How { Plain, Gzip, Zstd };

std::uint64_t wanted_size() {
  const char* given = std::getenv("DATELINE_BENCH_ARCHIVE_MB");
  return (given == nullptr ? 64 : std::max<std::uint64_t>(1, std::strtoull(given, nullptr, 10))) * 1'000'000;
}

std::vector<std::string> words_of_samples() {
  std::vector<std::string> words;
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(DATELINE_SAMPLES)) {
    if (entry.path().extension() == ".txt") paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  for (const std::string& path : paths) {
    const std::string text = base::read_file(path).value();
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find_first_of(" \n", at), text.size());
      if (end > at) words.push_back(text.substr(at, end - at));
      at = end + 1;
    }
  }
  return words;
}

// A page of 20 to 150 kB: markup that repeats, and words that do not, so that it packs about as well as real ones.
std::string make_page(std::mt19937& random, const std::vector<std::string>& words) {
  const std::size_t size = 20'000 + random() % 130'000;
  std::string page = "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>A page</title></head><body>";
  while (page.size() < size) {
    page += fmt::format("<div class=\"teaser teaser--{}\"><a href=\"/news/{:x}/{:x}\"><p>", random() % 9, random(), random());
    for (int i = 0; i < 25; ++i) page += words[random() % words.size()] + " ";
    page += "</p></a></div>\n";
  }
  return page + "</body></html>";
}

std::string packed(std::string_view bytes, How how) {
  std::string out;
  if (how == How::Gzip) {
    const std::unique_ptr<libdeflate_compressor, void (*)(libdeflate_compressor*)> compressor(libdeflate_alloc_compressor(6),
                                                                                              libdeflate_free_compressor);
    out.resize(libdeflate_gzip_compress_bound(compressor.get(), bytes.size()));
    out.resize(libdeflate_gzip_compress(compressor.get(), bytes.data(), bytes.size(), out.data(), out.size()));
  } else {
    out.resize(ZSTD_compressBound(bytes.size()));
    out.resize(ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), 3));
  }
  return out;
}

// An archive with a request before each response, as crawlers write them; the file goes away with the process.
class Archive {
 public:
  explicit Archive(How how) {
    const char* endings[] = {"warc", "warc.gz", "warc.zst"};
    path_ = std::filesystem::temp_directory_path() /
            fmt::format("dateline-bench-{}.{}", ::getpid(), endings[static_cast<std::size_t>(how)]);
    const std::vector<std::string> words = words_of_samples();
    std::ofstream file(path_, std::ios::binary);
    std::mt19937 random(1);
    while (unpacked_ < wanted_size()) {
      const std::string block = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + make_page(random, words);
      const std::string request = "GET /news HTTP/1.1\r\nHost: example.org\r\n\r\n";
      for (const auto& [type, content] : {std::pair("request", std::cref(request)), std::pair("response", std::cref(block))}) {
        const std::string record = fmt::format(
            "WARC/1.0\r\nWARC-Type: {0}\r\nWARC-Date: 2024-03-20T10:00:00Z\r\nWARC-Target-URI: https://example.org/{1}\r\n"
            "WARC-Record-ID: <urn:uuid:{1}>\r\nContent-Type: application/http; msgtype={0}\r\nContent-Length: "
            "{2}\r\n\r\n{3}\r\n\r\n",
            type, pages_, content.get().size(), content.get());
        unpacked_ += record.size();
        file << (how == How::Plain ? record : packed(record, how));
      }
      ++pages_;
    }
  }
  ~Archive() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }
  Archive(const Archive&) = delete;
  Archive& operator=(const Archive&) = delete;

  std::string path() const { return path_.string(); }
  std::uint64_t unpacked() const { return unpacked_; }
  std::uint64_t pages() const { return pages_; }

 private:
  std::filesystem::path path_;
  std::uint64_t unpacked_ = 0;
  std::uint64_t pages_ = 0;
};

const Archive& archive(How how) {
  static std::unique_ptr<Archive> made[3];
  auto& one = made[static_cast<std::size_t>(how)];
  if (one == nullptr) one = std::make_unique<Archive>(how);
  return *one;
}

double resident_mib() {
  std::ifstream statm("/proc/self/statm");
  std::uint64_t all = 0, resident = 0;
  statm >> all >> resident;
  return static_cast<double>(resident) * static_cast<double>(::sysconf(_SC_PAGESIZE)) / (1 << 20);
}

void report(benchmark::State& state, const Archive& read) {
  const auto file_size = static_cast<double>(std::filesystem::file_size(read.path()));
  state.SetBytesProcessed(static_cast<std::int64_t>(read.unpacked()) * state.iterations());
  state.counters["packed"] = benchmark::Counter(file_size * static_cast<double>(state.iterations()), benchmark::Counter::kIsRate,
                                                benchmark::Counter::kIs1000);
}

void read_warc(benchmark::State& state, How how) {
  const Archive& made = archive(how);
  const double before = resident_mib();
  double most = before;
  for (auto _ : state) {
    auto source = input::Source::open({made.path()});
    std::uint64_t pages = 0;
    while (auto item = source->next()) {
      if (!item->page) state.SkipWithError(item->page.error().message.c_str());
      benchmark::DoNotOptimize(item);
      if (++pages % 256 == 0) most = std::max(most, resident_mib());
    }
    if (pages != made.pages()) state.SkipWithError("pages are missing");
  }
  report(state, made);
  state.counters["growth_MiB"] = most - before;
}

void read_alone(benchmark::State& state) {
  const Archive& made = archive(How::Plain);
  std::vector<char> buffer(256 * 1024);
  for (auto _ : state) {
    const int file = ::open(made.path().c_str(), O_RDONLY);
    while (::read(file, buffer.data(), buffer.size()) > 0) benchmark::ClobberMemory();
    ::close(file);
  }
  report(state, made);
}

void zlib_alone(benchmark::State& state) {
  const Archive& made = archive(How::Gzip);
  std::vector<char> buffer(256 * 1024);
  for (auto _ : state) {
    gzFile file = ::gzopen(made.path().c_str(), "rb");
    ::gzbuffer(file, 256 * 1024);
    while (::gzread(file, buffer.data(), static_cast<unsigned>(buffer.size())) > 0) benchmark::ClobberMemory();
    ::gzclose(file);
  }
  report(state, made);
}

BENCHMARK(read_alone)->Name("ReadAlone")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(read_warc, plain, How::Plain)->Name("ReadWarc/plain")->Unit(benchmark::kMillisecond);
BENCHMARK(zlib_alone)->Name("ZlibAlone")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(read_warc, gzip, How::Gzip)->Name("ReadWarc/gzip")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(read_warc, zstd, How::Zstd)->Name("ReadWarc/zstd")->Unit(benchmark::kMillisecond);

}  // namespace
