// The article in the blocks of a page.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "page/outline.h"
#include "page/phrases.h"
#include "page/tree.h"

namespace dateline::page {

// The indices of the article's blocks, in order.
std::vector<std::uint32_t> article_blocks(const Tree& tree, const Outline& outline, const BoilerplatePhrases& phrases,
                                          std::string_view title);

}  // namespace dateline::page
