// Builds the tree of a page from its tokens, as section 13.2.6 of the HTML standard says. The standard's words are kept:
// insertion modes, the stack of open elements, scopes, the list of active formatting elements, foster parenting, the adoption
// agency.
//
// While it is built the tree is linked, because the algorithm moves nodes; at the end it is written into the flat Tree. One
// Builder builds one tree; one thread.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "html/tags.h"
#include "html/tokenizer.h"
#include "html/tree.h"

namespace dateline::html {

class Builder {
 public:
  Builder(Tree& tree, Keep keep);
  void build();

 private:
  enum class Mode : std::uint8_t {
    Initial,
    BeforeHtml,
    BeforeHead,
    InHead,
    InHeadNoscript,
    AfterHead,
    InBody,
    Text,
    InTable,
    InCaption,
    InColumnGroup,
    InTableBody,
    InRow,
    InCell,
    InTemplate,
    AfterBody,
    InFrameset,
    AfterFrameset,
    AfterAfterBody,
    AfterAfterFrameset,
  };
  enum class Scope : std::uint8_t { Default, ListItem, Button, Table };
  // What a mode says of a token: Again when it is to be looked at again, in the mode that is now.
  enum class Next : std::uint8_t { Done, Again };

  struct Element {
    std::uint32_t parent = kNone, first_child = kNone, last_child = kNone, previous = kNone, next = kNone;
    Span letters;
    std::uint32_t first_attribute = 0;  // in Tokenizer::attributes
    std::uint16_t attribute_count = 0;
    Tag tag = Tag::Other;
    Namespace name_space = Namespace::Html;
    NameKey name = 0;
    bool holds_html = false;  // an <annotation-xml> that holds HTML
    // A text whose letters stand in several places: the further ones, in pieces_.
    std::uint32_t first_piece = kNone, last_piece = kNone;
  };
  struct Piece {
    Span letters;
    std::uint32_t next = kNone;
  };
  struct Place {
    std::uint32_t parent;
    std::uint32_t before;  // kNone: behind the last child
  };

  // builder.cpp: the loop, nodes, the stack.
  void feed(Token& token);
  Next step(Token& token);
  Next step_in_mode(Token& token);
  void start_beyond(const Token& token);
  void end_beyond(Token& token);
  std::uint32_t add(Tag tag, Span letters, Place place);
  void link(std::uint32_t node, Place place);
  void unlink(std::uint32_t node);
  Place place_in(std::uint32_t target) const;
  Place place() const { return place_in(current()); }
  std::uint32_t create(const Token& token, Namespace name_space, Place where);
  std::uint32_t insert(const Token& token, Namespace name_space = Namespace::Html);
  std::uint32_t insert_implied(Tag tag);
  void insert_void(const Token& token);
  void insert_raw_text(const Token& token, Content content);
  void insert_text(Span letters);
  void insert_spaces(Span letters);
  void insert_comment(const Token& token, std::uint32_t parent);
  void merge_attributes(const Token& token, std::uint32_t element);
  void push(std::uint32_t node);
  void pop();
  void pop_until(Tag tag);
  void remove_from_stack(std::size_t index);
  std::uint32_t current() const { return open_.back(); }
  Element& node(std::uint32_t index) { return nodes_[index]; }
  const Element& node(std::uint32_t index) const { return nodes_[index]; }
  bool is(std::uint32_t index, Tag tag) const { return nodes_[index].tag == tag && nodes_[index].name_space == Namespace::Html; }
  bool current_is(Tag tag) const { return is(current(), tag); }
  std::uint16_t traits_of(const Element& element) const;
  bool is_open(Tag tag) const { return open_count_[static_cast<std::size_t>(tag)] > 0; }
  bool in_scope(Tag tag, Scope scope = Scope::Default) const;
  bool heading_in_scope() const;
  bool node_in_scope(std::uint32_t index) const;
  void imply_ends(Tag except = Tag::Document);
  void imply_all_ends();
  void close_p();
  void close(Tag tag);
  void reset_mode();
  bool is_space_only(Span letters) const;
  Span leading_space(Token& token) const;
  const RawAttribute* find_attribute(const Token& token, Attribute name);
  bool attribute_is(const Token& token, Attribute name, std::string_view value);

