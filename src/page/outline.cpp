// Two passes over the nodes, no recursion. The first counts, before each node, the letters that look like prose, and the main
// headings; so any element's share of the page is one subtraction. The second walks the page, steps over what is cut, and makes
// blocks. An element that a name or tag tells to cut is kept all the same when a large share of the prose is in it: wrappers are
// often called after the least of what they hold.
#include "page/outline.h"

#include <algorithm>

namespace dateline::page {

namespace {

// A text of fewer letters is a label.
constexpr std::uint32_t kProse = 25;
// An element with more of the page's prose than a third is not cut for its name.
constexpr std::uint64_t kShareToKeep = 3;

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

std::string_view reason_of_tag(Tag tag) {
  switch (tag) {
    case Tag::Nav: case Tag::Menu: return "navigation";
    case Tag::Aside: return "sidebar";
    case Tag::Header: return "header";
    case Tag::Footer: return "footer";
    case Tag::Form: return "form";
    case Tag::Figcaption: case Tag::Caption: return "caption";
    case Tag::Dialog: return "dialog";
    case Tag::Address: return "address";
    default: return {};
  }
}

std::string_view reason_of_role(std::string_view role) {
  if (role == "navigation" || role == "menu" || role == "menubar") return "navigation";
  if (role == "complementary") return "sidebar";
  if (role == "contentinfo") return "footer";
  if (role == "banner") return "header";
  if (role == "search" || role == "form") return "form";
  if (role == "dialog" || role == "alertdialog" || role == "tooltip") return "dialog";
  return {};
}

bool is_hidden(const Tree& tree, std::uint32_t node) {
  if (tree[node].attribute_count == 0) return false;
  if (tree.has_attribute(node, Attribute::Hidden)) return true;
  const std::string_view style = tree.attribute(node, Attribute::Style);
  const std::size_t at = style.find("display:");
  if (at == std::string_view::npos) return false;
  std::string_view value = style.substr(at + 8);
  while (!value.empty() && value.front() == ' ') value.remove_prefix(1);
  return value.starts_with("none");
}

bool breaks_the_line(Tag tag) { return layout_of(tag) == Layout::Block; }

class Walk {
 public:
  Walk(const Tree& tree, const Hints& hints) : tree_(tree), hints_(hints) {}

  Outline run() {
    count();
    for (std::uint32_t i = 0; i < tree_.size(); ++i) {
      leave(i);
      i = tree_[i].tag == Tag::Text ? take_text(i) : enter(i);
    }
    flush();
    return std::move(out_);
  }

 private:
  void count() {
    prose_.resize(tree_.size() + 1);
    headings_.resize(tree_.size() + 1);
    has_block_.resize(tree_.size());
    std::uint32_t link_end = 0;
    std::uint32_t skip_end = 0;
    for (std::uint32_t i = 0; i < tree_.size(); ++i) {
      const Node& node = tree_[i];
      prose_[i + 1] = prose_[i];
      headings_[i + 1] = headings_[i] + (node.tag == Tag::H1 ? 1 : 0);
      if (i < skip_end) continue;
      if (node.tag == Tag::Text) {
        if (i >= link_end && node.letters.size() >= kProse) prose_[i + 1] += node.letters.size();
      } else if (node.tag == Tag::A) {
        link_end = std::max(link_end, node.end);
      } else if (layout_of(node.tag) == Layout::Skip) {
        skip_end = node.end;
      } else if (node.parent != kNone && breaks_the_line(node.tag)) {
        has_block_[node.parent] = true;
      }
    }
  }

  std::uint32_t prose_in(std::uint32_t node) const { return prose_[tree_[node].end] - prose_[node]; }
  bool holds_main_heading(std::uint32_t node) const { return headings_[tree_[node].end] != headings_[node]; }

