// The ways in which pages tell a date, by how seldom they err: JSON-LD, <meta>, microdata and <time> elements, the address, and
// last the text that is seen near the headline. The first that gives one wins; where that is in UTC and a later one tells the day
// where the page is at home, which is the day that its readers are told, the later one does.
#include "page/metadata.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

#include "base/utf8.h"

namespace dateline::page {

namespace {

// Fields of data/page/meta.tsv.
constexpr std::array<std::string_view, 9> kFields = {"published",   "modified", "title",    "author", "publisher",
                                                     "description", "url",      "language", "access"};
constexpr int kNoRank = 1000;
constexpr std::size_t kLongestMetaName = 64;
// What of a line is read for a date, how far from its begin the date may stand, and how little may speak for it.
constexpr std::size_t kLongestLine = 400;
constexpr std::size_t kDateWithin = 80;
constexpr int kWorstDate = -1;
constexpr std::size_t kLongestKey = 32;
// Letters beside a date in a line that is there for the date: a name, a section.
constexpr std::size_t kBesideDate = 32;
// An element that says a date or a name has no more nodes.
constexpr std::uint32_t kMostNodes = 64;
constexpr std::size_t kLongestTitle = 300;
constexpr int kMinutesOfDay = 24 * 60;

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

// Parts of the page whose dates and names are other articles' or readers', and parts where they may be.
bool is_elsewhere(std::string_view reason) { return reason == "comments" || reason == "related-links" || reason == "navigation"; }
bool is_doubtful(std::string_view reason) {
  return reason == "sidebar" || reason == "promotion" || reason == "newsletter" || reason == "dialog" || reason == "hidden" ||
         reason == "media-player";
}

std::string text_of_small(const Tree& tree, std::uint32_t node) {
  return tree[node].end - node <= kMostNodes ? tree.text_below(node) : std::string();
}

// Only the United States write the month first; pages in plain "en" are mostly theirs.
DateOrder order_of(std::string_view language) {
  const std::string said = lower(language);
  return said == "en" || said == "en-us" || said == "en_us" ? DateOrder::MonthFirst : DateOrder::DayFirst;
}

int days_of(const base::IsoDate& date) {
  const std::chrono::year_month_day day(std::chrono::year(date.year), std::chrono::month(static_cast<unsigned>(date.month)),
                                        std::chrono::day(static_cast<unsigned>(date.day)));
  return static_cast<int>(std::chrono::sys_days(day).time_since_epoch().count());
}

// Whether `other` may tell the day where the page is at home, and `date`, told in UTC or without a zone, is the day before or
// after: by its own zone, for the same minute; or as a day without time, which zones from -12 to +14 hours may make of `date`.
bool is_home_day(const base::IsoDate& other, const base::IsoDate& date) {
  using Precision = base::IsoDate::Precision;
  if (date.zone_minutes.value_or(0) != 0 || date.precision < Precision::Day || other.precision < Precision::Day) return false;
  const int days = days_of(other) - days_of(date);
  if (days != 1 && days != -1) return false;
  const bool has_time = date.precision > Precision::Day;
  if (other.precision > Precision::Day) {
    if (!has_time || other.zone_minutes.value_or(0) == 0) return false;
    return days * kMinutesOfDay + other.hour * 60 + other.minute - *other.zone_minutes == date.hour * 60 + date.minute;
  }
  return !has_time || (days == 1 ? date.hour >= 24 - 14 : date.hour < 12);
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
  std::optional<base::IsoDate> elsewhere;  // of a <time> that is not near the article
  std::vector<std::string> authors;
};

MetadataReader::Marked MetadataReader::marked(const Tree& tree, const Outline& outline, Span article, DateOrder order) const {
  Marked out;
  std::optional<base::IsoDate> near;   // of a <time> between the headline and the article's end
  std::optional<base::IsoDate> other;  // of one elsewhere, the first
  std::uint32_t doubtful_end = 0;
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
    if (is_cut && is_doubtful(outline.cuts[cut].reason)) doubtful_end = std::max(doubtful_end, tree[i].end);
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
        authors_.add(content.empty() ? text_of_small(tree, i) : std::string(content), out.authors);
      }
      continue;
    }
    const bool is_published = property == "datePublished" || property == "dateCreated";
    const bool is_modified = property == "dateModified";
    if (node.tag != Tag::Time && !is_published && !is_modified) continue;
    std::string_view value = tree.attribute(i, Attribute::Datetime);
    if (value.empty()) value = tree.attribute(i, Attribute::Content);
    auto date = dates_.value(value, order);
    // What readers are told counts more than what machines are, when it is called the date of publication.
    const std::string shown = text_of_small(tree, i);
    const auto seen = dates_.find(shown, order);
    const bool is_said = seen && date_word(std::string_view(shown).substr(0, seen->span.begin)) == "published";
    if (seen && (!date || (is_said && base::to_string(seen->date).substr(0, 10) != base::to_string(*date).substr(0, 10))))
      date = seen->date;
    if (!date) continue;
    const std::string_view names = tree.attribute(i, Attribute::Class);
    if (is_published || tree.has_attribute(i, Attribute::Pubdate) || names.find("publish") != std::string_view::npos) {
      if (!out.published) out.published = date;
    } else if (is_modified || names.find("updated") != std::string_view::npos ||
               names.find("modified") != std::string_view::npos) {
      if (!out.modified) out.modified = date;
    } else if (i >= headline && i < article.end && i >= doubtful_end) {
      if (!near) near = date;
    } else if (!other) {
      other = date;
    }
  }
  if (!out.published) out.published = near;
  out.elsewhere = other;
  if (out.authors.empty()) out.authors = std::move(byline_authors);
  return out;
}

