#include "story/traits.h"

#include <algorithm>
#include <map>

#include "base/iso_date.h"
#include "base/utf8.h"
#include "story/words.h"

namespace dateline::story {

namespace {

constexpr std::size_t kMostWords = 1024;    // of an article that are compared with others
constexpr std::size_t kMostFeatures = 128;  // the strongest are kept
constexpr std::size_t kMostEvents = 4095;   // see story/tracker.h on ids
constexpr std::size_t kMostParties = 8;
constexpr std::size_t kMostSentenceWords = 32;
constexpr std::size_t kMostCountriesPaired = 6;  // an article about more countries is about no pair of them

// What a feature counts for, by what it is.
constexpr std::uint32_t kWord = 2, kEntity = 4, kUnlinkedName = 3, kCountry = 6, kCountryPair = 6, kPlace = 2;

// Days since 1970-01-01 in the Gregorian calendar (Howard Hinnant's days_from_civil).
std::int32_t days_from_civil(int year, int month, int day) {
  year -= month <= 2;
  const int era = year / 400;
  const int year_of_era = year - era * 400;
  const int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

bool is_named(const Entity& entity) { return !entity.name.empty() && entity.name[0] >= 'A' && entity.name[0] <= 'Z'; }

bool is_somebody_or_somewhere(EntityType type) {
  return type == EntityType::PER || type == EntityType::ORG || type == EntityType::GPE || type == EntityType::LOC ||
         type == EntityType::FAC || type == EntityType::NORP;
}

// Adds each key once, with the greatest weight it has.
class FeatureSet {
 public:
  void add(std::uint32_t key, std::uint32_t weight) { features_.push_back({key, weight}); }
  std::vector<Feature> take() {
    std::sort(features_.begin(), features_.end(),
              [](const Feature& a, const Feature& b) { return a.key != b.key ? a.key < b.key : a.weight > b.weight; });
    const auto same_key = [](const Feature& a, const Feature& b) { return a.key == b.key; };
    features_.erase(std::unique(features_.begin(), features_.end(), same_key), features_.end());
    if (features_.size() > kMostFeatures) {
      // Words beyond the first ones are what a long article has too many of.
      std::stable_sort(features_.begin(), features_.end(),
                       [](const Feature& a, const Feature& b) { return a.weight > b.weight; });
      features_.resize(kMostFeatures);
      std::sort(features_.begin(), features_.end(), [](const Feature& a, const Feature& b) { return a.key < b.key; });
    }
    return std::move(features_);
  }

 private:
  std::vector<Feature> features_;
};

std::vector<Feature> features_of(const Document& document, const std::vector<Word>& words) {
  FeatureSet set;
  for (const Word& word : words) {
    if (word.span.size() >= 4) set.add(word.hash, kWord);
  }
  std::vector<std::string_view> countries;
  for (const Entity& entity : document.entities) {
    if (!entity.country.empty() && is_somebody_or_somewhere(entity.type)) countries.push_back(entity.country);
    if (!entity.kb.empty()) {
      if (entity.kb != entity.country) set.add(key_of('e', entity.kb), kEntity);
    } else if (is_somebody_or_somewhere(entity.type) && is_named(entity)) {
      set.add(key_of('n', base::folded(entity.name)), kUnlinkedName);
    }
  }
  std::sort(countries.begin(), countries.end());
  countries.erase(std::unique(countries.begin(), countries.end()), countries.end());
  for (std::size_t a = 0; a < countries.size(); ++a) {
    set.add(key_of('c', countries[a]), kCountry);
    if (countries.size() > kMostCountriesPaired) continue;
    for (std::size_t b = a + 1; b < countries.size(); ++b) {
      set.add(key_of('d', std::string(countries[a]) + std::string(countries[b])), kCountryPair);
    }
  }
  for (const PlaceRef& place : document.places) {
    if (place.precision == "point" && place.geonames != 0) set.add(key_of('p', std::to_string(place.geonames)), kPlace);
    if (!place.admin1.empty()) set.add(key_of('a', std::string(place.country) + std::string(place.admin1)), kPlace);
  }
  return set.take();
}

std::vector<PartyTraits> parties_of(const Document& document, const std::vector<Argument>& arguments) {
  std::vector<PartyTraits> parties;
  for (const Argument& argument : arguments) {
    if (argument.entity == kNone || parties.size() == kMostParties) continue;
    const Entity& entity = document.entities[argument.entity];
    PartyTraits party;
    if (!entity.kb.empty() && entity.kb != entity.country) party.entity = key_of('e', entity.kb);
    if (entity.kb.empty() && is_named(entity)) party.entity = key_of('n', base::folded(entity.name));
    if (!entity.code.empty()) party.code = key_of('k', entity.code);
    if (!entity.country.empty()) party.country = key_of('c', entity.country);
    // "Seven people": a description is no name, so it is compared as a code is.
    if (party.entity == 0 && party.code == 0) party.code = key_of('n', base::folded(entity.name));
    parties.push_back(party);
  }
  return parties;
}

EventTraits event_traits(const Document& document, const Event& event, const std::vector<Word>& words) {
  EventTraits traits;
  traits.type = key_of('t', event.type);
  if (!event.mode.empty()) traits.mode = key_of('m', event.mode);
  traits.actors = parties_of(document, event.actors);
  traits.recipients = parties_of(document, event.recipients);
  if (event.time != kNone) {
    const TimeRef& time = document.times[event.time];
    traits.begin = day_of(time.begin);
    traits.end = time.end.empty() ? day_after(time.begin) : std::max(day_of(time.end), traits.begin + 1);
    if (traits.begin == kNoDay) traits.end = kNoDay;
  }
  if (event.place != kNone) {
    const PlaceRef& place = document.places[event.place];
    if (!place.country.empty()) traits.country = key_of('c', place.country);
    traits.place = place.geonames != 0 ? key_of('p', std::to_string(place.geonames)) : key_of('q', base::folded(place.name));
    traits.is_point = place.located && place.precision == "point";
    traits.latitude = static_cast<float>(place.latitude);
    traits.longitude = static_cast<float>(place.longitude);
  }
  if (event.sentence != kNone) {
    const Span span = document.sentences[event.sentence].span;
    const auto first = std::lower_bound(words.begin(), words.end(), span.begin,
                                        [](const Word& word, std::uint32_t begin) { return word.span.begin < begin; });
    for (auto word = first; word != words.end() && word->span.end <= span.end; ++word) traits.sentence.push_back(word->hash);
    if (traits.sentence.size() > kMostSentenceWords) traits.sentence.resize(kMostSentenceWords);
    std::sort(traits.sentence.begin(), traits.sentence.end());
    traits.sentence.erase(std::unique(traits.sentence.begin(), traits.sentence.end()), traits.sentence.end());
  }
  return traits;
}

}  // namespace

std::int32_t day_of(std::string_view iso_date) {
  const auto date = base::parse_iso_date(iso_date);
  return date ? days_from_civil(date->year, date->month, date->day) : kNoDay;
}

std::int32_t day_after(std::string_view iso_date) {
  using Precision = base::IsoDate::Precision;
  const auto date = base::parse_iso_date(iso_date);
  if (!date) return kNoDay;
  if (date->precision == Precision::Year) return days_from_civil(date->year + 1, 1, 1);
  if (date->precision == Precision::Month) {
    return date->month == 12 ? days_from_civil(date->year + 1, 1, 1) : days_from_civil(date->year, date->month + 1, 1);
  }
  return days_from_civil(date->year, date->month, date->day) + 1;
}

Traits traits_of(const Document& document, const std::vector<Report>& reports) {
  Traits traits;
  traits.day = day_of(document.published);
  std::vector<Word> words = content_words(document.text, kMostWords);
  if (!document.boilerplate.empty()) {  // what stands on every page of a publisher makes no copies of each other
    std::erase_if(words, [&](const Word& word) { return document.is_boilerplate(word.span); });
  }
  traits.words.reserve(words.size());
  for (const Word& word : words) traits.words.push_back(word.hash);
  traits.features = features_of(document, words);
  const std::size_t events = std::min(document.events.size(), kMostEvents);
  traits.events.reserve(events);
  for (std::size_t i = 0; i < events; ++i) {
    traits.events.push_back(event_traits(document, document.events[i], words));
    if (i >= reports.size()) continue;
    for (const Quantity& quantity : reports[i].quantities) {
      traits.events.back().quantities.push_back({key_of('#', quantity.what), quantity.value});
    }
  }
  return traits;
}

}  // namespace dateline::story
