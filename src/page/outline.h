// A page as a list of blocks: what is laid out as one paragraph, heading, list item, row of a table. Menus, forms, comments and
// other parts that are known by their element or by its names (hints.h) are cut while the page is walked.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/span.h"
#include "page/hints.h"
#include "page/tree.h"

namespace dateline::page {

enum class BlockKind : std::uint8_t { Paragraph, Heading, ListItem, Quote, Preformatted, TableRow };

struct Block {
  Span nodes;                // in the tree: from its first letters to behind its last
  Span letters;              // in Outline::text
  std::uint32_t linked = 0;  // bytes of it that are in links
  BlockKind kind = BlockKind::Paragraph;
  std::uint8_t level = 0;      // of a heading, 1..6
  bool ends_sentence = false;  // by its last letters
  bool is_one_word = false;    // a URL
  bool is_deck = false;        // stands in the element of the line under the headline

  std::uint32_t size() const { return letters.size(); }
};

// Letters of Outline::text that are letters of the tree in the same order.
struct TextRun {
  std::uint32_t text_begin;
  Span letters;  // in the tree
};

// An element that is not the article.
struct CutElement {
  std::uint32_t node;
  std::string_view reason;
};

struct Outline {
  std::string text;           // the blocks' letters one after the other, white space made single spaces
  std::vector<TextRun> runs;  // by text_begin
  std::vector<Block> blocks;
  std::vector<CutElement> cuts;
  std::vector<std::uint32_t> bodies;  // elements that a hint calls the article, in order
  std::uint32_t headline = kNone;     // the main heading of the article, when there is one
};

// The elements that were cut, asked for in document order.
class CutsInOrder {
 public:
  explicit CutsInOrder(const Outline& outline) : cuts_(outline.cuts) {}
  // Why `node` was cut; empty when it was not. No later call may ask for an earlier node.
  std::string_view reason_at(std::uint32_t node) {
    while (at_ < cuts_.size() && cuts_[at_].node < node) ++at_;
    return at_ < cuts_.size() && cuts_[at_].node == node ? cuts_[at_].reason : std::string_view();
  }

 private:
  const std::vector<CutElement>& cuts_;
  std::size_t at_ = 0;
};

// What the page's metadata call the article and its site; of several main headings, the one that agrees with the title is the
// article's.
struct Called {
  std::string_view title, site;
};
Outline outline_of(const Tree& tree, const Hints& hints, Called called);

}  // namespace dateline::page
