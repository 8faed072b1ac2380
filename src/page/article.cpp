#include "page/article.h"

#include <algorithm>

namespace dateline::page {

namespace {

ParagraphKind kind_of(BlockKind kind) {
  switch (kind) {
    case BlockKind::Heading:
      return ParagraphKind::Heading;
    case BlockKind::ListItem:
      return ParagraphKind::ListItem;
    case BlockKind::Quote:
      return ParagraphKind::Quote;
    case BlockKind::Preformatted:
      return ParagraphKind::Preformatted;
    case BlockKind::TableRow:
      return ParagraphKind::TableRow;
    case BlockKind::Paragraph:
      break;
  }
  return ParagraphKind::Text;
}

class Writer {
 public:
  Writer(const Tree& tree, const Outline& outline, std::uint32_t offset, Document& document)
      : tree_(tree), outline_(outline), offset_(offset), document_(document) {}

  void write(const Block& block) {
    std::string& text = document_.text;
    if (!text.empty()) text += "\n\n";
    const auto begin = static_cast<std::uint32_t>(text.size());
    text += block.letters.in(outline_.text);
    document_.paragraphs.push_back({begin, static_cast<std::uint32_t>(text.size())});
    document_.paragraph_kinds.push_back(kind_of(block.kind));
    const auto before = [](const TextRun& run, std::uint32_t at) { return run.text_begin < at; };
    auto run = std::lower_bound(outline_.runs.begin(), outline_.runs.end(), block.letters.begin, before);
    for (; run != outline_.runs.end() && run->text_begin < block.letters.end; ++run) {
      write(*run, begin + (run->text_begin - block.letters.begin));
    }
  }

  void leave_out(Span nodes, std::string_view reason) {
    Span page;
    for (std::uint32_t i = nodes.begin; i < nodes.end && page.empty(); ++i) page = source_of(tree_[i].letters);
    if (page.empty()) return;
    for (std::uint32_t i = nodes.end; i > nodes.begin; --i) {
      const Span last = source_of(tree_[i - 1].letters);
      if (last.empty()) continue;
      page.end = std::max(page.end, last.end);
      break;
    }
    document_.left_out.push_back({page, reason});
  }

 private:
  Span source_of(Span letters) const {
    if (letters.empty()) return {};
    const Span page = tree_.source_of(letters);
    return page.empty() ? page : Span{page.begin + offset_, page.end + offset_};
  }

  // A run in which references stand is written word by word, so that one reference moves no other word.
  void write(const TextRun& run, std::uint32_t text_begin) {
    const Span page = source_of(run.letters);
    if (page.size() == run.letters.size()) {
      document_.sources.push_back({text_begin, page});
      return;
    }
    const std::string_view letters = tree_.letters(run.letters);
    for (std::size_t at = 0; at < letters.size();) {
      const std::size_t end = std::min(letters.find(' ', at), letters.size() - 1) + 1;
      const auto begin = static_cast<std::uint32_t>(at);
      document_.sources.push_back(
          {text_begin + begin, source_of({run.letters.begin + begin, run.letters.begin + static_cast<std::uint32_t>(end)})});
      at = end;
    }
  }

  const Tree& tree_;
  const Outline& outline_;
  std::uint32_t offset_;
  Document& document_;
};

}  // namespace

Span write_article(const Tree& tree, const Outline& outline, const std::vector<std::string_view>& reasons, std::uint32_t offset,
                   Document& document) {
  Writer writer(tree, outline, offset, document);
  Span article{tree.size(), tree.size()};
  for (std::size_t b = 0; b < outline.blocks.size(); ++b) {
    const Block& block = outline.blocks[b];
    if (!reasons[b].empty()) {
      // Neighbours that are left out for one reason are one part.
      Span nodes = block.nodes;
      while (b + 1 < outline.blocks.size() && reasons[b + 1] == reasons[b]) nodes.end = outline.blocks[++b].nodes.end;
      writer.leave_out(nodes, reasons[b]);
      continue;
    }
    if (article.empty()) article.begin = block.nodes.begin;
    article.end = block.nodes.end;
    writer.write(block);
  }
  for (const CutElement& element : outline.cuts) writer.leave_out({element.node, tree[element.node].end}, element.reason);
  std::stable_sort(document.left_out.begin(), document.left_out.end(),
                   [](const Boilerplate& a, const Boilerplate& b) { return a.span < b.span; });
  return article;
}

}  // namespace dateline::page