// The kind of the words at the end of a text: "Published on:".
std::string_view MetadataReader::date_word(std::string_view words) const {
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
}

// Reads the page line by line. What is said to be the date of publication counts most, then what stands between the headline and
// the article, in a byline, or alone in its line; a month that the address tells helps.
MetadataReader::VisibleDates MetadataReader::visible_dates(const Tree& tree, const Outline& outline, Span article,
                                                           DateOrder order, const std::optional<base::IsoDate>& month) const {
  VisibleDates out;
  const std::uint32_t headline = outline.headline == kNone ? 0 : outline.headline;
  int best = kWorstDate;
  std::string line;
  std::string_view last_kind;
  std::size_t cut = 0;
  std::uint32_t byline_end = 0;
  std::uint32_t doubtful_end = 0;
  std::uint32_t aside_end = 0;
  std::uint32_t link_end = 0;  // of the last link
  std::uint32_t node = 0;      // where the line begins
  const auto end_line = [&] {
    if (line.empty()) return;
    const auto found = dates_.find(line, order);
    if (!found || found->span.begin > kDateWithin) {
      last_kind = line.size() <= kDateWithin ? date_word(line) : std::string_view();
      line.clear();
      return;
    }
    std::string_view kind = date_word(std::string_view(line).substr(0, found->span.begin));
    if (kind.empty() && found->span.begin == 0) kind = last_kind;
    last_kind = {};
    const bool is_prose = node >= article.begin && node < article.end && node >= aside_end;
    const bool is_alone = line.size() <= found->span.size() + kBesideDate;
    // In the article itself the day may be that of a book or a film.
    int score = kind == "published" ? (is_prose ? 5 : 8) : kind == "date" ? 3 : 0;
    if (node < byline_end) score += 3;
    if (node >= headline && node <= article.begin) score += 4;
    if (is_alone) score += 3;
    if (is_prose && !is_alone && kind.empty()) score -= 8;
    if (is_prose && node < link_end) score -= 8;  // the date of what the link leads to
    if (node < doubtful_end) score -= 4;
    if (month && month->year == found->date.year && month->month == found->date.month) score += 6;
    if (kind == "modified") {
      if (!out.modified) out.modified = found->date;
    } else if (score > best) {
      best = score;
      out.published = found->date;
    }
    line.clear();
  };
  for (std::uint32_t i = 0; i < tree.size(); ++i) {
    while (cut < outline.cuts.size() && outline.cuts[cut].node < i) ++cut;
    if (cut < outline.cuts.size() && outline.cuts[cut].node == i) {
      const std::string_view reason = outline.cuts[cut].reason;
      if (is_elsewhere(reason)) {
        i = tree[i].end - 1;
        continue;
      }
      aside_end = tree[i].end;
      if (is_doubtful(reason)) doubtful_end = tree[i].end;
      if (reason == "byline") byline_end = tree[i].end;
    }
    if (tree[i].tag == Tag::A && tree.has_attribute(i, Attribute::Href)) link_end = tree[i].end;
    if (tree[i].tag == Tag::Text) {
      if (line.empty()) node = i;
      if (line.size() < kLongestLine) append_collapsed(line, tree.letters(i));
    } else if (layout_of(tree[i].tag) == Layout::Skip) {
      i = tree[i].end - 1;
    } else if (layout_of(tree[i].tag) == Layout::Block || tree[i].tag == Tag::Br) {
      end_line();
    }
  }
  end_line();
  return out;
}

