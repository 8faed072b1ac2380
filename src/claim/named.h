// Names in tables for values of enums. Private to the room.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace dateline::claim {

template <typename T>
struct Named {
  std::string_view name;
  T value;
};

// False when none has the name.
template <typename T, std::size_t N>
bool read_name(const std::array<Named<T>, N>& names, std::string_view name, T& out) {
  for (const Named<T>& n : names) {
    if (n.name == name) {
      out = n.value;
      return true;
    }
  }
  return false;
}

// The value is one of the |-separated parts of a cell.
inline bool lists(std::string_view cell, std::string_view value) {
  while (!cell.empty()) {
    const std::size_t bar = cell.find('|');
    if (cell.substr(0, bar) == value) return true;
    if (bar == std::string_view::npos) return false;
    cell.remove_prefix(bar + 1);
  }
  return false;
}

}  // namespace dateline::claim
