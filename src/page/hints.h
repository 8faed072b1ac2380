// What the names in class and id attributes say of an element (data/page/hints.tsv, author_hints.tsv).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "knowledge/knowledge.h"

namespace dateline::page {

struct Hint {
  enum class Kind : std::uint8_t { None, Cut, Deck, Body, Author };
  Kind kind = Kind::None;
  std::string_view reason;  // "related-links"; for Cut
};

// Immutable; views live as long as the Knowledge.
class Hints {
 public:
  Hints(const knowledge::Knowledge& knowledge, std::string_view table_name);

  // What a class or id attribute says; of several hints the first that is Body, else the first that is Cut, else the first.
  Hint of(std::string_view names) const;

 private:
  struct Entry {
    std::uint64_t key = 0;  // 0: free
    Hint hint;
    bool whole_name = false;
  };
  const Entry* find(std::uint64_t key) const;

  std::vector<Entry> entries_;  // open addressing; the size is a power of two
};

}  // namespace dateline::page
