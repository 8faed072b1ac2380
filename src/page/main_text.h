// The article in the tree of a page.
#pragma once

#include <string>
#include <vector>

#include "dateline/span.h"
#include "page/phrases.h"
#include "page/tree.h"

namespace dateline::page {

struct MainText {
  std::string text;  // paragraphs separated by one blank line
  std::vector<Span> paragraphs;
};

MainText main_text(const Tree& tree, const BoilerplatePhrases& phrases);

}  // namespace dateline::page
