// Articles on one story: each is put with the story that its names, countries, places and words are nearest to, or begins one.
// Not thread-safe.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "story/background.h"
#include "story/flat_map.h"
#include "story/postings.h"
#include "story/traits.h"

namespace dateline::story {

class StoryFinder {
 public:
  // The background must outlive the finder.
  explicit StoryFinder(const Background& background) : background_(background) {}
  // The story that an article belongs to; `article` itself when it begins one. Gives `features` the weights by which later
  // articles will be compared with it, for add().
  std::uint64_t find(std::uint64_t article, std::vector<Feature>& features) const;
  // `features`, weighted by find(), must stay where they are until the article is removed.
  void add(std::uint64_t article, std::uint64_t story, const std::vector<Feature>& features);
  void remove(std::uint64_t article);

 private:
  struct Profile {
    std::uint32_t articles = 0;
    FlatMap<std::int32_t> sums;  // of its articles' weights, 4096 at most each: enough for half a million articles
    double squares = 0;          // of the sums; whole numbers, so that adding and taking away is exact
  };
  struct Article {
    std::uint64_t story;
    const std::vector<Feature>* features;
  };
  void weigh(std::vector<Feature>& features) const;
  static void change(Profile& profile, const std::vector<Feature>& features, std::int32_t sign);

  const Background& background_;
  Postings by_feature_;
  std::unordered_map<std::uint64_t, Article> articles_;
  std::unordered_map<std::uint64_t, Profile> stories_;
};

}  // namespace dateline::story
