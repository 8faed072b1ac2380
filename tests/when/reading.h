// Makes documents for tests: sentences end at ". " before a capital or at a line end, tokens are words and marks, without tags.
#pragma once

#include <string>
#include <string_view>

#include "dateline/document.h"
#include "knowledge/knowledge.h"
#include "when/resolver.h"

namespace dateline::when::testing {

const knowledge::Knowledge& knowledge();
const Resolver& resolver();

Document tokenized(std::string_view text, std::string_view published);
// The same with times found.
Document read(std::string_view text, std::string_view published);
// "Sept. 15=2023-09-15; last week=2023-W36"
std::string times_of(const Document& document);

}  // namespace dateline::when::testing
