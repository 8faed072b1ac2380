// A name is known for an author's by what stands before it ("By"), by the link that it is ("/author/ann-lee"), or by the name of
// its element ("author-name"). Each is evidence, and so is a place between the headline and the article. The best one is taken,
// with its neighbours of the same kind; names of those who edited or checked the article are passed over.
#include "page/bylines.h"

#include <algorithm>

#include "page/reasons.h"

namespace dateline::page {

namespace {

// An element that says a name has no more nodes.
constexpr std::uint32_t kMostNodes = 64;
// A byline stands within so many nodes of the headline, or before the article.
constexpr std::uint32_t kNear = 160;
// Names that belong together are not further apart.
constexpr std::uint32_t kTogether = 24;
constexpr std::size_t kLongestName = 60;
constexpr std::size_t kMostCandidates = 256;
// How much of each kind of evidence.
constexpr int kByWord = 3, kLink = 3, kElement = 2, kPlace = 4;

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') text.remove_prefix(1);
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1);
  return text;
}

// A line with more letters is prose: "the tools by Ann Lee".
constexpr std::size_t kLongestLead = 40;

struct Candidate {
  std::uint32_t node;
  int score;
  bool is_link, is_element;  // is the link to an author's page, stands in an element called after authors
  std::vector<std::string> names;
};

// The name that an element holds: its own `name`, its link, or its first line.
std::string name_in(const Tree& tree, std::uint32_t node) {
  if (const std::string_view content = tree.attribute(node, Attribute::Content); !content.empty()) return std::string(content);
  if (tree[node].end - node > kMostNodes) return {};
  std::uint32_t link = kNone;
  for (std::uint32_t i = node + 1; i < tree[node].end; ++i) {
    if (tree.attribute(i, Attribute::Itemprop) == "name") {
      const std::string_view content = tree.attribute(i, Attribute::Content);
      return content.empty() ? tree.text_below(i) : std::string(content);
    }
    if (link == kNone && tree[i].tag == Tag::A && !tree.text_below(i).empty()) link = i;
  }
  if (link != kNone) return tree.text_below(link);
  std::string line;
  for (std::uint32_t i = node + 1; i < tree[node].end; ++i) {
    if (tree[i].tag == Tag::Text) {
      append_collapsed(line, tree.letters(i));
    } else if (!line.empty() && (tree[i].tag == Tag::Br || layout_of(tree[i].tag) == Layout::Block)) {
      break;
    }
  }
  return line;
}

}  // namespace

Bylines::Bylines(const knowledge::Knowledge& knowledge)
    : authors_(knowledge),
      hints_(knowledge, "author_hints"),
      paths_(knowledge.table("author_paths")),
      path_(paths_.column("segment")) {}

std::vector<std::string> Bylines::marked(const Tree& tree, const Outline& outline) const {
  std::vector<std::string> names;
  CutsInOrder cuts(outline);
  for (std::uint32_t i = 0; i < tree.size() && names.empty(); ++i) {
    if (is_elsewhere(cuts.reason_at(i))) {
      i = tree[i].end - 1;
      continue;
    }
    if (tree[i].attribute_count == 0) continue;
    if (tree.attribute(i, Attribute::Itemprop) == "author" || tree.attribute(i, Attribute::Rel) == "author")
      authors_.add(name_in(tree, i), names);
  }
  return names;
}

// Whether an address has a part that sites give their authors' pages: /author/ann-lee.
bool Bylines::leads_to_author(std::string_view address) const {
  for (std::size_t begin = address.find('/'); begin != std::string_view::npos;) {
    const std::size_t end = address.find('/', begin + 1);
    if (end == std::string_view::npos || end + 1 >= address.size()) return false;
    if (!paths_.find(path_, address.substr(begin + 1, end - begin - 1)).empty()) return true;
    begin = end;
  }
  return false;
}

