// GDELT 2.0: Events (61 columns) and Mentions (16), tab-separated, without a header. What we do not compute stays empty: tone,
// and the codes of GDELT's own lists (known groups, ethnic groups, religions), and feature ids, which are of GNS and GNIS.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "format/columns.h"
#include "format/exporters.h"

namespace dateline::format {

namespace {

// CAMEO's sectors for those of PLOVER, where they differ: MED is the media there.
std::string cameo_sector(const std::string& plover) {
  if (plover == "JRN") return "MED";
  if (plover == "MED") return "HLH";
  return plover;
}

// "2023.7041": the year and how much of it has gone by, in months of 30 days as GDELT counts.
std::string fraction_date(const std::string& day) {
  int parts[3] = {0, 1, 1};
  const char* at = day.data();
  const char* end = day.data() + day.size();
  for (int& part : parts) {
    if (at >= end) break;
    at = std::from_chars(at, end, part).ptr + 1;
  }
  if (parts[0] == 0) return {};
  return fmt::format("{:.4f}", parts[0] + ((parts[1] - 1) * 30 + parts[2]) / 365.0);
}

class Events final : public Exporter {
 public:
  explicit Events(const CountryCodes& codes) : codes_(codes) {}
  bool needs_reports() const override { return true; }

  std::string row(const Incident& i, const std::vector<Report>& reports) override {
    const std::string day = day_of(i), digits = digits_of(day);
    std::vector<std::string> cells = {fmt::format("{}", i.id), digits, digits.substr(0, 6), digits.substr(0, 4),
                                      fraction_date(day)};
    for (const std::vector<Party>* side : {&i.actors, &i.recipients}) actor(first(*side), cells);
    const bool root = std::any_of(reports.begin(), reports.end(), [](const Report& r) { return r.sentence_number == 1; });
    for (const std::string& cell : {std::string(root ? "1" : "0"), i.cameo, i.cameo.substr(0, 3), i.cameo.substr(0, 2),
                                    fmt::format("{}", i.quad), fmt::format("{}", i.goldstein), fmt::format("{}", i.reports),
                                    fmt::format("{}", i.sources), fmt::format("{}", i.articles), std::string()}) {
      cells.push_back(cell);
    }
    // Of an actor we know the country, not where he was.
    geography({}, cells);
    geography({}, cells);
    geography(i.site, cells);
    std::string added = digits_of(i.first_report);
    if (added.size() == 8) added += "000000";
    cells.push_back(added);
    cells.push_back(reports.empty() ? "" : reports.front().url);
    return tab_row(cells);
  }

 private:
  static void actor(const Party& party, std::vector<std::string>& cells) {
    const std::vector<std::string> sectors = sectors_of(party);
    std::string code = party.country;
    for (const std::string& sector : sectors) code += cameo_sector(sector);
    cells.insert(cells.end(), {code, party.name, party.country, "", "", "", ""});
    for (std::size_t i = 0; i < 3; ++i) cells.push_back(i < sectors.size() ? cameo_sector(sectors[i]) : "");
  }

  void geography(const Site& site, std::vector<std::string>& cells) const {
    if (site.name.empty()) {
      cells.insert(cells.end(), 8, "");
      return;
    }
    const auto& country = codes_[site.country];
    // 1 country, 4 a town outside of the US, 5 a first-level division outside of it; 3 and 2 within.
    const bool in_usa = site.country == "USA";
    const std::string type = site.precision == "point"    ? (in_usa ? "3" : "4")
                             : site.precision == "admin1" ? (in_usa ? "2" : "5")
                                                          : "1";
    std::vector<std::string> names = {site.name};
    if (!site.admin1.empty() && site.admin1 != site.name) names.push_back(site.admin1);
    if (!country.name.empty() && country.name != site.name) names.push_back(country.name);
    cells.insert(cells.end(), {type, joined(names, ", "), country.fips, "", "", site.located ? degrees(site.latitude) : "",
                               site.located ? degrees(site.longitude) : "", ""});
  }

  const CountryCodes& codes_;
};

class Mentions final : public Exporter {
 public:
  bool needs_reports() const override { return true; }
  std::string row(const Incident& i, const std::vector<Report>& reports) override {
    const auto stamp = [](std::string_view date) {
      std::string digits = digits_of(date);
      return digits.size() == 8 ? digits + "000000" : digits;
    };
    std::string rows;
    for (const Report& report : reports) {
      const std::string position = fmt::format("{}", report.trigger.begin);
      rows += tab_row({fmt::format("{}", i.id), stamp(day_of(i)), stamp(report.published), "1", report.publisher, report.url,
                       fmt::format("{}", report.sentence_number), "-1", "-1", position, "1",
                       fmt::format("{}", std::lround(report.confidence * 100)), "", "", "", ""});
    }
    return rows;
  }
};

}  // namespace

std::unique_ptr<Exporter> gdelt_events_exporter(const CountryCodes& codes) { return std::make_unique<Events>(codes); }
std::unique_ptr<Exporter> gdelt_mentions_exporter() { return std::make_unique<Mentions>(); }

}  // namespace dateline::format
