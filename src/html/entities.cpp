// The names stand sorted in one table (entities.tsv, made into initializers when the project is built). A name is looked up a
// letter at a time: the rows that begin with the letters read so far are a range, which a binary search makes smaller with each
// letter; the first row of the range is the name itself when one ends here. That is a dozen comparisons for a usual name, without
// an index.
#include "html/entities.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/utf8.h"

namespace dateline::html {

namespace {

struct Entity {
  std::string_view name;
  char32_t first, second;
};

constexpr Entity kEntities[] = {
#include "html/entities.inc"
};
static_assert(std::is_sorted(std::begin(kEntities), std::end(kEntities),
                             [](const Entity& a, const Entity& b) { return a.name < b.name; }),
              "entities.tsv: the rows must be sorted by name");

// What the numbers 0x80 to 0x9F stand for: the letters of Windows-1252, as old pages mean them; 0 keeps the number.
constexpr std::array<char32_t, 32> kWindows1252 = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
    0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter_or_digit(char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

char32_t meant(std::uint32_t number) {
  if (number == 0 || number > 0x10FFFF || (number >= 0xD800 && number <= 0xDFFF)) return base::kReplacement;
  if (number >= 0x80 && number <= 0x9F && kWindows1252[number - 0x80] != 0) return kWindows1252[number - 0x80];
  return number;
}

std::uint32_t append_number(const char* at, const char* end, std::string& out) {
  const char* p = at + 2;
  const bool hex = p < end && (*p | 0x20) == 'x';
  if (hex) ++p;
  const char* digits = p;
  std::uint32_t number = 0;
  for (; p < end; ++p) {
    const int value = hex ? hex_value(*p) : is_digit(*p) ? *p - '0' : -1;
    if (value < 0) break;
    // Beyond the last code point it no longer matters what the number is.
    if (number <= 0x10FFFF) number = number * (hex ? 16 : 10) + static_cast<std::uint32_t>(value);
  }
  if (p == digits) return 0;
  if (p < end && *p == ';') ++p;
  base::append_utf8(out, meant(number));
  return static_cast<std::uint32_t>(p - at);
}

}  // namespace

std::uint32_t append_reference(const char* at, const char* end, ReferenceIn place, std::string& out) {
  if (at + 1 >= end) return 0;
  if (at[1] == '#') return append_number(at, end, out);
  const Entity* low = std::begin(kEntities);
  const Entity* high = std::end(kEntities);
  const Entity* longest = nullptr;
  for (std::size_t length = 0; at + 1 + length < end; ++length) {
    const char c = at[1 + length];
    // Rows of the range are equal up to `length`; the row that ends there stands first and has no letter to compare.
    const auto letter = [length](const Entity& row) {
      return row.name.size() > length ? static_cast<unsigned char>(row.name[length]) : 0;
    };
    if (c == '\0') break;
    const int wanted = static_cast<unsigned char>(c);
    low = std::lower_bound(low, high, wanted, [&](const Entity& row, int value) { return letter(row) < value; });
    high = std::upper_bound(low, high, wanted, [&](int value, const Entity& row) { return value < letter(row); });
    if (low == high) break;
    if (low->name.size() == length + 1) longest = low;
  }
  if (longest == nullptr) return 0;
  const auto length = static_cast<std::uint32_t>(1 + longest->name.size());
  if (place == ReferenceIn::Attribute && longest->name.back() != ';' && at + length < end &&
      (at[length] == '=' || is_letter_or_digit(at[length]))) {
    return 0;
  }
  base::append_utf8(out, longest->first);
  if (longest->second != 0) base::append_utf8(out, longest->second);
  return length;
}

}  // namespace dateline::html
