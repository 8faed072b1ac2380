#include <doctest/doctest.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>

#include "base/arena.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/interner.h"
#include "base/iso_date.h"
#include "base/json.h"
#include "base/memory_map.h"
#include "base/tsv.h"
#include "dateline/document.h"

using namespace dateline;
using namespace dateline::base;

TEST_CASE("arena: what was given out stays where it is") {
  Arena arena(16);
  std::vector<std::string_view> copies;
  for (int i = 0; i < 1000; ++i) copies.push_back(arena.copy("number " + std::to_string(i)));
  for (int i = 0; i < 1000; ++i) CHECK(copies[static_cast<std::size_t>(i)] == "number " + std::to_string(i));
  CHECK(arena.copy("").empty());
  const auto numbers = arena.array<double>(3);
  CHECK(reinterpret_cast<std::uintptr_t>(numbers.data()) % alignof(double) == 0);
}

TEST_CASE("interner: equal strings, equal numbers") {
  Interner interner;
  CHECK(interner.add("a") == 0);
  CHECK(interner.add("b") == 1);
  CHECK(interner.add(std::string("a")) == 0);
  CHECK(interner[1] == "b");
  CHECK(interner.size() == 2);
}

TEST_CASE("sha256: the standard's own example") {
  CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("tables: cells, comments and faults with their line") {
  auto table = parse_tsv("# who\nid\tname\n\nx\t a b \n", "t.tsv");
  REQUIRE(table);
  CHECK(table->header.size() == 2);
  CHECK(table->rows[0].line == 4);
  CHECK(table->rows[0].cells[1] == "a b");
  CHECK(parse_tsv("id\tname\nx\n", "t.tsv").error().message.starts_with("t.tsv:2: 1 cells, the header has 2"));
  CHECK(parse_tsv("id\n\xFF\n", "t.tsv").error().message.starts_with("t.tsv:2: not UTF-8"));
  CHECK_FALSE(parse_tsv("", "t.tsv"));
  CHECK(split_list("a| b ||c") == std::vector<std::string_view>{"a", "b", "c"});
}

TEST_CASE("JSON: commas, escapes, numbers") {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.field("a", std::string_view("q\"\\\n\x01é"));
  json.key("b");
  json.begin_array();
  json.value(1u);
  json.value(true);
  json.value(2.5, 4);
  json.value(-0.00001, 3);
  json.value(3.0, 2);
  json.begin_object();
  json.end_object();
  json.end_array();
  json.field_if_known("absent", "");
  json.end_object();
  CHECK(out == "{\"a\":\"q\\\"\\\\\\n\\u0001é\",\"b\":[1,true,2.5,0,3,{}]}");
}

TEST_CASE("JSON: any bytes give valid JSON") {
  const auto json_of = [](std::string_view text) {
    std::string out;
    JsonWriter(out).value(text);
    return out;
  };
  CHECK(json_of("caf\xE9.html") == "\"caf\xEF\xBF\xBD.html\"");
  CHECK(json_of("\xC2\x9B\x33\x31m\x7F \xC2\xA0") == "\"\\u009b31m\\u007f \xC2\xA0\"");
  CHECK(json_of("\xC2") == "\"\xEF\xBF\xBD\"");
  CHECK(json_of(std::string_view("\0", 1)) == "\"\\u0000\"");
  CHECK(json_of("\xE2\x80\xA8") == "\"\xE2\x80\xA8\"");
}

TEST_CASE("ISO dates: as precise as given, and only dates that exist") {
  for (const char* text : {"2023", "2023-09", "2023-09-15", "2024-02-29", "2023-09-15T10:21", "2023-09-15T10:21:00Z",
                           "2023-09-15T10:21:00+02:00", "2023-09-15T10:21:00-05:30"}) {
    const auto date = parse_iso_date(text);
    REQUIRE_MESSAGE(date, text);
    CHECK(to_string(*date) == text);
  }
  CHECK(to_string(*parse_iso_date("2023-09-15 10:21:05.123+0200")) == "2023-09-15T10:21:05+02:00");
  for (const char* text :
       {"", "yesterday", "23-09-15", "2023-13-01", "2023-02-29", "2023-09-31", "2023-09-15T25:00", "0000-01-01", "2023-09-15Z",
        "2023-9-15", "2023-09-15T10:21:00+99:00", "2023-09-15T24:30", "2023-09-15T10:21 ", "2023-09-15T10:21+02:"}) {
    CHECK_MESSAGE(!parse_iso_date(text), text);
  }
}

TEST_CASE("files: whole or an error that names them") {
  const std::string path = "base_test_file." + std::to_string(getpid());
  REQUIRE(write_file(path, "hello"));
  CHECK(*read_file(path) == "hello");
  CHECK(MemoryMap::open(path)->bytes() == "hello");
  REQUIRE(write_file(path, ""));
  CHECK(MemoryMap::open(path)->bytes().empty());
  std::remove(path.c_str());
  CHECK(read_file(path).error().code == ErrorCode::NotFound);
  CHECK(read_file(path).error().message.starts_with(path));
  CHECK(MemoryMap::open("/").error().message == "/: not a regular file");
  CHECK(read_file("/").error().message.find("folder") != std::string::npos);
  CHECK(write_file("/no/such/folder/x", "").error().code == ErrorCode::NotWritable);
}

TEST_CASE("what is no plain file is written to, never replaced") {
  const std::string path = "base_test_link." + std::to_string(getpid());
  REQUIRE(symlink("/dev/null", path.c_str()) == 0);
  CHECK(write_file(path, "hello"));
  CHECK(std::filesystem::is_symlink(path));
  std::remove(path.c_str());
  CHECK(write_file("/", "hello").error().message.find("directory") != std::string::npos);
  CHECK(path_while_writing(path) == path + ".part");
}

TEST_CASE("enumerations read back what they write") {
  for (int i = 0; i <= static_cast<int>(Upos::VERB); ++i) CHECK(upos_from(name_of(static_cast<Upos>(i))) == static_cast<Upos>(i));
  for (int i = 0; i <= static_cast<int>(Relation::xcomp); ++i) {
    CHECK(relation_from(name_of(static_cast<Relation>(i))) == static_cast<Relation>(i));
  }
  CHECK(relation_from("nsubj:unheard") == Relation::nsubj);
  CHECK(relation_from("nonsense") == Relation::dep);
}

TEST_CASE("documents: boilerplate and mentions by token") {
  Document d;
  d.text = "Kim Jong Un met officials. Bye.";
  d.boilerplate = {{{27, 31}, "b"}, {{0, 2}, "a"}, {{2, 3}, "a"}};
  d.settle_boilerplate();
  CHECK(d.boilerplate.size() == 2);
  CHECK(d.is_boilerplate({1, 2}));
  CHECK_FALSE(d.is_boilerplate({3, 27}));
  CHECK(d.is_boilerplate({26, 28}));

  d.tokens.resize(5);
  d.tokens.span = {{0, 3}, {4, 8}, {9, 11}, {12, 15}, {16, 25}};
  d.tokens.sentence.assign(5, 0);
  Mention kim;
  kim.span = {0, 11};
  kim.sentence = 0;
  kim.head = 0;
  Mention officials;
  officials.span = {16, 25};
  officials.sentence = 0;
  officials.head = 4;
  officials.kind = MentionKind::Nominal;
  d.mentions = {kim, officials, officials};
  CHECK(d.mentions_at(0) == std::vector<std::uint32_t>{0});
  CHECK(d.mentions_at(2) == std::vector<std::uint32_t>{0});  // inside the name
  CHECK(d.mentions_at(3).empty());
  CHECK(d.mentions_at(4) == std::vector<std::uint32_t>{1, 2});
}
