#include "input/feed.h"

#include <doctest/doctest.h>

#include "input/mail_date.h"
#include "making.h"

using namespace dateline;
using namespace dateline::input;

namespace {

std::vector<Item> entries(std::string_view feed, InputOptions options = {}) {
  FeedPages pages(ByteStream(RawFile::of_bytes("feed.xml", feed)), "feed.xml", options);
  std::vector<Item> items;
  while (auto item = pages.next()) items.push_back(std::move(*item));
  return items;
}

std::string rss(std::string_view items, std::string_view before = "") {
  return fmt::format(
      "<?xml version=\"1.0\"?>{}<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "
      "xmlns:media=\"http://search.yahoo.com/mrss/\"><channel><title>Channel</title>{}</channel></rss>",
      before, items);
}

std::string date_of(std::string_view text) {
  const auto date = parse_mail_date(text);
  return date ? base::to_string(*date) : "none";
}

}  // namespace

TEST_CASE("an RSS item is a page with the feed's date") {
  const auto items =
      entries(rss("<item><title>Talks &amp;amp; &amp;lt;b&amp;gt; begin</title><media:title>no</media:title>"
                  "<link>https://example.org/1</link><guid isPermaLink=\"false\">id-1</guid>"
                  "<pubDate>Fri, 15 Sep 2023 10:21:00 GMT</pubDate><description>Short.</description>"
                  "<content:encoded><![CDATA[<p>Long &nbsp; text</p>]]></content:encoded></item>\n"
                  "<item><description>A &lt;b&gt;bold&lt;/b&gt; word &nbsp; here</description></item>"
                  "<item><title>Only a title</title></item><item></item>"));
  REQUIRE(items.size() == 3);
  const Page& first = *items[0].page;
  CHECK(first.title == "Talks & <b> begin");
  CHECK(first.url == "https://example.org/1");
  CHECK(first.source_id == "id-1");
  CHECK(first.published == "2023-09-15T10:21:00Z");
  CHECK(first.published_from == "feed");
  CHECK(first.bytes == "<article><p>Long &nbsp; text</p></article>");
  CHECK(first.kind == ContentKind::Html);
  CHECK(items[0].where() == "feed.xml:1");
  CHECK(items[1].where() == "feed.xml:2");
  CHECK(items[1].page->bytes == "<article>A <b>bold</b> word &nbsp; here</article>");
  CHECK(items[1].page->published_from.empty());
  CHECK(items[2].page->bytes == "Only a title");
}

TEST_CASE("RSS 1.0 items stand beside the channel") {
  const auto items = entries(
      "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\" "
      "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel rdf:about=\"c\"><title>C</title></channel>"
      "<item "
      "rdf:about=\"https://example.org/2\"><title>T</title><link>https://example.org/2</link><description>Text.</description>"
      "<dc:date>2023-09-15T10:21+02:00</dc:date></item></rdf:RDF>");
  REQUIRE(items.size() == 1);
  CHECK(items[0].page->source_id == "https://example.org/2");
  CHECK(items[0].page->published == "2023-09-15T10:21+02:00");
}

TEST_CASE("Atom entries have text, HTML or XHTML") {
  const auto entry = [](std::string_view inside) {
    return fmt::format(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><updated>2001-01-01</updated><entry><title>T</title><id>tag:1</id>"
        "<link rel=\"self\" href=\"no\"/><link href=\"https://example.org/3\"/><updated>2023-09-16</updated>{}</entry></feed>",
        inside);
  };
  const auto text = entries(entry("<summary>a &lt; b &amp;amp; c</summary><published>2023-09-15</published>"));
  REQUIRE(text.size() == 1);
  CHECK(text[0].page->bytes == "<article>a &lt; b &amp;amp; c</article>");
  CHECK(text[0].page->url == "https://example.org/3");
  CHECK(text[0].page->published == "2023-09-15");
  const auto html = entries(entry("<content type=\"html\">&lt;p>x &amp;amp; y&lt;/p></content><summary>no</summary>"));
  CHECK(html[0].page->bytes == "<article><p>x &amp; y</p></article>");
  CHECK(html[0].page->published == "2023-09-16");
  const auto xhtml =
      entries(entry("<content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\"><a href=\"u?a&amp;b\">x &lt; "
                    "y</a><br/></div></content>"));
  CHECK(xhtml[0].page->bytes == "<article><div><a href=\"u?a&amp;b\">x &lt; y</a><br></br></div></article>");
}

