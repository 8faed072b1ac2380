// A place in a text: the half-open range [begin, end) of UTF-8 byte offsets. Plain value, no ownership. Records on output
// carry Unicode code points instead; the conversion happens once, in format/.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace dateline {

struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  constexpr std::uint32_t size() const { return end - begin; }
  constexpr bool empty() const { return begin >= end; }
  constexpr bool contains(Span other) const { return begin <= other.begin && other.end <= end; }
  constexpr bool contains(std::uint32_t offset) const { return begin <= offset && offset < end; }
  constexpr bool overlaps(Span other) const { return begin < other.end && other.begin < end; }
  // The smallest span that holds both.
  constexpr Span joined(Span other) const { return {std::min(begin, other.begin), std::max(end, other.end)}; }
  constexpr std::string_view in(std::string_view text) const { return text.substr(begin, size()); }

  friend constexpr bool operator==(Span, Span) = default;
  friend constexpr auto operator<=>(Span, Span) = default;  // NOLINT(modernize-use-nullptr): clang-tidy 14 sees a 0
};

}  // namespace dateline
