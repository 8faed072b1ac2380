#include <doctest/doctest.h>

#include <random>
#include <set>

#include "input/warc_pages.h"
#include "making.h"

using namespace dateline;
using namespace dateline::input;

namespace {

std::vector<Item> items_of(std::string_view archive, InputOptions options = {}) {
  WarcPages pages(ByteStream(RawFile::of_bytes("a.warc", archive)), "a.warc", options);
  std::vector<Item> items;
  while (auto item = pages.next()) {
    items.push_back(std::move(*item));
    REQUIRE(items.size() < 10000);
  }
  return items;
}

// "@offset: bytes" or "! @offset: message", a line each.
std::string told(std::string_view archive, InputOptions options = {}) {
  std::string out;
  for (const Item& item : items_of(archive, options)) {
    const std::string where = item.where().substr(6);
    if (!item.page) CHECK(item.page.error().message.find(item.where() + ": ") == 0);
    out +=
        item.page ? fmt::format("{}: {}\n", where, item.page->bytes) : fmt::format("! {}\n", item.page.error().message.substr(6));
  }
  return out;
}

std::string page(int number) {
  return warc_response(fmt::format("http://example.org/{}", number), fmt::format("<p>page {}", number));
}

// Pages 0..count-1, each packed on its own; their offsets.
std::string packed_pages(int count, std::vector<std::size_t>& offsets) {
  std::string archive;
  for (int i = 0; i < count; ++i) {
    offsets.push_back(archive.size());
    archive += gzipped(page(i));
  }
  offsets.push_back(archive.size());
  return archive;
}

}  // namespace

TEST_CASE("a record's page has its address, its date of fetching, its charset, and no date of publication") {
  const std::string archive = warc_record("warcinfo", "Content-Type: application/warc-fields\r\n", "software: none\r\n") +
                              warc_response("http://example.org/a", "<p>text", "Content-Type: text/html; charset=ISO-8859-1\r\n");
  const auto items = items_of(archive);
  REQUIRE(items.size() == 1);
  const Page& found = *items[0].page;
  CHECK(found.bytes == "<p>text");
  CHECK(found.kind == ContentKind::Html);
  CHECK(found.url == "http://example.org/a");
  CHECK(found.source_id == "urn:test:http://example.org/a");
  CHECK(found.charset == "ISO-8859-1");
  CHECK(found.fetched == "2023-09-15T10:21:00Z");
  CHECK(found.published.empty());
  CHECK(archive.substr(*items[0].offset, 5) == "WARC/");
}

TEST_CASE("only pages that were there give items") {
  const std::string_view html = "Content-Type: text/html\r\n";
  const std::string archive =
      warc_response("u", "<p>moved", html, "HTTP/1.1 301 Moved") + warc_response("u", "<p>lost", html, "HTTP/1.0 404") +
      warc_response("u", "GIF89a", "Content-Type: image/gif\r\n") + warc_response("u", "", html) +
      warc_record("request", "Content-Type: application/http; msgtype=request\r\n", "GET /without-version\r\n\r\n") +
      warc_record("metadata", "Content-Type: application/warc-fields\r\n", "a: b") +
      warc_record("response", "Content-Type: text/dns\r\n", "127.0.0.1") + warc_record("revisit", "", "HTTP/1.1 200 OK\r\n\r\n") +
      warc_response("u", "plain", "Content-Type: TEXT/PLAIN\r\n") + warc_response("u", "<p>untyped", "") +
      warc_response("u", "not a page", "") + warc_response("u", "<html/>", "Content-Type: application/xhtml+xml\r\n") +
      warc_record("conversion", "Content-Type: text/plain\r\n", "words") +
      warc_record("resource", "Content-Type: text/html\r\n", "<p>resource");
  std::string pages;
  for (const Item& item : items_of(archive)) pages += item.page ? item.page->bytes + "|" : item.page.error().message;
  CHECK(pages == "plain|<p>untyped|<html/>|words|<p>resource|");
}

