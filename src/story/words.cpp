#include "story/words.h"

#include <string>

#include "base/hash.h"

namespace dateline::story {

namespace {

bool is_digit(unsigned char c) { return c >= '0' && c <= '9'; }
// Letters beyond ASCII count as letters as they are; a dash or quotation mark beyond ASCII (E2 80 ..) ends a word.
bool is_word_byte(std::string_view text, std::size_t i) {
  const auto c = static_cast<unsigned char>(text[i]);
  if (c < 0x80) return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return c != 0xE2;
}

}  // namespace

std::vector<Word> content_words(std::string_view text, std::size_t limit) {
  constexpr std::size_t kShortest = 4;
  std::vector<Word> words;
  words.reserve(std::min(limit, text.size() / 8));
  for (std::size_t i = 0; i < text.size() && words.size() < limit;) {
    if (!is_word_byte(text, i)) {
      i += static_cast<unsigned char>(text[i]) == 0xE2 ? 3 : 1;
      continue;
    }
    const std::size_t begin = i;
    std::uint32_t hash = 2166136261u;  // FNV-1a
    bool digit = false;
    for (; i < text.size() && is_word_byte(text, i); ++i) {
      auto c = static_cast<unsigned char>(text[i]);
      if (c >= 'A' && c <= 'Z') c = static_cast<unsigned char>(c + 32);
      digit = digit || is_digit(c);
      hash = (hash ^ c) * 16777619u;
    }
    if (i - begin < kShortest && !digit) continue;
    hash ^= hash >> 15;  // FNV's low bits are weak for short words
    hash *= 0x85EBCA6Bu;
    hash ^= hash >> 13;
    words.push_back({hash, {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(i)}});
  }
  return words;
}

std::vector<std::string_view> running_words(std::string_view text) {
  std::vector<std::string_view> words;
  const auto is_word = [&](std::size_t i) { return i < text.size() && is_word_byte(text, i); };
  const auto is_number = [&](std::size_t i) { return i < text.size() && is_digit(static_cast<unsigned char>(text[i])); };
  for (std::size_t i = 0; i < text.size();) {
    if (!is_word(i)) {
      i += static_cast<unsigned char>(text[i]) == 0xE2 ? 3 : 1;
      continue;
    }
    const std::size_t begin = i;
    for (;;) {
      while (is_word(i)) ++i;
      if (i >= text.size()) break;
      // A sign that stands between letters, or between digits, belongs to the word.
      const bool joins = text[i] == '-' || text[i] == '\'';
      const bool separates = (text[i] == ',' || text[i] == '.') && is_number(i - 1) && is_number(i + 1);
      constexpr std::string_view kApostrophe = "\u2019";
      if ((joins || separates) && is_word(i + 1)) {
        ++i;
      } else if (text.substr(i).substr(0, kApostrophe.size()) == kApostrophe && is_word(i + kApostrophe.size())) {
        i += kApostrophe.size();
      } else {
        break;
      }
    }
    words.push_back(text.substr(begin, i - begin));
  }
  return words;
}

std::uint32_t key_of(char kind, std::string_view name) {
  std::string key(1, kind);
  key += name;
  return static_cast<std::uint32_t>(base::xxh64(key));
}

}  // namespace dateline::story
