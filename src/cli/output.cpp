#include "cli/output.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "base/file.h"

namespace dateline::cli {

Result<Output> Output::open(const std::string& path) {
  if (path.empty() || path == "-") return Output(stdout, "", "");
  std::string while_writing = base::path_while_writing(path);
  std::FILE* file = std::fopen(while_writing.c_str(), "wb");
  if (!file) {
    return failure(
        ErrorCode::NotWritable,
        fmt::format("{}: cannot be written: {}; give -o a file in a folder that you may write to", path, std::strerror(errno)));
  }
  return Output(file, path, std::move(while_writing));
}

Output::Output(Output&& other) noexcept
    : file_(std::exchange(other.file_, nullptr)),
      path_(std::move(other.path_)),
      while_writing_(std::move(other.while_writing_)),
      error_(other.error_) {}

Output::~Output() {
  if (file_ && file_ != stdout) {
    std::fclose(file_);
    discard();
  }
}

bool Output::write(std::string_view bytes) {
  if (error_ != 0) return false;
  if (std::fwrite(bytes.data(), 1, bytes.size(), file_) != bytes.size() || (is_terminal() && std::fflush(file_) != 0)) {
    error_ = errno != 0 ? errno : EIO;
  }
  return error_ == 0;
}

void Output::discard() {
  if (while_writing_ != path_) std::remove(while_writing_.c_str());
}

Result<void> Output::finish() {
  if (error_ == 0 && std::fflush(file_) != 0) error_ = errno;
  if (file_ != stdout) {
    std::FILE* file = std::exchange(file_, nullptr);
    if (std::fclose(file) != 0 && error_ == 0) error_ = errno;
    if (error_ == 0 && while_writing_ != path_ && std::rename(while_writing_.c_str(), path_.c_str()) != 0) error_ = errno;
    if (error_ != 0) discard();
  }
  if (error_ == 0) return {};
  if (path_.empty()) {
    return failure(ErrorCode::NotWritable,
                   fmt::format("standard output: {}; what was not written is lost, run again", std::strerror(error_)));
  }
  return failure(ErrorCode::NotWritable,
                 fmt::format("{}: cannot be written: {}; nothing was kept", path_, std::strerror(error_)));
}

bool Output::is_terminal() const { return file_ == stdout && isatty(STDOUT_FILENO) == 1; }

}  // namespace dateline::cli
