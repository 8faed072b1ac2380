// The article in the blocks of a page.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "page/outline.h"
#include "page/phrases.h"
#include "page/tree.h"

namespace dateline::page {

// For each block why it is not the article; empty: it is. `title` is what the page's metadata call it.
std::vector<std::string_view> reasons_against(const Tree& tree, const Outline& outline, const BoilerplatePhrases& phrases,
                                              std::string_view title);

}  // namespace dateline::page
