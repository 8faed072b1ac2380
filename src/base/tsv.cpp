#include "base/tsv.h"

#include <fmt/format.h>

#include "base/utf8.h"

namespace dateline::base {

namespace {

std::string_view trimmed(std::string_view cell) {
  while (!cell.empty() && cell.front() == ' ') cell.remove_prefix(1);
  while (!cell.empty() && (cell.back() == ' ' || cell.back() == '\r')) cell.remove_suffix(1);
  return cell;
}

}  // namespace

Result<Tsv> parse_tsv(std::string_view text, std::string_view name) {
  Tsv table;
  std::uint32_t number = 0;
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    ++number;
    if (trimmed(line).empty() || line.front() == '#') continue;
    if (find_invalid_utf8(line) != std::string_view::npos || line.find('\0') != std::string_view::npos) {
      return failure(ErrorCode::BadInput, fmt::format("{}:{}: not UTF-8 text; save the table as UTF-8", name, number));
    }
    TsvRow row{number, {}};
    for (std::size_t from = 0;;) {
      const std::size_t tab = line.find('\t', from);
      row.cells.push_back(trimmed(line.substr(from, tab == std::string_view::npos ? tab : tab - from)));
      if (tab == std::string_view::npos) break;
      from = tab + 1;
    }
    if (table.header.empty()) {
      table.header = std::move(row.cells);
    } else if (row.cells.size() != table.header.size()) {
      return failure(ErrorCode::BadInput, fmt::format("{}:{}: {} cells, the header has {}; separate cells by single tabs", name,
                                                      number, row.cells.size(), table.header.size()));
    } else {
      table.rows.push_back(std::move(row));
    }
  }
  if (table.header.empty()) return failure(ErrorCode::BadInput, fmt::format("{}: no header line", name));
  return table;
}

std::vector<std::string_view> split_list(std::string_view cell, char separator) {
  std::vector<std::string_view> parts;
  while (!cell.empty()) {
    const std::size_t bar = cell.find(separator);
    const std::string_view part = trimmed(cell.substr(0, bar));
    if (!part.empty()) parts.push_back(part);
    cell.remove_prefix(bar == std::string_view::npos ? cell.size() : bar + 1);
  }
  return parts;
}

}  // namespace dateline::base
