// Why an element is not the article: what its tag, role, style and names say of it, and what the reasons mean.
#pragma once

#include <cstdint>
#include <string_view>

#include "page/hints.h"
#include "page/tree.h"

namespace dateline::page {

Hint hint_of(const Tree& tree, std::uint32_t node, const Hints& hints);

// Parts that hold no article even where they are most of a page.
bool is_never_body(std::string_view reason);
// Parts of the page whose dates and names are other articles', readers' or the day's, and parts where they may be.
bool is_elsewhere(std::string_view reason);
bool is_doubtful(std::string_view reason);

}  // namespace dateline::page
