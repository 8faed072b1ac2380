#include "page/language.h"

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include <cstdio>  // for cld2's header, which needs it

namespace dateline::page {

namespace {

// The detector's opinion does not change after this many bytes.
constexpr std::size_t kReadWithin = 16 * 1024;
// Fewer letters say too little.
constexpr std::size_t kShortest = 64;

bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

// "en" of "en-GB".
std::string code_of(std::string_view said) {
  while (!said.empty() && !is_letter(said.front())) said.remove_prefix(1);
  std::string code;
  for (const char c : said) {
    if (!is_letter(c)) break;
    code.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  }
  return code.size() == 2 ? code : std::string();
}

}  // namespace

std::string language_of(std::string_view text, std::string_view said) {
  std::string own = code_of(said);
  text = text.substr(0, kReadWithin);
  if (text.size() < kShortest) return own;
  // Not in the middle of a letter.
  while (!text.empty() && text.size() == kReadWithin && (text.back() & 0x80) != 0) text.remove_suffix(1);
  CLD2::Language languages[3];
  int percents[3];
  double scores[3];
  int bytes = 0;
  bool is_reliable = false;
  const CLD2::CLDHints hints{nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
  CLD2::ExtDetectLanguageSummary(text.data(), static_cast<int>(text.size()), true, &hints, 0, languages, percents, scores,
                                 nullptr, &bytes, &is_reliable);
  if (!is_reliable || languages[0] == CLD2::UNKNOWN_LANGUAGE) return own;
  const std::string code = code_of(CLD2::LanguageCode(languages[0]));
  // The detector's own letters for Hebrew.
  return code.empty() ? own : code == "iw" ? "he" : code;
}

}  // namespace dateline::page
