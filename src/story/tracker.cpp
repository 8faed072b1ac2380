#include "story/tracker.h"

#include <algorithm>

namespace dateline::story {

namespace {

// The window goes on when this many articles are of a later day: one page with a date in the future moves nothing.
constexpr std::size_t kWitnesses = 8;
constexpr double kCommon = 0.01;  // of the articles of the background

}  // namespace

Tracker::Tracker(const Background& background, Window window) : window_(window), background_(background), stories_(background) {}

void Tracker::advance(std::int32_t day) {
  newest_days_.insert(std::upper_bound(newest_days_.begin(), newest_days_.end(), day), day);
  if (newest_days_.size() > kWitnesses) newest_days_.erase(newest_days_.begin());
}

std::int32_t Tracker::first_day() const {
  return newest_days_.size() < kWitnesses ? kNoDay : newest_days_.front() - window_.days;
}

Placement Tracker::place(std::uint64_t article, Traits traits) {
  Placement placement;
  placement.day = traits.day != kNoDay ? traits.day : newest_days_.empty() ? 0 : newest_days_.front();
  advance(placement.day);
  while (!by_day_.empty() && by_day_.begin()->first < first_day()) forget(by_day_.begin()->second);
  // By number, so that it makes no difference which articles have been superseded meanwhile.
  first_article_ = article < window_.articles ? 0 : article - window_.articles + 1;
  while (!entries_.empty() && entries_.begin()->first < first_article_) forget(entries_.begin()->first);

  // "People", "killed": what every other report says tells no event from another.
  for (EventTraits& event : traits.events) {
    std::erase_if(event.sentence,
                  [&](std::uint32_t word) { return background_.having(word) > kCommon * background_.articles(); });
  }
  auto entry = std::make_unique<Entry>(Entry{std::move(traits), placement.day});
  placement.copy_of = article;
  Sketched text = sketch(entry->traits.words);
  if (const auto match = copies_.find(text)) {
    const auto first = copy_of_.find(match->article);
    placement.copy_of = first == copy_of_.end() ? match->article : first->second;
    placement.overlap = match->overlap;
  }
  placement.story = stories_.find(article, entry->traits.features);
  placement.incidents.reserve(entry->traits.events.size());
  for (std::size_t i = 0; i < entry->traits.events.size(); ++i) {
    const Telling telling{event_number(article, i), article,       placement.copy_of,
                          placement.story,          placement.day, &entry->traits.events[i]};
    std::vector<std::uint32_t> keys = IncidentFinder::keys_of(telling);
    const std::uint64_t incident = incidents_.find(telling, keys);
    placement.incidents.push_back(incident);
    incidents_.add(telling, std::move(keys), incident);
  }
  insert(article, std::move(entry), std::move(text), placement);
  return placement;
}

void Tracker::restore(std::uint64_t article, Traits traits, const Placement& placement) {
  auto entry = std::make_unique<Entry>(Entry{std::move(traits), placement.day});
  advance(placement.day);
  for (std::size_t i = 0; i < entry->traits.events.size() && i < placement.incidents.size(); ++i) {
    const Telling telling{event_number(article, i), article,       placement.copy_of,
                          placement.story,          placement.day, &entry->traits.events[i]};
    incidents_.add(telling, IncidentFinder::keys_of(telling), placement.incidents[i]);
  }
  Sketched text = sketch(entry->traits.words);
  insert(article, std::move(entry), std::move(text), placement);
}

void Tracker::insert(std::uint64_t article, std::unique_ptr<Entry> entry, Sketched text, const Placement& placement) {
  copies_.add(article, std::move(text));
  if (placement.copy_of != article) copy_of_.emplace(article, placement.copy_of);
  stories_.add(article, placement.story, entry->traits.features);
  by_day_.emplace(placement.day, article);
  entries_.emplace(article, std::move(entry));
}

const Traits* Tracker::traits_of(std::uint64_t article) const {
  const auto found = entries_.find(article);
  return found == entries_.end() ? nullptr : &found->second->traits;
}

void Tracker::forget(std::uint64_t article) {
  forgotten_.push_back(article);
  remove(article);
}

void Tracker::remove(std::uint64_t article) {
  const auto found = entries_.find(article);
  if (found == entries_.end()) return;
  for (std::size_t i = 0; i < found->second->traits.events.size(); ++i) incidents_.remove(event_number(article, i));
  copies_.remove(article);
  copy_of_.erase(article);
  stories_.remove(article);
  const auto [first, last] = by_day_.equal_range(found->second->day);
  for (auto at = first; at != last; ++at) {
    if (at->second == article) {
      by_day_.erase(at);
      break;
    }
  }
  entries_.erase(found);
}

}  // namespace dateline::story
