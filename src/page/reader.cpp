#include <fmt/format.h>

#include <algorithm>

#include "page/article.h"
#include "page/charset.h"
#include "page/hints.h"
#include "page/language.h"
#include "page/main_text.h"
#include "page/metadata.h"
#include "page/page.h"
#include "page/phrases.h"
#include "page/plain_text.h"
#include "page/tree.h"
#include "page/wire_dateline.h"

namespace dateline::page {

namespace {

constexpr std::size_t kLargestPage = 64u << 20;
constexpr std::size_t kLargestText = 16u << 20;
constexpr std::size_t kMostLinesBefore = 4;  // a dateline
constexpr std::uint32_t kLongestLineBefore = 120;
// How many times longer the article in a page's JSON-LD must be than that in its body to be taken instead.
constexpr std::size_t kTimesLonger = 3;

bool begins_with(std::string_view text, std::string_view lower_case) {
  return text.size() >= lower_case.size() &&
         std::equal(lower_case.begin(), lower_case.end(), text.begin(),
                    [](char wanted, char c) { return wanted == (c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c); });
}

// Only what begins as a page does is one; text may hold a "<" anywhere.
bool looks_like_html(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  while (!text.empty() && (text.front() == ' ' || (text.front() >= '\t' && text.front() <= '\r'))) text.remove_prefix(1);
  for (const std::string_view opening : {"<!doctype", "<html", "<?xml", "<head", "<body", "<!--", "<meta", "<title", "<script",
                                         "<div", "<p>", "<article", "<main"}) {
    if (begins_with(text, opening)) return true;
  }
  return false;
}

Error too_large(std::string_view what, std::size_t limit) {
  return {ErrorCode::TooLarge,
          fmt::format("{} is over the limit of {} MiB; split it, or give many articles as JSONL", what, limit >> 20)};
}

}  // namespace

struct Reader::Tables {
  explicit Tables(const knowledge::Knowledge& knowledge)
      : hints(knowledge, "page_hints"), phrases(knowledge), metadata(knowledge), datelines(knowledge) {}
  Hints hints;
  BoilerplatePhrases phrases;
  MetadataReader metadata;
  WireDatelines datelines;
};

Reader::Reader(std::unique_ptr<const Tables> tables) : tables_(std::move(tables)) {}
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;
Reader::~Reader() = default;

Result<Reader> Reader::create(const knowledge::Knowledge& knowledge) { return Reader(std::make_unique<const Tables>(knowledge)); }

namespace {

void read_text(const Page& page, std::string_view text, const BoilerplatePhrases& phrases, Document& document) {
  document.text = page.letters == Page::Letters::Keep ? std::string(text) : with_plain_line_ends(text);
  document.paragraphs = paragraphs_of(document.text);
  for (std::size_t i = 0; i < document.paragraphs.size(); ++i) {
    const Span paragraph = document.paragraphs[i];
    const BoilerplatePhrase found = phrases.find(document.text_of(paragraph));
    if (found.reason.empty()) continue;
    if (found.extent == BoilerplatePhrase::Extent::Paragraph) {
      document.boilerplate.push_back({paragraph, found.reason});
    } else {
      document.boilerplate.push_back({{paragraph.begin, document.paragraphs.back().end}, found.reason});
      break;
    }
  }
  document.settle_boilerplate();
}

// The article as JSON-LD has it, as text or as markup.
void write_told_article(const std::string& body, const Hints& hints, Document& document) {
  document.text.clear();
  document.paragraphs.clear();
  document.paragraph_kinds.clear();
  document.sources.clear();
  if (body.find("</") != std::string::npos || body.find('&') != std::string::npos) {
    const Tree tree = Tree::parse(body);
    const Outline outline = outline_of(tree, hints, {});
    write_article(tree, outline, std::vector<std::string_view>(outline.blocks.size()), 0, document);
    document.sources.clear();
    return;
  }
  for (const Span paragraph : paragraphs_of(body)) {
    if (!document.text.empty()) document.text += "\n\n";
    const auto begin = static_cast<std::uint32_t>(document.text.size());
    document.text += paragraph.in(body);
    document.paragraphs.push_back({begin, static_cast<std::uint32_t>(document.text.size())});
    document.paragraph_kinds.push_back(ParagraphKind::Text);
  }
}

void read_html(std::string_view html, const Hints& hints, const BoilerplatePhrases& phrases, const MetadataReader& metadata,
               std::uint32_t offset, std::string& place, Document& document) {
  const Tree tree = Tree::parse(html);
  const Head head = metadata.head(tree);
  const std::string& title = head.title.empty() ? head.title_element : head.title;
  place = head.json.dateline;
  const Outline outline = outline_of(tree, hints, {title, head.publisher});
  const Span article = write_article(tree, outline, reasons_against(tree, outline, phrases, title), offset, document);

  if (tree.is_cut()) {
    document.issues.push_back(
        {"page-cut", "the page has more elements than are read; what follows the first 4 million is left out"});
  }

  // Pages that scripts fill, and stubs before a paywall, may tell the whole article to search engines.
  if (document.text.size() * kTimesLonger < head.json.body.size()) write_told_article(head.json.body, hints, document);

  Metadata found = metadata.read(tree, head, outline, article, document.url);
  if (document.title.empty()) document.title = std::move(found.title);
  if (document.url.empty()) document.url = std::move(found.url);
  document.authors = std::move(found.authors);
  document.publisher = std::move(found.publisher);
  document.modified = std::move(found.date.modified);
  document.is_paywalled = found.is_paywalled;
  document.language = language_of(document.text, head.language);
  if (document.published.empty() && !found.date.published.empty()) {
    document.published = std::move(found.date.published);
    document.published_from = std::move(found.date.from);
    if (found.date.only_modified) {
      document.issues.push_back(
          {"publication-date-is-last-change", "the page gives no date of publication; that of its last change is taken for it"});
    }
  }
}

}  // namespace

Result<Document> Reader::read(const Page& page) const {
  if (page.bytes.size() > kLargestPage) return Failure(too_large("the page", kLargestPage));
  const bool is_html = page.kind == ContentKind::Html || (page.kind == ContentKind::Auto && looks_like_html(page.bytes));
  if (!is_html && page.bytes.size() > kLargestText) return Failure(too_large("the text", kLargestText));

  Utf8 utf8;
  if (const auto read = to_utf8(page.bytes, page.charset, is_html ? CharsetHints::Markup : CharsetHints::None, utf8); !read) {
    return Failure(read.error());
  }
  Document document;
  document.source_id = page.source_id;
  document.url = page.url;
  document.title = page.title;
  document.fetched = page.fetched;
  document.published = page.published;
  document.published_from = page.published.empty() ? std::string() : page.published_from;
  std::string place;  // where the page says that the story comes from
  if (is_html) {
    // Behind a byte order mark, when the page needed no change.
    const bool is_as_given = utf8.storage.empty() && !utf8.text.empty();
    const auto offset = is_as_given ? static_cast<std::uint32_t>(utf8.text.data() - page.bytes.data()) : 0u;
    read_html(utf8.text, tables_->hints, tables_->phrases, tables_->metadata, offset, place, document);
  } else {
    read_text(page, utf8.text, tables_->phrases, document);
    document.language = language_of(document.text, {});
  }
  if (document.text.size() > kLargestText) return Failure(too_large("the page's text", kLargestText));

  // Behind headings, a byline and a date, when those are given as paragraphs.
  for (std::size_t i = 0, seen = 0; i < document.paragraphs.size() && seen < kMostLinesBefore; ++i) {
    const Span paragraph = document.paragraphs[i];
    if (document.is_boilerplate(paragraph)) continue;
    if (tables_->datelines.read(document, paragraph, place) || paragraph.size() > kLongestLineBefore) break;
    ++seen;
  }
  if (utf8.replaced > 0) {
    document.issues.push_back({"undecodable-bytes", fmt::format("{} {} could not be read as {} and {} replaced by U+FFFD",
                                                                utf8.replaced, utf8.replaced == 1 ? "part" : "parts",
                                                                utf8.charset, utf8.replaced == 1 ? "is" : "are")});
  }
  if (document.paragraphs.empty()) {
    document.issues.push_back({"no-text", is_html ? "no article was found in the page" : "the text is empty"});
  }
  if (document.published.empty()) {
    document.issues.push_back(
        {"no-publication-date", "no publication date is known; relative times stay without one (give --date)"});
  }
  return document;
}

}  // namespace dateline::page
