// One copy of each distinct string: equal strings give the same number, numbers count up from 0 in order of first sight. Views
// stay valid while the Interner lives. Not thread-safe.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/arena.h"

namespace dateline::base {

class Interner {
 public:
  std::uint32_t add(std::string_view value) {
    if (auto found = ids_.find(value); found != ids_.end()) return found->second;
    const std::string_view kept = arena_.copy(value);
    const auto id = static_cast<std::uint32_t>(values_.size());
    values_.push_back(kept);
    ids_.emplace(kept, id);
    return id;
  }

  std::string_view operator[](std::uint32_t id) const { return values_[id]; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(values_.size()); }

 private:
  Arena arena_;
  std::vector<std::string_view> values_;
  std::unordered_map<std::string_view, std::uint32_t> ids_;
};

}  // namespace dateline::base
