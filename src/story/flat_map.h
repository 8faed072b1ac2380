// A hash map from 32-bit keys that are themselves well mixed hashes to small plain values: one array, linear probing, no
// tombstones. A free slot has the largest key, which is taken for the one before it: hashes may coincide anyway. References hold
// until the next change. Not thread-safe.
#pragma once

#include <bit>
#include <cstdint>
#include <utility>
#include <vector>

namespace dateline::story {

template <typename Value>
class FlatMap {
 public:
  FlatMap() = default;
  explicit FlatMap(std::size_t expected) { rehash(std::bit_ceil(expected * 4 / 3 + 2)); }

  const Value* find(std::uint32_t asked) const {
    if (size_ == 0) return nullptr;
    const std::uint32_t key = kept(asked);
    for (std::size_t at = key & mask();; at = (at + 1) & mask()) {
      if (slots_[at].key == kFree) return nullptr;
      if (slots_[at].key == key) return &slots_[at].value;
    }
  }
  Value* find(std::uint32_t key) { return const_cast<Value*>(std::as_const(*this).find(key)); }

  // The key's value, made by Value() when there was none.
  Value& operator[](std::uint32_t asked) {
    // Three quarters full at most: most of the memory of story work lies in such maps.
    if ((size_ + 1) * 4 > slots_.size() * 3) rehash(slots_.empty() ? 8 : slots_.size() * 2);
    const std::uint32_t key = kept(asked);
    std::size_t at = key & mask();
    for (; slots_[at].key != kFree; at = (at + 1) & mask()) {
      if (slots_[at].key == key) return slots_[at].value;
    }
    ++size_;
    slots_[at].key = key;
    return slots_[at].value;
  }

  void erase(std::uint32_t asked) {
    if (size_ == 0) return;
    const std::uint32_t key = kept(asked);
    std::size_t at = key & mask();
    for (; slots_[at].key != key; at = (at + 1) & mask()) {
      if (slots_[at].key == kFree) return;
    }
    --size_;
    // What was pushed on by the key moves back, so that searches may stop at the first gap.
    for (std::size_t next = (at + 1) & mask(); slots_[next].key != kFree; next = (next + 1) & mask()) {
      const std::size_t home = slots_[next].key & mask();
      if (((next - home) & mask()) >= ((next - at) & mask())) {
        slots_[at] = std::move(slots_[next]);
        at = next;
      }
    }
    slots_[at] = Slot();
  }

  std::size_t size() const { return size_; }

  // Asks for the memory where the key is looked for first.
  void fetch(std::uint32_t key) const {
    if (size_ > 0) __builtin_prefetch(&slots_[kept(key) & mask()]);
  }

 private:
  static constexpr std::uint32_t kFree = UINT32_MAX;
  struct Slot {
    std::uint32_t key = kFree;
    Value value{};
  };

  static std::uint32_t kept(std::uint32_t key) { return key != kFree ? key : kFree - 1; }
  std::size_t mask() const { return slots_.size() - 1; }

  void rehash(std::size_t capacity) {
    std::vector<Slot> old = std::exchange(slots_, std::vector<Slot>(capacity));
    for (Slot& slot : old) {
      if (slot.key == kFree) continue;
      std::size_t at = slot.key & mask();
      while (slots_[at].key != kFree) at = (at + 1) & mask();
      slots_[at] = std::move(slot);
    }
  }

  std::vector<Slot> slots_;
  std::size_t size_ = 0;
};

}  // namespace dateline::story
