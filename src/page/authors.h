// Names of authors, out of what pages write in their place.
#pragma once

#include <cstdint>
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

  // How a text begins: with "By" or the like, or with "Edited by" or the like, and what is behind that.
  struct Lead {
    enum class Kind : std::uint8_t { None, By, Other };
    Kind kind = Kind::None;
    std::string_view behind;
  };
  Lead lead(std::string_view text) const;
  // Whether the words up to the first comma may be a name: "Ann van Lee" may, "the time we left" may not.
  static bool looks_like_name(std::string_view text);

 private:
  std::string_view behind_by(std::string_view text) const;
  std::string_view without_end_words(std::string_view name) const;
  bool is(std::string_view phrase, std::string_view kind) const;

  knowledge::Phrases phrases_;
  knowledge::Table table_;
  std::uint32_t kind_;
};

}  // namespace dateline::page
