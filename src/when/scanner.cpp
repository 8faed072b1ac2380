// One pass over the bytes makes raw items (a run of letters, a number, a mark); number_words.cpp then joins the words of a
// number. Both look a bounded number of bytes or items ahead, so the scan is linear. Tested in tests/when/scanner_test.cpp.
#include "when/scanner.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

namespace dateline::when {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
// Letters beyond ASCII begin with a byte from 0xC3 on; 0xE2 begins quotation marks, dashes and other signs.
bool is_letter(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (c >= 'a' && c <= 'z') || is_upper(c) || (byte >= 0xC3 && byte != 0xE2);
}
bool continues_letter(char c) {
  return is_letter(c) || (static_cast<unsigned char>(c) >= 0x80 && static_cast<unsigned char>(c) < 0xC0);
}
bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }
// No-break and thin spaces: their length in bytes, 0 for anything else.
std::size_t wide_space(std::string_view text) {
  if (text.substr(0, 2) == "\xC2\xA0") return 2;
  const std::string_view three = text.substr(0, 3);
  return three == "\xE2\x80\xAF" || three == "\xE2\x80\x89" ? 3 : 0;
}

int digits_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_digit(text[end])) ++end;
  return static_cast<int>(end - at);
}

int number_at(std::string_view text, std::size_t at, int digits) {
  int value = 0;
  for (int i = 0; i < digits; ++i) value = value * 10 + (text[at + static_cast<std::size_t>(i)] - '0');
  return value;
}

struct NumericDate {
  base::IsoDate date;
  std::size_t length;
};

// "2023-09-15", "2023-09-15T10:21Z", "9/15/23", "09-15-2023", "15.9.2023", "2023/09/15". A date of three numbers that begins with
// the month unless that cannot be (American order); with points it begins with the day.
std::optional<NumericDate> numeric_date_at(std::string_view text, std::size_t at) {
  const int first_digits = digits_at(text, at);
  if (first_digits != 1 && first_digits != 2 && first_digits != 4) return std::nullopt;
  std::size_t p = at + static_cast<std::size_t>(first_digits);
  if (p >= text.size()) return std::nullopt;
  const char mark = text[p];
  if (mark != '-' && mark != '/' && mark != '.') return std::nullopt;
  const int second_digits = digits_at(text, p + 1);
  if (second_digits < 1 || second_digits > 2) return std::nullopt;
  const std::size_t second_at = p + 1;
  p = second_at + static_cast<std::size_t>(second_digits);
  if (p >= text.size() || text[p] != mark) return std::nullopt;
  const std::size_t third_at = p + 1;
  const int third_digits = digits_at(text, third_at);
  if (third_digits != 1 && third_digits != 2 && third_digits != 4) return std::nullopt;
  const std::size_t end = third_at + static_cast<std::size_t>(third_digits);
  const int first = number_at(text, at, first_digits);
  const int second = number_at(text, second_at, second_digits);
  const int third = number_at(text, third_at, third_digits);
  NumericDate found{{}, end - at};
  base::IsoDate& date = found.date;
  if (first_digits == 4) {
    date.year = first, date.month = second, date.day = third;
    if (third_digits > 2) return std::nullopt;
  } else {
    if (third_digits == 1) return std::nullopt;
    if (mark == '.' && third_digits != 4) return std::nullopt;
    if (mark == '-' && (first_digits != 2 || second_digits != 2)) return std::nullopt;
    const bool day_first = mark == '.' || first > 12;
    date.year = third, date.month = day_first ? second : first, date.day = day_first ? first : second;
  }
  const int check_year = date.year < 100 ? 2000 : date.year;
  if (date.month < 1 || date.month > 12 || date.day < 1 || date.year > kLastYear) return std::nullopt;
  if (!exists(check_year, static_cast<unsigned>(date.month), static_cast<unsigned>(date.day))) return std::nullopt;
  date.precision = base::IsoDate::Precision::Day;
  if (first_digits == 4 && mark == '-' && end < text.size() && text[end] == 'T') {
    std::size_t stop = end + 1;
    while (stop < text.size() && (is_digit(text[stop]) || text[stop] == ':' || text[stop] == '+' || text[stop] == '-')) ++stop;
    if (stop < text.size() && text[stop] == 'Z') ++stop;
    if (const auto whole = base::parse_iso_date(text.substr(at, stop - at))) return NumericDate{*whole, stop - at};
  }
  if (end < text.size() && (is_digit(text[end]) || text[end] == mark)) return std::nullopt;
  return found;
}

