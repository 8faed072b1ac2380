// Record linkage (Fellegi and Sunter 1969): what two tellings say of who, whom, when and where, each agreement and each
// contradiction with a weight; a telling joins the incident of the one for which most speaks. Being silent weighs nothing, since
// most reports leave something out. Only tellings of one type are compared, and of those the newest that share two of: who, whom,
// where, story. What the incident's first tellings contradict does not join: else each telling would lead to the next, from one
// event to another, until an incident held a war. bench/archive/main.cpp measures it on an archive whose incidents are known.
#include "story/incidents.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <numbers>

#include "story/hits.h"

namespace dateline::story {

namespace {

constexpr std::size_t kMostOfAKey = 24;
constexpr std::size_t kMostCandidates = 24;
constexpr double kEvidenceForRivals = 0.7;
constexpr std::size_t kFirst = 8;
constexpr double kLeastEvidenceOfFirst = 0.5;
constexpr double kOneEntity = 2;
constexpr double kOnePlace = 1;
constexpr std::int32_t kDaysBefore = 1;  // an event of which no day is told took place in the days before its report

// Kilometres on a sphere, good to half a percent.
double distance(const EventTraits& a, const EventTraits& b) {
  constexpr double kRadius = 6371;
  const auto radians = [](float degrees) { return static_cast<double>(degrees) * std::numbers::pi / 180; };
  const double lat1 = radians(a.latitude), lat2 = radians(b.latitude);
  const double x = std::sin((lat2 - lat1) / 2), y = std::sin(radians(b.longitude - a.longitude) / 2);
  return 2 * kRadius * std::asin(std::min(1.0, std::sqrt(x * x + std::cos(lat1) * std::cos(lat2) * y * y)));
}

double of_times(const Telling& a, const Telling& b) {
  struct Days {
    std::int32_t begin, end;
    bool told;
  };
  const auto days = [](const Telling& t) {
    return t.traits->begin != kNoDay ? Days{t.traits->begin, t.traits->end, true} : Days{t.day - kDaysBefore, t.day + 1, false};
  };
  const Days x = days(a), y = days(b);
  if (!x.told && !y.told) {
    // Both say no more than that it is news: what comes up day after day is not one event.
    constexpr std::array<double, 5> kByDaysBetween = {0.5, -1, -1.5, -2.5, -3.5};
    return kByDaysBetween[std::min<std::size_t>(static_cast<std::size_t>(std::abs(a.day - b.day)), kByDaysBetween.size() - 1)];
  }
  const std::int32_t apart = std::max(x.begin, y.begin) - std::min(x.end, y.end);  // 0: they touch; below: they overlap
  constexpr std::int32_t kFewDays = 3;
  if (apart < 0) {
    if (!x.told || !y.told) return 0.5;
    return x.end - x.begin <= kFewDays && y.end - y.begin <= kFewDays ? 1.5 : 0.3;
  }
  // Days around midnight and between time zones are told one off.
  if (x.told && y.told) return apart == 0 ? -0.5 : -4;
  return std::max(-3.0, -0.5 - 0.75 * apart);
}

double of_party(const PartyTraits& a, const PartyTraits& b) {
  if (a.entity != 0 && a.entity == b.entity) return kOneEntity;
  if (a.country != 0 && b.country != 0 && a.country != b.country) return -1.5;
  // Two names of one country are two, unless they are two names for one.
  const bool are_named = a.entity != 0 && b.entity != 0;
  if (a.code != 0 && a.code == b.code) return are_named ? 0.3 : a.country != 0 ? 1.2 : 0.7;
  if (a.country != 0 && a.country == b.country) return are_named ? -1 : 0.8;
  return 0;
}

// Whoever the shorter list names, in the mean: that two ministers met others on two days has one of them in common.
double of_parties(const std::vector<PartyTraits>& a, const std::vector<PartyTraits>& b) {
  if (a.empty() || b.empty()) return 0;
  const auto& shorter = a.size() <= b.size() ? a : b;
  const auto& longer = a.size() <= b.size() ? b : a;
  double sum = 0;
  for (const PartyTraits& x : shorter) {
    double most = -1.5;
    for (const PartyTraits& y : longer) most = std::max(most, of_party(x, y));
    sum += most;
  }
  return sum / static_cast<double>(shorter.size());
}

double of_places(const EventTraits& a, const EventTraits& b) {
  constexpr double kOneTown = 30, kOtherRegion = 150;  // kilometres
  if (a.place == 0 || b.place == 0) return 0;
  if (a.place == b.place) return a.is_point ? 1.5 : 0.5;
  if (a.country != 0 && b.country != 0 && a.country != b.country) return -2.5;
  if (!a.is_point || !b.is_point) return 0.2;
  const double apart = distance(a, b);
  if (apart <= kOneTown) return kOnePlace;
  return apart > kOtherRegion ? -2.5 : -1;
}

double of_words(const EventTraits& a, const EventTraits& b) {
  constexpr std::size_t kFew = 4;
  const std::size_t shorter = std::min(a.sentence.size(), b.sentence.size());
  if (shorter < kFew) return 0;
  std::size_t shared = 0;
  for (std::size_t i = 0, j = 0; i < a.sentence.size() && j < b.sentence.size();) {
    const std::uint32_t x = a.sentence[i], y = b.sentence[j];
    shared += x == y;
    i += x <= y;
    j += y <= x;
  }
  constexpr double kByChance = 0.25;
  return 4 * std::max(0.0, static_cast<double>(shared) / static_cast<double>(shorter) - kByChance);
}

// Counts of the dead and hurt that agree speak for one event. Those that differ speak against it, less so when the later one is
// higher: tolls rise. Of a war's days each has its own.
double of_quantities(const Telling& a, const Telling& b) {
  double sum = 0;
  for (const QuantityTraits& x : a.traits->quantities) {
    for (const QuantityTraits& y : b.traits->quantities) {
      if (x.what != y.what) continue;
      if (x.value == y.value) {
        sum += x.value > 2 ? 1 : 0.3;
      } else {
        const bool rises = a.day == b.day || (a.day < b.day) == (x.value < y.value);
        const bool are_near = std::max(x.value, y.value) <= 2 * std::min(x.value, y.value);
        sum -= !rises ? 3.5 : are_near ? 0.7 : 2.5;
      }
    }
  }
  return std::clamp(sum, -4.0, 2.0);
}

std::uint32_t combined(std::uint32_t a, std::uint32_t b) {
  const std::uint64_t mixed = ((std::uint64_t{a} << 32) | b) * 0x9E3779B97F4A7C15u;
  return static_cast<std::uint32_t>(mixed >> 32) ^ static_cast<std::uint32_t>(mixed);
}

}  // namespace

double evidence(const Telling& a, const Telling& b) {
  const EventTraits& x = *a.traits;
  const EventTraits& y = *b.traits;
  const double who = of_parties(x.actors, y.actors), whom = of_parties(x.recipients, y.recipients), where = of_places(x, y);
  double sum = of_times(a, b) + who + whom + where;
  if (x.mode != 0 && y.mode != 0) sum += x.mode == y.mode ? 0.5 : -1;
  if (a.article == b.article) return sum - 1;  // an article that tells of two such events tells them apart
  const double words = of_words(x, y);
  sum += words + of_quantities(a, b);
  constexpr double kMostAreNamed = 1.5, kManyWords = 1;  // a code in common is worth 1.2 at most
  if (a.story == b.story) sum += 1;
  // A copy tells what its original tells, even where it garbles a name.
  if (a.copy_of == b.copy_of && words >= kManyWords) sum += 1.5;
  // Countries, kinds of people and numbers agree between events of one kind; a name, a town or the words themselves tell which.
  const bool is_told_apart = who >= kMostAreNamed || whom >= kMostAreNamed || where >= kOnePlace || words >= kManyWords;
  return is_told_apart ? sum : sum - 1.5;
}

std::vector<std::uint32_t> IncidentFinder::keys_of(const Telling& telling) {
  const EventTraits& event = *telling.traits;
  std::vector<std::uint32_t> who, whom, keys;
  const auto gather = [](const std::vector<PartyTraits>& parties, std::vector<std::uint32_t>& to) {
    constexpr std::size_t kMostParties = 3;
    for (std::size_t i = 0; i < parties.size() && i < kMostParties; ++i) {
      if (parties[i].entity != 0) to.push_back(parties[i].entity);
      if (parties[i].country != 0) {
        to.push_back(parties[i].country);
      } else if (parties[i].code != 0) {
        to.push_back(parties[i].code);
      }
    }
  };
  gather(event.actors, who);
  gather(event.recipients, whom);
  const auto story = static_cast<std::uint32_t>(telling.story * 0x9E3779B97F4A7C15u >> 32);
  const auto add = [&](std::uint32_t a, std::uint32_t b) { keys.push_back(combined(event.type, combined(a, b))); };
  constexpr std::uint32_t kWho = 1, kWhom = 2, kStory = 3;
  for (const std::uint32_t x : who) {
    for (const std::uint32_t y : whom) add(x, y);
    if (event.place != 0) add(combined(kWho, x), event.place);
    add(combined(kWho, x), story);
  }
  for (const std::uint32_t y : whom) {
    if (event.place != 0) add(combined(kWhom, y), event.place);
    add(combined(kWhom, y), story);
  }
  if (event.place != 0) add(event.place, story);
  if (who.empty() || whom.empty()) add(kStory, story);
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

std::uint64_t IncidentFinder::find(const Telling& telling, const std::vector<std::uint32_t>& keys) const {
  for (const std::uint32_t key : keys) by_key_.fetch(key);
  std::vector<std::span<const std::uint64_t>> lists;
  lists.reserve(keys.size());
  std::size_t values = 0;
  for (const std::uint32_t key : keys) {
    lists.push_back(by_key_.newest(key, kMostOfAKey));
    values += lists.back().size();
  }
  if (values == 0) return telling.event;
  Hits hits(values);
  for (const auto& list : lists) {
    for (const std::uint64_t event : list) hits.add(event, 1);
  }
  std::vector<Hit> candidates = hits.take();
  const std::size_t kept = std::min(kMostCandidates, candidates.size());
  std::partial_sort(candidates.begin(), candidates.begin() + static_cast<std::ptrdiff_t>(kept), candidates.end(),
                    [](const Hit& a, const Hit& b) { return a.sum != b.sum ? a.sum > b.sum : a.value > b.value; });
  // What they are compared by lies scattered: all of it is asked for before the first is looked at.
  std::array<const Entry*, kMostCandidates> others;
  for (std::size_t i = 0; i < kept; ++i) {
    others[i] = &events_.at(candidates[i].value);
    __builtin_prefetch(others[i]->telling.traits);
  }
  for (std::size_t i = 0; i < kept; ++i) {
    const EventTraits& traits = *others[i]->telling.traits;
    __builtin_prefetch(traits.sentence.data());
    __builtin_prefetch(traits.actors.data());
    __builtin_prefetch(traits.recipients.data());
  }
  std::uint64_t best = telling.event;
  double most = 0;
  std::vector<std::uint64_t> rivals, strangers;
  const auto is_among = [](const std::vector<std::uint64_t>& incidents, std::uint64_t incident) {
    return std::find(incidents.begin(), incidents.end(), incident) != incidents.end();
  };
  for (std::size_t i = 0; i < kept; ++i) {
    const Entry& other = *others[i];
    if (other.telling.traits->type != telling.traits->type) continue;  // two keys with one number
    const double for_one = evidence(telling, other.telling);
    if (for_one < kLeastEvidence || is_among(strangers, other.incident)) continue;
    if (!is_among(rivals, other.incident)) {
      if (evidence_of_first(telling, other.incident) < kLeastEvidenceOfFirst) {
        strangers.push_back(other.incident);
        continue;
      }
      rivals.push_back(other.incident);
    }
    if (for_one > most || (for_one == most && other.incident < best)) {
      most = for_one;
      best = other.incident;
    }
  }
  // Where many incidents would do, as in a war, each is the less likely to be the one.
  if (most < kLeastEvidence + kEvidenceForRivals * std::log2(static_cast<double>(std::max<std::size_t>(rivals.size(), 1)))) {
    return telling.event;
  }
  return best;
}

// What speaks, in the mean, for the event being that of the incident's first tellings.
double IncidentFinder::evidence_of_first(const Telling& telling, std::uint64_t incident) const {
  const auto told = of_incident_.at(incident).all();
  const std::size_t count = std::min(kFirst, told.size());
  double sum = 0;
  for (const std::uint64_t event : told.first(count)) sum += evidence(telling, events_.at(event).telling);
  return sum / static_cast<double>(count);
}

void IncidentFinder::add(const Telling& telling, std::vector<std::uint32_t> keys, std::uint64_t incident) {
  of_incident_[incident].push_back(telling.event);
  for (const std::uint32_t key : keys) by_key_.add(key, telling.event);
  events_.emplace(telling.event, Entry{telling, incident, std::move(keys)});
}

void IncidentFinder::remove(std::uint64_t event) {
  const auto found = events_.find(event);
  if (found == events_.end()) return;
  for (const std::uint32_t key : found->second.keys) by_key_.fetch(key);
  for (const std::uint32_t key : found->second.keys) by_key_.remove(key, event);
  const auto told = of_incident_.find(found->second.incident);
  told->second.remove(event);
  if (told->second.empty()) of_incident_.erase(told);
  events_.erase(found);
}

}  // namespace dateline::story
