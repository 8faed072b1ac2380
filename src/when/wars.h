// Wars by which texts date things ("the second year of the war"), from the table time_wars. Immutable: any number of threads.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dateline/document.h"
#include "dateline/result.h"
#include "knowledge/knowledge.h"
#include "when/calendar.h"

namespace dateline::when {

class Wars {
 public:
  static Result<Wars> create(const knowledge::Knowledge& knowledge);

  // The first day of the war of row `war` of time_wars.
  date::sys_days first_day(std::uint32_t war) const { return wars_[war].begin; }
  // The war that a text means by "the war" when it names none: of those under way on `day`, the one of whose words the text holds
  // most; kNone when it holds none.
  std::uint32_t under_way(const Document& document, date::sys_days day) const;

 private:
  struct War {
    date::sys_days begin;
    std::optional<date::sys_days> end;
  };
  std::vector<War> wars_;
  std::unordered_map<std::string_view, std::vector<std::uint32_t>> words_;
};

}  // namespace dateline::when