TEST_CASE("archives packed by record, as a whole, in blocks, with zstd and its dictionary say the same") {
  std::string plain, by_record, by_frame;
  for (int i = 0; i < 20; ++i) {
    plain += page(i);
    by_record += gzipped(page(i));
    by_frame += zstd_packed(page(i));
  }
  std::string in_blocks;
  for (std::size_t at = 0; at < plain.size(); at += 100) in_blocks += gzipped(std::string_view(plain).substr(at, 100));
  const std::string dictionary = page(3) + page(4);
  for (const std::string& stored : {dictionary, zstd_packed(dictionary)}) {
    std::string with_dictionary("\x5D\x2A\x4D\x18", 4);
    for (int shift = 0; shift < 32; shift += 8) with_dictionary += static_cast<char>(stored.size() >> shift & 0xFF);
    with_dictionary += stored;
    for (int i = 0; i < 20; ++i) with_dictionary += zstd_packed(page(i), dictionary);
    CHECK(items_of(with_dictionary).size() == 20);
    for (const Item& item : items_of(with_dictionary)) CHECK(item.page.has_value());
  }
  for (const std::string& archive : {plain, by_record, by_frame, gzipped(plain), zstd_packed(plain), in_blocks}) {
    const auto items = items_of(archive);
    REQUIRE(items.size() == 20);
    for (int i = 0; i < 20; ++i) CHECK(items[static_cast<std::size_t>(i)].page->bytes == fmt::format("<p>page {}", i));
  }
}

TEST_CASE("ranges that touch give each record once, wherever they are cut") {
  std::vector<std::size_t> offsets;
  const std::string packed = packed_pages(4, offsets);
  std::string plain;
  for (int i = 0; i < 4; ++i) plain += page(i);
  for (const std::string& archive : {plain, packed}) {
    const std::string all = told(archive);
    for (std::size_t cut = 1; cut < archive.size(); ++cut) {
      InputOptions before, behind;
      before.range.end = cut;
      behind.range.begin = cut;
      REQUIRE(told(archive, before) + told(archive, behind) == all);
    }
  }
  InputOptions third;
  third.range = {offsets[2], offsets[2] + 1};
  CHECK(told(packed, third) == fmt::format("@{}: <p>page 2\n", offsets[2]));
}

TEST_CASE("a damaged or shortened member is named and the rest is read") {
  std::vector<std::size_t> offsets;
  const std::string archive = packed_pages(3, offsets);
  const std::string last = fmt::format("<p>page 2\n");

  std::string damaged = archive;
  for (std::size_t i = 40; i < 60; ++i) damaged[offsets[1] + i] = '\xA5';
  CHECK(told(damaged) == fmt::format("@0: <p>page 0\n! @{}: its gzip packing is damaged; pack or fetch it again\n@{}: {}",
                                     offsets[1], offsets[2], last));

  for (const std::size_t missing : {1u, 8u, 30u, 100u}) {
    std::string shortened = archive;
    shortened.erase(offsets[2] - missing, missing);
    const std::string items = told(shortened);
    CHECK_MESSAGE(items.find(fmt::format("@0: <p>page 0\n! @{}: ", offsets[1])) == 0, items);
    CHECK_MESSAGE(items.find(fmt::format("@{}: {}", offsets[2] - missing, last)) != std::string::npos, items);
  }
  CHECK(told(archive.substr(0, archive.size() - 20)).find(fmt::format("! @{}: its gzip packing ends early", offsets[2])) !=
        std::string::npos);
  CHECK(
      told(archive.substr(0, offsets[2]) + "garbage" + archive.substr(offsets[2])) ==
      fmt::format("@0: <p>page 0\n@{}: <p>page 1\n! @{}: here are bytes that are no packed record; they are passed over\n@{}: {}",
                  offsets[1], offsets[2], offsets[2] + 7, last));
}

