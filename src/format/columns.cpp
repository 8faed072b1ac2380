#include "format/columns.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.h"

namespace dateline::format {

namespace {

// Each name once: ministers of two countries are two parties of one name.
std::string names_of(const std::vector<Party>& parties) {
  std::vector<std::string> names;
  for (const Party& party : parties) {
    if (std::find(names.begin(), names.end(), party.name) == names.end()) names.push_back(party.name);
  }
  return joined(names, ", ");
}

}  // namespace

std::string tab_row(const std::vector<std::string>& cells) {
  std::string row;
  for (const std::string& cell : cells) {
    if (&cell != &cells.front()) row += '\t';
    row += base::one_line(cell);
  }
  return row + '\n';
}

std::string csv_row(const std::vector<std::string>& cells) {
  std::string row;
  for (const std::string& cell : cells) {
    if (&cell != &cells.front()) row += ',';
    if (cell.find_first_of(",\"\r\n") == cell.npos) {
      row += cell;
      continue;
    }
    row += '"';
    for (const char c : cell) {
      if (c == '"') row += '"';
      row += c;
    }
    row += '"';
  }
  return row + "\r\n";
}

const Party& first(const std::vector<Party>& parties) {
  static const Party nobody;
  return parties.empty() ? nobody : parties.front();
}

std::string joined(const std::vector<std::string>& values, std::string_view separator) {
  if (std::all_of(values.begin(), values.end(), [](const std::string& value) { return value.empty(); })) return {};
  std::string text;
  for (const std::string& value : values) {
    if (&value != &values.front()) text += separator;
    text += value;
  }
  return text;
}

std::string joined(const std::vector<Party>& parties, std::string Party::*member) {
  std::vector<std::string> values;
  values.reserve(parties.size());
  for (const Party& party : parties) {
    values.push_back(party.*member);
    // A name may hold what separates values.
    std::replace(values.back().begin(), values.back().end(), ';', ',');
  }
  return joined(values);
}

std::vector<std::string> sectors_of(const Party& party) {
  std::vector<std::string> sectors;
  std::string_view code = party.code;
  if (!party.country.empty() && code.starts_with(party.country)) code.remove_prefix(party.country.size());
  for (; code.size() >= 3; code.remove_prefix(3)) sectors.emplace_back(code.substr(0, 3));
  return sectors;
}

std::string day_of(const Incident& incident) {
  const std::string& date = incident.begin.empty() ? incident.first_report : incident.begin;
  return date.substr(0, 10);
}

std::string digits_of(std::string_view iso_date) {
  std::string digits;
  for (const char c : iso_date.substr(0, 10)) {
    if (c >= '0' && c <= '9') digits += c;
  }
  return digits;
}

std::string headline(const Incident& i) {
  std::string text = i.type;
  if (!i.mode.empty()) text += " (" + i.mode + ")";
  const std::string actors = names_of(i.actors), recipients = names_of(i.recipients);
  if (!actors.empty()) text += ": " + actors;
  if (!recipients.empty() && recipients != actors) text += " → " + recipients;
  if (!i.site.name.empty()) text += ", " + i.site.name;
  return text;
}

std::string degrees(double value) {
  std::string text = fmt::format("{:.5f}", value);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text == "-0" ? "0" : text;
}

}  // namespace dateline::format
