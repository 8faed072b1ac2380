#include "cli/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

namespace dateline::cli {

Progress::Progress() : shown_(isatty(STDERR_FILENO) == 1), begin_(std::chrono::steady_clock::now()), drawn_(begin_) {}

Progress::~Progress() { clear(); }

void Progress::step(const std::string& where, bool failed) {
  ++done_;
  failed_ += failed;
  if (!shown_ || done_ < 2) return;
  const auto now = std::chrono::steady_clock::now();
  if (now - drawn_ < std::chrono::milliseconds(100)) return;
  drawn_ = now;
  const double seconds = std::chrono::duration<double>(now - begin_).count();
  std::string name;
  for (const char c : where.substr(where.size() > 50 ? where.size() - 50 : 0))
    name += static_cast<unsigned char>(c) < 0x20 ? '?' : c;
  fmt::print(stderr, "\r\x1b[K{} read, {} failed, {:.0f}/s  {}", done_, failed_, static_cast<double>(done_) / seconds, name);
  std::fflush(stderr);
}

void Progress::clear() {
  if (shown_) fmt::print(stderr, "\r\x1b[K");
}

}  // namespace dateline::cli
