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

// What an article, rather than an incident, is in a format: "gkg" (a row of GDELT's Global Knowledge Graph 2.1), "annotations" (a
// W3C Web Annotation a line for each event, on the sentence that tells it), "ftm-articles" (FollowTheMoney: the Article, the
// entities that it names and a Mention of each). `number`: the article's, in the store. Empty for another format.
std::string to_article_format(std::string_view format, const Document& document, std::uint64_t number, const CountryCodes& codes);
std::vector<std::string_view> article_formats();

// The names, in the order of docs/formats.md.
std::vector<std::string_view> export_formats();

}  // namespace dateline
