#include "page/titles.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/utf8.h"

namespace dateline::page {

namespace {

// Between a title and the name of its site.
constexpr std::array<std::string_view, 10> kSigns = {
    " | ", " - ", " \u2013 ", " \u2014 ", " :: ", " \u00BB ", " \u00AB ", " \u00B7 ", " // ", " \u2022 "};
// A main heading of fewer letters may agree with a title by chance.
constexpr std::size_t kShortestTitle = 8;
// What is read of a title or heading, and of how many headings.
constexpr std::size_t kLongestTitle = 512;
constexpr std::uint32_t kMostHeadings = 64;
constexpr std::size_t kSharedWords = 2;
// One in so many words of the shorter.
constexpr std::size_t kShare = 3;
// What is read of a title.
constexpr std::size_t kMostWords = 64;

// The words of a folded text, each once, sorted.
std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  const auto is_word_byte = [](char c) { return (c & 0x80) != 0 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  for (std::size_t at = 0; at < text.size() && words.size() < kMostWords;) {
    std::size_t end = at;
    while (end < text.size() && is_word_byte(text[end])) ++end;
    if (end > at) words.push_back(text.substr(at, end - at));
    at = std::max(end, at + 1);
  }
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

}  // namespace

Agreement agreement(std::string_view heading, std::string_view title) {
  const std::string a = base::folded(heading);
  const std::string b = base::folded(title);
  if (a.empty() || b.empty()) return Agreement::None;
  if (a.find(b) != std::string::npos || b.find(a) != std::string::npos) return Agreement::Same;
  const std::vector<std::string_view> of_heading = words_of(a);
  const std::vector<std::string_view> of_title = words_of(b);
  std::vector<std::string_view> shared;
  std::set_intersection(of_heading.begin(), of_heading.end(), of_title.begin(), of_title.end(), std::back_inserter(shared));
  const bool enough = shared.size() >= kSharedWords && shared.size() * kShare >= std::min(of_heading.size(), of_title.size());
  return enough ? Agreement::SharesWords : Agreement::None;
}

std::string without_site(std::string_view title, std::string_view site) {
  std::string_view best = title;
  const std::string folded_site = base::folded(site);
  for (const std::string_view sign : kSigns) {
    const std::size_t last = title.rfind(sign);
    if (last == std::string_view::npos) continue;
    const std::string_view behind = title.substr(last + sign.size());
    const std::size_t first = title.find(sign);
    const std::string_view before = title.substr(0, first);
    if (!folded_site.empty() && base::folded(behind) == folded_site) return std::string(title.substr(0, last));
    if (!folded_site.empty() && base::folded(before) == folded_site) return std::string(title.substr(first + sign.size()));
    // Without the site's name to compare, a short end behind a longer title is taken for one.
    if (behind.size() * 2 < last && title.substr(0, last).size() < best.size()) best = title.substr(0, last);
  }
  return std::string(best);
}

bool is_site_name(std::string_view heading, std::string_view title, std::string_view site) {
  const std::string folded_heading = base::folded(heading);
  if (folded_heading == base::folded(site)) return !site.empty();
  for (const std::string_view sign : kSigns) {
    const std::size_t last = title.rfind(sign);
    if (last == std::string_view::npos) continue;
    const std::string_view behind = title.substr(last + sign.size());
    if (behind.size() < last && base::folded(behind) == folded_heading) return true;
  }
  return false;
}

std::uint32_t headline_of(const Tree& tree, std::string_view title, std::string_view site) {
  title = title.substr(0, kLongestTitle);
  std::uint32_t found = 0;
  std::uint32_t only = kNone;
  std::uint32_t sharing = kNone;
  for (std::uint32_t i = 0; i < tree.size() && found < kMostHeadings; ++i) {
    if (tree[i].tag != Tag::H1) continue;
    const std::uint32_t node = i;
    const std::string text = tree.text_below(node);
    const std::string_view heading = std::string_view(text).substr(0, kLongestTitle);
    i = tree[i].end - 1;
    if (heading.empty()) continue;
    ++found;
    if (is_site_name(heading, title, site)) continue;
    only = node;
    const Agreement says = agreement(heading, title);
    if (says == Agreement::Same && heading.size() >= kShortestTitle) return node;
    if (says != Agreement::None && sharing == kNone) sharing = node;
  }
  return sharing == kNone && found == 1 ? only : sharing;
}

}  // namespace dateline::page
