#include "work/message.h"

#include <doctest/doctest.h>
#include <stdlib.h>

#include <filesystem>

#include "base/file.h"
#include "input/pieces.h"

using namespace dateline;
using work::FeedOptions;
using work::Message;
using work::Roots;

namespace {

namespace fs = std::filesystem;

struct Folder {
  Folder() {
    std::string name = (fs::temp_directory_path() / "dateline-message-XXXXXX").string();
    path = fs::canonical(mkdtemp(name.data()));
  }
  ~Folder() { fs::remove_all(path); }
  std::string write(const std::string& name, const std::string& bytes) const {
    REQUIRE(base::write_file((path / name).string(), bytes));
    return (path / name).string();
  }
  fs::path path;
};

std::string archive(int records) {
  std::string out;
  for (int i = 0; i < records; ++i) {
    const std::string block = "Ministers met in Lima on day " + std::to_string(i) + ".";
    out += "WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\nContent-Length: " + std::to_string(block.size()) +
           "\r\n\r\n" + block + "\r\n\r\n";
  }
  return out;
}

std::vector<std::string> pages_of(const Message& message, const Roots& roots) {
  auto opened = work::open_message(message, roots);
  REQUIRE(opened);
  std::vector<std::string> out;
  while (auto item = opened->source.next()) out.push_back(item->page ? item->page->bytes : item->page.error().message);
  return out;
}

std::vector<work::ToPublish> messages_of(const std::string& path, const FeedOptions& options) {
  std::vector<work::ToPublish> out;
  REQUIRE(work::messages_of(path, options, [&](work::ToPublish&& one) {
    out.push_back(std::move(one));
    return true;
  }));
  return out;
}

}  // namespace

TEST_CASE("an archive's pieces touch, begin at records, and hold each record once") {
  const Folder folder;
  const std::string path = folder.write("a.warc", archive(40));
  const auto size = fs::file_size(path);
  for (const std::uint64_t piece : {1u, 100u, 150u, 1000u, 100000u}) {
    const auto ranges = input::cut_archive(path, piece);
    REQUIRE(ranges);
    std::uint64_t end = 0;
    std::size_t records = 0;
    for (const input::WarcRange& range : *ranges) {
      CHECK(range.begin == end);
      end = range.end;
      input::InputOptions options;
      options.range = range;
      auto source = input::Source::open({path}, options);
      bool is_first = true;
      while (auto item = source->next()) {
        CHECK(item->page);
        if (is_first) CHECK(*item->offset == range.begin);
        is_first = false;
        ++records;
      }
    }
    CHECK(end == size);
    CHECK(records == 40);
    if (piece == 1000) CHECK(ranges->size() > 3);
    if (piece == 100000) CHECK(ranges->size() == 1);
  }
  CHECK(input::cut_archive((folder.path / "none").string(), 100).error().code == ErrorCode::NotFound);
}

TEST_CASE("files become messages, and messages the same pages again") {
  const Folder folder;
  const Roots roots{{folder.path.string()}};
  FeedOptions options;
  options.piece_bytes = 500;
  const auto pieces = messages_of(folder.write("a.warc", archive(20)), options);
  CHECK(pieces.size() > 2);
  std::vector<std::string> pages;
  for (const auto& piece : pieces) {
    CHECK(work::is_reference(piece.message));
    for (std::string& page : pages_of(piece.message, roots)) pages.push_back(std::move(page));
  }
  REQUIRE(pages.size() == 20);
  CHECK(pages[19] == "Ministers met in Lima on day 19.");
  CHECK(pieces[0].id != pieces[1].id);
  CHECK(messages_of((folder.path / "a.warc").string(), options)[1].id == pieces[1].id);

  options.date = "2024-03-20";
  const std::string lines = folder.write("b.jsonl", "{\"id\": \"x\", \"text\": \"One.\"}\n{\"id\": \"y\", \"text\": \"Two.\"}\n");
  const auto bodies = messages_of(lines, options);
  REQUIRE(bodies.size() == 1);
  CHECK_FALSE(work::is_reference(bodies[0].message));
  CHECK(pages_of(bodies[0].message, {}) == std::vector<std::string>{"One.", "Two."});
  auto opened = work::open_message(bodies[0].message, {});
  const auto item = opened->source.next();
  CHECK(item->page->published == "2024-03-20");
  CHECK(item->where() == lines + ":1");

  options.largest_body = 10;
  const auto large = messages_of(lines, options);
  REQUIRE(large.size() == 1);
  CHECK(work::is_reference(large[0].message));
  CHECK(pages_of(large[0].message, roots).size() == 2);
}

TEST_CASE("messages of others: bare bytes, and what is no message") {
  CHECK(pages_of({"<p>Talks in Lima.</p>", {}, {}, {}}, {}) == std::vector<std::string>{"<p>Talks in Lima.</p>"});
  CHECK(pages_of({archive(3), {}, {}, {}}, {}).size() == 3);
  CHECK_FALSE(work::open_message({"", {}, {}, {}}, {}));
  CHECK_FALSE(work::open_message({"x", {}, "nonsense", {}}, {}));
  CHECK_FALSE(work::open_message({"x", {}, {}, "31 March"}, {}));
  CHECK_FALSE(work::open_message({R"({"archive": "/a.warc", "range": "9:3"})", {}, {}, {}}, {{"/"}}));
  CHECK_FALSE(work::open_message({"x", "a.txt", {}, {}}, {})->is_reference);
}

TEST_CASE("a reference leads nowhere but into the folders that were named") {
  const Folder folder, other;
  fs::create_directory(folder.path / "in");
  fs::create_directory(folder.path / "inside");
  folder.write("in/a.warc", archive(1));
  const std::string secret = other.write("secret.txt", "secret");
  fs::create_symlink(secret, folder.path / "in" / "link.txt");
  const Roots roots{{(folder.path / "in").string() + "/"}};
  CHECK(roots.resolve((folder.path / "in/a.warc").string()));
  CHECK(roots.resolve((folder.path / "in/../in/a.warc").string()));
  CHECK_FALSE(roots.resolve((folder.path / "in/link.txt").string()));
  CHECK_FALSE(roots.resolve((folder.path / "in/../../" / other.path.filename() / "secret.txt").string()));
  CHECK_FALSE(roots.resolve((folder.path / "inside/a.warc").string()));
  CHECK_FALSE(roots.resolve("/etc/passwd"));
  CHECK_FALSE(roots.resolve("/proc/self/environ"));
  CHECK_FALSE(Roots{}.resolve((folder.path / "in/a.warc").string()));
  CHECK(roots.resolve("/etc/passwd").error().message.find("--root") != std::string::npos);
}