std::vector<std::string> Bylines::shown(const Tree& tree, const Outline& outline, Span article) const {
  const std::uint32_t headline = outline.headline == kNone ? article.begin : outline.headline;
  const std::uint32_t near_begin = std::min(headline, article.begin) > kNear ? std::min(headline, article.begin) - kNear : 0;
  const std::uint32_t near_end = std::max(headline, article.begin) + kNear;
  std::vector<Candidate> candidates;
  CutsInOrder cuts(outline);
  std::uint32_t byline_end = 0;
  std::uint32_t said_by = 0;     // up to here a name is one behind "By"
  std::uint32_t said_other = 0;  // up to here a name is that of one who edited or checked
  std::uint32_t named_end = 0;   // of an element that is called after the author
  std::uint32_t link_end = 0;
  bool link_is_author = false;
  std::size_t line = 0;  // letters of the line up to here
  for (std::uint32_t i = 0; i < tree.size() && candidates.size() < kMostCandidates; ++i) {
    const std::string_view cut = cuts.reason_at(i);
    const Layout layout = layout_of(tree[i].tag);
    if (is_elsewhere(cut) || is_doubtful(cut) || (tree[i].tag != Tag::Text && layout == Layout::Skip)) {
      i = tree[i].end - 1;
      continue;
    }
    if (cut == "byline") byline_end = std::max(byline_end, tree[i].end);
    if (tree[i].tag != Tag::Text) {
      if (layout == Layout::Block || tree[i].tag == Tag::Br) line = 0;
      if (tree[i].tag == Tag::A) {
        link_end = tree[i].end;
        link_is_author = leads_to_author(tree.attribute(i, Attribute::Href));
      }
      if (tree[i].attribute_count > 0 && tree[i].end - i <= kMostNodes) {
        for (const Attribute name : {Attribute::Class, Attribute::Id}) {
          const std::string_view names = tree.attribute(i, name);
          if (!names.empty() && hints_.of(names).kind == Hint::Kind::Author) named_end = std::max(named_end, tree[i].end);
        }
      }
      continue;
    }
    const std::string_view text = trimmed(tree.letters(i));
    if (text.empty()) continue;
    const bool is_prose = line > kLongestLead;
    line += text.size();
    // ", staff writer": what its owner is.
    if (text.front() == ',' && text.size() > 1) continue;
    const AuthorNames::Lead lead = is_prose ? AuthorNames::Lead() : authors_.lead(text);
    if (lead.kind != AuthorNames::Lead::Kind::None && lead.behind.empty()) {
      (lead.kind == AuthorNames::Lead::Kind::By ? said_by : said_other) = i + kTogether;
      (lead.kind == AuthorNames::Lead::Kind::By ? said_other : said_by) = 0;
      continue;
    }
    if (lead.kind == AuthorNames::Lead::Kind::Other || i < said_other) {
      said_other = 0;
      continue;
    }
    const bool is_behind_by = lead.kind == AuthorNames::Lead::Kind::By;
    const std::string_view name = is_behind_by ? lead.behind : text;
    int score = 0;
    if (is_behind_by ? AuthorNames::looks_like_name(name) : i < said_by) score += kByWord;
    if (i < link_end && link_is_author) score += kLink;
    if (i < named_end) score += kElement;
    if (score == 0 || name.size() > kLongestName) continue;
    said_by = 0;
    Candidate candidate{i, score, i < link_end && link_is_author, i < named_end, {}};
    authors_.add(name, candidate.names);
    if (candidate.names.empty()) continue;
    if (i < byline_end || (i >= near_begin && i < near_end)) candidate.score += kPlace;
    candidates.push_back(std::move(candidate));
  }
  if (candidates.empty()) return {};
  const auto best = std::max_element(candidates.begin(), candidates.end(),
                                     [](const Candidate& a, const Candidate& b) { return a.score < b.score; });
  std::vector<std::string> names;
  std::uint32_t last = best->node;
  for (auto candidate = best; candidate != candidates.end() && candidate->node <= last + kTogether; ++candidate) {
    if ((best->is_link && !candidate->is_link) || (!best->is_link && best->is_element && !candidate->is_element)) continue;
    for (const std::string& name : candidate->names) authors_.add(name, names);
    last = candidate->node;
  }
  return names;
}

}  // namespace dateline::page
