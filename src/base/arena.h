// Memory that is given out in one direction and freed at once. Blocks never move, so that what was given out stays valid until
// the Arena dies. Not thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

namespace dateline::base {

class Arena {
 public:
  explicit Arena(std::size_t block_size = 16 * 1024) : block_size_(block_size) {}
  Arena(Arena&&) noexcept = default;
  Arena& operator=(Arena&&) noexcept = default;

  void* allocate(std::size_t size, std::size_t alignment = alignof(std::max_align_t)) {
    std::size_t at = (used_ + alignment - 1) & ~(alignment - 1);
    if (blocks_.empty() || at + size > blocks_.back().size) {
      grow(size);
      at = 0;
    }
    used_ = at + size;
    return blocks_.back().bytes.get() + at;
  }

  // Objects are never destroyed, so they must not need it.
  template <typename T>
  std::span<T> array(std::size_t count) {
    static_assert(std::is_trivially_destructible_v<T>);
    T* first = static_cast<T*>(allocate(sizeof(T) * count, alignof(T)));
    for (std::size_t i = 0; i < count; ++i) new (first + i) T();
    return {first, count};
  }

  std::string_view copy(std::string_view value) {
    if (value.empty()) return {};
    char* bytes = static_cast<char*>(allocate(value.size(), 1));
    std::memcpy(bytes, value.data(), value.size());
    return {bytes, value.size()};
  }

  std::size_t bytes_reserved() const { return reserved_; }

 private:
  struct Block {
    std::unique_ptr<std::byte[]> bytes;
    std::size_t size;
  };

  void grow(std::size_t at_least) {
    const std::size_t size = at_least > block_size_ ? at_least : block_size_;
    blocks_.push_back({std::make_unique_for_overwrite<std::byte[]>(size), size});
    reserved_ += size;
    used_ = 0;
    if (block_size_ < 1024 * 1024) block_size_ *= 2;
  }

  std::vector<Block> blocks_;
  std::size_t block_size_;
  std::size_t used_ = 0;
  std::size_t reserved_ = 0;
};

}  // namespace dateline::base