  // Why an element is not the article; empty when it may be.
  std::string_view reason_to_cut(std::uint32_t node) {
    const Tag tag = tree_[node].tag;
    std::string_view reason = reason_of_tag(tag);
    bool is_body = false;
    if (tree_[node].attribute_count > 0 && tag != Tag::Html && tag != Tag::Body) {
      if (reason.empty()) reason = reason_of_role(tree_.attribute(node, Attribute::Role));
      if (reason.empty() && is_hidden(tree_, node)) reason = "hidden";
      for (const Attribute name : {Attribute::Class, Attribute::Id}) {
        const std::string_view names = tree_.attribute(node, name);
        if (names.empty()) continue;
        const Hint hint = hints_.of(names);
        if (hint.kind == Hint::Kind::Cut && reason.empty()) reason = hint.reason;
        if (hint.kind == Hint::Kind::Body) is_body = true;
        if (hint.kind == Hint::Kind::Deck) deck_end_ = std::max(deck_end_, tree_[node].end);
      }
      is_body = is_body || tree_.attribute(node, Attribute::Itemprop) == "articleBody";
    }
    if (is_body && reason.empty()) out_.bodies.push_back(node);
    if (reason.empty()) return {};
    // Comments can outweigh the article by far, so for them only the headline counts.
    if (reason == "comments") return holds_main_heading(node) ? std::string_view() : reason;
    return prose_in(node) * kShareToKeep > prose_.back() ? std::string_view() : reason;
  }

  // Gives the last node that is done with.
  std::uint32_t enter(std::uint32_t i) {
    const Node& node = tree_[i];
    if (layout_of(node.tag) == Layout::Skip) {
      return node.end - 1;
    }
    if (node.tag == Tag::Br) {
      line_break();
      return i;
    }
    const std::string_view reason = reason_to_cut(i);
    if (!reason.empty()) {
      if (breaks_the_line(node.tag)) flush();
      out_.cuts.push_back({i, reason});
      return node.end - 1;
    }
    if (node.tag == Tag::A) link_end_ = std::max(link_end_, node.end);
    if (!breaks_the_line(node.tag)) return i;
    const bool is_cell = node.tag == Tag::Td || node.tag == Tag::Th;
    if (is_cell && !has_block_[i]) {
      if (open_) cell_follows_ = true;
      row_end_ = std::max(row_end_, node.end);
      return i;
    }
    flush();
    if (node.end > i + 1) open_blocks_.push_back(node.end);
    switch (node.tag) {
      case Tag::H1: case Tag::H2: case Tag::H3: case Tag::H4: case Tag::H5: case Tag::H6:
        heading_end_ = node.end;
        level_ = static_cast<std::uint8_t>(static_cast<int>(node.tag) - static_cast<int>(Tag::H1) + 1);
        break;
      case Tag::Li: case Tag::Dt: case Tag::Dd: item_end_ = std::max(item_end_, node.end); break;
      case Tag::Blockquote: quote_end_ = std::max(quote_end_, node.end); break;
      case Tag::Pre: pre_end_ = std::max(pre_end_, node.end); break;
      default: break;
    }
    return i;
  }

  void leave(std::uint32_t i) {
    while (!open_blocks_.empty() && open_blocks_.back() <= i) {
      open_blocks_.pop_back();
      flush();
    }
  }

  std::uint32_t take_text(std::uint32_t i) {
    const std::string_view letters = tree_.letters(i);
    if (!open_) {
      const bool blank = std::all_of(letters.begin(), letters.end(), is_space);
      if (blank) return i;
      open_ = true;
      block_ = Block();
      block_.nodes.begin = i;
      block_.letters.begin = static_cast<std::uint32_t>(out_.text.size());
      block_.is_deck = i < deck_end_;
      block_.level = level_;
      block_.kind = i < heading_end_ ? BlockKind::Heading
                    : i < pre_end_   ? BlockKind::Preformatted
                    : i < row_end_   ? BlockKind::TableRow
                    : i < quote_end_ ? BlockKind::Quote
                    : i < item_end_  ? BlockKind::ListItem
                                     : BlockKind::Paragraph;
      if (block_.kind != BlockKind::Heading) block_.level = 0;
    } else if (cell_follows_) {
      out_.text += out_.text.back() == ' ' ? "| " : " | ";
    }
    cell_follows_ = false;
    if (std::any_of(letters.begin(), letters.end(), [](char c) { return !is_space(c); })) breaks_ = 0;
    const std::size_t before = out_.text.size();
    append(letters);
    if (i < link_end_) block_.linked += static_cast<std::uint32_t>(out_.text.size() - before);
    block_.nodes.end = i + 1;
    return i;
  }

