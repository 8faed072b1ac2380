// What comes of converting other people's files: tables of ours, and what was wrong or could not be said in them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dateline/result.h"

namespace dateline::convert {

// A file that is read: its name is for messages.
struct Text {
  std::string name;
  std::string bytes;
};

// A table's rows on their way into a file, in the order in which they were added.
class NewTable {
 public:
  // `path`: relative, as data/schema.toml says.
  NewTable(std::string path, std::string_view comment, const std::vector<std::string_view>& columns);
  // As many cells as columns. Tabs and line ends become spaces.
  void add(const std::vector<std::string>& cells);

  const std::string& path() const { return path_; }
  const std::string& text() const { return text_; }
  std::size_t rows() const { return rows_; }

 private:
  void append(std::string_view cell);

  std::string path_;
  std::string text_;
  std::size_t rows_ = 0;
};

struct Conversion {
  std::vector<NewTable> tables;      // those that have rows are written
  std::vector<std::string> faults;   // "FILE:LINE: what is wrong": lines that could not be read, which are left out
  std::vector<std::string> remarks;  // "FILE:LINE: what was left out", of lines that were read
};

// The parts of a list cell in one.
std::string list_cell(const std::vector<std::string>& parts);

// Writes the tables below a folder, which is made. Fails, having written nothing, when one of the files is there already.
Result<void> write_tables(const Conversion& conversion, const std::string& folder);

}  // namespace dateline::convert
