// A file as bytes in memory, mapped read-only and read at once: for files of which every byte is looked at, such as those with a
// checksum. The bytes live as long as the MemoryMap. Any number of threads may read them.
#pragma once

#include <string>
#include <string_view>

#include "dateline/result.h"

namespace dateline::base {

class MemoryMap {
 public:
  static Result<MemoryMap> open(const std::string& path);
  MemoryMap() = default;
  ~MemoryMap();
  MemoryMap(MemoryMap&& other) noexcept;
  MemoryMap& operator=(MemoryMap&& other) noexcept;

  std::string_view bytes() const { return {static_cast<const char*>(address_), size_}; }

 private:
  void* address_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace dateline::base
