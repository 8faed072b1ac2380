// JSONL, CSV, TSV, POLECAT (40 columns, with a header) and ICEWS (20, with a header); docs/formats.md tells the columns.
#include <fmt/format.h>

#include "dateline/incident_json.h"
#include "format/columns.h"
#include "format/exporters.h"

namespace dateline::format {

namespace {

class Jsonl final : public Exporter {
 public:
  std::string row(const Incident& incident, const std::vector<Report>&) override { return to_json(incident) + '\n'; }
};

using RowWriter = std::string (*)(const std::vector<std::string>&);

class Table : public Exporter {
 public:
  explicit Table(RowWriter write) : write_(write) {}
  std::string head() override { return write_(header()); }
  std::string row(const Incident& incident, const std::vector<Report>&) override { return write_(cells(incident)); }

 protected:
  virtual std::vector<std::string> header() const = 0;
  virtual std::vector<std::string> cells(const Incident& incident) const = 0;

 private:
  RowWriter write_;
};

class Plain final : public Table {
 public:
  using Table::Table;

 protected:
  std::vector<std::string> header() const override {
    return {"incident",
            "story",
            "day",
            "begins",
            "ends",
            "type",
            "mode",
            "cameo",
            "quad",
            "goldstein",
            "status",
            "contexts",
            "actors",
            "actor_codes",
            "actor_countries",
            "actor_ids",
            "recipients",
            "recipient_codes",
            "recipient_countries",
            "recipient_ids",
            "place",
            "country",
            "admin1",
            "latitude",
            "longitude",
            "precision",
            "geonames",
            "first_report",
            "last_report",
            "reports",
            "articles",
            "sources",
            "confidence",
            "quantities",
            "disagreements"};
  }
  std::vector<std::string> cells(const Incident& i) const override {
    std::vector<std::string> quantities, disagreements;
    for (const Quantity& quantity : i.quantities) quantities.push_back(fmt::format("{} {}", quantity.what, quantity.value));
    for (const Disagreement& disagreement : i.disagreements) {
      std::vector<std::string> accounts;
      for (const Account& account : disagreement.accounts)
        accounts.push_back(fmt::format("{} ({})", account.value, joined(account.by, ", ")));
      disagreements.push_back(fmt::format("{}: {}", disagreement.about, joined(accounts, " or ")));
    }
    return {fmt::format("{}", i.id),
            fmt::format("{}", i.story),
            day_of(i),
            i.begin,
            i.end,
            i.type,
            i.mode,
            i.cameo,
            fmt::format("{}", i.quad),
            fmt::format("{}", i.goldstein),
            std::string(name_of(i.status)),
            joined(i.contexts),
            joined(i.actors, &Party::name),
            joined(i.actors, &Party::code),
            joined(i.actors, &Party::country),
            joined(i.actors, &Party::kb),
            joined(i.recipients, &Party::name),
            joined(i.recipients, &Party::code),
            joined(i.recipients, &Party::country),
            joined(i.recipients, &Party::kb),
            i.site.name,
            i.site.country,
            i.site.admin1,
            i.site.located ? degrees(i.site.latitude) : "",
            i.site.located ? degrees(i.site.longitude) : "",
            i.site.precision,
            i.site.geonames ? fmt::format("{}", i.site.geonames) : "",
            i.first_report,
            i.last_report,
            fmt::format("{}", i.reports),
            fmt::format("{}", i.articles),
            fmt::format("{}", i.sources),
            fmt::format("{:.2f}", i.confidence),
            joined(quantities),
            joined(disagreements)};
  }
};

std::string quad_name(int quad) {
  constexpr const char* kNames[] = {"", "VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT"};
  return quad >= 1 && quad <= 4 ? kNames[quad] : "";
}

class Polecat final : public Table {
 public:
  explicit Polecat(const CountryCodes& codes) : Table(tab_row), codes_(codes) {}