TEST_CASE("wrong lengths and missing headers are named and the rest is read") {
  const auto with_length = [](std::string_view length) {
    return fmt::format("WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/html\r\n{}\r\n<p>bad\r\n\r\n", length);
  };
  for (const char* length :
       {"Content-Length: 3\r\n", "Content-Length: 12\r\n", "Content-Length: 400\r\n", "Content-Length: 99999999\r\n",
        "Content-Length: -1\r\n", "Content-Length: 99999999999999999999\r\n", "Content-Length:\r\n", ""}) {
    const std::string bad = with_length(length);
    const std::string plain = page(0) + bad + page(2) + page(3);
    const std::string items = told(plain);
    const std::string wanted_before = fmt::format("@0: <p>page 0\n! @{}: ", page(0).size());
    const std::string wanted_behind =
        fmt::format("\n@{}: <p>page 2\n@{}: <p>page 3\n", (page(0) + bad).size(), (page(0) + bad + page(2)).size());
    CHECK_MESSAGE(items.find(wanted_before) == 0, items);
    CHECK_MESSAGE((items.size() > wanted_behind.size() && items.substr(items.size() - wanted_behind.size()) == wanted_behind),
                  items);

    const std::string packed = told(gzipped(page(0)) + gzipped(bad) + gzipped(page(2)));
    CHECK_MESSAGE(packed.find(fmt::format("! @{}: ", gzipped(page(0)).size())) != std::string::npos, packed);
    CHECK_MESSAGE(
        packed.find(fmt::format("@{}: <p>page 2\n", gzipped(page(0)).size() + gzipped(bad).size())) != std::string::npos, packed);
    CHECK(std::count(packed.begin(), packed.end(), '\n') == 3);
  }
}

TEST_CASE("responses without HTTP headers, and headers without an end, are named") {
  const std::string headers = "Content-Type: application/http; msgtype=response\r\n";
  const std::string archive = warc_record("response", headers, "<p>no status line") + page(1) + "WARC/1.0\r\nWARC-Type: resp";
  const std::string items = told(archive);
  CHECK(items.find("! @0: the response has no HTTP status line and headers; the record is left out\n") == 0);
  CHECK(items.find(": <p>page 1\n! @") != std::string::npos);
  CHECK(items.find("ends within its header") != std::string::npos);
  std::string long_header = "WARC/1.0\r\nX: " + std::string(100000, 'x');
  CHECK(told(long_header + "\r\n\r\n" + page(1)).find("! @0: its header is over the limit of 64 KiB") == 0);
  CHECK(told("no archive at all").find("! @0: no WARC record begins here") == 0);
  CHECK(items_of("")[0].page.error().message == "a.warc: is empty; a WARC archive begins with WARC/1.0");
}

TEST_CASE("pages that unpack to more than the limit are named by their offset, and the rest is read") {
  InputOptions options;
  options.largest_page = 1u << 20;
  const std::string zeros(3u << 20, '\0');
  const std::string packed_twice = warc_response("u", gzipped(zeros), "Content-Type: text/html\r\nContent-Encoding: gzip\r\n");
  const std::string video = warc_response("u", zeros, "Content-Type: video/mp4\r\n");
  for (const std::string& bomb : {warc_response("u", zeros), packed_twice}) {
    const std::string archive = gzipped(video) + gzipped(bomb) + gzipped(page(1));
    const std::string items = told(archive, options);
    CHECK_MESSAGE(items.find(fmt::format("! @{}: the ", gzipped(video).size())) == 0, items);
    CHECK(items.find("over the limit of 1 MiB") != std::string::npos);
    CHECK(items.find(": <p>page 1\n") != std::string::npos);
  }
}

TEST_CASE("no cut and no wrong byte stops the reading, or loses a record far from it") {
  std::vector<std::size_t> offsets;
  const std::string packed = packed_pages(3, offsets);
  const std::string plain = page(0) + page(1) + page(2);
  std::mt19937 random(1);
  for (const std::string& archive : {plain, packed}) {
    for (std::size_t size = 0; size < archive.size(); ++size) (void)items_of(std::string_view(archive).substr(0, size));
    for (int i = 0; i < 2000; ++i) {
      std::string changed = archive;
      const std::size_t at = 2 + random() % (changed.size() - 2);  // the first two bytes say that the file is packed
      changed[at] = static_cast<char>(random());
      const std::string items = told(changed);
      if (at < archive.size() / 3 - 10) CHECK_MESSAGE(items.find(": <p>page 2\n") != std::string::npos, items);
    }
  }
}
