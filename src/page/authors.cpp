#include "page/authors.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"

namespace dateline::page {

namespace {

constexpr std::size_t kLongestName = 60;
constexpr std::size_t kMostWords = 6;
constexpr std::size_t kMostNames = 64;
// A byline is not longer.
constexpr std::size_t kReadWithin = 600;

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (is_space(text.front()) || text.front() == ',' || text.front() == ':' || text.front() == '-'))
    text.remove_prefix(1);
  while (!text.empty() && (is_space(text.back()) || text.back() == ',' || text.back() == ':' || text.back() == '-'))
    text.remove_suffix(1);
  return text;
}

bool has_letter(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const base::Decoded letter = base::decode_utf8(text, at);
    if (base::is_letter(letter.code_point)) return true;
    at += letter.length;
  }
  return false;
}

}  // namespace

AuthorNames::AuthorNames(const knowledge::Knowledge& knowledge)
    : phrases_(knowledge.phrases("author_words")), table_(knowledge.table("author_words")), kind_(table_.column("kind")) {}

bool AuthorNames::is(std::string_view phrase, std::string_view kind) const {
  if (phrase.empty() || phrase.size() > kLongestName) return false;
  for (const knowledge::PhraseEntry& entry : phrases_.find(phrase)) {
    if (table_.cell(entry.row, kind_) == kind) return true;
  }
  return false;
}

std::string_view AuthorNames::behind_by(std::string_view text) const {
  text = trimmed(text.substr(0, kReadWithin));
  std::array<std::uint32_t, 4> ends{};
  std::size_t count = 0;
  for (std::size_t i = 1; i < text.size() && count < ends.size(); ++i) {
    if ((is_space(text[i]) || text[i] == ':') && !is_space(text[i - 1])) ends[count++] = static_cast<std::uint32_t>(i);
  }
  if (count == 0) return {};
  const knowledge::PhraseMatch match = phrases_.longest(text, 0, {ends.data(), count});
  for (const knowledge::PhraseEntry& entry : match.entries) {
    if (table_.cell(entry.row, kind_) == "by") return trimmed(text.substr(match.span.end));
  }
  return {};
}

void AuthorNames::add(std::string_view text, std::vector<std::string>& names) const {
  text = trimmed(text.substr(0, kReadWithin));
  if (const std::string_view behind = behind_by(text); !behind.empty()) text = behind;
  // Pieces between signs that part names, and between words that join them.
  std::size_t begin = 0;
  const auto take = [&](std::string_view piece) {
    piece = trimmed(piece);
    if (const std::string_view behind = behind_by(piece); !behind.empty()) piece = behind;
    if (piece.empty() || piece.size() > kLongestName || names.size() >= kMostNames) return;
    if (piece.find('@') != std::string_view::npos || piece.find("://") != std::string_view::npos ||
        piece.find("www.") != std::string_view::npos)
      return;
    if (std::any_of(piece.begin(), piece.end(), [](char c) { return c >= '0' && c <= '9'; }) || !has_letter(piece)) return;
    if (static_cast<std::size_t>(std::count(piece.begin(), piece.end(), ' ')) >= kMostWords) return;
    if (is(piece, "none") || is(piece, "role")) return;
    const std::string folded = base::folded(piece);
    const bool known =
        std::any_of(names.begin(), names.end(), [&](const std::string& name) { return base::folded(name) == folded; });
    if (!known) names.emplace_back(piece);
  };
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i == text.size() || text[i] == ',' || text[i] == ';' || text[i] == '|' || text[i] == '&' || text[i] == '/' ||
        text[i] == '\n' || text[i] == '(') {
      take(text.substr(begin, i - begin));
      begin = i + 1;
      continue;
    }
    if (!is_space(text[i])) continue;
    const std::size_t end = std::min(text.find(' ', i + 1), text.size());
    if (end < text.size() && end - i <= 5 && i > begin && is(text.substr(i + 1, end - i - 1), "and")) {
      take(text.substr(begin, i - begin));
      begin = end;
    }
  }
}

}  // namespace dateline::page
