#include "query/counts.h"

#include <fmt/format.h>

namespace dateline::query {

namespace {

std::string csv_cell(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == text.npos) return text;
  std::string cell = "\"";
  for (const char c : text) cell += c == '"' ? "\"\"" : std::string(1, c);
  return cell + '"';
}

}  // namespace

std::string csv_of(const std::vector<std::string>& by, const std::vector<Count>& counts) {
  std::string out;
  for (const std::string& name : by) out += name + ',';
  out += "incidents\r\n";
  for (const Count& count : counts) {
    for (const std::string& value : count.group) out += csv_cell(value) + ',';
    out += fmt::format("{}\r\n", count.incidents);
  }
  return out;
}

}  // namespace dateline::query
