#include "page/charset.h"

#include <fmt/format.h>
#include <simdjson.h>
#include <uchardet/uchardet.h>
#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <memory>

#include "base/utf8.h"

namespace dateline::page {

namespace {

// How far browsers look for <meta charset>; pages put scripts before it, so four times that.
constexpr std::size_t kMetaWithin = 4096;
// The detector's opinion does not change after this many bytes.
constexpr std::size_t kDetectWithin = 64 * 1024;

bool is_ascii_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::size_t find_ignoring_case(std::string_view text, std::string_view wanted, std::size_t from) {
  const auto found = std::search(text.begin() + static_cast<std::ptrdiff_t>(std::min(from, text.size())), text.end(),
                                 wanted.begin(), wanted.end(), [](char a, char b) { return lower(a) == b; });
  return found == text.end() ? std::string_view::npos : static_cast<std::size_t>(found - text.begin());
}

// The charset named by <meta charset=...> or <meta http-equiv content="...; charset=...">, or by <?xml encoding=...>.
std::string_view charset_of_markup(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, kMetaWithin);
  for (const std::string_view key : {"charset", "encoding"}) {
    for (std::size_t at = find_ignoring_case(head, key, 0); at != std::string_view::npos;
         at = find_ignoring_case(head, key, at + 1)) {
      const std::size_t tag = head.rfind('<', at);
      if (tag == std::string_view::npos) continue;
      const std::string_view opened = head.substr(tag + 1);
      const bool is_meta = key == "charset" && find_ignoring_case(opened.substr(0, 4), "meta", 0) == 0;
      const bool is_declaration = key == "encoding" && opened.starts_with("?xml");
      if (!is_meta && !is_declaration) continue;
      std::size_t begin = at + key.size();
      while (begin < head.size() && is_ascii_space(head[begin])) ++begin;
      if (begin == head.size() || head[begin] != '=') continue;
      ++begin;
      while (begin < head.size() && (is_ascii_space(head[begin]) || head[begin] == '"' || head[begin] == '\'')) ++begin;
      std::size_t end = begin;
      while (end < head.size() && !is_ascii_space(head[end]) &&
             std::string_view("\"';>/?").find(head[end]) == std::string_view::npos)
        ++end;
      if (end > begin) return head.substr(begin, end - begin);
    }
  }
  return {};
}

std::string detected_charset(std::string_view bytes) {
  const std::unique_ptr<struct uchardet, decltype(&uchardet_delete)> detector(uchardet_new(), &uchardet_delete);
  // From the first letter beyond ASCII, where there is something to see.
  const auto first = std::find_if(bytes.begin(), bytes.end(), [](char c) { return (c & 0x80) != 0; });
  const std::size_t offset = static_cast<std::size_t>(first - bytes.begin());
  const std::string_view window = bytes.substr(offset > 1024 ? offset - 1024 : 0, kDetectWithin);
  if (uchardet_handle_data(detector.get(), window.data(), window.size()) != 0) return {};
  uchardet_data_end(detector.get());
  return uchardet_get_charset(detector.get());
}

// What pages call Latin-1 is read as windows-1252 by every browser (WHATWG).
std::string_view as_browsers_read(std::string_view charset) {
  std::string name;
  for (const char c : charset) {
    if (c != '-' && c != '_') name.push_back(lower(c));
  }
  if (name == "iso88591" || name == "latin1" || name == "ascii" || name == "usascii") return "windows-1252";
  if (name == "iso88599") return "windows-1254";
  if (name == "gb2312" || name == "gbk") return "gb18030";
  if (name == "ksc56011987" || name == "euckr") return "windows-949";
  if (name == "shiftjis" || name == "sjis") return "windows-31j";
  return charset;
}

bool is_utf8_name(std::string_view charset) {
  return charset.size() <= 6 && (find_ignoring_case(charset, "utf-8", 0) == 0 || find_ignoring_case(charset, "utf8", 0) == 0);
}

struct Closer {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};

// False when ICU does not know the charset.
bool convert(std::string_view bytes, std::string_view charset, Utf8& out) {
  const std::string name(as_browsers_read(charset));
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, Closer> from(ucnv_open(name.c_str(), &status));
  if (U_FAILURE(status) || name.empty()) return false;
  out.storage.clear();
  out.storage.reserve(bytes.size() + bytes.size() / 4);
  const char* source = bytes.data();
  const char* const end = source + bytes.size();
  std::array<UChar, 4096> letters;
  while (source < end) {
    UChar* target = letters.data();
    status = U_ZERO_ERROR;
    ucnv_toUnicode(from.get(), &target, letters.data() + letters.size(), &source, end, nullptr, 1, &status);
    if (U_FAILURE(status) && status != U_BUFFER_OVERFLOW_ERROR) return false;
    for (const UChar* letter = letters.data(); letter < target; ++letter) {
      char32_t code_point = *letter;
      if (U16_IS_LEAD(*letter) && letter + 1 < target)
        code_point = static_cast<char32_t>(U16_GET_SUPPLEMENTARY(letter[0], letter[1]));
      if (code_point > 0xFFFF) ++letter;
      if (code_point >= 0xD800 && code_point <= 0xDFFF) code_point = base::kReplacement;
      if (code_point == base::kReplacement) ++out.replaced;
      base::append_utf8(out.storage, code_point);
    }
  }
  out.text = out.storage;
  out.charset = name;
  return true;
}

// Control characters that no text has; more than one in a hundred letters, or a zero in the first kilobyte of plain bytes, is
// binary.
bool is_binary(std::string_view bytes) {
  const auto is_odd = [](char c) { return static_cast<unsigned char>(c) < 0x20 && !is_ascii_space(c) && c != 0x1B; };
  const auto odd = static_cast<std::size_t>(std::count_if(bytes.begin(), bytes.end(), is_odd));
  return odd > 0 && odd * 100 > bytes.size();
}

}  // namespace

