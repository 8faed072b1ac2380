#include "page/phrases.h"

#include <array>
#include <charconv>

#include "base/utf8.h"

namespace dateline::page {

namespace {

// No phrase of the table has more words.
constexpr std::size_t kMostWords = 16;

bool is_word_byte(char c) {
  return (c & 0x80) != 0 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

}  // namespace

BoilerplatePhrases::BoilerplatePhrases(const knowledge::Knowledge& knowledge)
    : phrases_(knowledge.phrases("boilerplate")),
      table_(knowledge.table("boilerplate")),
      match_(table_.column("match")),
      extent_(table_.column("extent")),
      short_(table_.column("short")),
      reason_(table_.column("reason")) {}

BoilerplatePhrase BoilerplatePhrases::find(std::string_view paragraph) const {
  if (!phrases_.exists()) return {};
  std::array<std::uint32_t, kMostWords> ends;
  std::size_t found_ends = 0;
  std::size_t words = 0;
  std::uint32_t begin = 0;
  std::uint32_t last_end = 0;
  bool in_word = false;
  for (std::size_t i = 0; i <= paragraph.size(); ++i) {
    const bool is_word = i < paragraph.size() && is_word_byte(paragraph[i]);
    if (is_word && !in_word && words == 0) begin = static_cast<std::uint32_t>(i);
    if (!is_word && in_word) {
      ++words;
      last_end = static_cast<std::uint32_t>(i);
      if (found_ends < ends.size()) ends[found_ends++] = last_end;
    }
    in_word = is_word;
  }
  if (words == 0) return {};
  const knowledge::PhraseMatch match = phrases_.longest(paragraph, begin, {ends.data(), found_ends});
  for (const knowledge::PhraseEntry& entry : match.entries) {
    if (table_.cell(entry.row, match_) == "line" && match.span.end != last_end) continue;
    std::size_t most = 0;
    const std::string_view limit = table_.cell(entry.row, short_);
    std::from_chars(limit.data(), limit.data() + limit.size(), most);
    if (most > 0 && words > most) continue;
    return {table_.cell(entry.row, reason_), table_.cell(entry.row, extent_) == "end" ? BoilerplatePhrase::Extent::ToTheEnd
                                                                                      : BoilerplatePhrase::Extent::Paragraph};
  }
  return {};
}

}  // namespace dateline::page
