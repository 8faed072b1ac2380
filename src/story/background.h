// How common words, names and countries are in news at large, so that a small window of articles need not learn it. Immutable:
// any number of threads.
#pragma once

#include <cstdint>

#include "knowledge/knowledge.h"
#include "story/flat_map.h"

namespace dateline::story {

class Background {
 public:
  // Knows nothing: everything counts as rare until the window has filled.
  Background() = default;
  // From the table story_frequencies.
  static Result<Background> create(const knowledge::Knowledge& knowledge);

  // Of how many articles, and how many of those have the feature; scaled down so that a window of some thousands outweighs it.
  double articles() const { return articles_; }
  double having(std::uint32_t feature) const;
  // Has what having() will look at in the cache by then.
  void fetch(std::uint32_t feature) const { having_.fetch(feature); }

 private:
  FlatMap<float> having_;
  double articles_ = 0;
};

}  // namespace dateline::story