struct ClockReading {
  int value;
  std::size_t length;
};

// Whether "am", "pm", "a.m." or "p.m." follows, after a space or none.
bool half_of_day_at(std::string_view text, std::size_t at) {
  if (at < text.size() && text[at] == ' ') ++at;
  if (at + 1 >= text.size() || (text[at] != 'a' && text[at] != 'p')) return false;
  ++at;
  if (text[at] == '.') ++at;
  return at < text.size() && text[at] == 'm' && (at + 1 == text.size() || !continues_letter(text[at + 1]));
}

// "7:15", "10:35:20", "7.15 p.m."; "7.15" alone is left to numbers.
std::optional<ClockReading> clock_at(std::string_view text, std::size_t at) {
  const int hour_digits = digits_at(text, at);
  if (hour_digits < 1 || hour_digits > 2) return std::nullopt;
  std::size_t p = at + static_cast<std::size_t>(hour_digits);
  if (p >= text.size() || (text[p] != ':' && text[p] != '.') || digits_at(text, p + 1) != 2) return std::nullopt;
  if (text[p] == '.' && !half_of_day_at(text, p + 3)) return std::nullopt;
  const int hour = number_at(text, at, hour_digits);
  const int minute = number_at(text, p + 1, 2);
  p += 3;
  if (hour > 24 || minute > 59) return std::nullopt;
  if (p + 2 < text.size() && text[p] == ':' && digits_at(text, p + 1) == 2) {
    const int second = number_at(text, p + 1, 2);
    if (second > 59) return std::nullopt;
    return ClockReading{-1 - (hour * 3600 + minute * 60 + second), p + 3 - at};
  }
  return ClockReading{hour * 3600 + minute * 60, p - at};
}

class Scanner {
 public:
  Scanner(const Lexicon& lexicon, std::string_view text, Span sentence, Scan& scan)
      : lexicon_(lexicon), known_(lexicon.known()), text_(text.substr(0, sentence.end)), at_(sentence.begin), scan_(scan) {}

