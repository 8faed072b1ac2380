#include "html/tree_cases.h"

#include <algorithm>
#include <utility>

#include "html/tree.h"

namespace dateline::html {

namespace {

std::string node_line(const Tree& tree, std::uint32_t index) {
  const std::string letters(tree.letters(index));
  switch (tree[index].tag) {
    case Tag::Text:
      return "\"" + letters + "\"";
    case Tag::Comment:
      return "<!-- " + letters + " -->";
    case Tag::Doctype: {
      const auto& [name, public_id, system_id] = tree.doctype();
      const std::string ids = public_id.empty() && system_id.empty() ? "" : " \"" + public_id + "\" \"" + system_id + "\"";
      return "<!DOCTYPE " + name + ids + ">";
    }
    default:
      break;
  }
  const Namespace name_space = tree[index].name_space;
  return std::string("<") +
         (name_space == Namespace::Svg      ? "svg "
          : name_space == Namespace::MathMl ? "math "
                                            : "") +
         tree.name(index) + ">";
}

}  // namespace

std::vector<TreeCase> read_tree_cases(std::string_view dat) {
  std::vector<TreeCase> cases;
  TreeCase now;
  std::string section;
  bool ours = true;
  int line_number = 0;
  const auto finish = [&] {
    if (now.line == 0) return;
    // A page ends before the line end that parts it from the next section; a tree, before the empty line behind it.
    if (!now.page.empty()) now.page.pop_back();
    while (!now.tree.empty() && now.tree.back() == '\n') now.tree.pop_back();
    if (ours) cases.push_back(now);
  };
  while (!dat.empty()) {
    const std::size_t end = dat.find('\n');
    const std::string_view line = dat.substr(0, end);
    dat.remove_prefix(end == std::string_view::npos ? dat.size() : end + 1);
    ++line_number;
    if (line == "#data") {
      finish();
      now = {};
      now.line = line_number;
      ours = true;
      section = line;
    } else if (line.starts_with("#") && (section != "#data" || line == "#errors")) {
      section = line;
      if (line == "#document-fragment" || line == "#script-on") ours = false;
    } else if (section == "#data") {
      (now.page += line) += '\n';
    } else if (section == "#document") {
      (now.tree += line) += '\n';
    }
  }
  finish();
  return cases;
}

std::string tree_of(std::string_view page) {
  const Tree tree = Tree::parse(page, Keep::Everything);
  std::string out;
  std::vector<std::size_t> depth(tree.size());
  for (std::uint32_t i = 0; i < tree.size(); ++i) {
    const std::uint32_t parent = tree[i].parent;
    // What a template holds stands one step deeper, below "content".
    depth[i] = parent == kNone ? 0 : depth[parent] + (tree[parent].tag == Tag::Template ? 2 : 1);
    ((out += "| ") += std::string(2 * depth[i], ' ') + node_line(tree, i)) += '\n';
    std::vector<std::string> attributes;
    for (std::uint32_t a = 0; a < tree[i].attribute_count; ++a) {
      const AttributeValue& attribute = tree.attributes(i)[a];
      attributes.push_back(tree.name(i, attribute) + "=\"" + std::string(tree.letters(attribute.letters)) + "\"");
    }
    std::sort(attributes.begin(), attributes.end());
    const std::string indent = "| " + std::string(2 * depth[i] + 2, ' ');
    for (const std::string& attribute : attributes) out += indent + attribute + "\n";
    if (tree[i].tag == Tag::Template) out += indent + "content\n";
  }
  if (!out.empty()) out.pop_back();
  return out;
}

}  // namespace dateline::html
