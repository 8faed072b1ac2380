// Incidents in the formats that others use (docs/formats.md). Text in, text out; no file is touched.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/document.h"
#include "dateline/incident.h"
#include "dateline/result.h"

namespace dateline {

// What other formats call a country, by its alpha-3 code.
struct CountryCodes {
  struct Country {
    std::string name;
    std::string fips;  // FIPS 10-4
    std::string cow;   // Correlates of War number
  };
  std::map<std::string, Country, std::less<>> countries;
  // Empty fields for a country that is not there.
  const Country& operator[](std::string_view alpha3) const;
};

class Exporter {
 public:
  virtual ~Exporter() = default;
  // Before all incidents, for each, behind them. Tabs, line ends and control characters in fields of tables become spaces.
  virtual std::string head() { return {}; }
  virtual std::string row(const Incident& incident, const std::vector<Report>& reports) = 0;
  virtual std::string tail() { return {}; }
  // False: row() may be given no reports.
  virtual bool needs_reports() const { return false; }

  // "jsonl", "csv" ...: export_formats() lists them. The codes must outlive the exporter.
  static Result<std::unique_ptr<Exporter>> create(std::string_view format, const CountryCodes& codes);
};

// A row of GDELT's Global Knowledge Graph 2.1 for an article. `number`: the article's, in the store.
std::string to_gkg(const Document& document, std::uint64_t number, const CountryCodes& codes);
// A W3C Web Annotation a line for each event of an article, on the sentence that tells it.
std::string to_web_annotations(const Document& document, std::uint64_t number);

// The names, in the order of docs/formats.md.
std::vector<std::string_view> export_formats();

}  // namespace dateline
