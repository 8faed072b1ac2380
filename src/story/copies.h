// Copies of one text: wire stories that others print, cut, under other headlines, with words changed by hand or machine. Not
// thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "story/postings.h"

namespace dateline::story {

// A text's words, which must stay where they are, and the shingles that stand for all of them: those with the smallest numbers,
// ascending.
struct Sketched {
  std::span<const std::uint32_t> words;
  std::vector<std::uint32_t> shingles;
};
Sketched sketch(std::span<const std::uint32_t> words);

class CopyFinder {
 public:
  struct Match {
    std::uint64_t article = 0;
    double overlap = 0;  // share of the shorter text's words that stand in the other, in order
  };

  // The article that the text is most of all a copy of; nothing when it is a copy of none.
  std::optional<Match> find(const Sketched& text) const;
  void add(std::uint64_t article, Sketched text);
  void remove(std::uint64_t article);

 private:
  Postings by_shingle_;
  std::unordered_map<std::uint64_t, Sketched> texts_;
};

}  // namespace dateline::story
