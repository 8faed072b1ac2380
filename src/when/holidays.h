// Days that have a name, fixed or moving, from the tables time_holidays and time_holiday_dates. Immutable: any number of threads.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "dateline/result.h"
#include "knowledge/knowledge.h"
#include "when/calendar.h"

namespace dateline::when {

class Holidays {
 public:
  static Result<Holidays> create(const knowledge::Knowledge& knowledge);

  // The feast of row `holiday` of time_holidays that begins in `year`; nothing when it is not known or there is none.
  std::optional<Period> in_year(std::uint32_t holiday, int year) const;
  // Month and day of a feast with a fixed date; {0, 0} for others.
  struct MonthDay {
    int month = 0;
    int day = 0;
  };
  MonthDay fixed_date(std::uint32_t holiday) const;

 private:
  enum class Kind : std::uint8_t { Fixed, WeekdayFrom, Easter, Table, Once };
  struct Rule {
    Kind kind = Kind::Fixed;
    int month = 0;
    int day = 0;
    int weekday = 0;
    int offset = 0;
    int year = 0;
    int days = 1;
    std::string_view id;
  };
  Result<Rule> read_rule(std::string_view text) const;

  std::vector<Rule> rules_;
  knowledge::Table dates_;
  std::uint32_t holiday_column_ = 0, begin_column_ = 0;
};

}  // namespace dateline::when
