#include "html/tree.h"

#include <algorithm>

#include "html/builder.h"
#include "html/layout.h"

namespace dateline::html {

namespace {

constexpr std::size_t kMostBytes = std::size_t{256} << 20;

std::string lower_case(std::string_view letters) {
  std::string out;
  for (const char c : letters) {
    if (c == '\0') {
      out += "\xEF\xBF\xBD";
    } else {
      out += c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    }
  }
  return out;
}

}  // namespace

Tree Tree::parse(std::string_view html, Keep keep) {
  Tree tree(html.substr(0, kMostBytes));
  tree.is_cut_ = html.size() > kMostBytes;
  Builder(tree, keep).build();
  return tree;
}

std::string_view Tree::attribute(std::uint32_t index, Attribute name) const {
  const AttributeValue* const first = attributes(index);
  for (const AttributeValue* at = first; at != first + nodes_[index].attribute_count; ++at) {
    if (at->name == name) return letters_[at->letters];
  }
  return {};
}

bool Tree::has_attribute(std::uint32_t index, Attribute name) const {
  const AttributeValue* const first = attributes(index);
  return std::any_of(first, first + nodes_[index].attribute_count,
                     [name](const AttributeValue& value) { return value.name == name; });
}

std::string Tree::text_below(std::uint32_t index) const {
  std::string text;
  for (std::uint32_t i = index; i < nodes_[index].end; ++i) {
    const Layout layout = layout_of(nodes_[i].tag);
    if (nodes_[i].tag == Tag::Text) {
      append_collapsed(text, letters(i));
    } else if (layout == Layout::Skip && i != index) {
      i = nodes_[i].end - 1;
    } else if (layout == Layout::Block || nodes_[i].tag == Tag::Br) {
      append_collapsed(text, " ");
    }
  }
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

std::string Tree::name(std::uint32_t index) const {
  const Node& node = nodes_[index];
  if (node.tag != Tag::Other) return std::string(name_of(node.tag));
  const std::string_view tag = letters(index);
  const std::size_t name_end = tag.find_first_of(std::string_view(" \t\n\r\f/>"), 1);
  std::string name = lower_case(tag.substr(1, name_end - 1));
  return node.name_space == Namespace::Svg ? std::string(adjusted_svg_element(name)) : name;
}

std::string Tree::name(std::uint32_t index, const AttributeValue& attribute) const {
  std::string name = lower_case(letters_[attribute.name_letters]);
  const Namespace name_space = nodes_[index].name_space;
  return name_space == Namespace::Html ? name : std::string(adjusted_foreign_attribute(name_space, name));
}

}  // namespace dateline::html
