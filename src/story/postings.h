// Which articles or events have a key: lists in order of arrival. Not thread-safe.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "story/flat_map.h"

namespace dateline::story {

class Postings {
 public:
  void add(std::uint32_t key, std::uint64_t value) { lists_[key].values.push_back(value); }

  // Quick for a value that came among the first, as what leaves a window did.
  void remove(std::uint32_t key, std::uint64_t value) {
    List* list = lists_.find(key);
    if (!list) return;
    const auto first = list->values.begin() + static_cast<std::ptrdiff_t>(list->gone);
    const auto at = std::find(first, list->values.end(), value);
    if (at == list->values.end()) return;
    std::move_backward(first, at, at + 1);
    ++list->gone;
    if (list->gone == list->values.size()) {
      lists_.erase(key);
    } else if (list->gone > 16 && list->gone * 2 > list->values.size()) {
      list->values.erase(list->values.begin(), list->values.begin() + static_cast<std::ptrdiff_t>(list->gone));
      list->values.shrink_to_fit();
      list->gone = 0;
    }
  }

  std::uint32_t count(std::uint32_t key) const { return static_cast<std::uint32_t>(all(key).size()); }

  // The newest `most` of a key's values.
  std::span<const std::uint64_t> newest(std::uint32_t key, std::size_t most) const {
    const std::span<const std::uint64_t> list = all(key);
    return list.size() <= most ? list : list.last(most);
  }

 private:
  struct List {
    std::vector<std::uint64_t> values;
    std::size_t gone = 0;  // values before this one have been removed
  };

  std::span<const std::uint64_t> all(std::uint32_t key) const {
    const List* list = lists_.find(key);
    return list ? std::span<const std::uint64_t>(list->values).subspan(list->gone) : std::span<const std::uint64_t>();
  }

  FlatMap<List> lists_;
};

}  // namespace dateline::story
