#include "serve/snippet.h"

#include <algorithm>
#include <set>

#include "base/utf8.h"

namespace dateline::serve {

namespace {

struct Word {
  std::size_t begin, end;  // bytes
  bool hit = false;
};

template <typename Take>
void each_word(std::string_view text, Take take) {
  std::size_t begin = std::string_view::npos;
  for (std::size_t i = 0; i < text.size();) {
    const base::Decoded decoded = base::decode_utf8(text, i);
    const bool inside = base::is_letter(decoded.code_point) || base::is_digit(decoded.code_point);
    if (inside && begin == std::string_view::npos) begin = i;
    if (!inside && begin != std::string_view::npos) {
      take(begin, i);
      begin = std::string_view::npos;
    }
    i += decoded.length;
  }
  if (begin != std::string_view::npos) take(begin, text.size());
}

}  // namespace

std::vector<Piece> snippet(std::string_view text, std::string_view query) {
  constexpr std::size_t kWords = 40, kBefore = 10;
  std::set<std::string> wanted;
  each_word(query, [&](std::size_t begin, std::size_t end) { wanted.insert(base::folded(query.substr(begin, end - begin))); });
  std::vector<Word> words;
  each_word(text, [&](std::size_t begin, std::size_t end) {
    words.push_back({begin, end, wanted.count(base::folded(text.substr(begin, end - begin))) != 0});
  });
  if (words.empty()) return {};
  // The window of most hits, of equal ones the first.
  std::size_t hits = 0, most = 0, from = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    hits += words[i].hit;
    if (i >= kWords - kBefore) hits -= words[i - (kWords - kBefore)].hit;
    if (hits > most) {
      most = hits;
      from = i + 1 >= kWords - kBefore ? i + 1 - (kWords - kBefore) : 0;
    }
  }
  // It begins a little before its first hit.
  while (most > 0 && !words[from].hit) ++from;
  from = from > kBefore ? from - kBefore : 0;
  const std::size_t end = std::min(words.size(), from + kWords);
  std::vector<Piece> pieces;
  const auto add = [&](std::size_t begin, std::size_t stop, bool hit) {
    if (begin == stop) return;
    if (pieces.empty() || pieces.back().hit != hit) pieces.push_back({"", hit});
    pieces.back().text += text.substr(begin, stop - begin);
  };
  std::size_t at = from == 0 ? 0 : words[from].begin;
  if (from > 0) pieces.push_back({"… ", false});
  for (std::size_t i = from; i < end; ++i) {
    add(at, words[i].begin, false);
    add(words[i].begin, words[i].end, words[i].hit);
    at = words[i].end;
  }
  if (end < words.size()) {
    if (pieces.back().hit) pieces.push_back({"", false});
    pieces.back().text += " …";
  } else {
    add(at, text.size(), false);
  }
  for (Piece& piece : pieces) {
    std::replace_if(
        piece.text.begin(), piece.text.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  }
  return pieces;
}

}  // namespace dateline::serve
