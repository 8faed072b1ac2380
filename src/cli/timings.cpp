#include "cli/timings.h"

#include <fmt/format.h>
#include <sys/resource.h>
#include <time.h>

#include <algorithm>
#include <string_view>

namespace dateline::cli {

namespace {

constexpr std::array<std::string_view, Timings::kParts> kNames = {"input",  "page",   "syntax", "names",  "times",
                                                                  "places", "claims", "events", "record", "store"};

double seconds_of(const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6; }

}  // namespace

std::int64_t Timings::Watch::now() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

std::string Timings::table(std::uint64_t articles) const {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const double all = seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
  const double each = 1000.0 / static_cast<double>(std::max<std::uint64_t>(1, articles));
  std::string out = fmt::format("{:<8} {:>10} {:>7} {:>11}\n", "stage", "seconds", "share", "ms/article");
  const auto row = [&](std::string_view name, double seconds) {
    out += fmt::format("{:<8} {:>10.2f} {:>6.1f}% {:>11.3f}\n", name, seconds, all > 0 ? 100 * seconds / all : 0, seconds * each);
  };
  double known = 0;
  for (std::size_t part = 0; part < kParts; ++part) {
    const double seconds = static_cast<double>(spent_[part].load(std::memory_order_relaxed)) * 1e-9;
    known += seconds;
    row(kNames[part], seconds);
  }
  row("other", std::max(0.0, all - known));
  row("all", all);
  const double wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
  out += fmt::format("{} articles in {:.1f} s: {:.1f}/s; {:.2f} cores; at most {} MiB", articles, wall,
                     static_cast<double>(articles) / std::max(wall, 1e-9), all / std::max(wall, 1e-9), usage.ru_maxrss / 1024);
  return out;
}

}  // namespace dateline::cli
