// Where a page of a list ended, as a word for the client to send back. It says of which list it is, so that one of another list,
// or one that somebody made up, is refused.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dateline::serve {

struct Cursor {
  std::array<std::int64_t, 3> at{};  // what that is, each list knows
};

// `list`: what makes the list: its route, its filters, its order.
std::string to_text(const Cursor& cursor, std::string_view list);
std::optional<Cursor> cursor_from(std::string_view text, std::string_view list);

}  // namespace dateline::serve
