// Two passes over the nodes, no recursion. The first looks up hints and counts, before each node, the letters that look like
// prose; so any element's share of the page is one subtraction. The second walks the page, steps over what is cut, and makes
// blocks. Wrappers are often called after the least of what they hold, so an element that a name or tag tells to cut is kept when
// the headline is in it with some prose, or a large share of the page's prose; for parts that often outweigh the article, such as
// comments, only the headline counts.
#include "page/outline.h"

#include <algorithm>

#include "page/reasons.h"
#include "page/titles.h"

namespace dateline::page {

namespace {

// A text of fewer letters is a label.
constexpr std::uint32_t kProse = 25;
// An element with more of the page's prose than this is not cut for its name.
constexpr double kShareToKeep = 0.35;
// The same when the headline is in it.
constexpr double kShareWithHeadline = 0.1;
// The same, of all prose, for what is never the article but by a misleading name.
constexpr double kShareOfAll = 0.6;

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

bool breaks_the_line(Tag tag) { return layout_of(tag) == Layout::Block; }

class Walk {
 public:
  Walk(const Tree& tree, const Hints& hints, Called called) : tree_(tree), hints_(hints) {
    out_.headline = headline_of(tree, called.title, called.site);
  }

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
    hints_of_.resize(tree_.size());
    has_block_.resize(tree_.size());
    std::uint32_t link_end = 0;
    std::uint32_t skip_end = 0;
    std::uint32_t aside_end = 0;
    std::uint64_t aside = 0;
    for (std::uint32_t i = 0; i < tree_.size(); ++i) {
      const Node& node = tree_[i];
      prose_[i + 1] = prose_[i];
      if (i < skip_end) continue;
      if (node.tag == Tag::Text) {
        if (i < link_end || node.letters.size() < kProse) continue;
        prose_[i + 1] += node.letters.size();
        if (i < aside_end) aside += node.letters.size();
        continue;
      }
      if (layout_of(node.tag) == Layout::Skip) {
        skip_end = node.end;
        continue;
      }
      hints_of_[i] = hint_of(tree_, i, hints_);
      if (node.tag == Tag::A) link_end = std::max(link_end, node.end);
      if (node.parent != kNone && breaks_the_line(node.tag)) has_block_[node.parent] = true;
      if (hints_of_[i].kind == Hint::Kind::Cut && is_never_body(hints_of_[i].reason) && !holds_headline(i)) {
        aside_end = std::max(aside_end, node.end);
      }
    }
    page_prose_ = static_cast<double>(prose_.back() - aside);
  }

  bool holds_headline(std::uint32_t node) const {
    return out_.headline != kNone && out_.headline > node && out_.headline < tree_[node].end;
  }

  // Why an element is not the article; empty when it may be.
  std::string_view reason_to_cut(std::uint32_t node) {
    const Hint& hint = hints_of_[node];
    if (hint.kind == Hint::Kind::Body || (tree_[node].tag == Tag::Article && hint.kind == Hint::Kind::None))
      out_.bodies.push_back(node);
    if (hint.kind == Hint::Kind::Deck) deck_end_ = std::max(deck_end_, tree_[node].end);
    if (hint.kind != Hint::Kind::Cut) return {};
    const double prose = prose_[tree_[node].end] - prose_[node];
    double share = kShareToKeep * page_prose_;
    if (holds_headline(node)) {
      // A header is where the headline is looked for; it proves nothing.
      if (hint.reason != "header") share = kShareWithHeadline * page_prose_;
    } else if (hint.reason == "comments") {
      return hint.reason;
    } else if (is_never_body(hint.reason)) {
      share = kShareOfAll * prose_.back();
    }
    return prose > share ? std::string_view() : hint.reason;
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
      case Tag::H1:
      case Tag::H2:
      case Tag::H3:
      case Tag::H4:
      case Tag::H5:
      case Tag::H6:
        heading_end_ = node.end;
        level_ = static_cast<std::uint8_t>(static_cast<int>(node.tag) - static_cast<int>(Tag::H1) + 1);
        break;
      case Tag::Li:
      case Tag::Dt:
      case Tag::Dd:
        item_end_ = std::max(item_end_, node.end);
        break;
      case Tag::Blockquote:
        quote_end_ = std::max(quote_end_, node.end);
        break;
      case Tag::Pre:
        pre_end_ = std::max(pre_end_, node.end);
        break;
      default:
        break;
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
    append(tree_[i].letters);
    if (i < link_end_) block_.linked += static_cast<std::uint32_t>(out_.text.size() - before);
    block_.nodes.end = i + 1;
    return i;
  }

  // White space as one space, none where the block begins; what has no width is left out.
  void append(Span span) {
    const std::string_view letters = tree_.letters(span);
    std::string& text = out_.text;
    // The letters copied since the last that were left out.
    std::uint32_t run = 0;
    const auto end_run = [&](std::size_t at) {
      const std::uint32_t size = static_cast<std::uint32_t>(at) - run;
      if (size > 0) {
        out_.runs.push_back({static_cast<std::uint32_t>(text.size()), {span.begin + run, span.begin + run + size}});
        text.append(letters, run, size);
      }
    };
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
      // One plain space between letters is copied with them.
      const bool is_plain = c == ' ' && at > run && letters[at - 1] != ' ';
      if ((space && !is_plain) || nothing) {
        end_run(at);
        if (space && text.size() > block_.letters.begin && text.back() != ' ' && text.back() != '\n') text.push_back(' ');
        run = static_cast<std::uint32_t>(at + width);
      }
      at += width;
    }
    end_run(letters.size());
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
    // Scripts without spaces between words are not ASCII.
    const std::string_view letters = block_.letters.in(text);
    block_.is_one_word = std::all_of(letters.begin(), letters.end(), [](char c) { return c > ' '; });
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
  std::vector<std::uint32_t> prose_;        // letters of prose before a node
  double page_prose_ = 0;                   // without comments, menus and the like
  std::vector<Hint> hints_of_;              // by node
  std::vector<bool> has_block_;             // an element has a child that breaks the line
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

Outline outline_of(const Tree& tree, const Hints& hints, Called called) { return Walk(tree, hints, called).run(); }

}  // namespace dateline::page
