// What the story work remembers of an article: enough to place later articles beside it, small enough to keep a window of days in
// memory and in the store. A pure function of the document, so that it can be computed by many threads.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/document.h"
#include "dateline/incident.h"
#include "dateline/result.h"

namespace dateline::story {

inline constexpr std::int32_t kNoDay = INT32_MIN;

// Days since 1970-01-01 of the first day that an ISO 8601 date names; kNoDay when it is none.
std::int32_t day_of(std::string_view iso_date);
// The day behind the last one that it names ("2023-09": 2023-10-01).
std::int32_t day_after(std::string_view iso_date);

struct Feature {
  std::uint32_t key = 0;
  std::uint32_t weight = 0;  // by what it is (a name weighs more than a word) until the article is placed, then normalised
};

// One side of an event. Keys from most to least specific: the entity, its country with sectors, its country.
struct PartyTraits {
  std::uint32_t entity = 0;  // 0: not known
  std::uint32_t code = 0;
  std::uint32_t country = 0;
};

struct QuantityTraits {
  std::uint32_t what = 0;
  std::int64_t value = 0;
};

struct EventTraits {
  std::uint32_t type = 0;
  std::uint32_t mode = 0;  // 0: none
  std::vector<PartyTraits> actors;
  std::vector<PartyTraits> recipients;
  std::int32_t begin = kNoDay;  // days [begin, end) of the event as the text tells it
  std::int32_t end = kNoDay;
  std::uint32_t place = 0;    // 0: none
  std::uint32_t country = 0;  // of the place
  float latitude = 0;
  float longitude = 0;
  bool is_point = false;                // the place is a town or a spot, with coordinates
  std::vector<std::uint32_t> sentence;  // its content words, ascending, each once
  std::vector<QuantityTraits> quantities;
};

struct Traits {
  std::int32_t day = kNoDay;         // of publication
  std::vector<std::uint32_t> words;  // content words, in order
  std::vector<Feature> features;     // ascending by key
  std::vector<EventTraits> events;   // one for each of the document's
};

// `reports`: of the document's events (story/reports.h).
Traits traits_of(const Document& document, const std::vector<Report>& reports);

// For the store. The bytes of another version, or damaged ones, are refused.
std::string to_bytes(const Traits& traits);
Result<Traits> traits_from_bytes(std::string_view bytes);

}  // namespace dateline::story
