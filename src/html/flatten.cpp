// The linked tree into the flat one: a walk in document order without recursion. Elements below <svg> and <math> lose their tag,
// so that no rule for pages takes an SVG <title> for the page's.
#include "html/builder.h"

namespace dateline::html {

void Builder::flatten() {
  std::vector<Node>& out = tree_.nodes_;
  out.reserve(nodes_.size());
  tree_.attributes_.reserve(tokenizer_.attributes().size() / 2);
  std::uint32_t parent = kNone;  // in `out`
  for (std::uint32_t at = node(0).first_child; at != kNone;) {
    const Element& element = node(at);
    const auto index = static_cast<std::uint32_t>(out.size());
    Node& flat = out.emplace_back();
    flat.name_space = element.name_space;
    const bool foreign = element.name_space != Namespace::Html && element.tag != Tag::Svg && element.tag != Tag::Math;
    flat.tag = foreign ? Tag::Other : element.tag;
    flat.parent = parent;
    flat.end = index + 1;
    flat.letters = element.first_piece == kNone ? element.letters : joined_letters(element);
    write_attributes(element, flat);
    if (element.first_child != kNone) {
      parent = index;
      at = element.first_child;
      continue;
    }
    while (at != kNone && node(at).next == kNone) {
      at = node(at).parent;
      if (at == 0 || at == kNone) {
        at = kNone;
        break;
      }
      out[parent].end = static_cast<std::uint32_t>(out.size());
      parent = out[parent].parent;
    }
    if (at != kNone) at = node(at).next;
  }
}

// A text whose letters stand in several places, in one.
Span Builder::joined_letters(const Element& element) {
  Span all = tree_.letters_.append_copy(element.letters);
  for (std::uint32_t piece = element.first_piece; piece != kNone; piece = pieces_[piece].next) {
    all.end = tree_.letters_.append_copy(pieces_[piece].letters).end;
  }
  return all;
}

void Builder::write_attributes(const Element& element, Node& out) {
  std::vector<AttributeValue>& values = tree_.attributes_;
  out.first_attribute = static_cast<std::uint32_t>(values.size());
  for (std::uint32_t i = element.first_attribute; i < element.first_attribute + element.attribute_count; ++i) {
    const RawAttribute& attribute = tokenizer_.attributes()[i];
    const bool known = attribute.key < kUnknownName;
    if (!known && keep_ != Keep::Everything) continue;
    AttributeValue& value = values.emplace_back();
    if (known) value.name = static_cast<Attribute>(attribute.key);
    value.letters = attribute.plain ? attribute.value : tree_.letters_.decode(attribute.value, Reading::Attribute);
    value.name_letters = attribute.name;
  }
  out.attribute_count = static_cast<std::uint32_t>(values.size()) - out.first_attribute;
}

}  // namespace dateline::html
