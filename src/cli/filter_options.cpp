#include "cli/filter_options.h"

#include <fmt/format.h>

#include <charconv>

#include "base/iso_date.h"
#include "base/tsv.h"
#include "cli/common.h"
#include "dateline/exports.h"

namespace dateline::cli {

namespace {

std::optional<double> degrees_from(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

bool settle_box(FilterOptions& options) {
  const std::vector<std::string_view> parts = base::split_list(options.box, ',');
  std::optional<double> south, west, north, east;
  if (parts.size() == 4) {
    south = degrees_from(parts[0]);
    west = degrees_from(parts[1]);
    north = degrees_from(parts[2]);
    east = degrees_from(parts[3]);
  }
  const bool good = south && west && north && east && *south >= -90 && *north <= 90 && *south <= *north && *west >= -180 &&
                    *west <= 180 && *east >= -180 && *east <= 180;
  if (!good) {
    complain(fmt::format("--box {}: give SOUTH,WEST,NORTH,EAST in degrees, such as 36,26,42,45", options.box));
    return false;
  }
  options.filter.box = {*south, *west, *north, *east};
  return true;
}

}  // namespace

void add_filter_options(CLI::App* command, FilterOptions& options) {
  IncidentFilter& f = options.filter;
  command->add_option("--actor", f.actor, "who acts: a country (RUS), a code (RUSMIL), an id (dl:kim-jong-un) or a name")
      ->type_name("PARTY");
  command->add_option("--recipient", f.recipient, "who is acted upon")->type_name("PARTY");
  command->add_option("--party", f.party, "either of them")->type_name("PARTY");
  command->add_option("--dyad", options.dyad, "both: RUS>UKR")->type_name("A>B");
  command->add_option("--type", f.types, "PLOVER types: ASSAULT,COERCE")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("TYPES");
  command->add_option("--mode", f.mode, "PLOVER mode")->type_name("MODE");
  command->add_option("--cameo", f.cameo, "CAMEO code, or how it begins")->type_name("CODE");
  command->add_option("--quad", f.quad, "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict")
      ->check(CLI::Range(1, 4))
      ->type_name("1..4");
  command->add_option("--status", f.statuses, "happened,ongoing,planned,possible,denied")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(CLI::IsMember({"happened", "ongoing", "planned", "possible", "denied"}))
      ->type_name("STATUS");
  command->add_option("--country", f.country, "where: a country's code")->type_name("CODE");
  command->add_option("--box", options.box, "where: SOUTH,WEST,NORTH,EAST in degrees")->type_name("BOX");
  command->add_option("--from", f.from, "not before this day, ISO 8601")->type_name("DATE");
  command->add_option("--to", f.to, "before this day")->type_name("DATE");
  command->add_option("--publisher", f.publisher, "reported by")->type_name("NAME");
  command->add_option("--text", f.text, "reported by articles with all these words")->type_name("WORDS");
  command->add_option("--sources", f.least_sources, "reported by at least so many independent sources")->type_name("N");
}

bool settle(FilterOptions& options) {
  IncidentFilter& f = options.filter;
  if (!options.dyad.empty()) {
    const std::size_t between = options.dyad.find('>');
    if (between == 0 || between == options.dyad.npos || between + 1 == options.dyad.size()) {
      complain(fmt::format("--dyad {}: give who acts and who is acted upon, such as 'RUS>UKR'", options.dyad));
      return false;
    }
    f.actor = options.dyad.substr(0, between);
    f.recipient = options.dyad.substr(between + 1);
  }
  for (const auto& [name, date] : {std::pair<const char*, const std::string&>("--from", f.from), {"--to", f.to}}) {
    if (date.empty() || base::parse_iso_date(date)) continue;
    complain(fmt::format("{} {}: there is no such date in ISO 8601; give one such as 2023-09-15 or 2023-09", name, date));
    return false;
  }
  return options.box.empty() || settle_box(options);
}

std::string export_formats_listed() {
  std::string list;
  for (const std::string_view name : export_formats()) list += fmt::format("{}{}", list.empty() ? "" : ", ", name);
  return list + "; of articles also gkg, annotations";
}

}  // namespace dateline::cli
