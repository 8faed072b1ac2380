#include "syntax/word_form.h"

#include <algorithm>

#include "syntax/hashing.h"

namespace dateline::syntax {
namespace {

constexpr std::size_t kLongestForm = 64;  // bytes of a word that count; more would only cost time
constexpr std::size_t kLongestShape = 8;

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_ascii_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_ascii_lower(char c) { return c >= 'a' && c <= 'z'; }

// The shape's letter for a byte. Continuation bytes of UTF-8 take the class of what they continue.
char shape_of(std::string_view form, std::size_t i) {
  const char c = form[i];
  const auto byte = static_cast<unsigned char>(c);
  if (is_ascii_upper(c)) return 'X';
  if (is_ascii_lower(c)) return 'x';
  if (is_digit(c)) return 'd';
  if (byte < 0x80) return c;
  if (byte == 0xC3 && i + 1 < form.size()) {
    const auto next = static_cast<unsigned char>(form[i + 1]);
    return next >= 0x80 && next <= 0x9E ? 'X' : 'x';
  }
  return byte >= 0xE2 && byte < 0xE3 ? '~' : 'x';
}

std::uint32_t shape_hash(std::string_view form) {
  std::array<char, kLongestShape> shape{};
  std::size_t size = 0;
  for (std::size_t i = 0; i < form.size() && size < shape.size(); ++i) {
    if ((static_cast<unsigned char>(form[i]) & 0xC0) == 0x80) continue;
    const char c = shape_of(form, i);
    if (size > 0 && shape[size - 1] == c) {
      // Two capitals ("US") and one ("I", "The") are different things; longer runs are not.
      if (c != 'X' || (size > 1 && shape[size - 2] == c)) continue;
    }
    shape[size++] = c;
  }
  return hash_string({shape.data(), size});
}

}  // namespace

void normalise(std::string_view form, std::string& out) {
  for (std::size_t i = 0; i < form.size(); ++i) {
    const char c = form[i];
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      out += is_ascii_upper(c) ? static_cast<char>(c - 'A' + 'a') : c == '`' ? '\'' : c;
      continue;
    }
    const auto second = i + 1 < form.size() ? static_cast<unsigned char>(form[i + 1]) : 0u;
    const auto third = i + 2 < form.size() ? static_cast<unsigned char>(form[i + 2]) : 0u;
    if (byte == 0xC3 && second >= 0x80 && second <= 0x9E && second != 0x97) {
      out += c;
      out += static_cast<char>(second + 0x20);
      ++i;
    } else if (byte == 0xE2 && second == 0x80 && third >= 0x98 && third <= 0x9B) {
      out += '\'';
      i += 2;
    } else if (byte == 0xE2 && second == 0x80 && third >= 0x9C && third <= 0x9F) {
      out += '"';
      i += 2;
    } else {
      out += c;
    }
  }
}

WordForm word_form(std::string_view form, std::string& buffer) {
  form = form.substr(0, kLongestForm);
  WordForm word;
  word.shape = shape_hash(form);
  buffer.assign(form);
  std::replace_if(buffer.begin(), buffer.end(), is_digit, '0');
  word.exact = hash_string(buffer);
  buffer.clear();
  normalise(form, buffer);
  std::replace_if(buffer.begin(), buffer.end(), is_digit, '0');
  word.lower = hash_string(buffer);
  const std::string_view lower = buffer;
  for (std::size_t n = 1; n <= word.suffix.size(); ++n) {
    word.suffix[n - 1] = hash_string(lower.substr(lower.size() > n ? lower.size() - n : 0));
  }
  for (std::size_t n = 1; n <= word.prefix.size(); ++n) word.prefix[n - 1] = hash_string(lower.substr(0, n));
  return word;
}

CaseStyle case_style(std::span<const std::string_view> forms) {
  std::size_t with_lower = 0;
  std::size_t long_words = 0;
  std::size_t long_capitals = 0;
  std::size_t upper_words = 0;
  for (const std::string_view form : forms) {
    const std::string_view begin = form.substr(0, kLongestForm);
    const bool has_lower = std::any_of(begin.begin(), begin.end(), is_ascii_lower);
    const bool is_capital = !begin.empty() && is_ascii_upper(begin.front());
    with_lower += has_lower;
    upper_words += is_capital && !has_lower && begin.size() > 1;
    if (begin.size() >= 4 && (is_capital || is_ascii_lower(begin.front()))) {
      ++long_words;
      long_capitals += is_capital;
    }
  }
  if (upper_words >= 2 && with_lower * 5 <= upper_words) return CaseStyle::AllCapitals;
  if (long_words >= 4 && long_capitals * 10 >= long_words * 9) return CaseStyle::Title;
  return CaseStyle::Normal;
}

}  // namespace dateline::syntax