// Pages that scripts build keep what they know as JSON: "publishedAt":"2019-11-20T10:43:00Z".
std::optional<base::IsoDate> MetadataReader::date_in_scripts(const Tree& tree, DateOrder order) const {
  for (std::uint32_t i = 0; i + 1 < tree.size(); ++i) {
    if (tree[i].tag != Tag::Script || tree[i].end <= i + 1) continue;
    const std::string_view text = tree.letters(i + 1);
    for (std::size_t at = text.find("\":\""); at != std::string_view::npos; at = text.find("\":\"", at + 3)) {
      const std::size_t open = text.rfind('"', at - 1);
      if (at == 0 || open == std::string_view::npos || at - open > kLongestKey) continue;
      const knowledge::Rows rows = meta_.find(name_, lower(text.substr(open + 1, at - open - 1)));
      if (rows.empty() || meta_.cell(rows.front(), field_) != "published") continue;
      if (const auto date = dates_.value(text.substr(at + 3, text.find('"', at + 3) - at - 3), order)) return date;
    }
  }
  return std::nullopt;
}

void MetadataReader::choose_date(const Tree& tree, const Head& head, const Outline& outline, Span article, std::string_view url,
                                 const Marked& found, Metadata& out) const {
  const DateOrder order = order_of(head.language);
  const auto put = [](std::string& to, const std::optional<base::IsoDate>& date) {
    if (date && to.empty()) to = base::to_string(*date);
  };
  const auto publish = [&](const std::optional<base::IsoDate>& date, std::string_view from) {
    if (!out.published.empty() || !date) return;
    out.published = base::to_string(*date);
    out.published_from = from;
  };
  const auto in_json = dates_.value(head.json.published, order);
  const auto in_meta = dates_.value(head.published, order);
  const auto in_url = dates_.in_url(url.empty() ? std::string_view(head.url) : url);
  const bool has_day_in_url = in_url && in_url->precision == base::IsoDate::Precision::Day;
  // One way to tell the date; another that tells the day where the page is at home, when the first is told in UTC.
  const auto publish_local = [&](const std::optional<base::IsoDate>& date, std::string_view from) {
    if (!out.published.empty() || !date) return;
    if (in_meta && is_home_day(*in_meta, *date)) return publish(in_meta, "meta");
    if (found.published && is_home_day(*found.published, *date)) return publish(found.published, "time-element");
    if (has_day_in_url && is_home_day(*in_url, *date)) return publish(in_url, "url");
    publish(date, from);
  };
  if (!head.json.is_date_of_thing) publish_local(in_json, "json-ld");
  publish_local(in_meta, "meta");
  publish_local(found.published, "time-element");
  publish(in_json, "json-ld");
  put(out.modified, dates_.value(head.json.modified, order));
  put(out.modified, dates_.value(head.modified, order));
  put(out.modified, found.modified);
  if (!out.published.empty()) return;
  if (has_day_in_url) publish(in_url, "url");
  if (!out.published.empty()) return;
  const VisibleDates visible = visible_dates(tree, outline, article, order, in_url);
  publish(visible.published, "text");
  put(out.modified, visible.modified);
  publish(found.elsewhere, "time-element");
  publish(date_in_scripts(tree, order), "meta");
  publish(in_url, "url");
  if (const auto in_title = dates_.find(head.title.empty() ? head.title_element : head.title, order))
    publish(in_title->date, "text");
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
