// Tab-separated tables as people write them: a header line, `#` comments, one row a line. Cells are views into the given text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/result.h"

namespace dateline::base {

struct TsvRow {
  std::uint32_t line;  // 1-based
  std::vector<std::string_view> cells;
};

struct Tsv {
  std::vector<std::string_view> header;
  std::vector<TsvRow> rows;
};

// `name` goes into errors ("countries.tsv:12: 13 cells, the header has 14"). Refuses rows of another width than the header's,
// invalid UTF-8 and NUL bytes. Cells are trimmed of spaces.
Result<Tsv> parse_tsv(std::string_view text, std::string_view name);

// The parts of a cell that holds a list ("a|b|c"); empty parts are left out.
std::vector<std::string_view> split_list(std::string_view cell, char separator = '|');

}  // namespace dateline::base
