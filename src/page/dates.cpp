// The text is cut into numbers and words, and at each of them the few shapes of dates are tried. No pattern looks back or further
// than seven pieces ahead, so the work is linear; only the head of a text is read, since a date that is not there belongs to
// something else.
#include "page/dates.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <string>

#include "base/utf8.h"

namespace dateline::page {

namespace {

constexpr std::size_t kReadWithin = 400;
constexpr int kFirstYear = 1990;
constexpr int kLastYear = 2100;
// A time of day stands no further behind its date.
constexpr std::size_t kTimeWithin = 16;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word_byte(char c) { return (c & 0x80) != 0 || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

int number(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

std::optional<base::IsoDate> make_date(int year, int month, int day) {
  if (year < kFirstYear || year > kLastYear || month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
  base::IsoDate date;
  date.year = year;
  date.month = month;
  date.day = day;
  // Only dates that exist are read back.
  return base::parse_iso_date(base::to_string(date));
}

int full_year(std::string_view digits) {
  const int year = number(digits);
  if (digits.size() == 4) return year;
  return digits.size() == 2 ? 2000 + year : 0;
}

// Which of two numbers is the day.
std::optional<base::IsoDate> in_order(int first, int second, int year, DateOrder order) {
  const bool day_first = second > 12 ? false : first > 12 || order == DateOrder::DayFirst;
  return day_first ? make_date(year, second, first) : make_date(year, first, second);
}

base::IsoDate from_seconds(std::int64_t seconds) {
  const std::chrono::sys_seconds moment{std::chrono::seconds(seconds)};
  const std::chrono::sys_days day = std::chrono::floor<std::chrono::days>(moment);
  const std::chrono::year_month_day civil(day);
  const auto of_day = static_cast<int>((moment - day).count());
  base::IsoDate date;
  date.year = static_cast<int>(civil.year());
  date.month = static_cast<int>(static_cast<unsigned>(civil.month()));
  date.day = static_cast<int>(static_cast<unsigned>(civil.day()));
  date.hour = of_day / 3600;
  date.minute = of_day / 60 % 60;
  date.second = of_day % 60;
  date.zone_minutes = 0;
  date.precision = base::IsoDate::Precision::Second;
  return date;
}

// Each byte of a space that is not ASCII as a space, so that all letters keep their places.
std::string with_plain_spaces(std::string_view text) {
  std::string out(text);
  for (std::size_t at = out.find_first_of("\xC2\xE2"); at != std::string::npos; at = out.find_first_of("\xC2\xE2", at + 1)) {
    const char32_t letter = base::decode_utf8(out, at).code_point;
    if (letter == 0xA0) out.replace(at, 2, 2, ' ');
    if ((letter >= 0x2000 && letter <= 0x200A) || letter == 0x202F) out.replace(at, 3, 3, ' ');
  }
  return out;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') text.remove_prefix(1);
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1);
  return text;
}

}  // namespace

// A number or a word, and what stands between it and the next one.
struct DateReader::Piece {
  std::string_view letters;
  std::string_view gap;
  bool is_number = false;
};

DateReader::DateReader(const knowledge::Knowledge& knowledge)
    : months_(knowledge.phrases("months")),
      months_table_(knowledge.table("months")),
      zones_(knowledge.table("zones")),
      month_column_(months_table_.column("month")),
      zone_name_column_(zones_.column("name")),
      zone_minutes_column_(zones_.column("minutes")) {}

int DateReader::month(std::string_view word) const {
  if (word.size() < 3 || word.size() > 24) return 0;
  for (const knowledge::PhraseEntry& entry : months_.find(word)) return number(months_table_.cell(entry.row, month_column_));
  return 0;
}

std::optional<FoundDate> DateReader::find(std::string_view text, DateOrder order) const {
  const std::string plain = with_plain_spaces(text.substr(0, kReadWithin));
  text = plain;
  std::array<Piece, 128> pieces;
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size() && count < pieces.size();) {
    const bool digit = is_digit(text[at]);
    if (!digit && !is_word_byte(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && (digit ? is_digit(text[end]) : is_word_byte(text[end]))) ++end;
    std::size_t next = end;
    while (next < text.size() && !is_digit(text[next]) && !is_word_byte(text[next])) ++next;
    pieces[count++] = {text.substr(at, end - at), text.substr(end, next - end), digit};
    at = next;
  }

  const auto is_number = [&](std::size_t i, std::size_t shortest, std::size_t longest) {
    return i < count && pieces[i].is_number && pieces[i].letters.size() >= shortest && pieces[i].letters.size() <= longest;
  };
  const auto joins = [](std::string_view gap) { return gap == "-" || gap == "/" || gap == "." || gap == ". "; };
  const auto is_of = [&](std::size_t i) {
    if (i >= count) return false;
    const std::string_view word = pieces[i].letters;
    return word == "de" || word == "of" || word == "del" || word == "th" || word == "st" || word == "nd" || word == "rd" ||
           word == "er";
  };
  const auto after = [&](std::size_t i) {
    return static_cast<std::uint32_t>(pieces[i].letters.data() + pieces[i].letters.size() - text.data());
  };
  for (std::size_t i = 0; i < count; ++i) {
    std::optional<base::IsoDate> date;
    std::size_t last = i;
    if (is_number(i, 4, 4) && is_number(i + 1, 1, 2) && is_number(i + 2, 1, 2) && joins(pieces[i].gap) &&
        pieces[i].gap == pieces[i + 1].gap) {
      date = make_date(number(pieces[i].letters), number(pieces[i + 1].letters), number(pieces[i + 2].letters));
      last = i + 2;
    } else if (is_number(i, 1, 2) && is_number(i + 1, 1, 2) && (is_number(i + 2, 4, 4) || is_number(i + 2, 2, 2)) &&
               joins(pieces[i].gap) && pieces[i].gap == pieces[i + 1].gap) {
      const DateOrder by_sign = pieces[i].gap.front() == '.' ? DateOrder::DayFirst : order;
      date = in_order(number(pieces[i].letters), number(pieces[i + 1].letters), full_year(pieces[i + 2].letters), by_sign);
      last = i + 2;
    } else if (is_number(i, 4, 4) && i + 5 < count && pieces[i + 1].letters == "\u5E74" && is_number(i + 2, 1, 2) &&
               is_number(i + 4, 1, 2)) {
      date = make_date(number(pieces[i].letters), number(pieces[i + 2].letters), number(pieces[i + 4].letters));
      last = i + 5;
    } else if (is_number(i, 4, 4) && i + 1 < count && !pieces[i + 1].is_number && is_number(i + 2, 1, 2) &&
               !is_number(i + 3, 4, 4)) {
      // "2019 Nov 20", as journals write it.
      if (const int named = month(pieces[i + 1].letters); named > 0 && pieces[i].gap == " ")
        date = make_date(number(pieces[i].letters), named, number(pieces[i + 2].letters));
      last = i + 2;
    } else if (is_number(i, 1, 2)) {
      std::size_t m = i + 1;
      while (m < i + 3 && is_of(m)) ++m;
      const int named = m < count && !pieces[m].is_number ? month(pieces[m].letters) : 0;
      std::size_t y = m + 1;
      while (named > 0 && y < m + 3 && is_of(y)) ++y;
      if (named > 0 && is_number(y, 4, 4) && pieces[m].gap.size() <= 4) {
        date = make_date(number(pieces[y].letters), named, number(pieces[i].letters));
        last = y;
      }
    } else if (!pieces[i].is_number && is_number(i + 1, 1, 2)) {
      const int named = month(pieces[i].letters);
      std::size_t y = i + 2;
      while (named > 0 && y < i + 4 && is_of(y)) ++y;
      if (named > 0 && is_number(y, 4, 4)) {
        date = make_date(number(pieces[y].letters), named, number(pieces[i + 1].letters));
        last = y;
      }
    }
    if (!date) continue;
    FoundDate found{*date, {static_cast<std::uint32_t>(pieces[i].letters.data() - text.data()), after(last)}};
    add_time(text, found);
    return found;
  }
  return std::nullopt;
}

// "T10:43:00.000+0000", " 10:43 a.m. EST", " um 10:43 Uhr".
void DateReader::add_time(std::string_view text, FoundDate& found) const {
  std::size_t at = found.span.end;
  const std::size_t last = std::min(text.size(), at + kTimeWithin);
  while (at < last && !is_digit(text[at])) ++at;
  std::size_t hour_end = at;
  while (hour_end < text.size() && is_digit(text[hour_end])) ++hour_end;
  if (at >= last || hour_end - at > 2 || hour_end == at || hour_end + 2 >= text.size()) return;
  if ((text[hour_end] != ':' && text[hour_end] != 'h') || !is_digit(text[hour_end + 1]) || !is_digit(text[hour_end + 2])) return;
  int hour = number(text.substr(at, hour_end - at));
  const int minute = number(text.substr(hour_end + 1, 2));
  at = hour_end + 3;
  found.date.precision = base::IsoDate::Precision::Minute;
  if (at + 2 < text.size() && text[at] == ':' && is_digit(text[at + 1]) && is_digit(text[at + 2])) {
    found.date.second = std::min(number(text.substr(at + 1, 2)), 59);
    found.date.precision = base::IsoDate::Precision::Second;
    at += 3;
    if (at < text.size() && (text[at] == '.' || text[at] == ',')) {
      std::size_t fraction = at + 1;
      while (fraction < text.size() && is_digit(text[fraction])) ++fraction;
      if (fraction > at + 1) at = fraction;
    }
  }
  std::size_t word = at;
  while (word < text.size() && text[word] == ' ') ++word;
  // am, AM, a.m.
  if (word < text.size() && (text[word] | 0x20) == 'a' && word + 1 < text.size() &&
      ((text[word + 1] | 0x20) == 'm' || text.substr(word + 1, 2) == ".m")) {
    if (hour == 12) hour = 0;
    at = word + (text[word + 1] == '.' ? 4 : 2);
  } else if (word < text.size() && (text[word] | 0x20) == 'p' && word + 1 < text.size() &&
             ((text[word + 1] | 0x20) == 'm' || text.substr(word + 1, 2) == ".m")) {
    if (hour < 12) hour += 12;
    at = word + (text[word + 1] == '.' ? 4 : 2);
  }
  if (hour > 23 || minute > 59) {
    found.date.second = 0;
    found.date.precision = base::IsoDate::Precision::Day;
    return;
  }
  found.date.hour = hour;
  found.date.minute = minute;
  at = std::min(at, text.size());
  std::size_t zone = at;
  while (zone < text.size() && (text[zone] == ' ' || text[zone] == '(')) ++zone;
  std::size_t zone_end = zone;
  if (zone < text.size() && (text[zone] == '+' || text[zone] == '-')) {
    std::array<int, 4> digits{};
    std::size_t have = 0;
    for (zone_end = zone + 1; zone_end < text.size() && have < 4; ++zone_end) {
      if (is_digit(text[zone_end])) {
        digits[have++] = text[zone_end] - '0';
      } else if (text[zone_end] != ':' || have != 2) {
        break;
      }
    }
    const int minutes = (digits[0] * 10 + digits[1]) * 60 + digits[2] * 10 + digits[3];
    if ((have == 2 || have == 4) && minutes <= 14 * 60) {
      found.date.zone_minutes = text[zone] == '-' ? -minutes : minutes;
      at = zone_end;
    }
  } else {
    while (zone_end < text.size() && text[zone_end] >= 'A' && text[zone_end] <= 'Z') ++zone_end;
    const knowledge::Rows rows = zones_.find(zone_name_column_, text.substr(zone, zone_end - zone));
    if (!rows.empty()) {
      const std::string_view cell = zones_.cell(rows.front(), zone_minutes_column_);
      found.date.zone_minutes = number(cell);
      at = zone_end;
    }
  }
  found.span.end = static_cast<std::uint32_t>(at);
}

std::optional<base::IsoDate> DateReader::value(std::string_view text, DateOrder order) const {
  text = trimmed(text);
  if (const auto exact = base::parse_iso_date(text); exact && text.size() >= 10) {
    return exact->year >= kFirstYear && exact->year <= kLastYear ? exact : std::nullopt;
  }
  const bool digits_only = !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
  if (digits_only && (text.size() == 10 || text.size() == 13)) {
    std::int64_t seconds = 0;
    std::from_chars(text.data(), text.data() + 10, seconds);
    const base::IsoDate date = from_seconds(seconds);
    return date.year >= kFirstYear && date.year <= kLastYear ? std::optional(date) : std::nullopt;
  }
  if (text.size() >= 8 && std::all_of(text.begin(), text.begin() + 8, is_digit) && (text.size() == 8 || !is_digit(text[8]))) {
    return make_date(number(text.substr(0, 4)), number(text.substr(4, 2)), number(text.substr(6, 2)));
  }
  const auto found = find(text, order);
  return found ? std::optional(found->date) : std::nullopt;
}

std::optional<base::IsoDate> DateReader::in_url(std::string_view url) const {
  std::optional<base::IsoDate> month_only;
  for (std::size_t at = 0; at + 8 <= url.size(); ++at) {
    if (!is_digit(url[at]) || (at > 0 && is_digit(url[at - 1]))) continue;
    std::size_t end = at;
    while (end < url.size() && is_digit(url[end])) ++end;
    const std::string_view run = url.substr(at, end - at);
    if (run.size() == 8) {
      if (const auto date = make_date(number(run.substr(0, 4)), number(run.substr(4, 2)), number(run.substr(6, 2)))) return date;
    }
    if (run.size() != 4 || end + 1 >= url.size()) continue;
    const char separator = url[end];
    if (separator != '/' && separator != '-' && separator != '_') continue;
    std::size_t second = end + 1;
    std::size_t second_end = second;
    while (second_end < url.size() && is_digit(url[second_end])) ++second_end;
    int named = 0;
    if (second_end == second) {
      while (second_end < url.size() && is_word_byte(url[second_end])) ++second_end;
      named = month(url.substr(second, second_end - second));
    } else if (second_end - second <= 2) {
      named = number(url.substr(second, second_end - second));
    }
    if (named < 1 || named > 12 || second_end >= url.size() || url[second_end] != separator) continue;
    const std::size_t third = second_end + 1;
    std::size_t third_end = third;
    while (third_end < url.size() && is_digit(url[third_end])) ++third_end;
    if (third_end > third && third_end - third <= 2 && (third_end == url.size() || !is_word_byte(url[third_end]))) {
      if (const auto date = make_date(number(run), named, number(url.substr(third, third_end - third)))) return date;
    }
    if (!month_only && separator == '/') {
      month_only = make_date(number(run), named, 1);
      if (month_only) month_only->precision = base::IsoDate::Precision::Month;
    }
  }
  return month_only;
}

}  // namespace dateline::page
