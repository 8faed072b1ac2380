// Chooses what place each name of a document means, by the document as a whole. Lives for one document; views are those of the
// Gazetteer and the document.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/span.h"
#include "where/gazetteer.h"

namespace dateline::where {

// One name of a document with the places that it can mean.
struct Name {
  std::string letters;  // the name in lower case without spaces and marks
  std::vector<Place> readings;
  std::vector<double> belief;  // in each reading, sums to 1
  std::uint32_t mentions = 0;
  std::uint32_t chosen = 0;  // the reading that most mentions mean
};

// One mention of a name.
struct Toponym {
  Span span;
  std::uint32_t mention = kNone;  // of the document; kNone for a dateline that is no mention
  std::uint32_t name = kNone;     // index into the names
  std::uint32_t within = kNone;   // the toponym after it that says where it lies: "Springfield, Ohio"
  std::uint32_t chosen = 0;       // reading
};

struct Surroundings {
  std::map<std::string_view, double> countries;  // mentions of each country in other words
  std::uint32_t dateline = kNone;                // toponym
  std::string host;                              // of the document's address, in lower case; empty when not known
  std::string_view host_country;                 // by the host's top-level domain
};

// Whether `part` lies in `whole`, by what the tables say of both.
bool lies_in(const Place& part, const Place& whole);

// Fills `chosen` of all names and toponyms.
void resolve(std::vector<Name>& names, std::vector<Toponym>& toponyms, const Surroundings& surroundings);

}  // namespace dateline::where
