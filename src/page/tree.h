// An HTML page as one flat array of nodes in document order: a node's descendants are the nodes behind it up to its `end`. All
// walks are loops, so that no page is deep enough to harm. Built from libxml2's parser events; nothing is fetched.
//
//   index   0 html   1 head   2 title  3 #text  4 body   5 p      6 #text
//   parent  kNone    0        1        2        0        4        5
//   end     7        4        4        4        7        7        7
//
// The Tree owns all letters; views live as long as it does. Immutable after parse.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/annotations.h"
#include "dateline/span.h"

namespace dateline::page {

// The elements that the rules of this room tell apart; every other one is Other.
enum class Tag : std::uint8_t {
  Text, Other, Html, Head, Title, Base, Meta, Link, Script, Style, Template, Noscript, Body, Article, Section, Nav, Aside, Header,
  Footer, Main, H1, H2, H3, H4, H5, H6, P, Hr, Pre, Blockquote, Ol, Ul, Li, Dl, Dt, Dd, Figure, Figcaption, Div, A, Time, Br,
  Table, Caption, Thead, Tbody, Tfoot, Tr, Td, Th, Form, Fieldset, Input, Button, Select, Option, Textarea, Label, Iframe, Object,
  Embed, Svg, Math, Canvas, Audio, Video, Img, Picture, Address, Details, Summary, Center, Menu, Dialog, Span, Sup,
};

// The attributes that are kept.
enum class Attribute : std::uint8_t {
  Id, Class, Name, Property, Itemprop, Itemtype, Content, Rel, Href, Type, Lang, Datetime, Pubdate, Role, Hidden, Style, AriaHidden,
  Title, Alt, Count_,
};

struct Node {
  Tag tag = Tag::Other;
  std::uint32_t parent = kNone;
  std::uint32_t end = 0;               // index behind the last descendant
  Span letters;                        // Tag::Text: in Tree::text
  std::uint32_t first_attribute = 0;   // in Tree::attributes
  std::uint32_t attribute_count = 0;
};

struct AttributeValue {
  Attribute name;
  Span letters;  // in Tree::text
};

class Tree {
 public:
  // `html` is UTF-8. Faults in the page are mended as browsers do; elements nested deeper than 512 are put beside each other.
  static Tree parse(std::string_view html);

  std::uint32_t size() const { return static_cast<std::uint32_t>(nodes_.size()); }
  const Node& operator[](std::uint32_t index) const { return nodes_[index]; }
  // The value of an attribute; empty when it is not there.
  std::string_view attribute(std::uint32_t index, Attribute name) const;
  bool has_attribute(std::uint32_t index, Attribute name) const;
  std::string_view letters(std::uint32_t index) const { return nodes_[index].letters.in(text_); }
  // All letters below a node, white space made single spaces, trimmed.
  std::string text_below(std::uint32_t index) const;

 private:
  friend class TreeBuilder;
  std::vector<Node> nodes_;
  std::vector<AttributeValue> attributes_;
  std::string text_;
};

// How an element lays out its text: Block breaks the line before and behind, Skip holds nothing to read.
enum class Layout : std::uint8_t { Inline, Block, Skip };
Layout layout_of(Tag tag);

// Adds `text` to `out` with runs of white space as one space; none at the beginning.
void append_collapsed(std::string& out, std::string_view text);

}  // namespace dateline::page
