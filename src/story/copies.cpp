// MinHash in its bottom-k form (Broder 1997): of all shingles of a text, two content words in a row each, the k smallest by a
// hash. Two texts share about k * J of them, where J is the share of shingles that they have in common. When 30 % of the words
// are changed one by one, half of the pairs stay whole and J is 0.32: 20 of 64. When the text is also cut to a half, 12. An
// index with a band for each value finds the texts that share some; two that share two or more by chance, or because they tell
// of the same people, are told apart by alignment: of a copy more than half of the words stand in the original, in order.
//
// What it cannot see: a text that was rewritten sentence by sentence, and a translation. Texts that one template made (results,
// tremors) look like copies of each other when little but numbers differs. bench/archive.cpp measures it.
#include "story/copies.h"

#include <algorithm>
#include <array>

#include "story/alignment.h"
#include "story/hits.h"

namespace dateline::story {

namespace {

constexpr std::size_t kSketch = 64;
constexpr std::size_t kMostOfABand = 48;    // a shingle that more texts have is a phrase of the day
constexpr std::uint64_t kFewestShared = 2;  // shingles of a candidate
constexpr std::size_t kMostCandidates = 8;
constexpr std::size_t kFewestWords = 12;  // too little text to be called a copy of anything
constexpr std::size_t kLongText = 60;     // the fewer words, the more do texts of one kind share by chance
constexpr double kLeastOverlap = 0.5;
constexpr double kLeastOverlapOfShortest = 0.8;

std::uint32_t mixed(std::uint64_t value) {
  value *= 0x9E3779B97F4A7C15u;
  value ^= value >> 32;
  value *= 0xD6E8FEB86659FD93u;
  return static_cast<std::uint32_t>(value >> 32);
}

double least_overlap(std::size_t words) {
  if (words >= kLongText) return kLeastOverlap;
  const double shortness = static_cast<double>(kLongText - words) / static_cast<double>(kLongText - kFewestWords);
  return kLeastOverlap + shortness * (kLeastOverlapOfShortest - kLeastOverlap);
}

}  // namespace

Sketched sketch(std::span<const std::uint32_t> words) {
  Sketched text{words, {}};
  std::vector<std::uint32_t>& shingles = text.shingles;
  if (words.size() < kFewestWords) return text;
  shingles.reserve(words.size());
  for (std::size_t i = 0; i + 1 < words.size(); ++i) shingles.push_back(mixed((std::uint64_t{words[i]} << 32) | words[i + 1]));
  std::sort(shingles.begin(), shingles.end());
  shingles.erase(std::unique(shingles.begin(), shingles.end()), shingles.end());
  if (shingles.size() > kSketch) shingles.resize(kSketch);
  shingles.shrink_to_fit();
  return text;
}

std::optional<CopyFinder::Match> CopyFinder::find(const Sketched& text) const {
  for (const std::uint32_t shingle : text.shingles) by_shingle_.fetch(shingle);
  std::array<std::span<const std::uint64_t>, kSketch> bands;
  std::size_t found = 0, values = 0;
  for (const std::uint32_t shingle : text.shingles) {
    const auto band = by_shingle_.newest(shingle, kMostOfABand);
    if (band.empty()) continue;
    bands[found++] = band;
    values += band.size();
  }
  if (values < kFewestShared) return std::nullopt;
  Hits hits(values);
  for (std::size_t i = 0; i < found; ++i) {
    for (const std::uint64_t article : bands[i]) hits.add(article, 1);
  }
  std::vector<Hit> candidates = hits.take(kFewestShared);
  if (candidates.empty()) return std::nullopt;
  std::sort(candidates.begin(), candidates.end(),
            [](const Hit& a, const Hit& b) { return a.sum != b.sum ? a.sum > b.sum : a.value < b.value; });
  if (candidates.size() > kMostCandidates) candidates.resize(kMostCandidates);

  const Aligner aligner(text.words);
  std::optional<Match> best;
  for (const Hit& candidate : candidates) {
    const auto other = texts_.at(candidate.value).words;
    const std::size_t shorter = std::min(text.words.size(), other.size());
    const double overlap = static_cast<double>(aligner.common(other)) / static_cast<double>(shorter);
    if (overlap >= least_overlap(shorter) && (!best || overlap > best->overlap)) best = Match{candidate.value, overlap};
  }
  return best;
}

void CopyFinder::add(std::uint64_t article, Sketched text) {
  for (const std::uint32_t shingle : text.shingles) by_shingle_.add(shingle, article);
  texts_.emplace(article, std::move(text));
}

void CopyFinder::remove(std::uint64_t article) {
  const auto found = texts_.find(article);
  if (found == texts_.end()) return;
  for (const std::uint32_t shingle : found->second.shingles) by_shingle_.fetch(shingle);
  for (const std::uint32_t shingle : found->second.shingles) by_shingle_.remove(shingle, article);
  texts_.erase(found);
}

}  // namespace dateline::story
