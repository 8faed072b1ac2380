#include "cli/progress.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
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

Progress::Progress(const std::vector<std::string>& inputs, input::WarcRange range) : Progress() {
  for (const std::string& path : inputs) {
    struct stat about {};
    if (stat(path.c_str(), &about) != 0 || !S_ISREG(about.st_mode)) {
      bytes_ = 0;
      return;
    }
    const auto size = static_cast<std::uint64_t>(about.st_size);
    range_begin_ = std::min(range.begin, size);
    before_.emplace(path, bytes_);
    bytes_ += std::min(range.end, size) - range_begin_;
  }
}

void Progress::reached(const std::string& file, std::uint64_t offset) {
  const auto before = before_.find(file);
  if (before == before_.end()) return;
  here_ = std::min(bytes_, before->second + (offset > range_begin_ ? offset - range_begin_ : 0));
  if (!has_begun_) first_ = here_;
  has_begun_ = true;
}

std::string Progress::left() const {
  if (bytes_ == 0 || here_ <= first_) return {};
  const double seconds = std::chrono::duration<double>(drawn_ - begin_).count();
  const auto rest =
      static_cast<std::uint64_t>(static_cast<double>(bytes_ - here_) * seconds / static_cast<double>(here_ - first_));
  return fmt::format(", {}%, {}:{:02}:{:02} left", 100 * here_ / bytes_, rest / 3600, rest / 60 % 60, rest % 60);
}

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
  show(fmt::format("\r\x1b[K{} read, {} failed, {:.0f}/s{}  {}", done_, failed_, static_cast<double>(done_) / seconds, left(),
                   base::printable(name)));
  visible_ = true;
}

void Progress::clear() {
  if (visible_) show("\r\x1b[K");
  visible_ = false;
}

}  // namespace dateline::cli
