// Bytes of any charset, with any name for it: what comes out is valid UTF-8.
#include "page/charset.h"

#include <cstddef>
#include <cstdint>
#include <string>

#include "base/utf8.h"

using namespace dateline;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::size_t name = data[0] % 32;
  const bool markup = (data[1] & 1) != 0;
  const std::string bytes(reinterpret_cast<const char*>(data) + 2, size - 2);
  const std::string charset = bytes.substr(0, name);
  page::Utf8 out;
  if (!page::to_utf8(bytes, charset, markup ? page::CharsetHints::Markup : page::CharsetHints::None, out)) return 0;
  if (base::find_invalid_utf8(out.text) != std::string_view::npos) __builtin_trap();
  return 0;
}
