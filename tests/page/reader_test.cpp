// A case is a page of ours, NAME.html or NAME.txt, and NAME.expected beside it: what the reader makes of it. With the environment
// variable DATELINE_REWRITE set the expected files are written anew; look at the difference before you commit it.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

#include "base/file.h"
#include "page/page.h"

using namespace dateline;

namespace {

const page::Reader& reader() {
  static const auto knowledge = knowledge::Knowledge::open(DATELINE_PACK);
  REQUIRE(knowledge);
  static const auto reader = page::Reader::create(*knowledge);
  REQUIRE(reader);
  return *reader;
}

Document read(std::string bytes, ContentKind kind, std::string charset = {}) {
  Page page;
  page.bytes = std::move(bytes);
  page.kind = kind;
  page.charset = std::move(charset);
  auto document = reader().read(page);
  REQUIRE(document);
  return std::move(*document);
}

std::string_view name_of(ParagraphKind kind) {
  switch (kind) {
    case ParagraphKind::Heading:
      return "heading";
    case ParagraphKind::ListItem:
      return "item";
    case ParagraphKind::Quote:
      return "quote";
    case ParagraphKind::Preformatted:
      return "preformatted";
    case ParagraphKind::TableRow:
      return "row";
    case ParagraphKind::Text:
      break;
  }
  return "text";
}

std::string described(const Document& d) {
  std::string out;
  const auto field = [&](std::string_view name, std::string_view value) {
    if (!value.empty()) out += fmt::format("{}: {}\n", name, value);
  };
  field("title", d.title);
  for (const std::string& author : d.authors) field("author", author);
  field("publisher", d.publisher);
  field("language", d.language);
  field("url", d.url);
  if (!d.published.empty()) field("published", fmt::format("{} ({})", d.published, d.published_from));
  field("modified", d.modified);
  if (d.is_paywalled) out += "paywalled\n";
  if (!d.dateline.span.empty()) {
    field("dateline", fmt::format("{} | {}", d.text_of(d.dateline.place_span), d.dateline.agency));
  }
  for (const Issue& issue : d.issues) field("issue", issue.code);
  std::set<std::string_view> reasons;
  for (const Boilerplate& part : d.left_out) reasons.insert(part.reason);
  for (const std::string_view reason : reasons) field("left out", reason);
  for (std::size_t i = 0; i < d.paragraphs.size(); ++i) {
    std::string line(d.text_of(d.paragraphs[i]));
    for (std::size_t at = 0; (at = line.find('\n', at)) != std::string::npos; at += 3) line.replace(at, 1, " / ");
    std::string_view mark = d.paragraph_kinds.empty() ? "text" : name_of(d.paragraph_kinds[i]);
    for (const Boilerplate& part : d.boilerplate) {
      if (part.span.contains(d.paragraphs[i])) mark = part.reason;
    }
    out += fmt::format("[{}] {}\n", mark, line);
  }
  return out;
}

}  // namespace

TEST_CASE("pages of ours, one for each way in which readers go wrong") {
  int cases = 0;
  for (const auto& entry : std::filesystem::directory_iterator(DATELINE_SOURCE_DIR "/tests/page/cases")) {
    const std::string extension = entry.path().extension();
    if (extension == ".expected") continue;
    INFO(entry.path().string());
    ++cases;
    const auto bytes = base::read_file(entry.path().string());
    REQUIRE(bytes);
    const std::string actual = described(read(*bytes, extension == ".html" ? ContentKind::Html : ContentKind::Text));
    const std::string expected_path = std::filesystem::path(entry.path()).replace_extension(".expected").string();
    if (std::getenv("DATELINE_REWRITE")) {
      std::ofstream(expected_path) << actual;
      continue;
    }
    const auto expected = base::read_file(expected_path);
    REQUIRE(expected);
    CHECK(actual == *expected);
  }
  CHECK(cases >= 12);
}

