#include "page/plain_text.h"

#include <algorithm>

namespace dateline::page {

namespace {

// Wrapped lines are no longer than this, and all but the last are about as long as the longest.
constexpr std::uint32_t kLongestWrapped = 100;
constexpr std::uint32_t kShortestWrapped = 40;

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '\v'; }

Span trimmed(std::string_view text, Span span) {
  while (span.begin < span.end && is_blank(text[span.begin])) ++span.begin;
  while (span.end > span.begin && is_blank(text[span.end - 1])) --span.end;
  return span;
}

bool are_wrapped(const std::vector<Span>& lines) {
  std::uint32_t longest = 0;
  std::uint32_t shortest = kLongestWrapped;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    longest = std::max(longest, lines[i].size());
    if (i + 1 < lines.size()) shortest = std::min(shortest, lines[i].size());
  }
  return longest <= kLongestWrapped && shortest >= kShortestWrapped;
}

void end_block(std::vector<Span>& lines, std::vector<Span>& out) {
  if (lines.empty()) return;
  if (are_wrapped(lines)) {
    out.push_back(lines.front().joined(lines.back()));
  } else {
    out.insert(out.end(), lines.begin(), lines.end());
  }
  lines.clear();
}

}  // namespace

std::string with_plain_line_ends(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') {
      out.push_back(text[i]);
    } else {
      out.push_back('\n');
      if (i + 1 < text.size() && text[i + 1] == '\n') ++i;
    }
  }
  return out;
}

std::vector<Span> paragraphs_of(std::string_view text) {
  std::vector<Span> out;
  std::vector<Span> block;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const Span line = trimmed(text, {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    if (line.empty()) {
      end_block(block, out);
    } else {
      block.push_back(line);
    }
    begin = end + 1;
  }
  end_block(block, out);
  return out;
}

}  // namespace dateline::page
