// The element whose paragraphs hold the most letters outside links is the article's; menus, forms, asides and footers in it are
// stepped over.
#include "page/main_text.h"

#include <algorithm>

namespace dateline::page {

namespace {

bool holds_no_article(Tag tag) {
  switch (tag) {
    case Tag::Nav:
    case Tag::Aside:
    case Tag::Footer:
    case Tag::Form:
    case Tag::Figure:
    case Tag::Menu:
      return true;
    default:
      return layout_of(tag) == Layout::Skip;
  }
}

bool is_paragraph(Tag tag) {
  switch (tag) {
    case Tag::P:
    case Tag::H2:
    case Tag::H3:
    case Tag::H4:
    case Tag::Li:
    case Tag::Blockquote:
    case Tag::Pre:
      return true;
    default:
      return false;
  }
}

}  // namespace

MainText main_text(const Tree& tree, const BoilerplatePhrases& phrases) {
  std::vector<std::uint32_t> letters(tree.size(), 0);
  std::vector<std::uint32_t> paragraphs;
  for (std::uint32_t i = 0; i < tree.size(); ++i) {
    if (holds_no_article(tree[i].tag) && tree[i].end > i + 1) {
      i = tree[i].end - 1;
      continue;
    }
    if (!is_paragraph(tree[i].tag)) continue;
    paragraphs.push_back(i);
    const std::string text = tree.text_below(i);
    const auto weight = static_cast<std::uint32_t>(text.size() < 80 ? 0 : text.size());
    std::uint32_t parent = tree[i].parent;
    for (int up = 0; up < 2 && parent != kNone; ++up, parent = tree[parent].parent)
      letters[parent] += up == 0 ? weight : weight / 2;
    i = tree[i].end - 1;
  }
  const auto best = static_cast<std::uint32_t>(std::max_element(letters.begin(), letters.end()) - letters.begin());
  MainText out;
  for (const std::uint32_t i : paragraphs) {
    if (i < best || i >= tree[best].end) continue;
    const std::string text = tree.text_below(i);
    const BoilerplatePhrase boilerplate = phrases.find(text);
    if (text.empty() || (!boilerplate.reason.empty() && boilerplate.extent == BoilerplatePhrase::Extent::Paragraph)) continue;
    if (!boilerplate.reason.empty()) break;
    if (!out.text.empty()) out.text += "\n\n";
    const auto begin = static_cast<std::uint32_t>(out.text.size());
    out.text += text;
    out.paragraphs.push_back({begin, static_cast<std::uint32_t>(out.text.size())});
  }
  return out;
}

}  // namespace dateline::page
