// The parts below the tree: searches against plain loops, every name of the vocabulary, every character reference, decoding with
// its way back to the page.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <sstream>
#include <string>

#include "base/file.h"
#include "base/tsv.h"
#include "base/utf8.h"
#include "html/entities.h"
#include "html/letters.h"
#include "html/scan.h"
#include "html/tags.h"

using namespace dateline;
using namespace dateline::html;

namespace {

std::string padded(std::string text) { return text + std::string(kScanPadding, '\0'); }

NameKey padded_tag_key(const std::string& name) {
  const std::string text = padded(name);
  return tag_key(std::string_view(text).substr(0, name.size()));
}

std::string upper(std::string_view name) {
  std::string out(name);
  for (char& c : out) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return out;
}

}  // namespace

TEST_CASE("searches find what a plain loop finds") {
  std::mt19937 random(7);
  for (int round = 0; round < 2000; ++round) {
    std::string text(random() % 200, 'x');
    for (char& c : text) {
      constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz<&\"'>\r-";
      if (random() % 20 == 0) c = random() % 30 == 0 ? '\0' : kLetters[random() % kLetters.size()];
    }
    const std::string page = padded(text);
    const char* const from = page.data();
    const auto first_of = [&](std::string_view wanted) { return from + page.find_first_of(wanted); };
    using namespace std::string_view_literals;
    CHECK(find_text_end(from) == first_of("<&\r\0"sv));
    CHECK(find_script_mark(from) == first_of("<-\r\0"sv));
    CHECK(find_quote(from, '"') == first_of("\"&\r\0"sv));
    CHECK(find_quote(from, '\'') == first_of("'&\r\0"sv));
    CHECK(find_byte(from, '>') == first_of(">\0"sv));
    const char* const end = from + random() % (text.size() + 1);
    CHECK(find_undecoded(from, end) == std::min(end, first_of("&\r\0"sv)));
    CHECK(has_cr_or_nul(from, end) == (first_of("\r\0"sv) < end));
  }
}

TEST_CASE("every name of the vocabulary is found in any case, and no other") {
  for (int i = 0; i < static_cast<int>(Tag::Count_); ++i) {
    const std::string name(name_of(static_cast<Tag>(i)));
    if (name.empty()) continue;
    CHECK(padded_tag_key(name) == static_cast<NameKey>(i));
    CHECK(padded_tag_key(upper(name)) == static_cast<NameKey>(i));
    CHECK(padded_tag_key(name + "x") >= kUnknownName);
    CHECK(padded_tag_key(name + std::string(1, '\0')) >= kUnknownName);
  }
  for (int i = 0; i < static_cast<int>(Attribute::Count_); ++i) {
    const std::string name(name_of(static_cast<Attribute>(i)));
    const std::string text = padded(upper(name));
    CHECK(attribute_key(std::string_view(text).substr(0, name.size())) == static_cast<NameKey>(i));
  }
  CHECK(padded_tag_key("x-card") == padded_tag_key("X-Card"));
  CHECK(padded_tag_key("a-name-of-over-sixteen-letters") == padded_tag_key("A-Name-of-over-sixteen-LETTERS"));
  CHECK(padded_tag_key("a-name-of-over-sixteen-letters") != padded_tag_key("a-name-of-over-sixteen-lettert"));
  CHECK(padded_tag_key("\xC1") >= kUnknownName);
}

TEST_CASE("every character reference of the table is read as it says") {
  const std::string text = base::read_file(DATELINE_SOURCE_DIR "/src/html/entities.tsv").value();
  const auto table = base::parse_tsv(text, "entities.tsv");
  REQUIRE(table);
  CHECK(table->rows.size() == 2231);
  for (const base::TsvRow& row : table->rows) {
    std::string expected;
    std::istringstream code_points{std::string(row.cells[1])};
    std::uint32_t code_point = 0;
    while (code_points >> std::hex >> code_point) base::append_utf8(expected, code_point);
    const std::string reference = "&" + std::string(row.cells[0]);
    const std::string page = padded(reference);
    std::string out;
    CHECK(append_reference(page.data(), page.data() + reference.size(), ReferenceIn::Text, out) == reference.size());
    CHECK(out == expected);
  }
}

TEST_CASE("decoded letters lead back to the page, whatever is decoded and copied") {
  std::mt19937 random(11);
  for (int round = 0; round < 500; ++round) {
    constexpr std::string_view kParts[] = {"a", "bc", "&amp;", "&lt", "\r\n", "\r", "&nope;", "&", "&#65;", "&nGt;", "\xC3\xA9"};
    std::string page;
    for (unsigned i = 0; i < 1 + random() % 12; ++i) page += kParts[random() % std::size(kParts)];
    Letters letters(page);
    Span decoded = letters.decode({0, static_cast<std::uint32_t>(page.size())}, Reading::Text);
    if (random() % 2 == 0) decoded = letters.append_copy(decoded);
    CHECK(letters.source_of(decoded).begin <= 1);  // of CR LF, the LF is what stays
    std::uint32_t last = 0;
    for (std::uint32_t at = decoded.begin; at < decoded.end; ++at) {
      const Span source = letters.source_of({at, at + 1});
      CHECK(source.begin >= last);
      CHECK(source.end > source.begin);
      CHECK(source.end <= page.size());
      last = source.begin;
      const char c = letters.data()[at];
      if (c >= 'a' && c <= 'c') CHECK(page[source.begin] == c);
    }
  }
}
