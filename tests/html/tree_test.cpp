// Trees: the cases in tests/html/cases, the flat array, where letters came from, and pages made to harm.
#include "html/tree.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "base/file.h"
#include "html/layout.h"
#include "html/tree_cases.h"

using namespace dateline;
using namespace dateline::html;

namespace {

std::string repeated(std::string_view part, std::size_t count) {
  std::string out;
  out.reserve(part.size() * count);
  for (std::size_t i = 0; i < count; ++i) out += part;
  return out;
}

// What every tree must be: children inside their parents, letters inside the buffer, every letter from somewhere in the page.
void check_shape(const Tree& tree, std::string_view page) {
  for (std::uint32_t i = 0; i < tree.size(); ++i) {
    const Node& node = tree[i];
    REQUIRE(node.end > i);
    REQUIRE(node.end <= tree.size());
    if (node.parent != kNone) {
      REQUIRE(node.parent < i);
      REQUIRE(node.end <= tree[node.parent].end);
    }
    const Span source = tree.source_of(node.letters);
    REQUIRE(source.begin <= source.end);
    REQUIRE(source.end <= page.size());
  }
}

std::size_t depth_of(const Tree& tree) {
  std::vector<std::size_t> depth(tree.size());
  for (std::uint32_t i = 0; i < tree.size(); ++i) depth[i] = tree[i].parent == kNone ? 1 : depth[tree[i].parent] + 1;
  return depth.empty() ? 0 : *std::max_element(depth.begin(), depth.end());
}

std::uint32_t first(const Tree& tree, Tag tag) {
  for (std::uint32_t i = 0; i < tree.size(); ++i) {
    if (tree[i].tag == tag) return i;
  }
  FAIL("no such node");
  return 0;
}

}  // namespace

TEST_CASE("cases") {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(DATELINE_SOURCE_DIR "/tests/html/cases"))
    files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  for (const std::string& file : files) {
    const std::string text = base::read_file(file).value();
    for (const TreeCase& test : read_tree_cases(text)) {
      INFO(file << ":" << test.line << "\n" << test.page);
      CHECK(tree_of(test.page) == test.tree);
    }
  }
}

TEST_CASE("the flat array is in document order") {
  const Tree tree = Tree::parse("<title>T</title><p>one<p>two");
  const std::vector<Tag> tags = {Tag::Html, Tag::Head, Tag::Title, Tag::Text, Tag::Body, Tag::P, Tag::Text, Tag::P, Tag::Text};
  REQUIRE(tree.size() == tags.size());
  for (std::uint32_t i = 0; i < tree.size(); ++i) CHECK(tree[i].tag == tags[i]);
  CHECK(tree[0].end == tree.size());
  CHECK(tree[1].end == 4);
  CHECK(tree[5].end == 7);
  CHECK(tree.letters(6) == "one");
  CHECK(tree.text_below(4) == "one two");
}

TEST_CASE("letters know where they came from") {
  const std::string page = "<p title='a &amp; b'>Fish &amp; chips,\r\n&pound;5</p>";
  const Tree tree = Tree::parse(page);
  const std::uint32_t text = first(tree, Tag::Text);
  CHECK(tree.letters(text) ==
        "Fish & chips,\n\xC2\xA3"
        "5");
  CHECK(tree.attribute(first(tree, Tag::P), Attribute::Title) == "a & b");
  const auto source = [&](std::string_view part) {
    const auto at = static_cast<std::uint32_t>(tree.letters(text).find(part));
    const std::uint32_t begin = tree[text].letters.begin + at;
    return std::string(tree.source_of({begin, begin + static_cast<std::uint32_t>(part.size())}).in(page));
  };
  CHECK(source("Fish") == "Fish");
  CHECK(source("Fish & chips") == "Fish &amp; chips");
  CHECK(source("& chips") == "&amp; chips");
  CHECK(source("chips,\n") == "chips,\r\n");
  CHECK(source("\xC2\xA3"
               "5") == "&pound;5");
}

TEST_CASE("a text in pieces is one node, and each piece knows its place") {
  const std::string page = "<p>one</i> &lt;two</i> three";
  const Tree tree = Tree::parse(page);
  const std::uint32_t text = first(tree, Tag::Text);
  REQUIRE(tree.letters(text) == "one <two three");
  const std::uint32_t begin = tree[text].letters.begin;
  CHECK(tree.source_of({begin, begin + 3}).in(page) == "one");
  CHECK(tree.source_of({begin + 4, begin + 8}).in(page) == "&lt;two");
  CHECK(tree.source_of({begin + 9, begin + 14}).in(page) == "three");
}