  void run() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (is_space(c)) {
        space_ = true;
        ++at_;
      } else if (const std::size_t length = wide_space(text_.substr(at_))) {
        space_ = true;
        at_ += length;
      } else if (is_digit(c)) {
        read_number();
      } else if (is_letter(c)) {
        read_word();
      } else {
        read_mark();
      }
    }
  }

 private:
  Item& push(std::size_t length) {
    Item item;
    item.span = {static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(at_ + length)};
    item.space_before = space_;
    scan_.items.push_back(item);
    space_ = false;
    at_ += length;
    return scan_.items.back();
  }

  void add_word(Item& item, std::string_view lower, char first) const {
    const Word* word = lexicon_.find(lower);
    if (word == nullptr) return;
    item.add(word->literal);
    for (std::size_t i = 0; i < word->class_count; ++i) {
      const WordClass& entry = word->classes[i];
      if (entry.letters == LetterCase::Upper && !is_upper(first)) continue;
      if (entry.symbol == known_.vague) item.vague = true;
      item.add(entry.symbol, entry.value);
    }
  }

  // "p.m.", "B.C": letters with a point after each. The length, and the letters alone in `letters`.
  std::size_t dotted_word(std::array<char, 8>& letters, std::size_t& count) const {
    std::size_t p = at_;
    count = 0;
    while (p + 1 < text_.size() && count < letters.size() && is_letter(text_[p]) && static_cast<unsigned char>(text_[p]) < 0x80 &&
           text_[p + 1] == '.') {
      letters[count++] = text_[p];
      p += 2;
    }
    // The last point may be missing: "10 p.m today".
    if (count > 0 && count < letters.size() && p < text_.size() && is_letter(text_[p]) &&
        (p + 1 == text_.size() || !continues_letter(text_[p + 1]))) {
      letters[count++] = text_[p];
      ++p;
    }
    return count > 1 ? p - at_ : 0;
  }

  void read_word() {
    std::size_t end = at_;
    while (end < text_.size() && continues_letter(text_[end])) ++end;
    if (end == at_) end = at_ + 1;
    const char first = text_[at_];
    if (end - at_ == 1) {
      std::array<char, 8> letters{};
      std::size_t count = 0;
      if (const std::size_t length = dotted_word(letters, count)) {
        const std::string_view lower = lower_({letters.data(), count});
        if (lexicon_.find(lower) != nullptr) {
          add_word(push(length), lower, first);
          return;
        }
      }
    }
    // "Q3", "H1": letters and one digit.
    if (end < text_.size() && is_digit(text_[end]) && digits_at(text_, end) == 1 &&
        (end + 1 == text_.size() || !continues_letter(text_[end + 1]))) {
      const std::string_view with_digit = lower_(text_.substr(at_, end + 1 - at_));
      if (lexicon_.find(with_digit) != nullptr) {
        add_word(push(end + 1 - at_), with_digit, first);
        return;
      }
    }
    const std::string_view word = text_.substr(at_, end - at_);
    // An abbreviation that is listed with its point takes the point.
    if (end < text_.size() && text_[end] == '.') {
      const std::string_view dotted = lower_(text_.substr(at_, end + 1 - at_));
      if (lexicon_.find(dotted) != nullptr) {
        add_word(push(end + 1 - at_), dotted, first);
        return;
      }
    }
    const std::string_view lower = lower_(word);
    add_word(push(word.size()), lower, first);
  }

  bool currency_before() const {
    if (scan_.items.empty() || space_) return false;
    const std::string_view before = scan_.items.back().span.in(text_);
    return before == "$" || before == "#" || before == "\xC2\xA3" || before == "\xE2\x82\xAC" || before == "\xC2\xA5";
  }

  // A number glued to letters before it ("F-105", "B52") names a thing, other than in "FY2024".
  bool glued_to_word() const {
    return !scan_.items.empty() && !space_ && is_letter(text_[scan_.items.back().span.end - 1]) &&
           !scan_.items.back().is(known_.fiscal);
  }

  void read_number() {
    if (!currency_before() && !glued_to_word()) {
      if (const auto date = numeric_date_at(text_, at_)) {
        scan_.dates.push_back(date->date);
        push(date->length).add(known_.numeric_date, static_cast<int>(scan_.dates.size() - 1));
        return;
      }
      if (const auto clock = clock_at(text_, at_)) {
        push(clock->length).add(known_.clock, clock->value);
        return;
      }
    }
    const bool is_money = currency_before();
    const bool is_name = glued_to_word();
    const int digits = digits_at(text_, at_);
    std::size_t end = at_ + static_cast<std::size_t>(digits);
    bool plain = true;
    while (end + 3 < text_.size() && text_[end] == ',' && digits_at(text_, end + 1) == 3) {
      end += 4;
      plain = false;
    }
    if (end + 1 < text_.size() && text_[end] == '.' && is_digit(text_[end + 1])) {
      ++end;
      while (end < text_.size() && is_digit(text_[end])) ++end;
      plain = false;
    }
    const std::size_t begin = at_;
    std::size_t letters = end;
    while (letters < text_.size() && continues_letter(text_[letters])) ++letters;
    const std::string_view suffix = lower_(text_.substr(end, letters - end));
    if (plain && (suffix == "st" || suffix == "nd" || suffix == "rd" || suffix == "th")) {
      const int value = digits <= 4 ? number_at(text_, begin, digits) : 0;
      Item& item = push(letters - begin);
      item.add(known_.ordinal, value);
      if (value >= 1 && value <= 31) item.add(known_.month_day, value);
      return;
    }
    const bool decade_digits = digits == 4 || digits == 2;
    std::size_t decade_end = suffix == "s" ? letters : 0;
    if (letters == end && end + 1 < text_.size() && text_[end] == '\'' && text_[end + 1] == 's' &&
        (end + 2 == text_.size() || !continues_letter(text_[end + 2]))) {
      decade_end = end + 2;
    }
    if (plain && decade_digits && decade_end > 0 && number_at(text_, begin, digits) % 10 == 0 && !is_money && !is_name) {
      push(decade_end - begin).add(known_.decade, number_at(text_, begin, digits));
      return;
    }
    Item& item = push(end - begin);
    if (is_money || is_name || digits > 9) return;
    double value = 0;
    {
      std::string digits_only;
      for (const char c : text_.substr(begin, end - begin)) {
        if (c != ',') digits_only += c;
      }
      if (digits_only.size() > 12) return;
      value = number_at(digits_only, 0, digits_at(digits_only, 0));
      const std::size_t point = digits_only.find('.');
      if (point != std::string::npos) {
        const int places = digits_at(digits_only, point + 1);
        value += number_at(digits_only, point + 1, std::min(places, 6)) / std::pow(10.0, std::min(places, 6));
      }
    }
    item.number = value;
    if (const Word* word = plain ? lexicon_.find(item.span.in(text_)) : nullptr) item.add(word->literal);
    item.add(known_.number, static_cast<int>(value));
    if (!plain) return;
    const int whole = static_cast<int>(value);
    if (digits == 4 && whole >= 1000 && whole < 2200) item.add(known_.year, whole);
    if (digits == 4 && whole / 100 <= 24 && whole % 100 < 60)
      item.add(known_.hours_minutes, whole / 100 * 3600 + whole % 100 * 60);
    if (digits <= 2 && whole >= 1 && whole <= 31) item.add(known_.month_day, whole);
    if (digits == 2) item.add(known_.two_digits, whole);
    if (digits <= 2 && whole <= 24) item.add(known_.hour, whole);
  }

  void read_mark() {
    const std::string_view rest = text_.substr(at_);
    const auto starts = [&](std::string_view prefix) { return rest.substr(0, prefix.size()) == prefix; };
    // Apostrophes, straight or curly, before an s: the possessive.
    for (const std::string_view mark :
         {std::string_view("'"), std::string_view("\xE2\x80\x99"), std::string_view("\xE2\x80\x98")}) {
      if (!starts(mark)) continue;
      const std::size_t next = mark.size();
      if (next < rest.size() && rest[next] == 's' && (next + 1 == rest.size() || !continues_letter(rest[next + 1]))) {
        add_word(push(next + 1), "'s", '\'');
      } else {
        add_word(push(next), "'", '\'');
      }
      return;
    }
    if (starts("--")) {
      add_word(push(2), "--", '-');
    } else if (starts("\xE2\x80\x93") || starts("\xE2\x80\x90") || starts("\xE2\x80\x91")) {
      add_word(push(3), "-", '-');
    } else if (starts("\xE2\x80\x94")) {
      add_word(push(3), "--", '-');
    } else {
      std::size_t length = 1;
      while (at_ + length < text_.size() && (static_cast<unsigned char>(text_[at_ + length]) & 0xC0) == 0x80) ++length;
      add_word(push(length), rest.substr(0, length), '.');
    }
  }

  const Lexicon& lexicon_;
  const ScannerSymbols& known_;
  std::string_view text_;
  std::size_t at_;
  Scan& scan_;
  LowerCase lower_;
  bool space_ = true;
};

}  // namespace

std::string_view LowerCase::operator()(std::string_view word) {
  if (word.size() > letters_.size()) return {};
  for (std::size_t i = 0; i < word.size(); ++i) {
    letters_[i] = is_upper(word[i]) ? static_cast<char>(word[i] + ('a' - 'A')) : word[i];
  }
  return {letters_.data(), word.size()};
}

void scan_sentence(const Lexicon& lexicon, std::string_view text, Span sentence, Scan& scan) {
  scan.items.clear();
  scan.dates.clear();
  Scanner(lexicon, text, sentence, scan).run();
  join_numbers(lexicon, text, scan.items);
}

}  // namespace dateline::when
