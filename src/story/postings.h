// Which articles or events have a key: lists in order of arrival. Not thread-safe.
//
// Most keys have a value or two (a shingle, a rare name), which lie in the hash table itself; the others have an array whose
// front is given up as values leave and taken again when the array is full.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>

#include "story/flat_map.h"

namespace dateline::story {

class ArrivalList {
 public:
  ArrivalList() = default;
  ArrivalList(ArrivalList&& other) noexcept { take(other); }
  ArrivalList& operator=(ArrivalList&& other) noexcept {
    if (this != &other) {
      release();
      take(other);
    }
    return *this;
  }
  ~ArrivalList() { release(); }

  bool empty() const { return size_ == 0; }
  std::span<const std::uint64_t> all() const {
    return is_far() ? std::span<const std::uint64_t>(far_.values + far_.gone, size_) : std::span(near_, size_);
  }

  void push_back(std::uint64_t value) {
    if (!is_far() && size_ < kNear) {
      near_[size_++] = value;
      return;
    }
    if (!is_far() || far_.gone + size_ == capacity_) make_room();
    far_.values[far_.gone + size_++] = value;
  }

  // Quick for a value that came among the first, as what leaves a window did.
  void remove(std::uint64_t value) {
    std::uint64_t* const first = is_far() ? far_.values + far_.gone : near_;
    std::uint64_t* const at = std::find(first, first + size_, value);
    if (at == first + size_) return;
    if (is_far()) {
      std::move_backward(first, at, at + 1);
      ++far_.gone;
    } else {
      std::move(at + 1, first + size_, at);
    }
    --size_;
  }

 private:
  static constexpr std::uint32_t kNear = 2;
  struct Far {
    std::uint64_t* values;
    std::uint64_t gone;  // values before this one have been removed
  };

  bool is_far() const { return capacity_ > 0; }

  void make_room() {
    if (is_far() && far_.gone >= size_) {
      std::copy(far_.values + far_.gone, far_.values + far_.gone + size_, far_.values);
      far_.gone = 0;
      return;
    }
    const std::uint32_t capacity = std::max<std::uint32_t>(8, size_ * 2);
    auto values = std::make_unique<std::uint64_t[]>(capacity);
    const auto kept = all();
    std::copy(kept.begin(), kept.end(), values.get());
    release();
    far_ = {values.release(), 0};
    capacity_ = capacity;
  }

  void release() {
    if (is_far()) delete[] far_.values;
  }
  void take(ArrivalList& other) {
    size_ = std::exchange(other.size_, 0);
    capacity_ = std::exchange(other.capacity_, 0);
    if (is_far()) {
      far_ = other.far_;
    } else {
      std::copy(other.near_, other.near_ + kNear, near_);
    }
  }

  std::uint32_t size_ = 0;
  std::uint32_t capacity_ = 0;  // of the array; 0: the values are near
  union {
    std::uint64_t near_[kNear] = {};
    Far far_;
  };
};

class Postings {
 public:
  void add(std::uint32_t key, std::uint64_t value) { lists_[key].push_back(value); }

  void remove(std::uint32_t key, std::uint64_t value) {
    ArrivalList* list = lists_.find(key);
    if (!list) return;
    list->remove(value);
    if (list->empty()) lists_.erase(key);
  }

  // Has the key's list in the cache by the time that it is asked for, when other keys are fetched meanwhile.
  void fetch(std::uint32_t key) const { lists_.fetch(key); }

  std::uint32_t count(std::uint32_t key) const { return static_cast<std::uint32_t>(all(key).size()); }

  // The newest `most` of a key's values.
  std::span<const std::uint64_t> newest(std::uint32_t key, std::size_t most) const {
    const std::span<const std::uint64_t> list = all(key);
    return list.size() <= most ? list : list.last(most);
  }

 private:
  std::span<const std::uint64_t> all(std::uint32_t key) const {
    const ArrivalList* list = lists_.find(key);
    return list ? list->all() : std::span<const std::uint64_t>();
  }

  FlatMap<ArrivalList> lists_;
};

}  // namespace dateline::story
