// Writes the article of a page into a Document: text, paragraphs, where its letters stand in the page, what was left out.
#pragma once

#include <string_view>
#include <vector>

#include "dateline/document.h"
#include "page/outline.h"
#include "page/tree.h"

namespace dateline::page {

// `reasons`: for each block why it is left out; empty: it is written. `offset` is where the tree's letters begin in the page's
// bytes. Gives the nodes of the article, from the first to behind the last; empty when there is none.
Span write_article(const Tree& tree, const Outline& outline, const std::vector<std::string_view>& reasons, std::uint32_t offset,
                   Document& document);

}  // namespace dateline::page
