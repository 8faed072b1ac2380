#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "base/tsv.h"
#include "knowledge/source.h"

namespace dateline::knowledge {

namespace {

std::vector<std::string> strings(const toml::node_view<const toml::node> node) {
  std::vector<std::string> out;
  if (const auto* array = node.as_array()) {
    for (const auto& value : *array) out.push_back(value.value_or(std::string()));
  }
  return out;
}

std::size_t position(const std::vector<std::string>& names, std::string_view name) {
  return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

TableSchema table_schema(const toml::table& entry) {
  TableSchema table;
  table.name = entry["name"].value_or(std::string());
  table.files = strings(entry["files"]);
  table.columns = strings(entry["columns"]);
  table.unique = entry["unique"].value_or(std::string());
  table.required = strings(entry["required"]);
  table.index = strings(entry["index"]);
  if (const auto* values = entry["values"].as_table()) {
    for (const auto& [column, allowed] : *values) table.values[std::string(column.str())] = strings(toml::node_view(allowed));
  }
  if (const auto* refers = entry["refers"].as_table()) {
    for (const auto& [column, target] : *refers) table.refers[std::string(column.str())] = target.value_or(std::string());
  }
  if (const auto* number = entry["number"].as_table()) {
    for (const auto& [column, bounds] : *number) {
      const auto* pair = bounds.as_array();
      if (!pair || pair->size() != 2) continue;
      table.number[std::string(column.str())] = {(*pair)[0].value_or(0.0), (*pair)[1].value_or(0.0)};
    }
  }
  return table;
}

// Every column that a rule of the schema names must be there.
std::string unknown_column(const TableSchema& table) {
  std::vector<std::string> named = table.required;
  named.insert(named.end(), table.index.begin(), table.index.end());
  if (!table.unique.empty()) named.push_back(table.unique);
  for (const auto& [column, _] : table.values) named.push_back(column);
  for (const auto& [column, _] : table.refers) named.push_back(column);
  for (const auto& [column, _] : table.number) named.push_back(column);
  for (const std::string& column : named) {
    if (position(table.columns, column) == table.columns.size()) return column;
  }
  return {};
}

class Checker {
 public:
  explicit Checker(const Source& source) : source_(source) {}

  std::string run() {
    for (std::size_t t = 0; t < source_.schema.tables.size() && count_ < kMost; ++t) check_table(t);
    if (count_ == kMost) faults_ += "and more; the first 100 faults are shown\n";
    return faults_;
  }

 private:
  static constexpr int kMost = 100;

  void fault(const SourceRow& row, std::string what) {
    if (count_ == kMost) return;
    faults_ += fmt::format("{}:{}: {}\n", row.file, row.line, what);
    ++count_;
  }

  void check_table(std::size_t t) {
    const TableSchema& table = source_.schema.tables[t];
    std::map<std::string_view, const SourceRow*> seen;
    for (const SourceRow& row : source_.rows[t]) {
      const auto cell = [&](std::string_view column) { return row.cells[position(table.columns, column)]; };
      for (const std::string& column : table.required) {
        if (cell(column).empty()) fault(row, fmt::format("column {} is empty; give a value", column));
      }
      if (!table.unique.empty()) {
        const auto [first, is_new] = seen.emplace(cell(table.unique), &row);
        if (!is_new) {
          fault(row, fmt::format("{} '{}' stands already in {}:{}; give each row its own", table.unique, first->first,
                                 first->second->file, first->second->line));
        }
      }
      for (const auto& [column, allowed] : table.values) {
        for (const std::string_view part : base::split_list(cell(column))) {
          if (position(allowed, part) == allowed.size()) {
            fault(row, fmt::format("{} '{}' is not one of: {}", column, part, fmt::join(allowed, ", ")));
          }
        }
      }
      for (const auto& [column, bounds] : table.number) check_number(row, column, cell(column), bounds);
      for (const auto& [column, target] : table.refers) {
        for (const std::string_view part : base::split_list(cell(column))) {
          if (!values_of(target).contains(part)) fault(row, fmt::format("{} '{}' is no {}", column, part, target));
        }
      }
    }
  }

  void check_number(const SourceRow& row, const std::string& column, std::string_view text, NumberBounds bounds) {
    if (text.empty()) return;
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || !(number >= bounds.low && number <= bounds.high)) {
      fault(row, fmt::format("{} '{}' is not a number from {} to {}", column, text, bounds.low, bounds.high));
    }
  }

  const std::set<std::string_view>& values_of(const std::string& target) {
    const auto [found, is_new] = targets_.try_emplace(target);
    if (is_new) {
      const std::size_t dot = target.find('.');
      for (std::size_t t = 0; t < source_.schema.tables.size(); ++t) {
        const TableSchema& table = source_.schema.tables[t];
        if (table.name != target.substr(0, dot)) continue;
        const std::size_t column = position(table.columns, target.substr(dot + 1));
        for (const SourceRow& row : source_.rows[t]) {
          if (column < row.cells.size()) found->second.insert(row.cells[column]);
        }
      }
    }
    return found->second;
  }

  const Source& source_;
  std::string faults_;
  int count_ = 0;
  std::map<std::string, std::set<std::string_view>> targets_;
};

}  // namespace

Result<Schema> parse_schema(std::string text, const std::string& name) {
  toml::table document;
  try {
    document = toml::parse(text, name);
  } catch (const toml::parse_error& error) {
    return failure(ErrorCode::BadInput, fmt::format("{}:{}: {}", name, error.source().begin.line, error.description()));
  }
  Schema schema;
  if (const auto* tables = document["table"].as_array()) {
    for (const auto& node : *tables) {
      if (!node.is_table()) continue;
      TableSchema table = table_schema(*node.as_table());
      const auto line = node.source().begin.line;
      if (table.name.empty() || table.files.empty() || table.columns.empty()) {
        return failure(ErrorCode::BadInput, fmt::format("{}:{}: a table needs name, files and columns", name, line));
      }
      if (const std::string column = unknown_column(table); !column.empty()) {
        return failure(ErrorCode::BadInput, fmt::format("{}:{}: table {} has no column '{}'", name, line, table.name, column));
      }
      if (std::any_of(schema.tables.begin(), schema.tables.end(), [&](const TableSchema& t) { return t.name == table.name; })) {
        return failure(ErrorCode::BadInput,
                       fmt::format("{}:{}: there is a table {} already; give it another name", name, line, table.name));
      }
      schema.tables.push_back(std::move(table));
    }
  }
  if (const auto* phrases = document["phrases"].as_array()) {
    for (const auto& node : *phrases) {
      if (!node.is_table()) continue;
      PhraseSchema dictionary;
      dictionary.name = (*node.as_table())["name"].value_or(std::string());
      if (const auto* from = (*node.as_table())["from"].as_array()) {
        for (const auto& part : *from) {
          if (!part.is_table()) continue;
          PhraseSchema::From origin{(*part.as_table())["table"].value_or(std::string()), strings((*part.as_table())["columns"])};
          const auto table = std::find_if(schema.tables.begin(), schema.tables.end(),
                                          [&](const TableSchema& candidate) { return candidate.name == origin.table; });
          bool known = table != schema.tables.end();
          for (const std::string& column : origin.columns)
            known = known && position(table->columns, column) < table->columns.size();
          if (!known) {
            return failure(ErrorCode::BadInput, fmt::format("{}:{}: phrases {} name an unknown table or column of '{}'", name,
                                                            part.source().begin.line, dictionary.name, origin.table));
          }
          dictionary.from.push_back(std::move(origin));
        }
      }
      schema.phrases.push_back(std::move(dictionary));
    }
  }
  schema.text = std::move(text);
  return schema;
}

std::string faults_of(const Source& source) { return Checker(source).run(); }

}  // namespace dateline::knowledge
