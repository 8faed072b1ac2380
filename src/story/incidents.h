// Reports of one event: each event of an article is put with the incident that it tells of, or begins one. Not thread-safe.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "story/postings.h"
#include "story/traits.h"

namespace dateline::story {

// An event and where it was told.
struct Telling {
  std::uint64_t event = 0;
  std::uint64_t article = 0;
  std::uint64_t copy_of = 0;  // the first of the article's copies, or the article
  std::uint64_t story = 0;
  std::int32_t day = 0;                 // of publication
  const EventTraits* traits = nullptr;  // must stay where they are until the event is removed
};

// How much speaks for one event behind two tellings, in units in which kLeastEvidence is enough. Symmetric.
double evidence(const Telling& a, const Telling& b);
inline constexpr double kLeastEvidence = 3.5;

class IncidentFinder {
 public:
  // What a telling is looked up by.
  static std::vector<std::uint32_t> keys_of(const Telling& telling);
  // The incident that the telling is of; its own event's number when it begins one.
  std::uint64_t find(const Telling& telling, const std::vector<std::uint32_t>& keys) const;
  void add(const Telling& telling, std::vector<std::uint32_t> keys, std::uint64_t incident);
  void remove(std::uint64_t event);

 private:
  struct Entry {
    Telling telling;
    std::uint64_t incident;
    std::vector<std::uint32_t> keys;
  };
  double evidence_of_first(const Telling& telling, std::uint64_t incident) const;

  Postings by_key_;
  std::unordered_map<std::uint64_t, Entry> events_;
  std::unordered_map<std::uint64_t, ArrivalList> of_incident_;  // its events, in order of arrival
};

}  // namespace dateline::story
