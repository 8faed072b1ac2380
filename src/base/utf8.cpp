#include "base/utf8.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include <algorithm>

namespace dateline::base {

Decoded decode_utf8(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(at);
  if (lead < 0x80) return {lead, 1};
  // The ranges of the second byte rule out overlong forms, surrogates and what lies past U+10FFFF (Unicode table 3-7).
  std::uint32_t length = 0;
  unsigned char low = 0x80, high = 0xBF;
  char32_t code_point = 0;
  if (lead >= 0xC2 && lead <= 0xDF) {
    length = 2;
    code_point = lead & 0x1Fu;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    length = 3;
    code_point = lead & 0x0Fu;
    if (lead == 0xE0) low = 0xA0;
    if (lead == 0xED) high = 0x9F;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4;
    code_point = lead & 0x07u;
    if (lead == 0xF0) low = 0x90;
    if (lead == 0xF4) high = 0x8F;
  } else {
    return {kReplacement, 1};
  }
  for (std::uint32_t i = 1; i < length; ++i) {
    if (at + i >= text.size() || byte(at + i) < low || byte(at + i) > high) return {kReplacement, i};
    code_point = (code_point << 6) | (byte(at + i) & 0x3Fu);
    low = 0x80;
    high = 0xBF;
  }
  return {code_point, length};
}

void append_utf8(std::string& out, char32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | (c >> 6));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | (c >> 12));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (c >> 18));
    out += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

namespace {

// A decoded U+FFFD may stand in the text itself: that is three valid bytes, while a fault is one to three bytes that are not it.
bool is_fault(std::string_view text, std::size_t at, Decoded decoded) {
  return decoded.code_point == kReplacement && text.substr(at, decoded.length) != "\xEF\xBF\xBD";
}

}  // namespace

std::size_t find_invalid_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    if (static_cast<unsigned char>(text[i]) < 0x80) {
      ++i;
      continue;
    }
    const Decoded decoded = decode_utf8(text, i);
    if (is_fault(text, i, decoded)) return i;
    i += decoded.length;
  }
  return std::string_view::npos;
}

std::string repair_utf8(std::string_view text, std::size_t& replaced) {
  std::string out;
  out.reserve(text.size());
  replaced = 0;
  for (std::size_t i = 0; i < text.size();) {
    const Decoded decoded = decode_utf8(text, i);
    if (is_fault(text, i, decoded)) {
      append_utf8(out, kReplacement);
      ++replaced;
    } else {
      out.append(text.substr(i, decoded.length));
    }
    i += decoded.length;
  }
  return out;
}

bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

std::string printable(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const Decoded decoded = decode_utf8(text, i);
    append_utf8(out, is_control(decoded.code_point) ? kReplacement : decoded.code_point);
    i += decoded.length;
  }
  return out;
}

std::string one_line(std::string_view text) {
  std::string out;
  bool pending_space = false;
  for (std::size_t i = 0; i < text.size();) {
    const Decoded decoded = decode_utf8(text, i);
    i += decoded.length;
    if (is_space(decoded.code_point)) {
      pending_space = true;
    } else if (!is_control(decoded.code_point)) {
      if (pending_space && !out.empty()) out += ' ';
      pending_space = false;
      append_utf8(out, decoded.code_point);
    }
  }
  return out;
}

CodePointMap::CodePointMap(std::string_view valid_utf8) : text_(valid_utf8) {
  counts_.reserve(text_.size() / 64 + 1);
  std::uint32_t count = 0;
  for (std::size_t i = 0; i < text_.size(); ++i) {
    if (i % 64 == 0) counts_.push_back(count);
    count += (static_cast<unsigned char>(text_[i]) & 0xC0) != 0x80;
  }
  counts_.push_back(count);
}

std::uint32_t CodePointMap::operator()(std::uint32_t offset) const {
  std::uint32_t count = counts_[std::min<std::size_t>(offset / 64, counts_.size() - 1)];
  for (std::size_t i = offset / 64 * 64; i < offset && i < text_.size(); ++i) {
    count += (static_cast<unsigned char>(text_[i]) & 0xC0) != 0x80;
  }
  return count;
}

bool is_space(char32_t c) { return u_isUWhiteSpace(static_cast<UChar32>(c)); }
bool is_letter(char32_t c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return u_isalpha(static_cast<UChar32>(c));
}
bool is_upper(char32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z';
  return u_isupper(static_cast<UChar32>(c)) || u_istitle(static_cast<UChar32>(c));
}
bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }

namespace {

// Letters that have no canonical decomposition but a customary plain spelling, and typographic variants.
void append_folded(char32_t c, std::string& out) {
  // clang-format off
  switch (c) {
    case 0x2018: case 0x2019: case 0x201A: case 0x201B: case 0x2032: case 0x00B4: case 0x02BC: case 0x02BB: out += '\''; return;
    case 0x201C: case 0x201D: case 0x201E: case 0x201F: case 0x2033: case 0x00AB: case 0x00BB: out += '"'; return;
    case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2014: case 0x2015: case 0x2212: out += '-'; return;
    case 0x00DF: out += "ss"; return;
    case 0x00C6: case 0x00E6: out += "ae"; return;
    case 0x0152: case 0x0153: out += "oe"; return;
    case 0x00D8: case 0x00F8: out += 'o'; return;
    case 0x0110: case 0x0111: case 0x00D0: case 0x00F0: out += 'd'; return;
    case 0x0141: case 0x0142: out += 'l'; return;
    case 0x0131: out += 'i'; return;
    case 0x00DE: case 0x00FE: out += "th"; return;
    case 0x00AD: case 0x200B: case 0x200C: case 0x200D: case 0x2060: case 0xFEFF: return;
    default: break;
  }
  // clang-format on
  UErrorCode status = U_ZERO_ERROR;
  static const UNormalizer2* const nfd = unorm2_getNFDInstance(&status);
  UChar decomposition[8];
  status = U_ZERO_ERROR;
  const std::int32_t length = nfd ? unorm2_getDecomposition(nfd, static_cast<UChar32>(c), decomposition, 8, &status) : -1;
  if (length > 0 && U_SUCCESS(status) && !U16_IS_SURROGATE(decomposition[0])) {
    if (length > 1 && u_getCombiningClass(decomposition[length - 1]) != 0) c = decomposition[0];
  }
  if (u_getCombiningClass(static_cast<UChar32>(c)) != 0) return;
  append_utf8(out, static_cast<char32_t>(u_foldCase(static_cast<UChar32>(c), U_FOLD_CASE_DEFAULT)));
}

}  // namespace

void fold(std::string_view text, std::string& out) {
  bool pending_space = false;
  const std::size_t start = out.size();
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    char32_t c = byte;
    std::uint32_t length = 1;
    if (byte >= 0x80) {
      const Decoded decoded = decode_utf8(text, i);
      c = decoded.code_point;
      length = decoded.length;
    }
    i += length;
    if (c < 0x80 ? (c == ' ' || (c >= '\t' && c <= '\r')) : is_space(c)) {
      pending_space = true;
      continue;
    }
    if (pending_space && out.size() > start) out += ' ';
    pending_space = false;
    if (c >= 'A' && c <= 'Z') {
      out += static_cast<char>(c + 32);
    } else if (c < 0x80) {
      out += static_cast<char>(c);
    } else {
      append_folded(c, out);
    }
  }
}

std::string folded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  fold(text, out);
  return out;
}

}  // namespace dateline::base
