// An HTML page as one flat array of nodes in document order: a node's descendants are the nodes behind it up to its `end`. The
// tree is the one that browsers build (WHATWG HTML standard, section 13.2, scripting off), whatever the page's faults. All walks
// are loops, so that no page is deep enough to harm.
//
//   index   0 html   1 head   2 title  3 #text  4 body   5 p      6 #text
//   parent  kNone    0        1        2        0        4        5
//   end     7        4        4        4        7        7        7
//
// Limits, where a tree may differ from a browser's: elements nested deeper than 512 are put beside each other; an element keeps
// its first 256 attributes; of the formatting elements that were left open, the last 64 are taken up again; a page is read up to
// 256 MiB and up to as many nodes as it has bytes, 4 million at most (is_cut tells). Time and memory grow with the page's length.
//
// The Tree owns all letters; views live as long as it does. Immutable after parse; any number of threads may read it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/annotations.h"
#include "dateline/span.h"
#include "html/letters.h"
#include "html/tags.h"

namespace dateline::html {

struct Node {
  Tag tag = Tag::Other;
  Namespace name_space = Namespace::Html;
  std::uint32_t parent = kNone;
  std::uint32_t end = 0;              // index behind the last descendant
  Span letters;                       // Text and Comment: what they say; an element: its start tag in the page, empty without one
  std::uint32_t first_attribute = 0;  // in Tree::attributes
  std::uint32_t attribute_count = 0;
};

struct AttributeValue {
  Attribute name = Attribute::Count_;
  Span letters;
  Span name_letters;  // as in the page
};

// Reading: what a reader of the page asks for: elements with the attributes of Attribute, and texts. Everything: also comments,
// the document type and all other attributes (Attribute::Count_).
enum class Keep : std::uint8_t { ForReading, Everything };

struct DoctypeNames {
  std::string name, public_id, system_id;
};

class Tree {
 public:
  // `html` is UTF-8; other bytes pass through as they are.
  static Tree parse(std::string_view html, Keep keep = Keep::ForReading);

  std::uint32_t size() const { return static_cast<std::uint32_t>(nodes_.size()); }
  const Node& operator[](std::uint32_t index) const { return nodes_[index]; }
  // The value of an attribute; empty when it is not there.
  std::string_view attribute(std::uint32_t index, Attribute name) const;
  bool has_attribute(std::uint32_t index, Attribute name) const;
  const AttributeValue* attributes(std::uint32_t index) const { return attributes_.data() + nodes_[index].first_attribute; }
  std::string_view letters(std::uint32_t index) const { return letters_[nodes_[index].letters]; }
  std::string_view letters(Span span) const { return letters_[span]; }
  // All letters below a node, white space made single spaces, trimmed; what elements of Layout::Skip hold is left out.
  std::string text_below(std::uint32_t index) const;
  // An element's name with the capitals that it has in SVG.
  std::string name(std::uint32_t index) const;
  // What the standard calls it: lower case, or as SVG and MathML write it, with a namespace before a space.
  std::string name(std::uint32_t index, const AttributeValue& attribute) const;

  // Bytes of the page that letters of a text or an attribute's value came from.
  Span source_of(Span letters) const { return letters_.source_of(letters); }

  const DoctypeNames& doctype() const { return doctype_; }
  // True when a limit was met and the rest of the page is not in the tree.
  bool is_cut() const { return is_cut_; }

 private:
  friend class Builder;
  explicit Tree(std::string_view html) : letters_(html) {}

  Letters letters_;
  std::vector<Node> nodes_;
  std::vector<AttributeValue> attributes_;
  DoctypeNames doctype_;
  bool is_cut_ = false;
};

}  // namespace dateline::html
