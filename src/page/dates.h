// Dates as pages write them: "2019-11-20T10:43:00.000+0000", "Nov. 20, 2019, 10:43 a.m. EST", "20 de noviembre de 2019",
// "20.11.2019", "2018年8月16日".
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/iso_date.h"
#include "dateline/span.h"
#include "knowledge/knowledge.h"

namespace dateline::page {

// What 03/04/2019 means where only its order tells.
enum class DateOrder : std::uint8_t { DayFirst, MonthFirst };

struct FoundDate {
  base::IsoDate date;
  Span span;  // in the text read, with the time of day
};

// Immutable; any number of threads.
class DateReader {
 public:
  explicit DateReader(const knowledge::Knowledge& knowledge);

  // The first full date (day, month and year) in the first 400 bytes of a text, with the time of day behind it. A year before
  // 1990 or after 2100 is none.
  std::optional<FoundDate> find(std::string_view text, DateOrder order) const;
  // The value of an attribute or member that holds nothing but a date; also "20191120" and seconds or milliseconds since 1970.
  std::optional<base::IsoDate> value(std::string_view text, DateOrder order) const;
  // The date in an address: /2019/11/20/, /2019-11-20-title, /20191120/; a month alone counts when `text` has no day.
  std::optional<base::IsoDate> in_url(std::string_view url) const;

 private:
  struct Piece;
  int month(std::string_view word) const;
  void add_time(std::string_view text, FoundDate& found) const;

  knowledge::Phrases months_;
  knowledge::Table months_table_;
  knowledge::Table zones_;
  std::uint32_t month_column_, zone_name_column_, zone_minutes_column_;
};

}  // namespace dateline::page
