#include "cli/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <string_view>

#include "base/utf8.h"

namespace dateline::cli {

namespace {

void show(const std::string& text) {
  std::fputs(text.c_str(), stderr);
  std::fflush(stderr);
}

}  // namespace

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
  std::string_view name = where;
  if (name.size() > 50) name.remove_prefix(name.size() - 50);
  while (!name.empty() && (static_cast<unsigned char>(name.front()) & 0xC0) == 0x80) name.remove_prefix(1);
  show(fmt::format("\r\x1b[K{} read, {} failed, {:.0f}/s  {}", done_, failed_, static_cast<double>(done_) / seconds,
                   base::printable(name)));
  visible_ = true;
}

void Progress::clear() {
  if (visible_) show("\r\x1b[K");
  visible_ = false;
}

}  // namespace dateline::cli
