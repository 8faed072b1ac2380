#include "input/raw_file.h"

#include <errno.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <string.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <utility>

namespace dateline::input {

namespace {

constexpr std::size_t kOneRead = 256 * 1024;

Failure open_error(const std::string& path, int number) {
  if (number == ENOENT || number == ENOTDIR) {
    return failure(ErrorCode::NotFound, fmt::format("{}: there is no such file or folder; check the name", path));
  }
  if (number == EACCES) return failure(ErrorCode::NotReadable, fmt::format("{}: may not be read; check its permissions", path));
  return failure(ErrorCode::NotReadable, fmt::format("{}: cannot be read ({})", path, ::strerrordesc_np(number)));
}

}  // namespace

Result<RawFile> RawFile::open(const std::string& path) {
  RawFile file;
  if (path == "-") {
    file.name_ = "standard input";
    file.is_standard_input_ = true;
    file.descriptor_ = STDIN_FILENO;
  } else {
    file.name_ = path;
    file.descriptor_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file.descriptor_ < 0) return open_error(path, errno);
    file.can_seek_ = ::lseek(file.descriptor_, 0, SEEK_CUR) == 0;
  }
  return file;
}

RawFile RawFile::of_bytes(std::string name, std::string_view bytes) {
  RawFile file;
  file.name_ = std::move(name);
  file.can_seek_ = true;
  file.ended_ = true;
  file.window_.assign(bytes.begin(), bytes.end());
  file.end_ = bytes.size();
  return file;
}

RawFile::RawFile(RawFile&& other) noexcept { *this = std::move(other); }

RawFile& RawFile::operator=(RawFile&& other) noexcept {
  std::swap(name_, other.name_);
  std::swap(descriptor_, other.descriptor_);
  std::swap(is_standard_input_, other.is_standard_input_);
  std::swap(can_seek_, other.can_seek_);
  std::swap(ended_, other.ended_);
  std::swap(window_, other.window_);
  std::swap(begin_, other.begin_);
  std::swap(end_, other.end_);
  std::swap(offset_, other.offset_);
  return *this;
}

RawFile::~RawFile() {
  if (descriptor_ >= 0 && !is_standard_input_) ::close(descriptor_);
}

Result<void> RawFile::fill() {
  while (true) {
    const ssize_t count = ::read(descriptor_, window_.data() + end_, window_.size() - end_);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return open_error(name_, errno);
    if (count == 0) ended_ = true;
    end_ += static_cast<std::size_t>(count);
    return {};
  }
}

Result<std::string_view> RawFile::peek(std::size_t size) {
  if (end_ - begin_ < size && !ended_) {
    if (begin_ > 0) {
      std::memmove(window_.data(), window_.data() + begin_, end_ - begin_);
      end_ -= begin_;
      begin_ = 0;
    }
    // Twice the size, so that bytes are moved to the front once for each time that they are read.
    if (window_.size() < std::max(2 * size, kOneRead)) window_.resize(std::max(2 * size, kOneRead));
    while (end_ < size && !ended_) {
      if (auto filled = fill(); !filled) return Failure(filled.error());
    }
  }
  return std::string_view(window_.data() + begin_, end_ - begin_);
}

void RawFile::consume(std::size_t size) {
  begin_ += size;
  offset_ += size;
}

Result<bool> RawFile::seek(std::uint64_t offset) {
  if (descriptor_ < 0) {
    begin_ = static_cast<std::size_t>(std::min<std::uint64_t>(offset, end_));
    offset_ = begin_;
    return true;
  }
  if (offset >= offset_ && offset - offset_ <= end_ - begin_) {
    consume(static_cast<std::size_t>(offset - offset_));
    return true;
  }
  if (can_seek_) {
    const off_t place = ::lseek(descriptor_, static_cast<off_t>(offset), SEEK_SET);
    if (place < 0) return open_error(name_, errno);
    begin_ = end_ = 0;
    offset_ = offset;
    ended_ = false;
    return true;
  }
  if (offset < offset_) return false;
  while (offset_ < offset) {
    auto bytes = peek();
    if (!bytes) return Failure(bytes.error());
    if (bytes->empty()) break;
    consume(static_cast<std::size_t>(std::min<std::uint64_t>(bytes->size(), offset - offset_)));
  }
  return true;
}

}  // namespace dateline::input
