#pragma once

#include <cstdint>

namespace dateline::story {

// What story work remembers: articles that are no more than so many days older than the newest, and no more of them than this,
// some 12 KB each.
struct Window {
  std::int32_t days = 14;
  std::uint64_t articles = 100'000;
};

}  // namespace dateline::story
