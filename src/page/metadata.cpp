#include "page/metadata.h"

#include <algorithm>

#include "base/utf8.h"
#include "page/titles.h"

namespace dateline::page {

namespace {

// What stands over the article is its title, when the page's metadata agree.
std::string title_of(const Tree& tree, const Head& head, const Outline& outline, std::string_view site) {
  std::string headline = outline.headline == kNone ? std::string() : plain(tree.text_below(outline.headline));
  const std::string said = without_site(plain(!head.title.empty()           ? head.title
                                              : !head.json.headline.empty() ? head.json.headline
                                                                            : head.title_element),
                                        site);
  if (said.empty()) return headline;
  const bool agree = !headline.empty() && (agreement(headline, said) != Agreement::None ||
                                           base::folded(head.title_element).find(base::folded(headline)) != std::string::npos);
  return agree ? headline : said;
}

}  // namespace

MetadataReader::MetadataReader(const knowledge::Knowledge& knowledge)
    : heads_(knowledge), dates_(knowledge), names_(knowledge), bylines_(knowledge) {}

// The first of: JSON-LD, <meta>, microdata, what readers see. The publisher's own name counts where there is no other.
std::vector<std::string> MetadataReader::authors(const Tree& tree, const Head& head, const Outline& outline, Span article,
                                                 std::string_view publisher) const {
  std::vector<std::string> in_json;
  for (const std::string& author : head.json.authors) names_.add(plain(author), in_json);
  const auto is_publisher = [&](const std::vector<std::string>& names) {
    return names.size() == 1 && base::folded(names.front()) == base::folded(publisher);
  };
  std::vector<std::string> last;
  const auto is_good = [&](std::vector<std::string>& names) {
    if (names.empty() || !is_publisher(names)) return !names.empty();
    if (last.empty()) last = std::move(names);
    return false;
  };
  if (is_good(in_json)) return in_json;
  std::vector<std::string> in_meta = head.authors;
  if (is_good(in_meta)) return in_meta;
  if (std::vector<std::string> marked = bylines_.marked(tree, outline); is_good(marked)) return marked;
  if (std::vector<std::string> shown = bylines_.shown(tree, outline, article); is_good(shown)) return shown;
  return last;
}

Metadata MetadataReader::read(const Tree& tree, const Head& head, const Outline& outline, Span article,
                              std::string_view url) const {
  Metadata out;
  out.date = dates_.read(tree, head, outline, article, url);
  out.publisher = plain(head.json.publisher.empty() ? head.publisher : head.json.publisher);
  if (out.publisher.find("://") != std::string::npos) out.publisher.clear();
  out.title = title_of(tree, head, outline, head.publisher.empty() ? out.publisher : head.publisher);
  out.authors = authors(tree, head, outline, article, out.publisher);
  out.url = head.url.find("://") != std::string::npos        ? head.url
            : head.json.url.find("://") != std::string::npos ? head.json.url
                                                             : std::string();
  out.is_paywalled = head.json.is_paywalled || head.access == "locked" || head.access == "metered";
  return out;
}

}  // namespace dateline::page
