#include "page/reasons.h"

namespace dateline::page {

namespace {

std::string_view reason_of_tag(Tag tag) {
  switch (tag) {
    case Tag::Nav:
    case Tag::Menu:
      return "navigation";
    case Tag::Aside:
      return "sidebar";
    case Tag::Header:
      return "header";
    case Tag::Footer:
      return "footer";
    case Tag::Form:
      return "form";
    case Tag::Figcaption:
    case Tag::Caption:
      return "caption";
    case Tag::Dialog:
      return "dialog";
    case Tag::Address:
      return "address";
    default:
      return {};
  }
}

std::string_view reason_of_role(std::string_view role) {
  if (role == "navigation" || role == "menu" || role == "menubar") return "navigation";
  if (role == "complementary") return "sidebar";
  if (role == "contentinfo") return "footer";
  if (role == "banner") return "header";
  if (role == "search" || role == "form") return "form";
  if (role == "dialog" || role == "alertdialog" || role == "tooltip") return "dialog";
  return {};
}

bool is_hidden(const Tree& tree, std::uint32_t node) {
  if (tree[node].attribute_count == 0) return false;
  if (tree.has_attribute(node, Attribute::Hidden)) return true;
  const std::string_view style = tree.attribute(node, Attribute::Style);
  const std::size_t at = style.find("display:");
  if (at == std::string_view::npos) return false;
  std::string_view value = style.substr(at + 8);
  while (!value.empty() && value.front() == ' ') value.remove_prefix(1);
  return value.starts_with("none");
}

// What an <article> can be besides the article.
bool is_part_of_a_list(std::string_view reason) {
  return reason == "comments" || reason == "related-links" || reason == "promotion";
}

}  // namespace

Hint hint_of(const Tree& tree, std::uint32_t node, const Hints& hints) {
  const Tag tag = tree[node].tag;
  Hint hint{Hint::Kind::None, reason_of_tag(tag)};
  if (!hint.reason.empty()) hint.kind = Hint::Kind::Cut;
  if (tree[node].attribute_count == 0 || tag == Tag::Html || tag == Tag::Body) return hint;
  if (tree.attribute(node, Attribute::Itemprop) == "articleBody") return {Hint::Kind::Body, {}};
  const auto cut = [&](std::string_view reason) {
    if (hint.kind == Hint::Kind::None && !reason.empty()) hint = {Hint::Kind::Cut, reason};
  };
  cut(reason_of_role(tree.attribute(node, Attribute::Role)));
  if (is_hidden(tree, node)) cut("hidden");
  // The names of rows and headings say what they are about.
  const bool is_heading = tag >= Tag::H1 && tag <= Tag::H6;
  if (tag == Tag::Tr || tag == Tag::Main) return hint;
  for (const Attribute name : {Attribute::Class, Attribute::Id}) {
    const std::string_view names = tree.attribute(node, name);
    if (names.empty()) continue;
    const Hint named = hints.of(names);
    if (named.kind == Hint::Kind::Body && tag != Tag::Aside && tag != Tag::Nav) return named;
    const bool counts = named.kind != Hint::Kind::Cut ||
                        (tag == Tag::Article ? is_part_of_a_list(named.reason) : !is_heading || named.reason == "screen-reader");
    if (hint.kind == Hint::Kind::None && counts) hint = named;
  }
  return hint;
}

bool is_never_body(std::string_view reason) {
  return reason == "comments" || reason == "related-links" || reason == "footer" || reason == "navigation" ||
         reason == "newsletter" || reason == "copyright" || reason == "sharing";
}

bool is_elsewhere(std::string_view reason) {
  return reason == "comments" || reason == "related-links" || reason == "navigation" || reason == "todays-date";
}
bool is_doubtful(std::string_view reason) {
  return reason == "sidebar" || reason == "promotion" || reason == "newsletter" || reason == "dialog" || reason == "hidden" ||
         reason == "media-player";
}

}  // namespace dateline::page
