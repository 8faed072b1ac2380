// Every block is prose (good), or links and labels (junk). The article is the element for which the letters of prose less the
// letters of junk are most: its wrappers only add junk, its parts only lose prose. It is found in one pass, since blocks lie in
// document order and sums over an element are differences. Then blocks in it are taken out that are not the article.
#include "page/main_text.h"

#include <algorithm>

#include "base/utf8.h"

namespace dateline::page {

namespace {

constexpr std::uint32_t kLongBlock = 80;
constexpr std::uint32_t kSentence = 40;
// An element that a hint calls the article is it when so much of the prose is in it.
constexpr double kBodyShare = 0.3;
constexpr double kArticleShare = 0.5;
// Of bodies in each other, the inner one is the article when it loses no more than the rest of this.
constexpr double kSameBody = 0.9;
// The letters of prose that a list of other articles has at most in one element.
constexpr double kLargestTeaser = 500;
// The shares of the prose that cards of other articles have at most.
constexpr double kTeasers = 0.8;
constexpr double kTeasersInBody = 0.3;
constexpr std::size_t kLinkList = 3;
constexpr std::uint32_t kLinkLine = 25;
constexpr std::size_t kTimeLine = 16;
// What a block of links takes from an element's worth at most.
constexpr std::uint32_t kMostJunk = 200;

bool is_mostly_links(const Block& block) { return block.linked * 2 > block.size(); }

bool is_prose(const Block& block) {
  if (is_mostly_links(block) || block.kind == BlockKind::Heading || block.is_one_word) return false;
  return block.size() >= kLongBlock || (block.ends_sentence && block.size() >= kSentence);
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// A line that is a time of day, as over the entries of a live blog: "10:05", "9.30 Uhr", "14h20", "4:05 p.m. GMT"; no date.
bool is_time_of_day(std::string_view line) {
  std::size_t at = 0;
  while (at < line.size() && at < 2 && is_digit(line[at])) ++at;
  if (at == 0 || at + 2 >= line.size() || line.size() > kTimeLine) return false;
  if (line[at] != ':' && line[at] != '.' && line[at] != 'h') return false;
  if (!is_digit(line[at + 1]) || !is_digit(line[at + 2])) return false;
  return std::none_of(line.begin() + static_cast<std::ptrdiff_t>(at) + 3, line.end(), is_digit) &&
         (at + 3 == line.size() || line[at + 3] == ' ');
}

bool can_hold_an_article(Tag tag) {
  switch (tag) {
    case Tag::P:
    case Tag::H1:
    case Tag::H2:
    case Tag::H3:
    case Tag::H4:
    case Tag::H5:
    case Tag::H6:
    case Tag::Li:
    case Tag::Text:
    case Tag::Blockquote:
    case Tag::Tr:
    case Tag::Ul:
    case Tag::Ol:
    case Tag::Pre:
      return false;
    default:
      return layout_of(tag) != Layout::Skip;
  }
}

// Sums over elements, from the blocks that begin in them.
class Sums {
 public:
  Sums(const Tree& tree, const Outline& outline, const std::vector<bool>& cut)
      : tree_(tree), worth_(tree.size() + 1), prose_(tree.size() + 1) {
    for (std::size_t b = 0; b < outline.blocks.size(); ++b) {
      const Block& block = outline.blocks[b];
      worth_[block.nodes.begin + 1] += cut[b] ? -static_cast<std::int64_t>(std::min(block.size(), kMostJunk)) : worth(block);
      if (is_prose(block) && !cut[b]) prose_[block.nodes.begin + 1] += block.size() - block.linked;
    }
    for (std::size_t i = 1; i < worth_.size(); ++i) {
      worth_[i] += worth_[i - 1];
      prose_[i] += prose_[i - 1];
    }
  }
  std::int64_t worth_of(std::uint32_t node) const { return worth_[tree_[node].end] - worth_[node]; }
  double prose_of(std::uint32_t node) const { return static_cast<double>(prose_[tree_[node].end] - prose_[node]); }

 private:
  static std::int64_t worth(const Block& block) {
    if (is_mostly_links(block)) return -static_cast<std::int64_t>(std::min(block.size(), kMostJunk));
    if (is_prose(block)) return block.size() - block.linked;
    return block.kind == BlockKind::Heading ? 0 : -static_cast<std::int64_t>(block.size()) / 4;
  }

  const Tree& tree_;
  std::vector<std::int64_t> worth_;
  std::vector<std::int64_t> prose_;
};

struct Choice {
  std::uint32_t node = 0;
  bool is_body = false;  // a hint calls it the article
};

Choice article_element(const Tree& tree, const Outline& outline, const Sums& sums) {
  Choice best;
  std::int64_t most = 0;
  for (std::uint32_t i = 0; i < tree.size(); ++i) {
    if (!can_hold_an_article(tree[i].tag)) continue;
    const std::int64_t value = sums.worth_of(i);
    if (value > most) {
      most = value;
      best.node = i;
    }
  }
  // The largest body in it, then the innermost that holds as much.
  const Choice all = best;
  double largest = kBodyShare * sums.prose_of(all.node);
  for (const std::uint32_t body : outline.bodies) {
    if (body < all.node || body >= tree[all.node].end || !can_hold_an_article(tree[body].tag)) continue;
    const double prose = sums.prose_of(body);
    const bool is_inner = best.is_body && body < tree[best.node].end;
    // An <article> is often one of several, in a list or a live blog.
    if (tree[body].tag == Tag::Article && prose < kArticleShare * sums.prose_of(all.node)) continue;
    if (prose <= 0 || prose < (is_inner ? kSameBody * largest : largest)) continue;
    largest = std::max(largest, prose);
    best = {body, true};
  }
  return best;
}

bool is_headline_like(const Block& block) { return block.kind == BlockKind::Heading && block.linked * 5 >= block.size() * 4; }

// A headline that is a link, and the words below it in an element of their own, is another article's. Where such cards are most
// of an element, it is a list of them.
void cut_teasers(const Tree& tree, const Outline& outline, const Sums& sums, Choice article, double most,
                 std::vector<bool>& cut) {
  std::vector<std::uint32_t> cards;
  double prose = 0;
  std::uint32_t cards_end = 0;
  for (const Block& block : outline.blocks) {
    if (!is_headline_like(block) || block.nodes.begin < std::max(article.node, cards_end) ||
        block.nodes.begin >= tree[article.node].end)
      continue;
    std::uint32_t card = tree[block.nodes.begin].parent;
    while (card != kNone && !(tree[card].tag >= Tag::H1 && tree[card].tag <= Tag::H6)) card = tree[card].parent;
    if (card == kNone || card <= article.node || tree[card].parent <= article.node) continue;
    card = tree[card].parent;
    while (tree[card].parent > article.node && sums.prose_of(tree[card].parent) < kLargestTeaser) card = tree[card].parent;
    if (sums.prose_of(card) >= kLargestTeaser) continue;
    cards.push_back(card);
    cards_end = tree[card].end;
    prose += sums.prose_of(card);
  }
  if (prose > most * sums.prose_of(article.node)) return;
  std::size_t b = 0;
  for (const std::uint32_t card : cards) {
    while (b < outline.blocks.size() && outline.blocks[b].nodes.begin < card) ++b;
    for (; b < outline.blocks.size() && outline.blocks[b].nodes.begin < tree[card].end; ++b) cut[b] = true;
  }
}

// Links that stand under each other, three or more, are a list of links and no part of the article; so is a line that is a link
// and no sentence. One or two links in a list may be items of the article.
void cut_links(const Outline& outline, std::vector<bool>& cut) {
  for (std::size_t b = 0; b < outline.blocks.size();) {
    std::size_t end = b;
    while (end < outline.blocks.size() && is_mostly_links(outline.blocks[end]) && outline.blocks[end].kind != BlockKind::Heading)
      ++end;
    for (std::size_t i = b; i < end; ++i) {
      const Block& block = outline.blocks[i];
      const bool is_line =
          block.kind == BlockKind::Paragraph && block.linked == block.size() && block.size() >= kLinkLine && !block.ends_sentence;
      if (end >= b + kLinkList || is_line) cut[i] = true;
    }
    b = std::max(end, b + 1);
  }
}

}  // namespace

std::vector<std::string_view> reasons_against(const Tree& tree, const Outline& outline, const BoilerplatePhrases& phrases,
                                              std::string_view title) {
  const std::vector<Block>& blocks = outline.blocks;
  std::vector<std::string_view> reasons(blocks.size(), "outside-the-article");
  std::vector<bool> cut(blocks.size());
  cut_teasers(tree, outline, Sums(tree, outline, cut), {}, kTeasers, cut);
  const Choice article = article_element(tree, outline, Sums(tree, outline, cut));
  if (article.is_body) {
    std::fill(cut.begin(), cut.end(), false);
    cut_teasers(tree, outline, Sums(tree, outline, cut), article, kTeasersInBody, cut);
  }
  cut_links(outline, cut);

  const auto begins_before = [](const Block& block, std::uint32_t node) { return block.nodes.begin < node; };
  const auto at = [&](std::uint32_t node) {
    return static_cast<std::size_t>(std::lower_bound(blocks.begin(), blocks.end(), node, begins_before) - blocks.begin());
  };
  const std::size_t begin = at(article.node);
  const std::size_t end = blocks.empty() ? 0 : at(tree[article.node].end);
  std::size_t prose = begin;
  while (prose < end && (!is_prose(blocks[prose]) || blocks[prose].is_deck || cut[prose])) ++prose;
  if (prose == end) return reasons;
  // What stands before the first prose is the article's where a hint says so; elsewhere only the headings right over it are, also
  // with a time of day between them and the prose.
  std::size_t first = article.is_body ? begin : prose;
  const auto is_heading_at = [&](std::size_t b) { return blocks[b].kind == BlockKind::Heading && blocks[b].level > 1; };
  if (first > begin + 1 && is_heading_at(first - 2) && is_time_of_day(blocks[first - 1].letters.in(outline.text))) --first;
  while (first > begin && is_heading_at(first - 1)) --first;

  const std::string folded_title = base::folded(title);
  std::vector<std::size_t> headings;  // kept, with nothing under them yet
  std::uint32_t links_since = 0;
  for (std::size_t b = first; b < end; ++b) {
    const Block& block = blocks[b];
    const std::string_view text = block.letters.in(outline.text);
    const bool is_heading = block.kind == BlockKind::Heading;
    if (cut[b] || (!article.is_body && is_mostly_links(block) && !is_heading)) {
      reasons[b] = "related-links";
      ++links_since;
      continue;
    }
    if (b < prose && (block.is_deck || block.level == 1)) {
      reasons[b] = block.is_deck ? "deck" : "title";
      ++links_since;
      continue;
    }
    const BoilerplatePhrase phrase = phrases.find(text);
    if (!phrase.reason.empty()) {
      reasons[b] = phrase.reason;
      if (phrase.extent == BoilerplatePhrase::Extent::Paragraph) continue;
      std::fill(reasons.begin() + static_cast<std::ptrdiff_t>(b), reasons.begin() + static_cast<std::ptrdiff_t>(end),
                phrase.reason);
      break;
    }
    if (is_heading && base::folded(text) == folded_title) {
      reasons[b] = "title";
      continue;
    }
    // A heading whose links were all that stood under it.
    if (links_since > 1) {
      for (const std::size_t heading : headings) reasons[heading] = "related-links";
      headings.clear();
    }
    links_since = 0;
    if (!is_heading) headings.clear();
    if (is_heading) headings.push_back(b);
    reasons[b] = {};
  }
  for (const std::size_t heading : headings) reasons[heading] = "heading-without-text";
  return reasons;
}

}  // namespace dateline::page
