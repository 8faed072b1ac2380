// Tables on their way into a pack: the schema and all rows, checked. Used by compiler.cpp; image_writer.cpp lays them out.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/result.h"

namespace dateline::knowledge {

struct NumberBounds {
  double low;
  double high;
};

struct TableSchema {
  std::string name;
  std::vector<std::string> files;  // relative paths; a * stands for any file name
  std::vector<std::string> columns;
  std::string unique;  // empty: none
  std::vector<std::string> required;
  std::vector<std::string> index;
  std::map<std::string, std::vector<std::string>> values;
  std::map<std::string, std::string> refers;  // column -> "table.column"
  std::map<std::string, NumberBounds> number;
};

struct PhraseSchema {
  struct From {
    std::string table;
    std::vector<std::string> columns;
  };
  std::string name;
  std::vector<From> from;
};

struct Schema {
  std::string text;
  std::vector<TableSchema> tables;
  std::vector<PhraseSchema> phrases;
};

struct SourceRow {
  std::string_view file;  // as shown to people
  std::uint32_t line;
  std::vector<std::string_view> cells;
};

struct Source {
  Schema schema;
  std::vector<std::vector<SourceRow>> rows;  // for each table of the schema
  std::deque<std::string> texts;             // what the views above point into
};

Result<Schema> parse_schema(std::string text, const std::string& name);
// The checks of the schema over all rows; one line per fault, at most 100.
std::string faults_of(const Source& source);
std::string write_image(const Source& source);

}  // namespace dateline::knowledge
