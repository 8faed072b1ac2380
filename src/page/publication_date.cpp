// The ways in which pages tell a date, by how seldom they err: JSON-LD, <meta>, microdata and <time> elements, the address, and
// last the text that is seen near the headline. The first that gives one wins; where that is in UTC and a later one tells the day
// where the page is at home, which is the day that its readers are told, the later one does.
#include "page/publication_date.h"

#include <algorithm>
#include <array>
#include <chrono>

#include "page/reasons.h"

namespace dateline::page {

namespace {

// What of a line is read for a date, how far from its begin the date may stand, and how little may speak for it.
constexpr std::size_t kLongestLine = 400;
constexpr std::size_t kDateWithin = 80;
constexpr int kWorstDate = -1;
// What must speak for a date that is taken instead of the one that a program wrote.
constexpr int kSureDate = 7;
constexpr std::size_t kLongestKey = 32;
// Letters beside a date in a line that is there for the date: a name, a section.
constexpr std::size_t kBesideDate = 32;
// An element that says a date has no more nodes.
constexpr std::uint32_t kMostNodes = 64;
constexpr int kMinutesOfDay = 24 * 60;

// Without the signs and spaces, of whatever width, that part a word from its date.
std::string_view without_end_signs(std::string_view words) {
  for (std::size_t before = words.size() + 1; words.size() < before;) {
    before = words.size();
    for (const std::string_view sign :
         {" ", ":", "|", "-", "\u00A0", "\u00B7", "\u2002", "\u2003", "\u2009", "\u202F", "\u2013", "\u2014", "\u2022"}) {
      if (words.ends_with(sign)) words.remove_suffix(sign.size());
    }
  }
  return words;
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

std::string day_of(const base::IsoDate& date) { return base::to_string(date).substr(0, 10); }

// Whether a date has a time in UTC, or without a zone: zones from -12 to +14 hours may make any of them another day.
bool may_be_another_day(const base::IsoDate& date) {
  return date.zone_minutes.value_or(0) == 0 && date.precision > base::IsoDate::Precision::Day;
}

// The name that a page gives itself, which may hold its date as an address does.
std::string_view name_of_body(const Tree& tree) {
  for (std::uint32_t i = 0; i < tree.size(); ++i) {
    if (tree[i].tag == Tag::Body) return tree.attribute(i, Attribute::Id);
  }
  return {};
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

}  // namespace

PublicationDates::PublicationDates(const knowledge::Knowledge& knowledge)
    : dates_(knowledge),
      meta_(knowledge.table("page_meta")),
      name_(meta_.column("name")),
      field_(meta_.column("field")),
      date_words_(knowledge.phrases("date_words")),
      date_words_table_(knowledge.table("date_words")),
      date_kind_(date_words_table_.column("kind")) {}

// What microdata and <time> say.
struct PublicationDates::Marked {
  std::optional<base::IsoDate> published, modified;
  std::optional<base::IsoDate> elsewhere;  // of a <time> that is not near the article, the first
};

PublicationDates::Marked PublicationDates::marked(const Tree& tree, const Outline& outline, Span article, DateOrder order) const {
  Marked out;
  std::optional<base::IsoDate> near;  // of a <time> between the headline and the article's end
  std::uint32_t doubtful_end = 0;
  const std::uint32_t headline = outline.headline == kNone ? article.begin : outline.headline;
  CutsInOrder cuts(outline);
  for (std::uint32_t i = 0; i < tree.size(); ++i) {
    const std::string_view cut = cuts.reason_at(i);
    if (is_elsewhere(cut)) {
      i = tree[i].end - 1;
      continue;
    }
    if (is_doubtful(cut)) doubtful_end = std::max(doubtful_end, tree[i].end);
    const Node& node = tree[i];
    if (node.attribute_count == 0 && node.tag != Tag::Time) continue;
    const std::string_view property = tree.attribute(i, Attribute::Itemprop);
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
    if (seen && (!date || (is_said && day_of(seen->date) != day_of(*date)))) date = seen->date;
    if (!date) continue;
    const std::string_view names = tree.attribute(i, Attribute::Class);
    if (is_published || tree.has_attribute(i, Attribute::Pubdate) || names.find("publish") != std::string_view::npos) {
      if (!out.published) out.published = date;
    } else if (is_modified || names.find("updated") != std::string_view::npos ||
               names.find("modified") != std::string_view::npos) {
      if (!out.modified) out.modified = date;
    } else if (i >= headline && i < article.end && i >= doubtful_end) {
      if (!near) near = date;
    } else if (!out.elsewhere) {
      out.elsewhere = date;
    }
  }
  if (!out.published) out.published = near;
  return out;
}

// The kind of the words at the end of a text: "Published on:".
std::string_view PublicationDates::date_word(std::string_view words) const {
  words = without_end_signs(words);
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

// What the text of the page says.
struct PublicationDates::Visible {
  std::optional<base::IsoDate> published, modified;
  int score = kWorstDate;  // what speaks for `published`
};

// Reads the page line by line. What is said to be the date of publication counts most, then what stands between the headline and
// the article, in a byline, or alone in its line; a month that the address tells helps.
PublicationDates::Visible PublicationDates::visible(const Tree& tree, const Outline& outline, Span article, DateOrder order,
                                                    const std::optional<base::IsoDate>& month) const {
  Visible out;
  const std::uint32_t headline = outline.headline == kNone ? 0 : outline.headline;
  std::string line;
  std::string_view last_kind;
  CutsInOrder cuts(outline);
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
    } else if (score > out.score) {
      out.score = score;
      out.published = found->date;
    }
    line.clear();
  };
  for (std::uint32_t i = 0; i < tree.size(); ++i) {
    const std::string_view cut = cuts.reason_at(i);
    if (is_elsewhere(cut)) {
      i = tree[i].end - 1;
      continue;
    }
    if (!cut.empty()) aside_end = tree[i].end;
    if (is_doubtful(cut)) doubtful_end = tree[i].end;
    if (cut == "byline") byline_end = tree[i].end;
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

// Pages that scripts build keep what they know as JSON: "publishedAt":"2019-11-20T10:43:00Z". `take` says whether it has enough.
template <typename Take>
void PublicationDates::for_each_date_in_scripts(const Tree& tree, DateOrder order, Take take) const {
  for (std::uint32_t i = 0; i + 1 < tree.size(); ++i) {
    if (tree[i].tag != Tag::Script || tree[i].end <= i + 1) continue;
    const std::string_view text = tree.letters(i + 1);
    for (std::size_t at = text.find("\":\""); at != std::string_view::npos; at = text.find("\":\"", at + 3)) {
      const std::size_t open = text.rfind('"', at - 1);
      if (at == 0 || open == std::string_view::npos || at - open > kLongestKey) continue;
      const knowledge::Rows rows = meta_.find(name_, lower(text.substr(open + 1, at - open - 1)));
      if (rows.empty() || meta_.cell(rows.front(), field_) != "published") continue;
      const auto date = dates_.value(text.substr(at + 3, text.find('"', at + 3) - at - 3), order);
      if (date && take(*date)) return;
    }
  }
}

PublicationDate PublicationDates::read(const Tree& tree, const Head& head, const Outline& outline, Span article,
                                       std::string_view url) const {
  PublicationDate out;
  const DateOrder order = order_of(head.language);
  const Marked found = marked(tree, outline, article, order);
  const auto put = [](std::string& to, const std::optional<base::IsoDate>& date) {
    if (date && to.empty()) to = base::to_string(*date);
  };
  const auto publish = [&](const std::optional<base::IsoDate>& date, std::string_view from) {
    if (!out.published.empty() || !date) return;
    out.published = base::to_string(*date);
    out.from = from;
  };
  const auto in_json = dates_.value(head.json.published, order);
  const auto in_meta = dates_.value(head.published, order);
  auto in_url = dates_.in_url(url.empty() ? std::string_view(head.url) : url);
  if (!in_url) in_url = dates_.in_url(name_of_body(tree));
  const bool has_day_in_url = in_url && in_url->precision == base::IsoDate::Precision::Day;
  put(out.modified, dates_.value(head.json.modified, order));
  put(out.modified, dates_.value(head.modified, order));
  put(out.modified, found.modified);

  std::optional<Visible> seen;
  const auto visible_dates = [&]() -> const Visible& {
    if (!seen) seen = visible(tree, outline, article, order, in_url);
    return *seen;
  };
  // One way to tell the date; another that tells the day where the page is at home, when the first is told in UTC. Programs that
  // write the date of the last change for both are set right by an earlier one that readers are told.
  const auto publish_local = [&](const std::optional<base::IsoDate>& date, std::string_view from) {
    if (!out.published.empty() || !date) return;
    if (in_meta && is_home_day(*in_meta, *date)) return publish(in_meta, "meta");
    if (found.published && is_home_day(*found.published, *date)) return publish(found.published, "time-element");
    if (has_day_in_url && is_home_day(*in_url, *date)) return publish(in_url, "url");
    if (may_be_another_day(*date)) {
      for_each_date_in_scripts(tree, order, [&](const base::IsoDate& other) {
        if (is_home_day(other, *date)) publish(other, "meta");
        return !out.published.empty() || day_of(other) == day_of(*date);
      });
    }
    if (!out.modified.empty() && base::to_string(*date) >= out.modified) {
      const Visible& shown = visible_dates();
      if (shown.published && shown.score >= kSureDate && day_of(*shown.published) < day_of(*date) &&
          !is_home_day(*shown.published, *date))
        publish(shown.published, "text");
    }
    publish(date, from);
  };
  if (!head.json.is_date_of_thing) publish_local(in_json, "json-ld");
  publish_local(in_meta, "meta");
  publish_local(found.published, "time-element");
  publish(in_json, "json-ld");
  if (!out.published.empty()) return out;
  if (has_day_in_url) publish(in_url, "url");
  if (!out.published.empty()) return out;
  publish(visible_dates().published, "text");
  put(out.modified, visible_dates().modified);
  publish(found.elsewhere, "time-element");
  for_each_date_in_scripts(tree, order, [&](const base::IsoDate& date) {
    publish(date, "meta");
    return true;
  });
  publish(in_url, "url");
  if (const auto in_title = dates_.find(head.title.empty() ? head.title_element : head.title, order))
    publish(in_title->date, "text");
  if (out.published.empty() && !out.modified.empty()) {
    out.published = out.modified;
    out.from = !head.json.modified.empty() ? "json-ld"
               : !head.modified.empty()    ? "meta"
               : found.modified            ? "time-element"
                                           : "text";
    out.only_modified = true;
  }
  return out;
}

}  // namespace dateline::page