  // White space as one space, none where the block begins; what has no width is left out.
  void append(std::string_view letters) {
    std::string& text = out_.text;
    for (std::size_t at = 0; at < letters.size();) {
      const char c = letters[at];
      std::size_t width = 1;
      bool space = is_space(c);
      bool nothing = false;
      if (c == '\xC2' && at + 1 < letters.size()) {
        space = letters[at + 1] == '\xA0';    // no-break space
        nothing = letters[at + 1] == '\xAD';  // soft hyphen
        width = 2;
      } else if (c == '\xE2' && letters.substr(at, 2) == "\xE2\x80" && at + 2 < letters.size()) {
        const auto last = static_cast<unsigned char>(letters[at + 2]);
        space = last <= 0x8A || last == 0xA8 || last == 0xA9 || last == 0xAF;  // U+2000..200A, 2028, 2029, 202F
        nothing = last >= 0x8B && last <= 0x8F;                                // U+200B..200F
        width = 3;
      } else if (c == '\xEF' && letters.substr(at, 3) == "\xEF\xBB\xBF") {
        nothing = true;
        width = 3;
      }
      if (space) {
        if (text.size() > block_.letters.begin && text.back() != ' ' && text.back() != '\n') text.push_back(' ');
      } else if (!nothing) {
        text.append(letters, at, width);
      }
      at += width;
    }
  }

  // A second break in a row ends the paragraph.
  void line_break() {
    if (!open_) return;
    if (++breaks_ >= 2) {
      flush();
      return;
    }
    while (out_.text.size() > block_.letters.begin && out_.text.back() == ' ') out_.text.pop_back();
    if (out_.text.size() > block_.letters.begin) out_.text.push_back('\n');
  }

  void flush() {
    breaks_ = 0;
    cell_follows_ = false;
    if (!open_) return;
    open_ = false;
    std::string& text = out_.text;
    while (text.size() > block_.letters.begin && (text.back() == ' ' || text.back() == '\n')) text.pop_back();
    block_.letters.end = static_cast<std::uint32_t>(text.size());
    if (block_.letters.empty()) return;
    block_.linked = std::min(block_.linked, block_.size());
    block_.ends_sentence = ends_sentence(block_.letters.in(text));
    out_.blocks.push_back(block_);
  }

  static bool ends_sentence(std::string_view text) {
    for (const std::string_view closing : {"\"", "'", ")", "]", "\u201D", "\u2019", "\u00BB", "\"", ")"}) {
      if (text.ends_with(closing)) text.remove_suffix(closing.size());
    }
    if (text.empty()) return false;
    const char last = text.back();
    return last == '.' || last == '!' || last == '?' || last == ':' || text.ends_with("\u2026") || text.ends_with("\u3002");
  }

  const Tree& tree_;
  const Hints& hints_;
  Outline out_;
  std::vector<std::uint32_t> prose_;     // letters of prose before a node
  std::vector<std::uint32_t> headings_;  // main headings before a node
  std::vector<bool> has_block_;          // an element has a child that breaks the line
  std::vector<std::uint32_t> open_blocks_;  // the ends of open elements that break the line
  Block block_;
  bool open_ = false;
  bool cell_follows_ = false;
  int breaks_ = 0;
  std::uint8_t level_ = 0;
  // The node behind the outermost open element of a kind.
  std::uint32_t link_end_ = 0, heading_end_ = 0, item_end_ = 0, quote_end_ = 0, pre_end_ = 0, row_end_ = 0, deck_end_ = 0;
};

}  // namespace

Outline outline_of(const Tree& tree, const Hints& hints) { return Walk(tree, hints).run(); }

}  // namespace dateline::page
