#include "input/mail_date.h"

#include <fmt/format.h>

#include <array>
#include <vector>

namespace dateline::input {

namespace {

constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                      "jul", "aug", "sep", "oct", "nov", "dec"};
struct Zone {
  std::string_view name;
  int hours;
};
constexpr Zone kZones[] = {{"ut", 0},   {"gmt", 0},  {"utc", 0},  {"z", 0},    {"est", -5}, {"edt", -4},
                           {"cst", -6}, {"cdt", -5}, {"mst", -7}, {"mdt", -6}, {"pst", -8}, {"pdt", -7}};

std::optional<int> number(std::string_view digits) {
  if (digits.empty() || digits.size() > 4) return std::nullopt;
  int value = 0;
  for (const char digit : digits) {
    if (digit < '0' || digit > '9') return std::nullopt;
    value = value * 10 + (digit - '0');
  }
  return value;
}

std::optional<int> month_of(std::string_view word) {
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (word.substr(0, 3) == kMonths[i]) return static_cast<int>(i) + 1;
  }
  return std::nullopt;
}

// Two digits mean 1950 to 2049, three are counted from 1900 (RFC 5322, 4.3).
int whole_year(int year, std::size_t digits) {
  if (digits == 2) return year < 50 ? 2000 + year : 1900 + year;
  return digits == 3 ? 1900 + year : year;
}

std::optional<int> zone_minutes(std::string_view word) {
  for (const Zone& zone : kZones) {
    if (word == zone.name) return zone.hours * 60;
  }
  if (word.size() == 6 && word[3] == ':') {
    const std::string without_colon = std::string(word.substr(0, 3)) + std::string(word.substr(4));
    return zone_minutes(without_colon);
  }
  if (word.size() != 5 || (word[0] != '+' && word[0] != '-')) return std::nullopt;
  const auto hours = number(word.substr(1, 2)), minutes = number(word.substr(3, 2));
  if (!hours || !minutes || *hours > 14 || *minutes > 59) return std::nullopt;
  return (word[0] == '-' ? -1 : 1) * (*hours * 60 + *minutes);
}

}  // namespace

std::optional<base::IsoDate> parse_mail_date(std::string_view text) {
  if (text.size() > 100) return std::nullopt;
  std::vector<std::string> words(1);
  for (const char c : text) {
    if (c == ' ' || c == '\t' || c == ',' || c == '\n' || c == '\r') {
      if (!words.back().empty()) words.emplace_back();
    } else {
      words.back() += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
  if (words.back().empty()) words.pop_back();
  std::size_t at = !words.empty() && !number(words[0]) ? 1 : 0;  // the day of the week
  if (words.size() < at + 3) return std::nullopt;
  const auto day = number(words[at]), month = month_of(words[at + 1]), year = number(words[at + 2]);
  if (!day || !month || !year) return std::nullopt;
  std::string iso = fmt::format("{:04}-{:02}-{:02}", whole_year(*year, words[at + 2].size()), *month, *day);
  if (words.size() > at + 3) {
    // The time of day is written as in ISO 8601, but for an hour of one digit.
    std::string time = words[at + 3];
    if (time.find(':') == 1) time.insert(0, "0");
    const auto with_time = base::parse_iso_date(iso + "T" + time);
    if (with_time && with_time->precision > base::IsoDate::Precision::Day && !with_time->zone_minutes) {
      base::IsoDate date = *with_time;
      if (words.size() > at + 4) date.zone_minutes = zone_minutes(words[at + 4]);
      return date;
    }
  }
  return base::parse_iso_date(iso);
}

}  // namespace dateline::input
