#include "page/tree.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>

#include <algorithm>
#include <array>
#include <memory>
#include <mutex>


namespace dateline::page {

namespace {

struct TagName {
  std::string_view name;
  Tag tag;
};

// By name, for binary search.
constexpr TagName kTags[] = {
    {"a", Tag::A}, {"address", Tag::Address}, {"article", Tag::Article}, {"aside", Tag::Aside}, {"audio", Tag::Audio},
    {"base", Tag::Base}, {"blockquote", Tag::Blockquote}, {"body", Tag::Body}, {"br", Tag::Br}, {"button", Tag::Button},
    {"canvas", Tag::Canvas}, {"caption", Tag::Caption}, {"center", Tag::Center}, {"dd", Tag::Dd}, {"details", Tag::Details},
    {"dialog", Tag::Dialog}, {"div", Tag::Div}, {"dl", Tag::Dl}, {"dt", Tag::Dt}, {"embed", Tag::Embed},
    {"fieldset", Tag::Fieldset}, {"figcaption", Tag::Figcaption}, {"figure", Tag::Figure}, {"footer", Tag::Footer}, {"form", Tag::Form},
    {"h1", Tag::H1}, {"h2", Tag::H2}, {"h3", Tag::H3}, {"h4", Tag::H4}, {"h5", Tag::H5}, {"h6", Tag::H6}, {"head", Tag::Head},
    {"header", Tag::Header}, {"hr", Tag::Hr}, {"html", Tag::Html}, {"iframe", Tag::Iframe}, {"img", Tag::Img}, {"input", Tag::Input},
    {"label", Tag::Label}, {"li", Tag::Li}, {"link", Tag::Link}, {"main", Tag::Main}, {"math", Tag::Math}, {"menu", Tag::Menu},
    {"meta", Tag::Meta}, {"nav", Tag::Nav}, {"noscript", Tag::Noscript}, {"object", Tag::Object}, {"ol", Tag::Ol},
    {"option", Tag::Option}, {"p", Tag::P}, {"picture", Tag::Picture}, {"pre", Tag::Pre}, {"script", Tag::Script},
    {"section", Tag::Section}, {"select", Tag::Select}, {"span", Tag::Span}, {"style", Tag::Style}, {"summary", Tag::Summary},
    {"sup", Tag::Sup}, {"svg", Tag::Svg}, {"table", Tag::Table}, {"tbody", Tag::Tbody}, {"td", Tag::Td}, {"template", Tag::Template},
    {"textarea", Tag::Textarea}, {"tfoot", Tag::Tfoot}, {"th", Tag::Th}, {"thead", Tag::Thead}, {"time", Tag::Time},
    {"title", Tag::Title}, {"tr", Tag::Tr}, {"ul", Tag::Ul}, {"video", Tag::Video},
};

constexpr std::array<std::string_view, static_cast<std::size_t>(Attribute::Count_)> kAttributes = {
    "id",   "class",    "name",    "property", "itemprop", "itemtype", "content",     "rel",   "href", "type",
    "lang", "datetime", "pubdate", "role",     "hidden",   "style",    "aria-hidden", "title", "alt",
};

Tag tag_from(std::string_view name) {
  const auto* found = std::lower_bound(std::begin(kTags), std::end(kTags), name, [](const TagName& entry, std::string_view wanted) { return entry.name < wanted; });
  return found != std::end(kTags) && found->name == name ? found->tag : Tag::Other;
}

// As deep as browsers nest.
constexpr int kDeepest = 512;
// Offsets are 32 bits, and entities can only shrink the text: pages are refused at 64 MiB, far below.

std::string_view view(const xmlChar* letters) { return letters == nullptr ? std::string_view() : reinterpret_cast<const char*>(letters); }

bool ascii_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }

}  // namespace

// Takes the parser's events. libxml2 keeps a stack of open elements of its own and reports ends for all it has reported.
class TreeBuilder {
 public:
  Tree tree;

  void start(htmlParserCtxtPtr parser, const xmlChar* name, const xmlChar** attributes) {
    const Tag tag = tag_from(view(name));
    const std::uint32_t index = add(tag);
    Node& node = tree.nodes_[index];
    node.first_attribute = static_cast<std::uint32_t>(tree.attributes_.size());
    for (; attributes != nullptr && attributes[0] != nullptr; attributes += 2) {
      const auto found = std::find(kAttributes.begin(), kAttributes.end(), view(attributes[0]));
      if (found == kAttributes.end()) continue;
      tree.attributes_.push_back({static_cast<Attribute>(found - kAttributes.begin()), keep(view(attributes[1]))});
      ++node.attribute_count;
    }
    // At the greatest depth an element is closed again at once, in the parser, too: what it holds goes to its parent. Raw text
    // must stay open, or the parser would read it as markup; it holds no elements.
    if (parser->nameNr > kDeepest && tag != Tag::Script && tag != Tag::Style) {
      parser->nameTab[--parser->nameNr] = nullptr;
      parser->name = parser->nameTab[parser->nameNr - 1];
      return;
    }
    open_.push_back(index);
  }

  void end(const xmlChar* name) {
    const Tag tag = tag_from(view(name));
    for (std::size_t i = open_.size(); i > 0; --i) {
      if (tree.nodes_[open_[i - 1]].tag != tag) continue;
      while (open_.size() >= i) close();
      return;
    }
  }