TEST_CASE("every example of boilerplate is found by its row") {
  const auto knowledge = knowledge::Knowledge::open(DATELINE_PACK);
  REQUIRE(knowledge);
  const knowledge::Table table = knowledge->table("boilerplate");
  const std::uint32_t example = table.column("example");
  const std::uint32_t reason = table.column("reason");
  for (std::uint32_t row = 0; row < table.rows(); ++row) {
    INFO(table.origin(row));
    const std::string text =
        "Two ships left the harbour on Monday with all their crew.\n\n" + std::string(table.cell(row, example)) + "\n";
    const Document document = read(text, ContentKind::Text);
    REQUIRE(document.boilerplate.size() == 1);
    CHECK(document.boilerplate[0].reason == table.cell(row, reason));
  }
}

TEST_CASE("letters of the text are found again in the page") {
  const std::string page =
      "<html><body><article><p>The harbour caf&eacute; in  Izmir &amp; the\n old  <b>mole</b> were closed on Monday, officials "
      "said there.</p>"
      "<p>They will open again when the storm has passed, said the mayor.</p></article></body></html>";
  const Document document = read(page, ContentKind::Html);
  REQUIRE(document.paragraphs.size() == 2);
  const auto source = [&](std::string_view words) {
    const auto begin = static_cast<std::uint32_t>(document.text.find(words));
    return document.source_of({begin, begin + static_cast<std::uint32_t>(words.size())}).in(page);
  };
  CHECK(source("harbour") == "harbour");
  CHECK(source("mole") == "mole");
  CHECK(source("closed on Monday") == "closed on Monday");
  CHECK(source("said the mayor") == "said the mayor");
  CHECK(source("Izmir") == "Izmir");
}

TEST_CASE("captions are no part of the text and are marked in the page") {
  const std::string page =
      "<html><body><article><p>The harbour of Kavala was closed on Monday after a storm, the coast guard said there.</p>"
      "<figure><img src=boats.jpg><figcaption>Boats in Kavala on Sunday.</figcaption></figure>"
      "<p>It will open again when the storm has passed, said the mayor of the town on Tuesday.</p>"
      "<table><caption>Ships in the harbour</caption><tr><th>Ship<th>Flag<tr><td>Aurora<td>Malta</table>"
      "<div class=\"wp-caption-text\">A tug, photographed in May.</div>"
      "<p>Ferries to the island left from Keramoti instead, and buses took passengers there from the square.</p>"
      "</article></body></html>";
  const Document document = read(page, ContentKind::Html);
  std::vector<std::string_view> captions;
  for (const Boilerplate& part : document.left_out) {
    if (part.reason == "caption") captions.push_back(part.span.in(page));
  }
  REQUIRE(captions.size() == 3);
  CHECK(captions[0].find("Boats in Kavala on Sunday.") != std::string_view::npos);
  CHECK(captions[1].find("Ships in the harbour") != std::string_view::npos);
  CHECK(captions[2].find("A tug, photographed in May.") != std::string_view::npos);
  CHECK(document.text.find("Boats") == std::string::npos);
  CHECK(document.text.find("Aurora | Malta") != std::string::npos);
}

