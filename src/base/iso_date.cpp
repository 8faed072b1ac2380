#include "base/iso_date.h"

#include <fmt/format.h>

namespace dateline::base {

namespace {

// Reads exactly `count` digits; false when they are not there.
bool take_digits(std::string_view& text, std::size_t count, int& value) {
  if (text.size() < count) return false;
  value = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (text[i] < '0' || text[i] > '9') return false;
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(count);
  return true;
}

bool take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

int days_in_month(int year, int month) {
  constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return days[month - 1] + (month == 2 && leap);
}

// "Z", "+02:00", "+0200", "+02"; false when the rest is something else.
bool take_zone(std::string_view& text, std::optional<int>& zone) {
  if (text.empty()) return true;
  if (take(text, 'Z') || take(text, 'z')) {
    zone = 0;
    return true;
  }
  const int sign = text.front() == '-' ? -1 : 1;
  if (!take(text, '+') && !take(text, '-')) return false;
  int hours = 0, minutes = 0;
  if (!take_digits(text, 2, hours)) return false;
  const bool colon = take(text, ':');
  if ((colon || !text.empty()) && !take_digits(text, 2, minutes)) return false;
  if (hours > 14 || minutes > 59) return false;
  zone = sign * (hours * 60 + minutes);
  return true;
}

}  // namespace

std::optional<IsoDate> parse_iso_date(std::string_view text) {
  using Precision = IsoDate::Precision;
  IsoDate date;
  if (!take_digits(text, 4, date.year) || date.year < 1) return std::nullopt;
  date.precision = Precision::Year;
  if (text.empty()) return date;
  if (!take(text, '-') || !take_digits(text, 2, date.month) || date.month < 1 || date.month > 12) return std::nullopt;
  date.precision = Precision::Month;
  if (text.empty()) return date;
  if (!take(text, '-') || !take_digits(text, 2, date.day) || date.day < 1 || date.day > days_in_month(date.year, date.month)) {
    return std::nullopt;
  }
  date.precision = Precision::Day;
  if (text.empty()) return date;
  if (!take(text, 'T') && !take(text, 't') && !take(text, ' ')) return std::nullopt;
  if (!take_digits(text, 2, date.hour) || !take(text, ':') || !take_digits(text, 2, date.minute)) return std::nullopt;
  date.precision = Precision::Minute;
  if (take(text, ':')) {
    if (!take_digits(text, 2, date.second)) return std::nullopt;
    date.precision = Precision::Second;
    if (take(text, '.') || take(text, ',')) {
      int ignored = 0;
      if (!take_digits(text, 1, ignored)) return std::nullopt;
      while (take_digits(text, 1, ignored)) {
      }
    }
  }
  if (date.hour > 24 || date.minute > 59 || date.second > 60) return std::nullopt;
  if (date.hour == 24 && (date.minute != 0 || date.second != 0)) return std::nullopt;  // 24:00 is the day's end
  if (take(text, ' ') && text.empty()) return std::nullopt;
  if (!take_zone(text, date.zone_minutes) || !text.empty()) return std::nullopt;
  return date;
}

std::string to_string(const IsoDate& date) {
  using Precision = IsoDate::Precision;
  std::string out = fmt::format("{:04}", date.year);
  if (date.precision >= Precision::Month) out += fmt::format("-{:02}", date.month);
  if (date.precision >= Precision::Day) out += fmt::format("-{:02}", date.day);
  if (date.precision >= Precision::Minute) out += fmt::format("T{:02}:{:02}", date.hour, date.minute);
  if (date.precision >= Precision::Second) out += fmt::format(":{:02}", date.second);
  if (date.precision >= Precision::Minute && date.zone_minutes) {
    const int zone = *date.zone_minutes;
    out += zone == 0 ? "Z"
                     : fmt::format("{}{:02}:{:02}", zone < 0 ? '-' : '+', (zone < 0 ? -zone : zone) / 60,
                                   (zone < 0 ? -zone : zone) % 60);
  }
  return out;
}

}  // namespace dateline::base
