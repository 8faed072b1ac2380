#include "cli/resume.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "base/hash.h"

namespace dateline::cli {

namespace {

constexpr std::size_t kLooked = 64 * 1024;

// Nothing for what is no file, or cannot be read.
std::optional<std::string> identity_of(const std::string& path, const std::string& context) {
  struct stat about {};
  if (stat(path.c_str(), &about) != 0 || !S_ISREG(about.st_mode)) return std::nullopt;
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file == -1) return std::nullopt;
  const auto size = static_cast<std::uint64_t>(about.st_size);
  std::string seen = fmt::format("{}\n{}\n", context, size);
  std::string piece(kLooked, '\0');
  bool is_whole = true;
  for (const std::uint64_t at : {std::uint64_t{0}, size - std::min<std::uint64_t>(size, kLooked)}) {
    const ssize_t count = pread(file, piece.data(), piece.size(), static_cast<off_t>(at));
    is_whole = is_whole && count >= 0;
    if (count > 0) seen.append(piece, 0, static_cast<std::size_t>(count));
  }
  close(file);
  if (!is_whole) return std::nullopt;
  return base::sha256_hex(seen);
}

}  // namespace

std::optional<Resume> Resume::open(Storing& store, std::string context) {
  auto marks = store.marks();
  if (!marks) return std::nullopt;
  Resume resume(store, std::move(context));
  for (Mark& mark : *marks) {
    std::string source = mark.source;
    resume.state_->marks.emplace(std::move(source), std::move(mark));
  }
  return resume;
}

std::optional<input::Done> Resume::done(const std::string& path) {
  const auto source = identity_of(path, context_);
  if (!source) return std::nullopt;
  const std::lock_guard lock(state_->mutex);
  state_->source_of[path] = *source;
  const auto mark = state_->marks.find(*source);
  if (mark == state_->marks.end()) return std::nullopt;
  state_->skipped += mark->second.ended;
  return input::Done{mark->second.ended, {mark->second.offset, mark->second.within}};
}

void Resume::end_file() {
  if (here_ && is_readable_) {
    here_->ended = true;
    store_->mark(*here_);
  }
  here_.reset();
  is_readable_ = true;
}

void Resume::reached(const ReadItem& item) {
  if (here_ && here_->name != item.input) end_file();
  if (!here_) {
    const std::lock_guard lock(state_->mutex);
    const auto source = state_->source_of.find(item.input);
    if (source == state_->source_of.end()) return;
    here_ = Mark{source->second, item.input, 0, 0, false};
  }
  if (item.is_of_whole_file) {
    is_readable_ = false;
    return;
  }
  here_->offset = item.place.offset;
  here_->within = item.place.within;
  store_->mark(*here_);
}

void Resume::ended() { end_file(); }

}  // namespace dateline::cli
