#include "knowledge/knowledge.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstddef>
#include <cstring>
#include <filesystem>
#include <string>

#include "base/file.h"
#include "base/hash.h"
#include "knowledge/compiler.h"
#include "knowledge/image.h"

using namespace dateline;
using namespace dateline::knowledge;

namespace {

constexpr const char* kSchema = R"(
[[table]]
name = "states"
files = ["states.tsv"]
columns = ["id", "name", "aliases", "lat", "kind"]
unique = "id"
required = ["id", "name"]
index = ["id", "aliases"]
number = {lat = [-90, 90]}
values = {kind = ["island", "inland"]}

[[table]]
name = "towns"
files = ["towns/*.tsv"]
columns = ["name", "state"]
required = ["name"]
refers = {state = "states.id"}

[[phrases]]
name = "names"
from = [{table = "states", columns = ["name", "aliases"]}, {table = "towns", columns = ["name"]}]
)";
constexpr const char* kStates =
    "id\tname\taliases\tlat\tkind\n"
    "USA\tUnited States\tU.S.|US|United States of America\t39.5\tinland\n"
    "ISL\tIceland\tÍsland\t65\tisland\n";

// A folder of tables that goes away with the test.
class Folder {
 public:
  Folder() : path_(std::filesystem::temp_directory_path() / ("knowledge_test." + std::to_string(getpid()))) {
    std::filesystem::remove_all(path_);
    write("schema.toml", kSchema);
    write("states.tsv", kStates);
    write("towns/a.tsv", "name\tstate\nNew York\tUSA\nYork\t\n");
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  void write(const std::string& name, std::string_view text) {
    std::filesystem::create_directories((path_ / name).parent_path());
    REQUIRE(base::write_file((path_ / name).string(), text));
  }
  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

std::string fault_of(const std::string& states) {
  Folder folder;
  folder.write("states.tsv", states);
  auto compiled = compile(folder.path());
  return compiled ? "" : compiled.error().message;
}

}  // namespace

TEST_CASE("tables come back as they were written, and rows are found by key") {
  Folder folder;
  auto bytes = compile(folder.path());
  REQUIRE(bytes);
  CHECK(*bytes == *compile(folder.path()));
  auto knowledge = Knowledge::from_bytes(*bytes);
  REQUIRE(knowledge);
  CHECK(knowledge->sha256().size() == 64);
  const Table states = knowledge->table("states");
  REQUIRE(states.exists());
  CHECK(states.rows() == 2);
  CHECK(states.cell(1, states.column("name")) == "Iceland");
  CHECK(states.column("none") == 0xffffffffu);
  CHECK(states.find(0, "ISL").size() == 1);
  CHECK(states.find(0, "ISL")[0] == 1);
  CHECK(states.find(2, "US")[0] == 0);
  CHECK(states.find(0, "XXX").empty());
  CHECK(states.find(1, "Iceland").empty());  // not indexed
  CHECK(states.origin(1) == "states.tsv:3");
  CHECK_FALSE(knowledge->table("rivers").exists());
}

TEST_CASE("phrases are found whatever their case, accents and tokens; the longest wins") {
  Folder folder;
  auto knowledge = Knowledge::from_bytes(*compile(folder.path()));
  REQUIRE(knowledge);
  const Phrases names = knowledge->phrases("names");
  CHECK(names.find("island").size() == 1);
  CHECK(names.find("NEW-YORK").size() == 1);
  CHECK(names.find("Old York").empty());
  const std::string text = "in New York and the U.S. too";
  const std::uint32_t ends[] = {6, 11, 15};
  const PhraseMatch york = names.longest(text, 3, ends);
  CHECK(york.span == Span{3, 11});
  REQUIRE(york.entries.size() == 1);
  CHECK(york.entries[0].table == 1);
  CHECK(york.entries[0].row == 0);
  const std::uint32_t parts[] = {21, 22, 23, 24, 28};  // "U" "." "S" "."
  const PhraseMatch us = names.longest(text, 20, parts);
  CHECK(us.span == Span{20, 24});
  REQUIRE(us.entries.size() == 2);
  CHECK(names.spelling(us.entries[0]) == "U.S.");
  CHECK(names.longest(text, 12, ends).span.empty());
}

TEST_CASE("a first word in parts is looked up as it grows") {
  Folder folder;
  folder.write("towns/a.tsv", "name\tstate\nLand\tISL\nLand's End\tUSA\n");
  const Knowledge knowledge = *Knowledge::from_bytes(*compile(folder.path()));
  const std::string text = "Land's End again";
  const std::vector<std::uint32_t> ends{4, 6, 10, 16};
  const PhraseMatch match = knowledge.phrases("names").longest(text, 0, ends);
  CHECK(match.span == Span{0, 10});
}

TEST_CASE("a fault names file, line and what is wrong, and nothing is built") {
  const std::string head = "id\tname\taliases\tlat\tkind\n";
  CHECK(fault_of(head + "A\t\t\t\t\n").starts_with("states.tsv:2: column name is empty"));
  CHECK(fault_of(head + "A\tx\t\t\t\nA\ty\t\t\t\n").find("states.tsv:3: id 'A' stands already in states.tsv:2") !=
        std::string::npos);
  CHECK(fault_of(head + "A\tx\t\t95\t\n").starts_with("states.tsv:2: lat '95' is not a number from -90 to 90"));
  CHECK(fault_of(head + "A\tx\t\tnan\t\n").starts_with("states.tsv:2: lat 'nan' is not a number from -90 to 90"));
  CHECK(fault_of(head + "A\tx\t\t\tmoon\n").starts_with("states.tsv:2: kind 'moon' is not one of: island, inland"));
  CHECK(fault_of(head + "A\tx\n").starts_with("states.tsv:2: 2 cells"));
  CHECK(fault_of("id\tname\nA\tx\n").starts_with("states.tsv: the header must be: id name aliases lat kind"));
  CHECK(fault_of(head + "A\tx\t\t\t\n").find("towns/a.tsv:2: state 'USA' is no states.id") != std::string::npos);
  Folder folder;
  folder.write("rivers.tsv", "id\nx\n");
  CHECK(compile(folder.path()).error().message.starts_with("rivers.tsv: no table of schema.toml takes this file"));
  CHECK(compile("/no/such/folder").error().code == ErrorCode::NotFound);
  folder.write("schema.toml", std::string(kSchema) + "[[table]]\nname = \"towns\"\nfiles = [\"t.tsv\"]\ncolumns = [\"a\"]\n");
  CHECK(compile(folder.path()).error().message.find("there is a table towns already") != std::string::npos);
}

TEST_CASE("a user's tables go on top: known ids are replaced, others added") {
  Folder folder;
  const std::string pack = folder.path() + "/test.pack";
  REQUIRE(base::write_file(pack, *compile(folder.path())));
  std::filesystem::create_directories(folder.path() + "/mine");
  folder.write("mine/states.tsv", "id\tname\taliases\tlat\tkind\nISL\tThe Island\t\t\t\nNOR\tNorway\t\t\t\n");
  auto knowledge = Knowledge::open_with(pack, folder.path() + "/mine");
  REQUIRE(knowledge);
  const Table states = knowledge->table("states");
  CHECK(states.rows() == 3);
  CHECK(states.cell(1, 1) == "The Island");
  CHECK(states.cell(2, 1) == "Norway");
  CHECK(knowledge->phrases("names").find("Iceland").empty());
  CHECK_FALSE(Knowledge::open_with(pack, folder.path() + "/nothing"));
}

TEST_CASE("a pack that is cut, altered or something else is refused") {
  Folder folder;
  const std::string good = *compile(folder.path());
  CHECK(Knowledge::from_bytes("").error().message.find("not a knowledge pack") != std::string::npos);
  CHECK(Knowledge::from_bytes(good.substr(0, good.size() - 1)).error().message.find("truncated") != std::string::npos);
  for (std::size_t i = 0; i < good.size(); i += 7) {
    std::string altered = good;
    altered[i] = static_cast<char>(altered[i] ^ 0x20);
    CHECK_FALSE_MESSAGE(Knowledge::from_bytes(altered).has_value(), i);
  }
}

namespace {

// The pack with one number of its payload changed and the checksum made good again, as somebody would who means harm.
std::string forged(std::string pack, std::size_t offset, std::uint32_t number) {
  std::memcpy(pack.data() + sizeof(Header) + offset, &number, sizeof number);
  const std::uint64_t checksum = base::xxh64(std::string_view(pack).substr(offsetof(Header, sha256)));
  std::memcpy(pack.data() + offsetof(Header, checksum), &checksum, sizeof checksum);
  return pack;
}

// Reads all that can be read.
void read_all(const Knowledge& knowledge) {
  for (const char* name : {"states", "towns"}) {
    const Table table = knowledge.table(name);
    for (std::uint32_t row = 0; row < table.rows(); ++row) {
      table.origin(row);
      for (std::uint32_t column = 0; column < 8; ++column) {
        for (const std::uint32_t found : table.find(column, table.cell(row, column))) REQUIRE(found < table.rows());
      }
    }
  }
  for (const PhraseEntry& entry : knowledge.phrases("names").find("Iceland")) {
    REQUIRE(entry.table < 2);
    const Table table = knowledge.table(entry.table == 0 ? "states" : "towns");
    if (table.exists()) REQUIRE(entry.row < table.rows());  // a forged name hides its table
    knowledge.phrases("names").spelling(entry);
  }
}

}  // namespace

TEST_CASE("a pack made to be read out of bounds is refused or read within bounds") {
  Folder folder;
  const std::string good = *compile(folder.path());
  folder.write("mine/states.tsv", kStates);
  int refused = 0;
  for (std::size_t offset = 0; offset + 4 + sizeof(Header) <= good.size(); offset += 4) {
    for (const std::uint32_t number : {0u, 1u, 3u, 64u, 1u << 20, 0x7fffffffu, 0xfffffffcu, 0xffffffffu}) {
      const std::string bad = forged(good, offset, number);
      if (auto knowledge = Knowledge::from_bytes(bad)) {
        read_all(*knowledge);
      } else {
        ++refused;
      }
      // The schema's own text is left alone: TOML's parser asserts on some that is none.
      const bool same_schema = offset >= sizeof(StringRef) && bad.find(kSchema) != std::string::npos;
      if (same_schema) (void)compile_on_top(bad, "forged.pack", folder.path() + "/mine");
    }
  }
  CHECK(refused > 100);  // arrays; what a bucket points at is looked at when it is asked for
  CHECK(Knowledge::from_bytes(forged(good, 0, 0)).has_value());  // the forger's checksum is right
}

TEST_CASE("errors of a pack with tables on top name the pack or the folder") {
  Folder folder;
  const std::string pack = folder.path() + "/test.pack";
  REQUIRE(base::write_file(pack, "hello"));
  CHECK(Knowledge::open_with(pack, folder.path()).error().message.starts_with(pack + ": not a knowledge pack"));
  REQUIRE(base::write_file(pack, *compile(folder.path())));
  CHECK(Knowledge::open_with(pack, folder.path() + "/nothing").error().message.starts_with(folder.path() + "/nothing: No such"));
}

TEST_CASE("a table that is not there answers with nothing") {
  const Table none;
  CHECK(none.rows() == 0);
  CHECK(none.cell(0, 0).empty());
  CHECK(none.origin(0).empty());
  CHECK(none.find(0, "x").empty());
}
