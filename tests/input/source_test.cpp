#include "input/source.h"

#include <doctest/doctest.h>

#include "input/unpack.h"
#include "making.h"

using namespace dateline;
using namespace dateline::input;

TEST_CASE("a folder is read in the order of its names, and only what ends like a page") {
  const Folder folder;
  folder.write("b.html", "<p>two");
  folder.write("a/z.txt", "one");
  folder.write("c.jsonl", "{\"text\": \"three\"}\n\n{\"text\": \"four\"}\n");
  folder.write("noending", "five");
  folder.write(".hidden.txt", "not read");
  folder.write("picture.png", "not read");
  CHECK(told(all_items({folder.path()}), folder) ==
        "a/z.txt: one\nb.html: <p>two\nc.jsonl:1: three\nc.jsonl:3: four\nnoending: five\n");
}

TEST_CASE("the look of a file tells its format when its name does not") {
  const Folder folder;
  folder.write("1", "  <html>page");
  folder.write("2", "\xEF\xBB\xBF{\"text\": \"line\"}");
  folder.write("3", "Plain text.");
  folder.write("4", warc_response("http://example.org/", "<p>record"));
  folder.write("5", "<?xml version='1.0'?><!-- <html> --><rss><channel><item><title>entry</title></item></channel></rss>");
  folder.write("6", gzipped(warc_response("http://example.org/", "<p>packed record")));
  folder.write("7", zstd_packed("{\"text\": \"packed line\"}"));
  CHECK(told(all_items({folder.path()}), folder) ==
        "1:   <html>page\n2:1: line\n3: Plain text.\n4@0: <p>record\n5:1: entry\n6@0: <p>packed "
        "record\n7:1: "
        "packed line\n");
}

TEST_CASE("what is packed is unpacked whatever its name, and damage is named") {
  const Folder folder;
  const std::string packed = gzipped("some text");
  folder.write("a.txt", packed);
  folder.write("b.txt.gz", packed.substr(0, packed.size() - 3));
  folder.write("c.txt.zst", zstd_packed("more text"));
  folder.write("d.txt.gz", gzipped("two ") + gzipped("members") + std::string(10, '\0'));
  const std::string items = told(all_items({folder.path()}), folder);
  CHECK(items ==
        "a.txt: some text\n! b.txt.gz: its gzip packing ends early; pack or fetch it again\nc.txt.zst: more text\nd.txt.gz: two "
        "members\n");
}

TEST_CASE("a page over the limit is named and the rest is read") {
  const Folder folder;
  folder.write("a.txt", std::string(101, 'a'));
  folder.write("b.txt", "short");
  folder.write("c.jsonl", "{\"text\": \"" + std::string(200, 'c') + "\"}\n{\"text\": \"short\"}\n");
  InputOptions options;
  options.largest_page = options.longest_line = 100;
  const std::string items = told(all_items({folder.path()}, options), folder);
  CHECK(items.find("! a.txt: is over the limit of 100 bytes for one page") == 0);
  CHECK(
      items.find(
          "b.txt: short\n! c.jsonl:1: the line has 212 bytes, over the limit of 100 bytes; it is left out\nc.jsonl:2: short\n") !=
      std::string::npos);
}

TEST_CASE("the option's date goes before what pages say") {
  const Folder folder;
  const std::string path = folder.write("a.jsonl", "{\"text\": \"a\", \"published\": \"2020-01-01\"}\n");
  InputOptions options;
  CHECK(all_items({path}, options)[0].page->published == "2020-01-01");
  options.date = "2023-09-15";
  const auto items = all_items({path}, options);
  CHECK(items[0].page->published == "2023-09-15");
  CHECK(items[0].page->published_from == "option");
}

TEST_CASE("ranges are BEGIN:END") {
  CHECK(warc_range_from("10:20")->begin == 10);
  CHECK(warc_range_from("10:20")->end == 20);
  CHECK(warc_range_from(":20")->begin == 0);
  CHECK(warc_range_from("10:")->end == WarcRange().end);
  for (const char* bad : {"", ":", "10", "20:10", "5:5", "-1:5", "1:2:3", "a:b", "99999999999999999999:"}) {
    CHECK_FALSE_MESSAGE(warc_range_from(bad).has_value(), bad);
  }
}

TEST_CASE("a range is for one archive") {
  InputOptions options;
  options.range = {1, 2};
  CHECK_FALSE(Source::open({"a.warc", "b.warc"}, options).has_value());
  const Folder folder;
  const std::string page = folder.write("a.html", "<p>");
  CHECK(told(all_items({page}, options), folder).find("! a.html: is no WARC archive") == 0);
}

TEST_CASE("small files are read whole, unpacked, up to a limit") {
  const Folder folder;
  const std::string path = folder.write("a.gz", gzipped("0123456789"));
  CHECK(read_unpacked(path).value() == "0123456789");
  CHECK(read_unpacked(path, 10).value() == "0123456789");
  CHECK(read_unpacked(path, 9).error().code == ErrorCode::TooLarge);
  CHECK(read_unpacked(folder.path("none")).error().code == ErrorCode::NotFound);
}
