// Test cases of HTML trees, in the form of the html5lib tests: blocks of "#data" (a page), "#errors" (passed over) and
// "#document" (its tree, a line a node behind "| "). Cases with "#document-fragment" or "#script-on" are none of ours.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dateline::html {

struct TreeCase {
  std::string page;
  std::string tree;
  int line = 0;
};

std::vector<TreeCase> read_tree_cases(std::string_view dat);

// The tree of a page in the form of the cases.
std::string tree_of(std::string_view page);

}  // namespace dateline::html
