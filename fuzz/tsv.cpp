// Tables, dates and texts from anywhere: tables have as many cells in each row as in the header, dates come back as they went
// out, and what is written as JSON or shown on a terminal is valid UTF-8 without control characters.
#include "base/tsv.h"

#include <cstddef>
#include <cstdint>
#include <string>

#include "base/iso_date.h"
#include "base/json.h"
#include "base/utf8.h"

using namespace dateline::base;

namespace {

void demand(bool truth) {
  if (!truth) __builtin_trap();
}

void demand_harmless(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const Decoded decoded = decode_utf8(text, i);
    demand(!is_control(decoded.code_point));
    i += decoded.length;
  }
  demand(find_invalid_utf8(text) == std::string_view::npos);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto table = parse_tsv(text, "table")) {
    for (const TsvRow& row : table->rows) {
      demand(row.cells.size() == table->header.size());
      for (const std::string_view cell : row.cells) {
        for (const std::string_view part : split_list(cell)) demand(!part.empty());
      }
    }
  }
  if (const auto date = parse_iso_date(text)) {
    const auto again = parse_iso_date(to_string(*date));
    demand(again && to_string(*again) == to_string(*date));
  }
  demand_harmless(printable(text));
  demand_harmless(one_line(text));
  demand(find_invalid_utf8(folded(text)) == std::string_view::npos);
  std::string json;
  JsonWriter(json).value(text);
  for (const char c : json) demand(static_cast<unsigned char>(c) >= 0x20);
  demand(find_invalid_utf8(json) == std::string_view::npos);
  return 0;
}
