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

bool is_mostly_links(const Block& block) { return block.linked * 2 > block.size(); }

bool is_prose(const Block& block) {
  if (is_mostly_links(block) || block.kind == BlockKind::Heading) return false;
  return block.size() >= kLongBlock || (block.ends_sentence && block.size() >= kSentence);
}

std::int64_t worth(const Block& block) {
  if (is_mostly_links(block)) return -static_cast<std::int64_t>(std::min(block.size(), 200u));
  if (is_prose(block)) return block.size() - block.linked;
  return block.kind == BlockKind::Heading ? 0 : -static_cast<std::int64_t>(block.size()) / 4;
}

bool can_hold_an_article(Tag tag) {
  switch (tag) {
    case Tag::P: case Tag::H1: case Tag::H2: case Tag::H3: case Tag::H4: case Tag::H5: case Tag::H6: case Tag::Li: case Tag::Text:
    case Tag::Blockquote: case Tag::Tr: case Tag::Ul: case Tag::Ol: case Tag::Pre: return false;
    default: return layout_of(tag) != Layout::Skip;
  }
}

std::uint32_t article_element(const Tree& tree, const Outline& outline) {
  std::vector<std::int64_t> before(tree.size() + 1, 0);
  for (const Block& block : outline.blocks) before[block.nodes.begin + 1] += worth(block);
  for (std::size_t i = 1; i < before.size(); ++i) before[i] += before[i - 1];
  std::uint32_t best = 0;
  std::int64_t most = 0;
  for (std::uint32_t i = 0; i < tree.size(); ++i) {
    if (!can_hold_an_article(tree[i].tag)) continue;
    const std::int64_t value = before[tree[i].end] - before[i];
    if (value > most) {
      most = value;
      best = i;
    }
  }
  return best;
}

}  // namespace

std::vector<std::uint32_t> article_blocks(const Tree& tree, const Outline& outline, const BoilerplatePhrases& phrases, std::string_view title) {
  std::vector<std::uint32_t> kept;
  if (outline.blocks.empty()) return kept;
  const std::uint32_t element = article_element(tree, outline);
  std::vector<std::uint32_t> inside;
  for (std::uint32_t b = 0; b < outline.blocks.size(); ++b) {
    const Block& block = outline.blocks[b];
    if (block.nodes.begin >= element && block.nodes.begin < tree[element].end) inside.push_back(b);
  }
  const auto prose = [&](std::uint32_t b) { return is_prose(outline.blocks[b]) && !outline.blocks[b].is_deck; };
  auto first = std::find_if(inside.begin(), inside.end(), prose);
  if (first == inside.end()) return kept;
  while (first != inside.begin() && outline.blocks[*std::prev(first)].kind == BlockKind::Heading && outline.blocks[*std::prev(first)].level > 1) --first;
  const std::string folded_title = base::folded(title);
  for (auto b = first; b != inside.end(); ++b) {
    const Block& block = outline.blocks[*b];
    const std::string_view text = block.letters.in(outline.text);
    if (is_mostly_links(block) && block.kind != BlockKind::Heading) continue;
    const BoilerplatePhrase phrase = phrases.find(text);
    if (!phrase.reason.empty()) {
      if (phrase.extent == BoilerplatePhrase::Extent::ToTheEnd) break;
      continue;
    }
    if (block.kind == BlockKind::Heading && base::folded(text) == folded_title) continue;
    kept.push_back(*b);
  }
  while (!kept.empty() && outline.blocks[kept.back()].kind == BlockKind::Heading) kept.pop_back();
  return kept;
}

}  // namespace dateline::page
