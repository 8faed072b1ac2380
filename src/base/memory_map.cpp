#include "base/memory_map.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace dateline::base {

Result<MemoryMap> MemoryMap::open(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    return failure(errno == ENOENT ? ErrorCode::NotFound : ErrorCode::NotReadable,
                   fmt::format("{}: {}", path, std::strerror(errno)));
  }
  struct stat info {};
  MemoryMap map;
  if (fstat(file, &info) != 0 || !S_ISREG(info.st_mode)) {
    ::close(file);
    return failure(ErrorCode::NotReadable, fmt::format("{}: not a regular file", path));
  }
  map.size_ = static_cast<std::size_t>(info.st_size);
  if (map.size_ > 0) {
    // One page fault for all of it rather than one for every few pages.
    void* address = mmap(nullptr, map.size_, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
    if (address == MAP_FAILED) {
      const int error = errno;
      ::close(file);
      return failure(ErrorCode::NotReadable, fmt::format("{}: cannot be mapped: {}", path, std::strerror(error)));
    }
    map.address_ = address;
  }
  ::close(file);
  return map;
}

MemoryMap::~MemoryMap() {
  if (address_) munmap(address_, size_);
}

MemoryMap::MemoryMap(MemoryMap&& other) noexcept
    : address_(std::exchange(other.address_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MemoryMap& MemoryMap::operator=(MemoryMap&& other) noexcept {
  std::swap(address_, other.address_);
  std::swap(size_, other.size_);
  return *this;
}

}  // namespace dateline::base