  void characters(const xmlChar* letters, int count) {
    const std::string_view text(reinterpret_cast<const char*>(letters), static_cast<std::size_t>(count));
    // Pieces of one text come in turns; they are one node.
    if (!tree.nodes_.empty() && tree.nodes_.back().tag == Tag::Text && tree.nodes_.back().letters.end == tree.text_.size() &&
        tree.nodes_.back().parent == parent()) {
      tree.text_.append(text);
      tree.nodes_.back().letters.end = static_cast<std::uint32_t>(tree.text_.size());
      return;
    }
    const std::uint32_t index = add(Tag::Text);
    tree.nodes_[index].letters = keep(text);
  }

  void finish() {
    while (!open_.empty()) close();
  }

 private:
  std::uint32_t parent() const { return open_.empty() ? kNone : open_.back(); }

  std::uint32_t add(Tag tag) {
    Node node;
    node.tag = tag;
    node.parent = parent();
    node.end = tree.size() + 1;
    tree.nodes_.push_back(node);
    return tree.size() - 1;
  }

  void close() {
    tree.nodes_[open_.back()].end = tree.size();
    open_.pop_back();
  }

  Span keep(std::string_view text) {
    const auto begin = static_cast<std::uint32_t>(tree.text_.size());
    tree.text_.append(text);
    return {begin, static_cast<std::uint32_t>(tree.text_.size())};
  }

  std::vector<std::uint32_t> open_;
};

namespace {

// The parser's user data is the parser itself, as its own functions ask; ours hangs on _private.
TreeBuilder& builder_of(void* parser) { return *static_cast<TreeBuilder*>(static_cast<htmlParserCtxtPtr>(parser)->_private); }

void on_start(void* parser, const xmlChar* name, const xmlChar** attributes) {
  builder_of(parser).start(static_cast<htmlParserCtxtPtr>(parser), name, attributes);
}
void on_end(void* parser, const xmlChar* name) { builder_of(parser).end(name); }
void on_characters(void* parser, const xmlChar* letters, int count) { builder_of(parser).characters(letters, count); }
void on_error(void*, const char*, ...) {}

}  // namespace

Tree Tree::parse(std::string_view html) {
  static std::once_flag parser_ready;
  std::call_once(parser_ready, [] { xmlInitParser(); });

  TreeBuilder builder;
  builder.tree.text_.reserve(html.size());
  const std::unique_ptr<htmlParserCtxt, decltype(&htmlFreeParserCtxt)> parser(htmlNewParserCtxt(), &htmlFreeParserCtxt);
  if (parser == nullptr || html.empty()) return std::move(builder.tree);
  htmlSAXHandler handler{};
  handler.startElement = on_start;
  handler.endElement = on_end;
  handler.characters = on_characters;
  handler.ignorableWhitespace = on_characters;
  handler.cdataBlock = on_characters;
  handler.error = on_error;
  handler.warning = on_error;
  *parser->sax = handler;
  parser->_private = &builder;
  htmlCtxtReadMemory(parser.get(), html.data(), static_cast<int>(html.size()), nullptr, "UTF-8",
                     HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
  if (parser->myDoc != nullptr) xmlFreeDoc(parser->myDoc);
  parser->myDoc = nullptr;
  builder.finish();
  return std::move(builder.tree);
}

std::string_view Tree::attribute(std::uint32_t index, Attribute name) const {
  const Node& node = nodes_[index];
  for (std::uint32_t i = node.first_attribute; i < node.first_attribute + node.attribute_count; ++i) {
    if (attributes_[i].name == name) return attributes_[i].letters.in(text_);
  }
  return {};
}

bool Tree::has_attribute(std::uint32_t index, Attribute name) const {
  const Node& node = nodes_[index];
  for (std::uint32_t i = node.first_attribute; i < node.first_attribute + node.attribute_count; ++i) {
    if (attributes_[i].name == name) return true;
  }
  return false;
}

std::string Tree::text_below(std::uint32_t index) const {
  std::string text;
  for (std::uint32_t i = index; i < nodes_[index].end; ++i) {
    if (nodes_[i].tag == Tag::Text) {
      append_collapsed(text, letters(i));
    } else if (layout_of(nodes_[i].tag) == Layout::Skip && i != index) {
      i = nodes_[i].end - 1;
    } else if (layout_of(nodes_[i].tag) == Layout::Block || nodes_[i].tag == Tag::Br) {
      append_collapsed(text, " ");
    }
  }
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

Layout layout_of(Tag tag) {
  switch (tag) {
    case Tag::Head: case Tag::Title: case Tag::Base: case Tag::Meta: case Tag::Link: case Tag::Script: case Tag::Style:
    case Tag::Template: case Tag::Input: case Tag::Button: case Tag::Select: case Tag::Option: case Tag::Textarea:
    case Tag::Iframe: case Tag::Object: case Tag::Embed: case Tag::Svg: case Tag::Math: case Tag::Canvas: case Tag::Audio:
    case Tag::Video: case Tag::Img: case Tag::Noscript: case Tag::Dialog:
      return Layout::Skip;
    case Tag::Text: case Tag::Other: case Tag::A: case Tag::Time: case Tag::Label: case Tag::Picture: case Tag::Br: case Tag::Span:
    case Tag::Sup:
      return Layout::Inline;
    default:
      return Layout::Block;
  }
}

void append_collapsed(std::string& out, std::string_view text) {
  std::size_t begin = 0;
  while (begin < text.size()) {
    if (ascii_space(text[begin])) {
      if (!out.empty() && out.back() != ' ' && out.back() != '\n') out.push_back(' ');
      ++begin;
      continue;
    }
    std::size_t end = begin;
    while (end < text.size() && !ascii_space(text[end])) ++end;
    out.append(text.substr(begin, end - begin));
    begin = end;
  }
}

}  // namespace dateline::page