 protected:
  std::vector<std::string> header() const override {
    return {"Event ID",
            "Event Date",
            "Event Type",
            "Event Mode",
            "Intensity",
            "Quad Code",
            "Contexts",
            "Actor Name",
            "Actor Country",
            "Actor COW",
            "Primary Actor Sector",
            "Actor Sectors",
            "Actor Title",
            "Actor Name Raw",
            "Wikipedia Actor ID",
            "Recipient Name",
            "Recipient Country",
            "Recipient COW",
            "Primary Recipient Sector",
            "Recipient Sectors",
            "Recipient Title",
            "Recipient Name Raw",
            "Wikipedia Recipient ID",
            "Placename",
            "City",
            "District",
            "Province",
            "Country",
            "Latitude",
            "Longitude",
            "GeoNames ID",
            "Raw Placename",
            "Feature Type",
            "Source",
            "Publication Date",
            "Story People",
            "Story Organizations",
            "Story Locations",
            "Language",
            "Version"};
  }
  std::vector<std::string> cells(const Incident& i) const override {
    std::vector<std::string> cells = {fmt::format("{}", i.id), day_of(i),         i.type, i.mode, fmt::format("{}", i.goldstein),
                                      quad_name(i.quad),       joined(i.contexts)};
    for (const std::vector<Party>* side : {&i.actors, &i.recipients}) {
      std::vector<std::string> names, countries, cows, sectors, titles;
      for (const Party& party : *side) {
        names.push_back(party.name);
        countries.push_back(codes_[party.country].name.empty() ? party.country : codes_[party.country].name);
        cows.push_back(codes_[party.country].cow);
        for (const std::string& sector : sectors_of(party)) sectors.push_back(sector);
        titles.push_back(party.role);
      }
      for (const std::string& cell :
           {joined(names), joined(countries), joined(cows), sectors.empty() ? std::string() : sectors.front(), joined(sectors),
            joined(titles), joined(names), std::string()}) {
        cells.push_back(cell);
      }
    }
    const std::string country = codes_[i.site.country].name;
    const bool town = i.site.precision == "point";
    const std::vector<std::string> place = {i.site.name,
                                            town ? i.site.name : "",
                                            "",
                                            i.site.admin1,
                                            country.empty() ? i.site.country : country,
                                            i.site.located ? degrees(i.site.latitude) : "",
                                            i.site.located ? degrees(i.site.longitude) : "",
                                            i.site.geonames ? fmt::format("{}", i.site.geonames) : "",
                                            i.site.name,
                                            i.site.kind};
    cells.insert(cells.end(), place.begin(), place.end());
    cells.insert(cells.end(),
                 {i.statuses.empty() ? "" : i.statuses.front().by, i.first_report.substr(0, 10), "", "", "", "", "dateline/1"});
    return cells;
  }

 private:
  const CountryCodes& codes_;
};

class Icews final : public Table {
 public:
  explicit Icews(const CountryCodes& codes) : Table(tab_row), codes_(codes) {}

 protected:
  std::vector<std::string> header() const override {
    return {"Event ID",  "Event Date",  "Source Name",    "Source Sectors", "Source Country", "Event Text",      "CAMEO Code",
            "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID",       "Sentence Number", "Publisher",
            "City",      "District",    "Province",       "Country",        "Latitude",       "Longitude"};
  }
  std::vector<std::string> cells(const Incident& i) const override {
    const Party& source = first(i.actors);
    const Party& target = first(i.recipients);
    return {fmt::format("{}", i.id),
            day_of(i),
            source.name,
            joined(sectors_of(source)),
            codes_[source.country].name,
            i.mode.empty() ? i.type : i.type + " (" + i.mode + ")",
            i.cameo,
            fmt::format("{}", i.goldstein),
            target.name,
            joined(sectors_of(target)),
            codes_[target.country].name,
            fmt::format("{}", i.story),
            "",
            i.statuses.empty() ? "" : i.statuses.front().by,
            i.site.precision == "point" ? i.site.name : "",
            "",
            i.site.admin1,
            codes_[i.site.country].name,
            i.site.located ? degrees(i.site.latitude) : "",
            i.site.located ? degrees(i.site.longitude) : ""};
  }

 private:
  const CountryCodes& codes_;
};

}  // namespace

std::unique_ptr<Exporter> jsonl_exporter() { return std::make_unique<Jsonl>(); }
std::unique_ptr<Exporter> csv_exporter() { return std::make_unique<Plain>(csv_row); }
std::unique_ptr<Exporter> tsv_exporter() { return std::make_unique<Plain>(tab_row); }
std::unique_ptr<Exporter> polecat_exporter(const CountryCodes& codes) { return std::make_unique<Polecat>(codes); }
std::unique_ptr<Exporter> icews_exporter(const CountryCodes& codes) { return std::make_unique<Icews>(codes); }

}  // namespace dateline::format
