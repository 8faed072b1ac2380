#include "page/head.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace dateline::page {

namespace {

// Fields of data/page/meta.tsv.
constexpr std::array<std::string_view, 9> kFields = {"published",   "modified", "title",    "author", "publisher",
                                                     "description", "url",      "language", "access"};
constexpr int kNoRank = 1000;
constexpr std::size_t kLongestMetaName = 64;
constexpr std::size_t kLongestTitle = 300;

}  // namespace

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::string plain(std::string_view text) {
  std::string out;
  if (text.find('&') != std::string_view::npos && text.find(';') != std::string_view::npos && text.size() <= kLongestTitle) {
    const Tree tree = Tree::parse(text);
    if (tree.size() > 0) out = tree.text_below(0);
  } else {
    append_collapsed(out, text);
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

HeadReader::HeadReader(const knowledge::Knowledge& knowledge)
    : dates_(knowledge),
      authors_(knowledge),
      json_(knowledge),
      meta_(knowledge.table("page_meta")),
      name_(meta_.column("name")),
      field_(meta_.column("field")),
      rank_(meta_.column("rank")) {}

void HeadReader::take_meta(const Tree& tree, std::uint32_t node, Head& head, std::vector<int>& ranks) const {
  const std::string_view content = tree.attribute(node, Attribute::Content);
  if (content.empty()) return;
  for (const Attribute attribute : {Attribute::Property, Attribute::Name, Attribute::Itemprop}) {
    const std::string_view name = tree.attribute(node, attribute);
    if (name.empty() || name.size() > kLongestMetaName) continue;
    const knowledge::Rows rows = meta_.find(name_, lower(name));
    if (rows.empty()) continue;
    const auto field =
        static_cast<std::size_t>(std::find(kFields.begin(), kFields.end(), meta_.cell(rows.front(), field_)) - kFields.begin());
    if (field == kFields.size()) continue;
    int rank = kNoRank;
    const std::string_view cell = meta_.cell(rows.front(), rank_);
    std::from_chars(cell.data(), cell.data() + cell.size(), rank);
    // Several authors stand in several elements of one name.
    const bool is_author = kFields[field] == "author";
    if (is_author ? rank > ranks[field] : rank >= ranks[field]) return;
    if (is_author) {
      std::vector<std::string> names;
      authors_.add(plain(content), names);
      if (names.empty()) return;
      if (rank < ranks[field]) head.authors.clear();
      for (std::string& one : names) head.authors.push_back(std::move(one));
      ranks[field] = rank;
      return;
    }
    const bool is_date = field < 2;
    if (is_date && !dates_.value(content, DateOrder::DayFirst)) return;
    std::string* const to[] = {&head.published,   &head.modified, &head.title,    nullptr,     &head.publisher,
                               &head.description, &head.url,      &head.language, &head.access};
    *to[field] = plain(content);
    ranks[field] = rank;
    return;
  }
}

Head HeadReader::read(const Tree& tree) const {
  Head head;
  head.json = json_.read(tree);
  std::vector<int> ranks(kFields.size(), kNoRank);
  std::string canonical;
  std::string lang;
  for (std::uint32_t i = 0; i < tree.size(); ++i) {
    switch (tree[i].tag) {
      case Tag::Meta:
        take_meta(tree, i, head, ranks);
        break;
      case Tag::Html:
        lang = tree.attribute(i, Attribute::Lang);
        break;
      case Tag::Title:
        if (head.title_element.empty() && tree[i].name_space == html::Namespace::Html) head.title_element = tree.text_below(i);
        break;
      case Tag::Link:
        if (canonical.empty() && tree.attribute(i, Attribute::Rel) == "canonical") canonical = tree.attribute(i, Attribute::Href);
        break;
      default:
        break;
    }
  }
  if (!canonical.empty()) head.url = canonical;
  if (!lang.empty()) head.language = lang;
  if (head.language.empty()) head.language = head.json.language;
  return head;
}

}  // namespace dateline::page
