#include "syntax/characters.h"

#include <unicode/uchar.h>

#include "base/utf8.h"

namespace dateline::syntax {
namespace {

Kind kind_of(char32_t c) {
  if (c < 0x80) {
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_') return Kind::Letter;
    if (c >= '0' && c <= '9') return Kind::Digit;
    if (c == ' ' || (c >= 0x09 && c <= 0x0d)) return Kind::Space;
    if (c == '\'') return Kind::Apostrophe;
    if (c == '-') return Kind::Hyphen;
    return Kind::Other;
  }
  if (base::is_space(c)) return Kind::Space;
  if (c == U'\u2019' || c == U'\u2018') return Kind::Apostrophe;
  if (c == U'\u2010' || c == U'\u2011') return Kind::Hyphen;
  const auto mask = U_GET_GC_MASK(static_cast<UChar32>(c));
  if (mask & U_GC_L_MASK) return Kind::Letter;
  if (mask & U_GC_ND_MASK) return Kind::Digit;
  // Combining marks and invisible joiners belong to the word that they stand in.
  if (mask & (U_GC_M_MASK | U_GC_CF_MASK)) return Kind::Mark;
  return Kind::Other;
}

}  // namespace

Character character_at(std::string_view text, std::uint32_t at, std::uint32_t end) {
  if (at >= end) return {0, 0, Kind::Space};
  const base::Decoded decoded = base::decode_utf8(text.substr(0, end), at);
  return {decoded.code_point, decoded.length, kind_of(decoded.code_point)};
}

bool is_upper_case(char32_t c) { return c < 0x80 ? c >= 'A' && c <= 'Z' : u_isupper(static_cast<UChar32>(c)) != 0; }
bool is_lower_case(char32_t c) { return c < 0x80 ? c >= 'a' && c <= 'z' : u_islower(static_cast<UChar32>(c)) != 0; }

}  // namespace dateline::syntax