TEST_CASE("a feed that is no feed, empty or broken is named") {
  CHECK(entries("<html><p>x</p></html>")[0].page.error().message.find("feed.xml: is no feed: its root element is <html>") == 0);
  CHECK(entries("")[0].page.error().message == "feed.xml: is empty; a feed is an RSS or Atom file");
  CHECK(entries("plain text")[0].page.error().message.find("feed.xml: is no feed: it does not begin as XML") == 0);
  const auto broken =
      entries(rss("<item><title>one</title></item>\n<item><title>two & <b</title></item><item><title>three</title></item>"));
  REQUIRE(broken.size() >= 2);
  CHECK(broken[0].page->title == "one");
  CHECK(broken[1].page.error().message.find("feed.xml:2: is not well-formed XML (") == 0);
  std::string cut = rss("<item><title>one</title></item><item><title>two</title></item>");
  cut.resize(cut.size() - 40);
  CHECK(entries(cut).size() == 2);
}

TEST_CASE("entities are not expanded and nothing is fetched") {
  const auto items = entries(
      rss("<item><description>a &ten; b &file; c</description></item>",
          "<!DOCTYPE rss SYSTEM \"http://localhost:1/x.dtd\" [<!ENTITY one \"boom\"><!ENTITY ten \"&one;&one;\"><!ENTITY file "
          "SYSTEM \"/etc/passwd\">]>"));
  REQUIRE(items.size() == 1);
  CHECK(items[0].page->bytes == "<article>a &ten; b &file; c</article>");
}

TEST_CASE("limits: long entries, deep nesting") {
  InputOptions options;
  options.largest_page = 100;
  const auto items = entries(
      rss("<item><description>" + std::string(200, 'x') + "</description></item><item><title>next</title></item>"), options);
  REQUIRE(items.size() == 2);
  CHECK(items[0].page.error().message == "feed.xml:1: the entry is over the limit of 100 bytes for one page; it is left out");
  CHECK(items[1].page->title == "next");
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += "<a>";
  const auto nested = entries(rss("<item><title>first</title></item><item><description>" + deep));
  REQUIRE(nested.size() == 2);
  CHECK(nested[0].page->title == "first");
  CHECK(nested[1].page.error().message == "feed.xml:1: elements are nested over 256 deep; the rest of the feed is not read");
}

TEST_CASE("charsets and the beginning of feeds") {
  CHECK(entries(
            "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><rss><channel><item><title>caf\xE9</title></item></channel></rss>")[0]
            .page->title == "caf\xC3\xA9");
  CHECK(looks_like_feed("\xEF\xBB\xBF<?xml version='1.0'?><!-- <html> --><!DOCTYPE x><rss>"));
  CHECK(looks_like_feed("<rdf:RDF xmlns"));
  CHECK_FALSE(looks_like_feed("<!DOCTYPE html><html><rss>"));
  CHECK_FALSE(looks_like_feed("<!-- <rss>"));
  CHECK_FALSE(looks_like_feed("<rssx>"));
}

TEST_CASE("dates as mail writes them") {
  CHECK(date_of("Fri, 15 Sep 2023 10:21:00 +0200") == "2023-09-15T10:21:00+02:00");
  CHECK(date_of("15 Sep 23 9:21 EST") == "2023-09-15T09:21-05:00");
  CHECK(date_of("Friday, 15 September 2023 10:21:00 GMT") == "2023-09-15T10:21:00Z");
  CHECK(date_of("15 Sep 2023") == "2023-09-15");
  CHECK(date_of("15 Sep 2023 10:21 MESZ") == "2023-09-15T10:21");
  CHECK(date_of("15 Sep 2023 25:00") == "2023-09-15");
  for (const char* bad : {"", "Fri", "31 Feb 2023", "Sep 15 2023", "15 Xyz 2023", "0 Sep 2023"}) CHECK(date_of(bad) == "none");
}