Result<void> to_utf8(std::string_view bytes, std::string_view header, CharsetHints hints, Utf8& out) {
  std::string charset;
  if (bytes.starts_with("\xEF\xBB\xBF")) {
    bytes.remove_prefix(3);
    charset = "UTF-8";
  } else if (bytes.starts_with("\xFE\xFF")) {
    bytes.remove_prefix(2);
    charset = "UTF-16BE";
  } else if (bytes.starts_with("\xFF\xFE") && (bytes.size() & 1) == 0) {
    bytes.remove_prefix(2);
    charset = "UTF-16LE";
  }
  const bool is_utf16 = charset.starts_with("UTF-16");
  const bool has_zero = !is_utf16 && bytes.find('\0') != std::string_view::npos;
  if (!is_utf16 && ((has_zero && hints == CharsetHints::None) || is_binary(bytes))) {
    return failure(ErrorCode::BadInput, "holds no text but binary data; give HTML or text files");
  }
  if (charset.empty()) charset = header;
  if (charset.empty() && hints == CharsetHints::Markup) charset = charset_of_markup(bytes);
  // A page that can be read as it says so cannot be UTF-16.
  if (!is_utf16 && find_ignoring_case(charset, "utf-16", 0) == 0) charset = "UTF-8";

  const bool is_utf8 = !is_utf16 && simdjson::validate_utf8(bytes.data(), bytes.size());
  const bool has_escapes = is_utf8 && bytes.find('\x1B') != std::string_view::npos;
  if (is_utf8 && (!has_escapes || charset.empty() || is_utf8_name(charset))) {
    // Letters beyond ASCII that are UTF-8 by chance are all but impossible, whatever the page says.
    out.text = bytes;
    out.charset = "UTF-8";
    return {};
  }
  if (!charset.empty() && !is_utf8_name(charset) && convert(bytes, charset, out)) return {};
  if (charset.empty() && hints == CharsetHints::Markup && convert(bytes, detected_charset(bytes), out)) return {};
  out.storage = base::repair_utf8(bytes, out.replaced);
  out.text = out.storage;
  out.charset = "UTF-8";
  return {};
}

}  // namespace dateline::page
