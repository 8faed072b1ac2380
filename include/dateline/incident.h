// One event and everybody who reported it. A Report is an event as one article tells it, apart from its document; an Incident is
// what all reports of one event come to. Plain values that own their strings.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dateline/annotations.h"

namespace dateline {

struct Party {
  std::string name;
  std::string kb;             // id in the knowledge tables; empty when not linked
  std::string code;           // "PRKGOV"
  std::string country;        // ISO 3166-1 alpha-3 or PLOVER's code for actors without a state
  std::string role;           // "leader of North Korea"
  std::uint32_t reports = 1;  // of an incident's: how many of them name it
};
// Whether two parties are one: the same id, or, where one of them has none, the same name and country.
bool is_same(const Party& a, const Party& b);

// A PlaceRef (dateline/annotations.h) that stands without its document.
struct Site {
  Site() = default;
  explicit Site(const PlaceRef& place)
      : name(place.name),
        kind(place.kind),
        country(place.country),
        admin1(place.admin1),
        precision(place.precision),
        latitude(place.latitude),
        longitude(place.longitude),
        located(place.located),
        area(place.area),
        geonames(place.geonames) {}

  std::string name;  // empty: not known
  std::string kind;  // city, country, admin1, ...
  std::string country;
  std::string admin1;
  std::string precision;  // point, admin1, country
  double latitude = 0;    // WGS 84 degrees
  double longitude = 0;
  bool located = false;
  double area = 0;  // square kilometres of the country or division; 0: not known, or a point
  std::uint32_t geonames = 0;
};

// Kilometres between two sites that are located.
double distance(const Site& a, const Site& b);

// How many were killed, injured, detained ... (data/story/quantities.tsv).
struct Quantity {
  std::string what;
  std::int64_t value = 0;
};

struct Report {
  std::uint64_t event = 0;  // numbers in the store
  std::uint64_t article = 0;
  std::uint64_t copy_of = 0;  // the first article of the text's copies
  std::string url;
  std::string publisher;
  std::string published;
  std::string type, mode, cameo;
  std::vector<std::string> contexts;
  int quad = 0;
  double goldstein = 0;
  std::vector<Party> actors, recipients;
  std::string begin, end;  // ISO 8601, as precise as the text; empty: no time told
  Site site;
  Status status = Status::Happened;
  std::string said_by;  // who says so by the article; empty: the article itself
  std::vector<Quantity> quantities;
  Span trigger, sentence;  // code points of the article's text
  std::uint32_t sentence_number = 0;
  float confidence = 0;
  std::string because;

  // Who stands for the report: the source it names, or else its publisher, or its URL.
  const std::string& voice() const { return !said_by.empty() ? said_by : !publisher.empty() ? publisher : url; }
};

// What was told of the event from a day on, and by whom.
struct StatusChange {
  Status status = Status::Happened;
  std::string published;
  std::string by;
  std::uint64_t article = 0;
};

// One of several accounts that cannot all be right.
struct Account {
  std::string value;
  std::vector<std::string> by;  // voices, each once
};
struct Disagreement {
  std::string about;              // "place", "day", "status", or a quantity: "killed"
  std::vector<Account> accounts;  // the one with most voices first
};

struct Incident {
  std::uint64_t id = 0;     // number of its first event
  std::uint64_t story = 0;  // number of its story's first article
  std::string type, mode, cameo;
  std::vector<std::string> contexts;
  int quad = 0;
  double goldstein = 0;
  std::vector<Party> actors, recipients;  // most often named first
  std::string begin, end;                 // the best time: the most told, then the most precise
  Site site;                              // the best place: the most precise, then the most told
  Status status = Status::Happened;       // as told last
  std::vector<Quantity> quantities;       // as told by most, then last
  std::string first_report, last_report;  // publication dates; empty when no report has one
  std::uint32_t reports = 0;              // events behind it
  std::uint32_t articles = 0;
  std::uint32_t sources = 0;  // independent ones: the copies of one text count once, and so do texts of one publisher
  float confidence = 0;       // of the surest report
  std::vector<StatusChange> statuses;
  std::vector<Disagreement> disagreements;
};

}  // namespace dateline
