// Single-pass clustering (topic detection and tracking, Allan et al. 1998): an article joins the story to which it is most alike,
// when it is alike enough. Alike is half the cosine with the nearest article of the story and half that with the sum of them all:
// the first follows a story as it turns, the second keeps one odd article from leading it away. A story with many articles is
// the likelier one, so that a long one does not break in two when both halves would do. A feature weighs by its kind
// (story/traits.cpp) and by how rare it is among the articles of the window and in news at large.
//
// Weights are whole numbers: sums do not depend on the order in which articles come and go, so a store that is opened again
// continues as if it had never been closed. An article is compared only with the newest few that share its strongest features.
// `scripts/eval` scores it on days of news (docs/accuracy.md).
#include "story/stories.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "story/hits.h"

namespace dateline::story {

namespace {

constexpr double kScale = 4096;  // the length of an article's vector
constexpr double kLeastAlike = 0.16;
constexpr double kForSize = 0.1;     // for each doubling of the articles that a story has
constexpr std::size_t kProbes = 12;  // features that candidates are looked up by
constexpr std::size_t kMostOfAFeature = 40;
constexpr std::size_t kMostNeighbours = 16;

// A branch for each step could not be foretold; sums of products need none.
double dot(const std::vector<Feature>& a, const std::vector<Feature>& b) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    const std::uint32_t x = a[i].key, y = b[j].key;
    const std::uint64_t product = std::uint64_t{a[i].weight} * b[j].weight;
    sum += product & (std::uint64_t{0} - static_cast<std::uint64_t>(x == y));
    i += x <= y;
    j += y <= x;
  }
  return static_cast<double>(sum) / (kScale * kScale);
}

}  // namespace

void StoryFinder::weigh(std::vector<Feature>& features) const {
  for (const Feature& feature : features) {
    by_feature_.fetch(feature.key);
    background_.fetch(feature.key);
  }
  std::vector<double> weights(features.size());
  double squares = 0;
  constexpr double kFew = 200;  // without a background, nothing is rare before the window has filled
  const double articles = static_cast<double>(articles_.size()) + std::max(kFew, background_.articles());
  for (std::size_t i = 0; i < features.size(); ++i) {
    const double having = by_feature_.count(features[i].key) + background_.having(features[i].key);
    weights[i] = features[i].weight * std::log(1 + articles / (having + 2));
    squares += weights[i] * weights[i];
  }
  const double length = squares > 0 ? std::sqrt(squares) : 1;
  for (std::size_t i = 0; i < features.size(); ++i) {
    features[i].weight = static_cast<std::uint32_t>(std::lround(weights[i] / length * kScale));
  }
}

std::uint64_t StoryFinder::find(std::uint64_t article, std::vector<Feature>& features) const {
  weigh(features);
  std::vector<Feature> strongest = features;
  const std::size_t probes = std::min(kProbes, strongest.size());
  std::partial_sort(
      strongest.begin(), strongest.begin() + static_cast<std::ptrdiff_t>(probes), strongest.end(),
      [](const Feature& a, const Feature& b) { return a.weight != b.weight ? a.weight > b.weight : a.key < b.key; });
  std::array<std::span<const std::uint64_t>, kProbes> lists;
  std::size_t values = 0;
  for (std::size_t i = 0; i < probes; ++i) {
    lists[i] = by_feature_.newest(strongest[i].key, kMostOfAFeature);
    values += lists[i].size();
  }
  Hits hits(values);
  for (std::size_t i = 0; i < probes; ++i) {
    for (const std::uint64_t other : lists[i]) hits.add(other, strongest[i].weight);
  }
  std::vector<Hit> neighbours = hits.take();
  const std::size_t kept = std::min(kMostNeighbours, neighbours.size());
  std::partial_sort(neighbours.begin(), neighbours.begin() + static_cast<std::ptrdiff_t>(kept), neighbours.end(),
                    [](const Hit& a, const Hit& b) { return a.sum != b.sum ? a.sum > b.sum : a.value > b.value; });
  neighbours.resize(kept);

  struct Candidate {
    std::uint64_t story;
    double nearest;
  };
  std::vector<Candidate> candidates;
  for (const Hit& neighbour : neighbours) {
    const Article& other = articles_.at(neighbour.value);
    const double alike = dot(features, *other.features);
    const auto same =
        std::find_if(candidates.begin(), candidates.end(), [&](const Candidate& c) { return c.story == other.story; });
    if (same == candidates.end()) {
      candidates.push_back({other.story, alike});
    } else {
      same->nearest = std::max(same->nearest, alike);
    }
  }
  std::uint64_t best = article;
  double most = 0;
  for (const Candidate& candidate : candidates) {
    const Profile& profile = stories_.at(candidate.story);
    for (const Feature& feature : features) profile.sums.fetch(feature.key);
    double sum = 0;
    for (const Feature& feature : features) {
      const std::int32_t* found = profile.sums.find(feature.key);
      if (found) sum += static_cast<double>(feature.weight) * static_cast<double>(*found);
    }
    const double alike = (candidate.nearest + sum / (kScale * std::sqrt(profile.squares))) / 2;
    if (alike < kLeastAlike) continue;
    const double likely = alike * (1 + kForSize * std::log2(static_cast<double>(profile.articles)));
    if (likely > most || (likely == most && candidate.story < best)) {
      most = likely;
      best = candidate.story;
    }
  }
  return best;
}

void StoryFinder::change(Profile& profile, const std::vector<Feature>& features, std::int32_t sign) {
  for (const Feature& feature : features) profile.sums.fetch(feature.key);
  for (const Feature& feature : features) {
    std::int32_t& value = profile.sums[feature.key];
    const auto before = static_cast<double>(value);
    value += sign * static_cast<std::int32_t>(feature.weight);
    const auto after = static_cast<double>(value);
    profile.squares += after * after - before * before;
    if (value == 0) profile.sums.erase(feature.key);
  }
}

void StoryFinder::add(std::uint64_t article, std::uint64_t story, const std::vector<Feature>& features) {
  articles_.emplace(article, Article{story, &features});
  Profile& profile = stories_[story];
  ++profile.articles;
  change(profile, features, 1);
  for (const Feature& feature : features) by_feature_.add(feature.key, article);
}

void StoryFinder::remove(std::uint64_t article) {
  const auto found = articles_.find(article);
  if (found == articles_.end()) return;
  const auto [story, features] = found->second;
  for (const Feature& feature : *features) by_feature_.fetch(feature.key);
  for (const Feature& feature : *features) by_feature_.remove(feature.key, article);
  Profile& profile = stories_.at(story);
  change(profile, *features, -1);
  if (--profile.articles == 0) stories_.erase(story);
  articles_.erase(found);
}

}  // namespace dateline::story
