#include "when/holidays.h"

#include <fmt/format.h>

#include <charconv>

#include "base/iso_date.h"

namespace dateline::when {

namespace {

bool take_int(std::string_view& text, int& value) {
  const char* begin = text.data();
  const auto [end, error] = std::from_chars(begin, begin + text.size(), value);
  if (error != std::errc()) return false;
  text.remove_prefix(static_cast<std::size_t>(end - begin));
  return true;
}

bool take(std::string_view& text, std::string_view prefix) {
  if (text.substr(0, prefix.size()) != prefix) return false;
  text.remove_prefix(prefix.size());
  return true;
}

}  // namespace

// "fixed 12-25", "weekday 11-22 4" (the first Thursday from 22 November), "easter -2", "table", "once 2001-09-11".
Result<Holidays::Rule> Holidays::read_rule(std::string_view text) const {
  Rule rule;
  std::string_view rest = text;
  bool good = false;
  if (take(rest, "fixed ")) {
    good = take_int(rest, rule.month) && take(rest, "-") && take_int(rest, rule.day);
  } else if (take(rest, "weekday ")) {
    rule.kind = Kind::WeekdayFrom;
    good = take_int(rest, rule.month) && take(rest, "-") && take_int(rest, rule.day) && take(rest, " ") &&
           take_int(rest, rule.weekday);
  } else if (take(rest, "easter ")) {
    rule.kind = Kind::Easter;
    take(rest, "+");
    good = take_int(rest, rule.offset);
  } else if (take(rest, "once ")) {
    rule.kind = Kind::Once;
    good =
        take_int(rest, rule.year) && take(rest, "-") && take_int(rest, rule.month) && take(rest, "-") && take_int(rest, rule.day);
  } else if (rest == "table") {
    rule.kind = Kind::Table;
    good = true;
    rest = {};
  }
  if (!good || !rest.empty()) return failure(ErrorCode::BadInput, fmt::format("'{}' is no rule for a date", text));
  return rule;
}

Result<Holidays> Holidays::create(const knowledge::Knowledge& knowledge) {
  Holidays holidays;
  const knowledge::Table table = knowledge.table("time_holidays");
  const auto id = table.column("id");
  const auto rule_column = table.column("rule");
  const auto days_column = table.column("days");
  for (std::uint32_t row = 0; row < table.rows(); ++row) {
    auto rule = holidays.read_rule(table.cell(row, rule_column));
    if (!rule) return failure(ErrorCode::BadInput, fmt::format("{}: {}", table.origin(row), rule.error().message));
    rule->id = table.cell(row, id);
    std::string_view days = table.cell(row, days_column);
    if (!days.empty() && (!take_int(days, rule->days) || rule->days < 1)) {
      return failure(ErrorCode::BadInput, fmt::format("{}: a number of days is expected", table.origin(row)));
    }
    holidays.rules_.push_back(*rule);
  }
  holidays.dates_ = knowledge.table("time_holiday_dates");
  holidays.holiday_column_ = holidays.dates_.column("holiday");
  holidays.begin_column_ = holidays.dates_.column("begin");
  return holidays;
}

Holidays::MonthDay Holidays::fixed_date(std::uint32_t holiday) const {
  const Rule& rule = rules_[holiday];
  if (rule.kind != Kind::Fixed) return {};
  return {rule.month, rule.day};
}

std::optional<Period> Holidays::in_year(std::uint32_t holiday, int year) const {
  const Rule& rule = rules_[holiday];
  Period period;
  period.length = rule.days;
  switch (rule.kind) {
    case Kind::Fixed:
      period.day = make_day(year, static_cast<unsigned>(rule.month), static_cast<unsigned>(rule.day));
      break;
    case Kind::WeekdayFrom: {
      const date::sys_days from = make_day(year, static_cast<unsigned>(rule.month), static_cast<unsigned>(rule.day));
      period.day = from + date::days{(rule.weekday - weekday_of(from) + 7) % 7};
      break;
    }
    case Kind::Easter:
      if (year < 1583) return std::nullopt;
      period.day = easter_sunday(year) + date::days{rule.offset};
      break;
    case Kind::Once:
      period.day = make_day(rule.year, static_cast<unsigned>(rule.month), static_cast<unsigned>(rule.day));
      break;
    case Kind::Table: {
      for (const std::uint32_t row : dates_.find(holiday_column_, rule.id)) {
        const auto date = base::parse_iso_date(dates_.cell(row, begin_column_));
        if (!date || date->year != year) continue;
        period.day = make_day(date->year, static_cast<unsigned>(date->month), static_cast<unsigned>(date->day));
        period.year = year;
        return period;
      }
      return std::nullopt;
    }
  }
  period.year = year_of(period.day);
  return period;
}

}  // namespace dateline::when
