// Places articles one after another: with their copies, with their story, and each of their events with the incident that it
// tells of. The result depends on the articles and their order alone. Memory holds the articles of a window of days before the
// newest, and of them the newest so many. One thread at a time; movable.
//
// Groups are named by what began them: copies by the first article, a story by its first article, an incident by its first event.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "story/copies.h"
#include "story/incidents.h"
#include "story/stories.h"
#include "story/traits.h"
#include "story/window.h"

namespace dateline::story {

// Events are numbered by their article's number and their place in it.
constexpr std::uint64_t event_number(std::uint64_t article, std::size_t place) { return article * 4096 + place; }

struct Placement {
  std::int32_t day = kNoDay;  // of publication, or for an undated article the day that the window had reached
  std::uint64_t copy_of = 0;  // the article itself when it is no copy
  double overlap = 0;         // with the text that it is a copy of (CopyFinder::Match)
  std::uint64_t story = 0;
  std::vector<std::uint64_t> incidents;  // one for each event
};

class Tracker {
 public:
  // The background must outlive the tracker.
  explicit Tracker(const Background& background, Window window = {});

  // `article`: a number greater than all before. Weighs the features of `traits` (what is to be kept for restore()) by the way.
  Placement place(std::uint64_t article, Traits traits);
  // The traits of an article that is still in the window, as weighed; nothing when it has been forgotten.
  const Traits* traits_of(std::uint64_t article) const;

  // Puts an article back as it was placed once. In the order of their numbers.
  void restore(std::uint64_t article, Traits traits, const Placement& placement);
  // Forgets an article: it was superseded.
  void remove(std::uint64_t article);

  // Articles of days before this one, or with numbers below this one, have been forgotten.
  std::int32_t first_day() const;
  std::uint64_t first_article() const { return first_article_; }
  std::size_t size() const { return entries_.size(); }
  // Those that place() has forgotten since the last call.
  std::vector<std::uint64_t> take_forgotten() { return std::exchange(forgotten_, {}); }

 private:
  struct Entry {
    Traits traits;
    std::int32_t day;
  };
  void insert(std::uint64_t article, std::unique_ptr<Entry> entry, Sketched text, const Placement& placement);
  void advance(std::int32_t day);
  void forget(std::uint64_t article);

  Window window_;
  const Background& background_;
  std::uint64_t first_article_ = 0;
  std::vector<std::uint64_t> forgotten_;
  std::vector<std::int32_t> newest_days_;  // of the newest articles, ascending; see advance()
  CopyFinder copies_;
  StoryFinder stories_;
  IncidentFinder incidents_;
  std::map<std::uint64_t, std::unique_ptr<Entry>> entries_;
  std::unordered_map<std::uint64_t, std::uint64_t> copy_of_;  // of those in the window that are copies
  std::multimap<std::int32_t, std::uint64_t> by_day_;
};

}  // namespace dateline::story
