// Names of authors, out of what pages write in their place.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "knowledge/knowledge.h"

namespace dateline::page {

// Immutable; any number of threads.
class AuthorNames {
 public:
  explicit AuthorNames(const knowledge::Knowledge& knowledge);

  // Adds the names in `text` that are not there yet: "By Ann Lee and Bo Chan, staff writers" adds two.
  void add(std::string_view text, std::vector<std::string>& names) const;
  // The text behind "By" or the like; empty when it does not begin so.
  std::string_view behind_by(std::string_view text) const;

 private:
  bool is(std::string_view phrase, std::string_view kind) const;

  knowledge::Phrases phrases_;
  knowledge::Table table_;
  std::uint32_t kind_;
};

}  // namespace dateline::page