  // modes.cpp: all but the body and tables.
  Next initial(Token& token);
  Next before_html(Token& token);
  Next before_head(Token& token);
  Next in_head(Token& token);
  Next in_head_noscript(Token& token);
  Next after_head(Token& token);
  Next in_text(Token& token);
  Next in_template(Token& token);
  Next after_body(Token& token);
  Next in_frameset(Token& token);
  Next after_frameset(Token& token);
  Next after_after_body(Token& token);
  Next after_after_frameset(Token& token);
  Next beside_frames(Token& token, std::uint32_t parent_of_comments);
  void end_template();
  void leave_template();
  void insert_doctype(const Token& token);

  // in_body.cpp
  Next in_body(Token& token);
  Next start_in_body(Token& token);
  Next end_in_body(Token& token);
  void text_in_body(const Token& token);
  void start_list_item(const Token& token);
  void start_frameset(const Token& token);
  void start_option(const Token& token);
  void end_block(Tag tag);
  void end_form();
  void end_other(const Token& token);

  // in_table.cpp
  Next in_table(Token& token);
  Next in_caption(Token& token);
  Next in_column_group(Token& token);
  Next in_table_body(Token& token);
  Next in_row(Token& token);
  Next in_cell(Token& token);
  Next foster(Token& token);
  void clear_stack_to(Tag a, Tag b, Tag c);
  Next leave_caption(Next then);
  Next leave_table_body(Next then);
  Next leave_row(Next then);
  void close_cell();

  // formatting.cpp
  void reconstruct_formatting();
  void push_formatting(std::uint32_t element);
  void push_marker() { formatting_.push_back(kNone); }
  void clear_formatting_to_marker();
  std::size_t find_formatting(std::uint32_t element) const;
  std::uint32_t formatting_of(Tag tag) const;
  void remove_formatting(std::uint32_t element);
  bool same_tag(const Element& a, const Element& b);
  std::uint32_t clone(std::uint32_t element, Place where);
  void adopt(const Token& token);
  bool adopt_once(const Token& token);

  // foreign.cpp: while the current node is an element of SVG or MathML.
  bool follows_html_rules(const Token& token) const;
  bool is_mathml_text_point(const Element& element) const;
  bool is_html_point(const Element& element) const;
  Next in_foreign(Token& token);
  void leave_foreign();
  Next start_in_foreign(Token& token);
  Next end_in_foreign(Token& token);

  // flatten.cpp
  void flatten();
  Span joined_letters(const Element& element);
  void write_attributes(const Element& element, Node& out);

  static constexpr std::size_t kDeepest = 512;
  static constexpr std::size_t kMostFormatting = 64;

  Tree& tree_;
  Keep keep_;
  Tokenizer tokenizer_;
  std::vector<Element> nodes_;  // 0 is the document
  std::vector<Piece> pieces_;
  std::size_t most_nodes_;

  Mode mode_ = Mode::Initial;
  Mode original_mode_ = Mode::Initial;
  std::vector<Mode> template_modes_;
  std::vector<std::uint32_t> open_;
  std::array<std::uint32_t, static_cast<std::size_t>(Tag::Count_)> open_count_{};  // HTML elements on the stack
  std::vector<std::uint32_t> formatting_;                                          // kNone is a marker
  // Open elements beyond the greatest depth: they are in the tree, as children of the deepest, but not on the stack.
  std::vector<NameKey> beyond_;
  std::vector<std::uint32_t> beyond_count_;  // for each known tag; the last for all others
  std::uint32_t head_ = kNone;
  std::uint32_t form_ = kNone;
  bool frameset_ok_ = true;
  bool quirks_ = false;
  bool foster_ = false;
  bool skip_newline_ = false;
};

}  // namespace dateline::html
