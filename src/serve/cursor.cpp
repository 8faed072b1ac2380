#include "serve/cursor.h"

#include <bit>

#include "base/hash.h"

namespace dateline::serve {

namespace {

constexpr std::string_view kLetters = "0123456789abcdefghijklmnopqrstuv";  // base 32, five bits each
constexpr std::size_t kBytes = 4 + 3 * 8;

std::string bytes_of(const Cursor& cursor, std::string_view list) {
  std::string numbers;
  for (const std::int64_t number : cursor.at) {
    for (int shift = 56; shift >= 0; shift -= 8) numbers += static_cast<char>(static_cast<std::uint64_t>(number) >> shift);
  }
  const std::uint64_t check = base::xxh64(std::string(list) + '\0' + numbers);
  std::string out;
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(check >> shift);
  return out + numbers;
}

}  // namespace

std::string to_text(const Cursor& cursor, std::string_view list) {
  std::string out;
  std::uint32_t bits = 0, count = 0;
  for (const char c : bytes_of(cursor, list)) {
    bits = bits << 8 | static_cast<unsigned char>(c);
    for (count += 8; count >= 5; count -= 5) out += kLetters[bits >> (count - 5) & 31];
  }
  if (count > 0) out += kLetters[bits << (5 - count) & 31];
  return out;
}

std::optional<Cursor> cursor_from(std::string_view text, std::string_view list) {
  if (text.size() != (kBytes * 8 + 4) / 5) return std::nullopt;
  std::string bytes;
  std::uint32_t bits = 0, count = 0;
  for (const char c : text) {
    const std::size_t value = kLetters.find(c);
    if (value == kLetters.npos) return std::nullopt;
    bits = bits << 5 | static_cast<std::uint32_t>(value);
    count += 5;
    if (count >= 8) {
      count -= 8;
      bytes += static_cast<char>(bits >> count & 255);
    }
  }
  Cursor cursor;
  for (std::size_t i = 0; i < cursor.at.size(); ++i) {
    std::uint64_t number = 0;
    for (std::size_t j = 0; j < 8; ++j) number = number << 8 | static_cast<unsigned char>(bytes[4 + i * 8 + j]);
    cursor.at[i] = std::bit_cast<std::int64_t>(number);
  }
  if (to_text(cursor, list) != text) return std::nullopt;
  return cursor;
}

}  // namespace dateline::serve