TEST_CASE("reading keeps known attributes and no comments") {
  const Tree tree = Tree::parse("<p class=c data-x=1><!-- no --><svg><title>t</title></svg>");
  const std::uint32_t p = first(tree, Tag::P);
  CHECK(tree[p].attribute_count == 1);
  CHECK(tree.attribute(p, Attribute::Class) == "c");
  CHECK(!tree.has_attribute(p, Attribute::Id));
  for (std::uint32_t i = 0; i < tree.size(); ++i) {
    CHECK(tree[i].tag != Tag::Comment);
    CHECK(tree[i].tag != Tag::Title);  // an SVG's title is no title of the page
  }
}

TEST_CASE("empty and odd pages") {
  for (const std::string_view page : {"",
                                      " ",
                                      "<",
                                      "</",
                                      "<a",
                                      "<a b",
                                      "<a b=",
                                      "<a b='",
                                      "<!",
                                      "<!-",
                                      "<!--",
                                      "<!--->",
                                      "<!doctype",
                                      "&",
                                      "&#",
                                      "&#x",
                                      "<?",
                                      "<![CDATA[",
                                      "<script>",
                                      "<script><!--",
                                      "<title>",
                                      "<svg><![CDATA[",
                                      "<textarea>\n"}) {
    INFO(std::string(page));
    const Tree tree = Tree::parse(page, Keep::Everything);
    check_shape(tree, page);
    CHECK(tree.size() >= 3);  // html, head, body
  }
  const std::string nuls(1000, '\0');
  check_shape(Tree::parse(nuls), nuls);
  const std::string mixed = "<p\0q r\0=\"\0\">\0<svg>\0<script>\0</script>" + nuls;
  check_shape(Tree::parse(mixed, Keep::Everything), mixed);
}

TEST_CASE("pages made to harm take little time and stay within their limits") {
  constexpr std::size_t kMany = 100000;
  const std::vector<std::string> pages = {
      repeated("<div>", kMany) + "deep" + repeated("</div>", kMany) + "<p>end",
      repeated("<b>", kMany) + "x",
      repeated("<p><b id=1><p><i id=2>", kMany / 4),
      repeated("<table><tr><td>", kMany / 4),
      repeated("<table>x", kMany / 4),
      repeated("<a><div>", kMany / 4) + repeated("</a></div>", kMany / 4),
      repeated("<svg><desc>", kMany / 4),
      repeated("<template>", kMany / 4),
      repeated("<li><ul>", kMany / 4),
      repeated("x</i>", kMany),
      repeated("&amp;</i>", kMany),
      repeated("<body a=1 b=2>", kMany),
      repeated("<select><option>", kMany / 4),
      repeated("<button><p>", kMany / 4),
      repeated("<math><mi>", kMany / 4) + repeated("</mi>", kMany / 4),
      repeated("<![CDATA[", kMany) + repeated("</>", kMany) + repeated("<!>", kMany),
      "<script>" + repeated("<!--<script>", kMany),
  };
  for (const std::string& page : pages) {
    INFO(page.substr(0, 40));
    const Tree tree = Tree::parse(page, Keep::Everything);
    check_shape(tree, page);
    CHECK(tree.size() < page.size() + 2000);
    CHECK(depth_of(tree) < 1100);
  }
}

TEST_CASE("end tags of elements beyond the greatest depth close those and no others") {
  const std::string page =
      "<section>" + repeated("<div>", 1000) + "<x-y>deep</x-y>" + repeated("</div>", 1000) + "<p>after</section>";
  const Tree tree = Tree::parse(page);
  const std::uint32_t p = first(tree, Tag::P);
  CHECK(tree[tree[p].parent].tag == Tag::Section);
  CHECK(tree.text_below(0) == "deep after");
}

TEST_CASE("an element keeps its first 256 attributes") {
  std::string page = "<p";
  for (int i = 0; i < 1000000; ++i) page += " a" + std::to_string(i) + "=1";
  page += " class=last>text";
  const Tree tree = Tree::parse(page, Keep::Everything);
  const std::uint32_t p = first(tree, Tag::P);
  CHECK(tree[p].attribute_count == 256);
  CHECK(tree.text_below(p) == "text");
}

TEST_CASE("a large page") {
  const std::string page = repeated("<div class='a'><p>Some text &amp; more.</p></div>\n", 1000000);  // 50 MB
  const Tree tree = Tree::parse(page);
  CHECK(!tree.is_cut());
  CHECK(tree.size() > 3000000);
}