TEST_CASE("every span of the text that has a source is where its letters stand") {
  // References, white space, tags in words, and bytes of two letters, each beside plain text.
  const std::string page =
      "<html><body><article><p>T\u00FCrkei &amp; Gr\u00E8ce met   in <i>Izm</i>ir&nbsp;on Monday, said &#8220;one&#8221; "
      "minister.</p><ul><li>First they talked about the ferry.<li>Then they signed.</ul><p>The third day of the talks "
      "brought&hellip; nothing new to report, said the other minister.</p></article></body></html>";
  const Document document = read(page, ContentKind::Html);
  REQUIRE(document.paragraphs.size() >= 3);
  std::size_t checked = 0;
  for (std::size_t begin = 0; begin < document.text.size();) {
    const std::size_t end = std::min(document.text.find_first_of(" \n", begin), document.text.size());
    const std::string word = document.text.substr(begin, end - begin);
    const Span source = document.source_of({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    const bool is_plain = std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    if (is_plain && !word.empty()) {
      CHECK(source.in(page) == word);
      ++checked;
    }
    begin = end + 1;
  }
  CHECK(checked > 15);
}

TEST_CASE("text that came as data is kept to the letter") {
  Page page;
  page.bytes = "\r\nTwo ships\r\nleft.\r\n\r\nThree came. \n";
  page.kind = ContentKind::Text;
  page.letters = Page::Letters::Keep;
  const auto document = reader().read(page);
  REQUIRE(document);
  CHECK(document->text == page.bytes);
  page.letters = Page::Letters::Clean;
  CHECK(reader().read(page)->text == "\nTwo ships\nleft.\n\nThree came. \n");
}

TEST_CASE("charsets") {
  const auto text_of = [](const std::string& bytes, const std::string& charset = {}) {
    return read("<html><head><meta charset=\"" + (charset.empty() ? std::string("utf-8") : charset) + "\"></head><body><p>" +
                    bytes + " The ship lay in the harbour for three days, and then it left for the north.</p></body></html>",
                ContentKind::Html)
        .text.substr(0, 12);
  };
  CHECK(text_of("Caf\xC3\xA9 Izmir") == "Caf\u00E9 Izmir ");
  CHECK(text_of("Caf\xE9 Izmir", "iso-8859-1") == "Caf\u00E9 Izmir ");
  // 0x93 is a quotation mark in what browsers read Latin-1 as.
  CHECK(text_of("\x93"
                "Caf\xE9\x94",
                "iso-8859-1")
            .substr(0, 11) == "\u201CCaf\u00E9\u201D");
  // UTF-8 is UTF-8, whatever the page says.
  CHECK(text_of("Caf\xC3\xA9 Izmir", "iso-8859-1") == "Caf\u00E9 Izmir ");
  const Document header =
      read("<html><body><p>\xCF\xF0\xE8\xE2\xE5\xF2 from the harbour, where three ships lay for a week.</p></body></html>",
           ContentKind::Html, "windows-1251");
  CHECK(header.text.substr(0, 12) == "\u041F\u0440\u0438\u0432\u0435\u0442");
  const std::string utf16(
      "\xFF\xFE"
      "T\0w\0o\0 \0s\0h\0i\0p\0s\0.\0",
      22);
  CHECK(read(utf16, ContentKind::Text).text == "Two ships.");
  const Document stray = read(
      "Two men in Par\xED"
      "go, and \xFF too.",
      ContentKind::Text);
  REQUIRE(stray.issues.size() == 2);
  CHECK(stray.issues[0].code == "undecodable-bytes");
}

TEST_CASE("what is no text is refused, and so is what is too large") {
  Page page;
  page.kind = ContentKind::Text;
  page.bytes = std::string("Two ships\0 left.", 16);
  CHECK(reader().read(page).error().code == ErrorCode::BadInput);
  page.bytes.assign((16u << 20) + 1, 'a');
  CHECK(reader().read(page).error().code == ErrorCode::TooLarge);
  page.kind = ContentKind::Html;
  page.bytes = std::string(
      "\x7f"
      "ELF\x02\x01\x01\0\0\0\0\0",
      12);
  CHECK(reader().read(page).error().code == ErrorCode::BadInput);
}

TEST_CASE("pages made to harm are read in linear time") {
  const std::string paragraph =
      "<p>The ship lay in the harbour for three days, and then it left for the north, said the mayor.</p>";
  const auto repeated = [](std::string_view piece, int times) {
    std::string out;
    out.reserve(piece.size() * static_cast<std::size_t>(times));
    for (int i = 0; i < times; ++i) out += piece;
    return out;
  };
  CHECK(read(repeated("<div class=\"related\">", 100000) + paragraph, ContentKind::Html).text.size() < 200);
  CHECK(read(repeated("<b><i>", 100000) + paragraph, ContentKind::Html).text.size() > 50);
  CHECK(read("<p " + repeated("class=a id=b ", 500000) + ">" + paragraph, ContentKind::Html).text.size() > 50);
  CHECK(read(repeated("<h2><a href=x>Other ships</a></h2>", 50000) + paragraph, ContentKind::Html).text.size() < 3000000);
  CHECK(read(repeated("<time datetime=2020-01-01>", 50000) + paragraph, ContentKind::Html).text.size() > 50);
  CHECK(read(repeated("<section><h2><a>a</a></h2>", 30000) + paragraph, ContentKind::Html).issues.size() >= 1);
  const std::string zeros(
      "<p>The ship\0 lay in the harbour for three days, and then it left for the north, said the mayor of the town.</p>", 110);
  CHECK(read(zeros, ContentKind::Html).text.find('\0') == std::string::npos);
}
