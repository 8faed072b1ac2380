// The dependency trees of a range of tokens, indexed for walking down: children in text order, and the tokens below each token.
// Built in linear time; heads that form a cycle or lie outside the range make their tokens roots. Views the document's columns:
// it must outlive the Tree and not change.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "dateline/document.h"

namespace dateline::claim {

// Tokens [first, end).
struct TokenRange {
  std::uint32_t first = 0;
  std::uint32_t end = 0;

  bool empty() const { return first >= end; }
  bool contains(std::uint32_t token) const { return first <= token && token < end; }
};

class Tree {
 public:
  // Tokens [range.first, range.end) of the document.
  Tree(const Document& document, TokenRange range);

  const Document& document() const { return *document_; }
  TokenRange range() const { return range_; }

  std::span<const std::uint32_t> children(std::uint32_t token) const;
  // kNone for a root.
  std::uint32_t head(std::uint32_t token) const { return head_[token - range_.first]; }
  Relation relation(std::uint32_t token) const { return document_->tokens.relation[token]; }
  Upos upos(std::uint32_t token) const { return document_->tokens.upos[token]; }
  std::string_view lemma(std::uint32_t token) const { return document_->tokens.lemma[token]; }
  std::string_view xpos(std::uint32_t token) const { return document_->tokens.xpos[token]; }
  bool is_punctuation(std::uint32_t token) const { return upos(token) == Upos::PUNCT; }
  bool is_noun(std::uint32_t token) const { return upos(token) == Upos::NOUN || upos(token) == Upos::PROPN; }
  bool is_verb(std::uint32_t token) const { return upos(token) == Upos::VERB || upos(token) == Upos::AUX; }

  // The smallest range that holds the token and everything below it.
  TokenRange extent(std::uint32_t token) const;
  // True when `token` is `ancestor` or below it.
  bool is_below(std::uint32_t token, std::uint32_t ancestor) const;
  // The first child with this relation; kNone when there is none.
  std::uint32_t child(std::uint32_t token, Relation relation) const;
  // The first child that is one of these lemmas' case marker or mark; kNone when there is none.
  std::uint32_t marker(std::uint32_t token, std::string_view lemma) const;
  // The token's `feats` hold "key=value".
  bool has_feature(std::uint32_t token, std::string_view key_and_value) const;

 private:
  const Document* document_;
  TokenRange range_;
  std::vector<std::uint32_t> head_;
  std::vector<std::uint32_t> child_begin_;  // into children_, one more than tokens
  std::vector<std::uint32_t> children_;
  std::vector<TokenRange> extent_;
  std::vector<std::uint32_t> enter_, leave_;  // order of a walk from the roots
};

}  // namespace dateline::claim
