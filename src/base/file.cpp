#include "base/file.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

namespace dateline::base {

namespace {

struct Closer {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Closer>;

}  // namespace

Result<std::string> read_file(const std::string& path) {
  struct stat info {};
  if (stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode)) {
    return failure(ErrorCode::NotReadable, fmt::format("{}: is a folder, a file is needed", path));
  }
  File file(std::fopen(path.c_str(), "rb"));
  if (!file) {
    return failure(errno == ENOENT ? ErrorCode::NotFound : ErrorCode::NotReadable,
                   fmt::format("{}: {}", path, std::strerror(errno)));
  }
  std::string bytes;
  char buffer[1 << 16];
  while (const std::size_t count = std::fread(buffer, 1, sizeof buffer, file.get())) bytes.append(buffer, count);
  if (std::ferror(file.get())) return failure(ErrorCode::NotReadable, fmt::format("{}: {}", path, std::strerror(errno)));
  return bytes;
}

std::string path_while_writing(const std::string& path) {
  struct stat info {};
  return lstat(path.c_str(), &info) == 0 && !S_ISREG(info.st_mode) ? path : path + ".part";
}

Result<void> write_file(const std::string& path, std::string_view bytes) {
  const std::string beside = path_while_writing(path);
  const auto fail = [&](int error) {
    if (beside != path) std::remove(beside.c_str());
    return failure(ErrorCode::NotWritable, fmt::format("{}: cannot be written: {}", path, std::strerror(error)));
  };
  File file(std::fopen(beside.c_str(), "wb"));
  if (!file) return fail(errno);
  if (std::fwrite(bytes.data(), 1, bytes.size(), file.get()) != bytes.size()) return fail(errno);
  if (std::fclose(file.release()) != 0) return fail(errno);
  if (beside != path && std::rename(beside.c_str(), path.c_str()) != 0) return fail(errno);
  return {};
}

}  // namespace dateline::base
