// The ways in which pages tell a date, by how seldom they err: JSON-LD, <meta>, microdata and <time> elements, the address, and
// last the text that is seen near the headline. The first that gives one wins.
#include "page/metadata.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/utf8.h"

namespace dateline::page {

namespace {

// Fields of data/page/meta.tsv.
constexpr std::array<std::string_view, 9> kFields = {"published",   "modified", "title",    "author", "publisher",
                                                     "description", "url",      "language", "access"};
constexpr int kNoRank = 1000;
constexpr std::size_t kLongestMetaName = 64;
// A line that shows a date is no longer.
constexpr std::size_t kLongestDateLine = 240;
constexpr std::size_t kLongestTitle = 300;

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

// White space as single spaces, references as the letters that they stand for (JSON-LD and attributes hold them escaped twice).
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

// Parts of the page whose dates and names are not the article's.
bool is_elsewhere(std::string_view reason) {
  return reason == "comments" || reason == "related-links" || reason == "sidebar" || reason == "navigation" ||
         reason == "promotion" || reason == "newsletter" || reason == "dialog";
}

// Only the United States write the month first; pages in plain "en" are mostly theirs.
DateOrder order_of(std::string_view language) {
  const std::string said = lower(language);
  return said == "en" || said == "en-us" || said == "en_us" ? DateOrder::MonthFirst : DateOrder::DayFirst;
}

// The title of a <title> element without the name of the site, before or behind.
std::string without_site(std::string_view title, std::string_view site) {
  std::string_view best = title;
  const std::string folded_site = base::folded(site);
  for (const std::string_view sign :
       {" | ", " - ", " \u2013 ", " \u2014 ", " :: ", " \u00BB ", " \u00AB ", " \u00B7 ", " // ", " \u2022 "}) {
    const std::size_t last = title.rfind(sign);
    if (last == std::string_view::npos) continue;
    const std::string_view behind = title.substr(last + sign.size());
    const std::size_t first = title.find(sign);
    const std::string_view before = title.substr(0, first);
    if (!folded_site.empty() && base::folded(behind) == folded_site) return std::string(title.substr(0, last));
    if (!folded_site.empty() && base::folded(before) == folded_site) return std::string(title.substr(first + sign.size()));
    // Without the site's name to compare, a short end behind a longer title is taken for one.
    if (behind.size() * 2 < last && title.substr(0, last).size() < best.size()) best = title.substr(0, last);
  }
  return std::string(best);
}

}  // namespace

MetadataReader::MetadataReader(const knowledge::Knowledge& knowledge)
    : dates_(knowledge),
      authors_(knowledge),
      json_(knowledge),
      meta_(knowledge.table("page_meta")),
      name_(meta_.column("name")),
      field_(meta_.column("field")),
      rank_(meta_.column("rank")),
      date_words_(knowledge.phrases("date_words")),
      date_words_table_(knowledge.table("date_words")),
      date_kind_(date_words_table_.column("kind")) {}

void MetadataReader::take_meta(const Tree& tree, std::uint32_t node, Head& head, std::vector<int>& ranks) const {
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

Head MetadataReader::head(const Tree& tree) const {
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

// What microdata, <time> and rel="author" say.
struct MetadataReader::Marked {
  std::optional<base::IsoDate> published, modified;
  std::vector<std::string> authors;
};

MetadataReader::Marked MetadataReader::marked(const Tree& tree, const Outline& outline, Span article, DateOrder order) const {
  Marked out;
  std::optional<base::IsoDate> near;    // of a <time> between the headline and the article's end
  std::optional<base::IsoDate> before;  // of one in front of that
  const std::uint32_t headline = outline.headline == kNone ? article.begin : outline.headline;
  std::vector<std::string> byline_authors;
  std::size_t cut = 0;
  for (std::uint32_t i = 0; i < tree.size(); ++i) {
    while (cut < outline.cuts.size() && outline.cuts[cut].node < i) ++cut;
    const bool is_cut = cut < outline.cuts.size() && outline.cuts[cut].node == i;
    if (is_cut && is_elsewhere(outline.cuts[cut].reason)) {
      i = tree[i].end - 1;
      continue;
    }
    const Node& node = tree[i];
    if (is_cut && outline.cuts[cut].reason == "byline" && byline_authors.empty() &&
        (outline.headline == kNone || i > outline.headline)) {
      const std::string line = tree.text_below(i);
      if (const std::string_view behind = authors_.behind_by(line); !behind.empty()) {
        const auto date = dates_.find(behind, order);
        authors_.add(behind.substr(0, date ? date->span.begin : behind.size()), byline_authors);
      }
    }
    if (node.attribute_count == 0 && node.tag != Tag::Time) continue;
    const std::string_view property = tree.attribute(i, Attribute::Itemprop);
    if (property == "author" || tree.attribute(i, Attribute::Rel) == "author") {
      if (out.authors.empty()) {
        const std::string_view content = tree.attribute(i, Attribute::Content);
        authors_.add(content.empty() ? tree.text_below(i) : std::string(content), out.authors);
      }
      continue;
    }
    const bool is_published = property == "datePublished" || property == "dateCreated";
    const bool is_modified = property == "dateModified";
    if (node.tag != Tag::Time && !is_published && !is_modified) continue;
    std::string_view value = tree.attribute(i, Attribute::Datetime);
    if (value.empty()) value = tree.attribute(i, Attribute::Content);
    auto date = dates_.value(value, order);
    if (!date) date = dates_.value(tree.text_below(i), order);
    if (!date) continue;
    const std::string_view names = tree.attribute(i, Attribute::Class);
    if (is_published || tree.has_attribute(i, Attribute::Pubdate) || names.find("publish") != std::string_view::npos) {
      if (!out.published) out.published = date;
    } else if (is_modified || names.find("updated") != std::string_view::npos ||
               names.find("modified") != std::string_view::npos) {
      if (!out.modified) out.modified = date;
    } else if (i >= headline && i < article.end) {
      if (!near) near = date;
    } else if (i < headline && !before) {
      before = date;
    }
  }
  if (!out.published) out.published = near ? near : before;
  if (out.authors.empty()) out.authors = std::move(byline_authors);
  return out;
}

// Reads the page line by line. What is said to be the date of publication counts most, then what stands between the headline and
// the article, or in a byline.
bool MetadataReader::visible_date(const Tree& tree, const Outline& outline, Span article, DateOrder order, std::string& published,
                                  std::string& modified) const {
  const std::uint32_t headline = outline.headline == kNone ? 0 : outline.headline;
  int best = 0;
  std::string line;
  std::string_view last_kind;
  std::size_t cut = 0;
  std::uint32_t byline_end = 0;
  // The kind of the words at the end of a text: "Published on:".
  const auto kind_of = [&](std::string_view words) -> std::string_view {
    while (!words.empty() && (words.back() == ' ' || words.back() == ':' || words.back() == '|' || words.back() == '-'))
      words.remove_suffix(1);
    // The last one to four words.
    std::size_t begin = words.size();
    for (int count = 0; count < 4 && begin > 0; ++count) {
      begin = words.rfind(' ', begin - 1);
      if (begin == std::string_view::npos) begin = 0;
      std::string_view phrase = words.substr(begin);
      while (!phrase.empty() && phrase.front() == ' ') phrase.remove_prefix(1);
      for (const knowledge::PhraseEntry& entry : date_words_.find(phrase)) return date_words_table_.cell(entry.row, date_kind_);
    }
    return {};
  };
  const auto end_line = [&](std::uint32_t node) {
    if (line.empty()) return;
    const auto found = line.size() <= kLongestDateLine ? dates_.find(line, order) : std::nullopt;
    if (!found) {
      last_kind = line.size() <= 40 ? kind_of(line) : std::string_view();
      line.clear();
      return;
    }
    std::string_view kind = kind_of(std::string_view(line).substr(0, found->span.begin));
    if (kind.empty() && found->span.begin == 0) kind = last_kind;
    last_kind = {};
    const bool is_in_article = node >= article.begin && node < article.end;
    const bool is_near = node >= headline && node <= article.begin;
    const int score = (kind == "published" ? 8 : 0) + (node < byline_end ? 3 : 0) + (is_near ? 4 : 0) + (is_in_article ? 0 : 1) +
                      (line.size() < 60 ? 1 : 0);
    if (kind == "modified") {
      if (modified.empty()) modified = base::to_string(found->date);
    } else if (score > best && (!is_in_article || score > 4)) {
      best = score;
      published = base::to_string(found->date);
    }
    line.clear();
  };
  for (std::uint32_t i = 0; i < tree.size(); ++i) {
    while (cut < outline.cuts.size() && outline.cuts[cut].node < i) ++cut;
    if (cut < outline.cuts.size() && outline.cuts[cut].node == i) {
      if (is_elsewhere(outline.cuts[cut].reason)) {
        i = tree[i].end - 1;
        continue;
      }
      if (outline.cuts[cut].reason == "byline") byline_end = tree[i].end;
    }
    if (tree[i].tag == Tag::Text) {
      append_collapsed(line, tree.letters(i));
    } else if (layout_of(tree[i].tag) == Layout::Skip) {
      i = tree[i].end - 1;
    } else if (layout_of(tree[i].tag) == Layout::Block || tree[i].tag == Tag::Br) {
      end_line(i == 0 ? 0 : i - 1);
    }
  }
  end_line(tree.size());
  return best > 0;
}

void MetadataReader::choose_date(const Tree& tree, const Head& head, const Outline& outline, Span article, std::string_view url,
                                 const Marked& found, Metadata& out) const {
  const DateOrder order = order_of(head.language);
  const auto put = [&](std::string& to, const std::optional<base::IsoDate>& date) {
    if (date && to.empty()) to = base::to_string(*date);
    return date && !to.empty();
  };
  const auto publish = [&](const std::optional<base::IsoDate>& date, std::string_view from) {
    if (!out.published.empty() || !date) return;
    out.published = base::to_string(*date);
    out.published_from = from;
  };
  publish(dates_.value(head.json.published, order), "json-ld");
  publish(dates_.value(head.published, order), "meta");
  publish(found.published, "time-element");
  put(out.modified, dates_.value(head.json.modified, order));
  put(out.modified, dates_.value(head.modified, order));
  put(out.modified, found.modified);
  if (!out.published.empty()) return;
  const auto in_url = dates_.in_url(url.empty() ? std::string_view(head.url) : url);
  if (in_url && in_url->precision == base::IsoDate::Precision::Day) publish(in_url, "url");
  if (!out.published.empty()) return;
  std::string published, modified;
  if (visible_date(tree, outline, article, order, published, modified)) {
    out.published = std::move(published);
    out.published_from = "text";
  }
  if (out.modified.empty()) out.modified = std::move(modified);
  if (!out.published.empty()) return;
  publish(in_url, "url");
  if (out.published.empty() && !out.modified.empty()) {
    out.published = out.modified;
    out.published_from = !head.json.modified.empty() ? "json-ld"
                         : !head.modified.empty()    ? "meta"
                         : found.modified            ? "time-element"
                                                     : "text";
    out.only_modified = true;
  }
}

Metadata MetadataReader::read(const Tree& tree, const Head& head, const Outline& outline, Span article,
                              std::string_view url) const {
  Metadata out;
  const Marked found = marked(tree, outline, article, order_of(head.language));
  choose_date(tree, head, outline, article, url, found, out);

  out.publisher = plain(head.json.publisher.empty() ? head.publisher : head.json.publisher);
  if (out.publisher.find("://") != std::string::npos) out.publisher.clear();
  const std::string headline = outline.headline == kNone ? std::string() : tree.text_below(outline.headline);
  const std::string site = head.publisher.empty() ? out.publisher : head.publisher;
  const std::string said = without_site(plain(!head.title.empty()           ? head.title
                                              : !head.json.headline.empty() ? head.json.headline
                                                                            : head.title_element),
                                        site);
  // What stands over the article is its title, when the page's metadata agree.
  const std::string folded_headline = base::folded(headline);
  const std::string folded_said = base::folded(said);
  const bool agree = !folded_headline.empty() && (folded_said.find(folded_headline) != std::string::npos ||
                                                  folded_headline.find(folded_said) != std::string::npos ||
                                                  base::folded(head.title_element).find(folded_headline) != std::string::npos);
  out.title = agree || said.empty() ? headline : said;

  for (const std::string& author : head.json.authors) authors_.add(plain(author), out.authors);
  if (out.authors.empty()) out.authors = head.authors;
  if (out.authors.empty()) out.authors = found.authors;

  out.url = head.url.find("://") != std::string::npos        ? head.url
            : head.json.url.find("://") != std::string::npos ? head.json.url
                                                             : std::string();
  out.is_paywalled = head.json.is_paywalled || head.access == "locked" || head.access == "metered";
  return out;
}

}  // namespace dateline::page
