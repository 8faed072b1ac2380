#include "convert/conversion.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "base/file.h"

namespace dateline::convert {

NewTable::NewTable(std::string path, std::string_view comment, const std::vector<std::string_view>& columns)
    : path_(std::move(path)) {
  text_ = fmt::format("# {}\n{}\n", comment, fmt::join(columns, "\t"));
}

void NewTable::append(std::string_view cell) {
  for (const char c : cell) text_ += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
}

void NewTable::add(const std::vector<std::string>& cells) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) text_ += '\t';
    append(cells[i]);
  }
  text_ += '\n';
  ++rows_;
}

std::string list_cell(const std::vector<std::string>& parts) {
  std::string out;
  for (const std::string& part : parts) {
    if (part.empty()) continue;
    if (!out.empty()) out += '|';
    const std::size_t begin = out.size();
    out += part;
    std::replace(out.begin() + static_cast<std::ptrdiff_t>(begin), out.end(), '|', '/');
  }
  return out;
}

Result<void> write_tables(const Conversion& conversion, const std::string& folder) {
  namespace fs = std::filesystem;
  std::error_code error;
  for (const NewTable& table : conversion.tables) {
    const std::string path = (fs::path(folder) / table.path()).string();
    if (table.rows() > 0 && fs::exists(path, error)) {
      return failure(
          ErrorCode::NotWritable,
          fmt::format("{}: is there already, and is not written over; give another folder with --data, or move it away", path));
    }
  }
  for (const NewTable& table : conversion.tables) {
    if (table.rows() == 0) continue;
    const fs::path path = fs::path(folder) / table.path();
    fs::create_directories(path.parent_path(), error);
    if (error) {
      return failure(ErrorCode::NotWritable,
                     fmt::format("{}: the folder cannot be made ({})", path.parent_path().string(), error.message()));
    }
    if (auto written = base::write_file(path.string(), table.text()); !written) return written;
  }
  return {};
}

}  // namespace dateline::convert
