// Which incidents of a store, as words: of a command line (`--type ASSAULT`) or of a URL (`type=ASSAULT`).
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/result.h"
#include "dateline/store.h"
#include "knowledge/knowledge.h"

namespace dateline::query {

struct FilterName {
  std::string_view name;
  std::string_view value;  // what it takes, for a usage line: "PARTY"
  std::string_view help;
  bool is_list = false;  // takes several, with commas between them
};
// All of them, in the order in which they are explained.
std::span<const FilterName> filter_names();

// Immutable: any number of threads. Holds copies of what it takes from the knowledge.
class FilterReader {
 public:
  explicit FilterReader(const knowledge::Knowledge& knowledge);

  // Puts one filter in. The error begins with the value and says what can be given; of a type, mode, status or country that there
  // is not, the nearest ones that there are.
  Result<void> set(IncidentFilter& filter, std::string_view name, std::string_view value) const;

 private:
  struct Known {
    std::string name;   // as it is given
    std::string title;  // "Ukraine"; may be empty
  };
  static Result<void> check(std::string_view value, std::string_view kind, const std::vector<Known>& known);
  std::vector<Known> types_, modes_, statuses_, countries_;
};

}  // namespace dateline::query
