#include "page/authors.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"

namespace dateline::page {

namespace {

constexpr std::size_t kLongestName = 60;
constexpr std::size_t kMostWords = 6;
constexpr std::size_t kMostNames = 64;
// Scripts behind it have no capitals, or are not known here by them.
constexpr char32_t kBehindLatin = 0x250;
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

// The bytes of a sign between the parts of a byline: "·", "•".
std::size_t bullet_at(std::string_view text, std::size_t at) {
  for (const std::string_view sign : {"\u00B7", "\u2022", "\u22C5"}) {
    if (text.compare(at, sign.size(), sign) == 0) return sign.size();
  }
  return 0;
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

AuthorNames::Lead AuthorNames::lead(std::string_view text) const {
  text = trimmed(text.substr(0, kReadWithin));
  std::array<std::uint32_t, 4> ends{};
  std::size_t count = 0;
  for (std::size_t i = 1; i <= text.size() && count < ends.size(); ++i) {
    if (i == text.size() || ((is_space(text[i]) || text[i] == ':') && !is_space(text[i - 1])))
      ends[count++] = static_cast<std::uint32_t>(i);
  }
  if (count == 0) return {};
  const knowledge::PhraseMatch match = phrases_.longest(text, 0, {ends.data(), count});
  for (const knowledge::PhraseEntry& entry : match.entries) {
    const std::string_view kind = table_.cell(entry.row, kind_);
    if (kind == "by") return {Lead::Kind::By, trimmed(text.substr(match.span.end))};
    if (kind == "other") return {Lead::Kind::Other, trimmed(text.substr(match.span.end))};
  }
  return {};
}

bool AuthorNames::looks_like_name(std::string_view text) {
  text = trimmed(text.substr(0, text.find(',')));
  if (text.empty()) return false;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    const char32_t first = base::decode_utf8(text, begin).code_point;
    // "van", "de la", "and".
    const bool is_small = base::is_letter(first) && !base::is_upper(first) && first < kBehindLatin;
    if (is_small && (begin == 0 || end - begin > 3)) return false;
    begin = end + 1;
  }
  return true;
}

// "By"'s own text when it begins so, else nothing.
std::string_view AuthorNames::behind_by(std::string_view text) const {
  const Lead found = lead(text);
  return found.kind == Lead::Kind::By ? found.behind : std::string_view();
}

// "Ann Lee on", "Ann Lee Published".
std::string_view AuthorNames::without_end_words(std::string_view name) const {
  for (std::size_t space = name.rfind(' '); space != std::string_view::npos && is(name.substr(space + 1), "end");
       space = name.rfind(' '))
    name = trimmed(name.substr(0, space));
  return name;
}

void AuthorNames::add(std::string_view text, std::vector<std::string>& names) const {
  text = trimmed(text.substr(0, kReadWithin));
  // An address is no name.
  if (const std::size_t address = std::min(text.find("://"), text.find("www.")); address != std::string_view::npos) {
    const std::size_t space = text.substr(0, address).find_last_of(" ,");
    text = space == std::string_view::npos ? std::string_view() : trimmed(text.substr(0, space));
  }
  if (const std::string_view behind = behind_by(text); !behind.empty()) text = behind;
  // Pieces between signs that part names, and between words that join them.
  std::size_t begin = 0;
  bool is_behind_name = false;
  const auto take = [&](std::string_view piece) {
    piece = trimmed(piece);
    if (const std::string_view behind = behind_by(piece); !behind.empty()) piece = behind;
    piece = without_end_words(piece);
    if (piece.empty() || piece.size() > kLongestName || names.size() >= kMostNames) return;
    if (piece.find('@') != std::string_view::npos || !base::is_letter(base::decode_utf8(piece, 0).code_point)) return;
    // "Ann Lee, a founder of": what stands behind a name and tells of its owner.
    if (is_behind_name && !looks_like_name(piece)) return;
    if (std::any_of(piece.begin(), piece.end(), [](char c) { return c >= '0' && c <= '9'; }) || !has_letter(piece)) return;
    if (static_cast<std::size_t>(std::count(piece.begin(), piece.end(), ' ')) >= kMostWords) return;
    if (is(piece, "none") || is(piece, "role")) return;
    const std::string folded = base::folded(piece);
    const bool known =
        std::any_of(names.begin(), names.end(), [&](const std::string& name) { return base::folded(name) == folded; });
    if (!known) names.emplace_back(piece);
    is_behind_name = true;
  };
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (const std::size_t width = i < text.size() ? bullet_at(text, i) : 0; width > 0) {
      take(text.substr(begin, i - begin));
      i += width - 1;
      begin = i + 1;
      continue;
    }
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
