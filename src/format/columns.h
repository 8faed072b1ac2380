// What the tabular exports share: fields that cannot break a row, and an incident's parts as they ask for them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dateline/exports.h"

namespace dateline::format {

// One line of cells with tabs between them; tabs, line ends and control characters inside a cell become spaces.
std::string tab_row(const std::vector<std::string>& cells);
// RFC 4180: cells with a comma, quotation mark or line end in quotation marks; CRLF.
std::string csv_row(const std::vector<std::string>& cells);

// The first party, or an empty one.
const Party& first(const std::vector<Party>& parties);
// "A; ; C" of a member of all parties: the same place in each list is the same party. A semicolon within a value becomes a comma.
std::string joined(const std::vector<Party>& parties, std::string Party::*member);
// The sectors of a code behind its country, three letters each.
std::vector<std::string> sectors_of(const Party& party);
// Empty values keep their places, too; nothing when all are empty.
std::string joined(const std::vector<std::string>& values, std::string_view separator = "; ");

// "ASSAULT (kidnap): Gunmen → Villagers, Kano"
std::string headline(const Incident& incident);
// "2023-09-15" of the event, or of its first report when no time is told; empty when neither is known.
std::string day_of(const Incident& incident);
// "20230915", or as many of these digits as a date tells.
std::string digits_of(std::string_view iso_date);
std::string degrees(double value);

}  // namespace dateline::format
