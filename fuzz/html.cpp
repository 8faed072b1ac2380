// Pages from anywhere: the tree is well formed, every letter comes from somewhere in the page, and what is kept for reading is a
// part of everything.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "html/tree.h"

using namespace dateline;
using namespace dateline::html;

namespace {

void demand(bool truth) {
  if (!truth) __builtin_trap();
}

void demand_shape(const Tree& tree, std::string_view page) {
  for (std::uint32_t i = 0; i < tree.size(); ++i) {
    const Node& node = tree[i];
    demand(node.end > i && node.end <= tree.size());
    demand(node.parent == kNone || (node.parent < i && node.end <= tree[node.parent].end));
    (void)tree.name(i);
    const Span source = tree.source_of(node.letters);
    demand(source.begin <= source.end && source.end <= page.size());
    for (std::uint32_t a = 0; a < node.attribute_count; ++a) {
      const AttributeValue& attribute = tree.attributes(i)[a];
      demand(!tree.name(i, attribute).empty());
      demand(tree.source_of(attribute.letters).end <= page.size());
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view page(reinterpret_cast<const char*>(data), size);
  const Tree everything = Tree::parse(page, Keep::Everything);
  const Tree reading = Tree::parse(page);
  demand_shape(everything, page);
  demand_shape(reading, page);
  demand(reading.size() <= everything.size());
  // The elements are the same in both.
  std::uint32_t i = 0;
  for (std::uint32_t j = 0; j < everything.size(); ++j) {
    const Tag tag = everything[j].tag;
    if (tag == Tag::Text || tag == Tag::Comment || tag == Tag::Doctype) continue;
    while (i < reading.size() && reading[i].tag == Tag::Text) ++i;
    demand(i < reading.size() && reading[i].tag == tag && reading[i].letters == everything[j].letters);
    ++i;
  }
  return 0;
}
