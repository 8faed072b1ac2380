#include "base/json.h"

#include <fmt/format.h>

#include <cmath>

#include "base/utf8.h"

namespace dateline::base {

void JsonWriter::separate() {
  if (needs_comma_) out_ += ',';
  needs_comma_ = true;
}

void JsonWriter::open(char bracket) {
  separate();
  out_ += bracket;
  needs_comma_ = false;
}

void JsonWriter::close(char bracket) {
  out_ += bracket;
  needs_comma_ = true;
}

void JsonWriter::key(std::string_view name) {
  value(name);
  out_ += ':';
  needs_comma_ = false;
}

void JsonWriter::value(std::string_view text) {
  if (find_invalid_utf8(text) != std::string_view::npos) {
    std::size_t replaced = 0;
    return value(std::string_view(repair_utf8(text, replaced)));
  }
  separate();
  out_ += '"';
  std::size_t from = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    // U+0080 to U+009F, which drive some terminals, are C2 80 to C2 9F.
    const bool is_c1 = c == 0xC2 && static_cast<unsigned char>(text[i + 1]) < 0xA0;
    if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7F && !is_c1) continue;
    out_.append(text.substr(from, i - from));
    from = i + 1;
    switch (c) {
      case '"':
        out_ += "\\\"";
        break;
      case '\\':
        out_ += "\\\\";
        break;
      case '\n':
        out_ += "\\n";
        break;
      case '\t':
        out_ += "\\t";
        break;
      case '\r':
        out_ += "\\r";
        break;
      case 0xC2:
        out_ += fmt::format("\\u{:04x}", static_cast<unsigned char>(text[i + 1]));
        from = ++i + 1;
        break;
      default:
        out_ += fmt::format("\\u{:04x}", c);
    }
  }
  out_.append(text.substr(from));
  out_ += '"';
}

void JsonWriter::null() {
  separate();
  out_ += "null";
}

void JsonWriter::value(bool truth) {
  separate();
  out_ += truth ? "true" : "false";
}

void JsonWriter::value(std::uint32_t number) { value(static_cast<std::int64_t>(number)); }

void JsonWriter::value(std::int64_t number) {
  separate();
  out_ += fmt::format("{}", number);
}

void JsonWriter::value(double number, int decimals) {
  separate();
  if (!std::isfinite(number)) number = 0;  // JSON has no other numbers
  std::string digits = fmt::format("{:.{}f}", number, decimals);
  if (digits.find('.') != std::string::npos) {
    while (digits.back() == '0') digits.pop_back();
    if (digits.back() == '.') digits.pop_back();
  }
  out_ += digits == "-0" ? "0" : digits;
}

}  // namespace dateline::base
