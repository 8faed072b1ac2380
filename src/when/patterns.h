// The pattern table compiled into one trie of symbols per level, and the cascade that runs them: the longest match from the left
// becomes a node; nodes are items for the patterns of the next level. Immutable after create: any number of threads.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "dateline/document.h"
#include "dateline/result.h"
#include "knowledge/knowledge.h"
#include "when/expression.h"
#include "when/lexicon.h"
#include "when/scanner.h"

namespace dateline::when {

// A time expression found in a sentence, not yet placed on the calendar.
struct Expression {
  Span span;
  std::uint32_t node = kNone;
  std::uint32_t pattern = kNone;  // row of time_patterns
};

// What a level may ask about the words of the document.
struct SentenceContext {
  const Document* document = nullptr;
  std::uint32_t first_token = 0;
  std::uint32_t end_token = 0;
};

class Patterns {
 public:
  static Result<Patterns> create(const knowledge::Knowledge& knowledge, Lexicon& lexicon);

  // Finds the expressions of a scanned sentence, in order. Uses up scan.items.
  void find(const Lexicon& lexicon, const SentenceContext& context, Scan& scan, std::vector<Node>& nodes,
            std::vector<Expression>& found) const;

  std::string_view id(std::uint32_t pattern) const { return patterns_[pattern].id; }
  std::size_t trie_size() const { return trie_.size(); }

  static constexpr int kLevels = 4;

 private:
  // What must stand before or after a match, or must not.
  struct Neighbour {
    enum class Rule : std::uint8_t { Anything, OneOf, NoneOf };
    Rule rule = Rule::Anything;
    bool edge = false;  // the sentence's begin or end is one of them
    std::vector<Symbol> symbols;
  };
  struct Pattern {
    std::string_view id;
    std::vector<Action> actions;  // one for each part between boundaries
    Neighbour before;
    Neighbour after;
    std::uint32_t upos = 0;  // bit set of Upos; 0: any
    std::uint32_t not_upos = 0;
  };
  // A way through a pattern's optional and alternative elements that ends at a trie node.
  struct Ending {
    std::uint32_t pattern;
    std::uint32_t boundaries;  // bit i: a boundary stands before the i-th item
  };
  struct Edge {
    Symbol symbol;
    std::uint32_t target;
  };
  struct TrieNode {
    std::vector<Edge> edges;
    std::vector<Ending> endings;
  };
  struct Compiler;
  struct Matcher;

  Result<void> read_patterns(const knowledge::Table& table, Lexicon& lexicon);
  Result<void> read_names(const knowledge::Table& table, std::string_view operation, Lexicon& lexicon);
  void make_result_symbols(Lexicon& lexicon);
  void add_result(Item& item, const Node& node) const;

  std::vector<Pattern> patterns_;
  std::vector<TrieNode> trie_;  // the first kLevels nodes are the roots
  std::vector<Symbol> grain_symbols_;
  Symbol any_date_ = kNoSymbol, weekday_ = kNoSymbol, month_day_ = kNoSymbol, bare_clock_ = kNoSymbol, duration_ = kNoSymbol,
         set_ = kNoSymbol, reference_ = kNoSymbol, holiday_ = kNoSymbol, unit_ = kNoSymbol, numeric_ = kNoSymbol,
         war_ = kNoSymbol;
};

}  // namespace dateline::when
