// Where pages come from: files, folders, archives, feeds and standard input, one page at a time. A bad input, or a bad part of
// one, is an Item with an error in it, and the rest goes on.
//
//   auto source = Source::open({"news/", "crawl.warc.gz", "more.jsonl.gz", "-"}, {.date = "2023-09-15"});
//   while (std::optional<Item> item = source->next()) ...
//
// Order: as given; a folder's files by name (bytes), its folders in the same order among them. In a folder hidden files are left
// out, links are not followed, and with InputFormat::Auto only names that end like a page are read (.html .htm .xhtml .shtml
// .txt .text .jsonl .ndjson .warc .xml .rss .atom .rdf, with .gz or .zst behind, and names without an ending). What starts with
// the magic bytes of gzip or zstd is unpacked, whatever its name.
//
// Memory: one page, one line of JSONL, or one record or entry at a time; JSONL files, archives and feeds may be of any size. One
// thread at a time; movable.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/engine.h"
#include "dateline/result.h"

namespace dateline::input {

// Auto: by the name's ending, else by the first characters: `WARC/` is an archive, `<` is a feed when a feed's root element
// follows, else a page, `{` is JSONL, anything else text.
enum class InputFormat : std::uint8_t { Auto, Html, Text, Jsonl, Warc, Feed };

// "auto", "html", "text", "jsonl", "warc", "feed". The error names what can be given.
Result<InputFormat> format_from(std::string_view name);

// Records that begin at or behind `begin` and before `end`, bytes of the archive as it lies there. Any row of ranges that touch
// gives each record of the archive once.
struct WarcRange {
  std::uint64_t begin = 0;
  std::uint64_t end = std::numeric_limits<std::uint64_t>::max();
  bool is_all() const { return begin == 0 && end == std::numeric_limits<std::uint64_t>::max(); }
};

// "BEGIN:END"; either may be missing.
Result<WarcRange> warc_range_from(std::string_view text);

// Where an item stands in its file, growing from item to item: an archive's record by its offset and the unpacked bytes before it
// in the packed member there; of other files the number of the item, from 0.
struct Place {
  std::uint64_t offset = 0;
  std::uint64_t within = 0;
  auto operator<=>(const Place&) const = default;  // NOLINT(modernize-use-nullptr): clang-tidy 14 takes `<=>` for a pointer
};

// What was read of a file by an earlier run: all of it, or the items up to this one.
struct Done {
  bool all = false;
  Place upto;
};

struct InputOptions {
  InputFormat format = InputFormat::Auto;
  std::string date;  // ISO 8601: publication date of every page, before what pages and lines say; empty: as they say
  std::uint64_t largest_page = 64u << 20;  // bytes, unpacked; of an archive's page or a feed's entry, too
  std::uint64_t longest_line = 64u << 20;  // bytes, unpacked; longer lines of JSONL are reported and stepped over
  WarcRange range;                         // of the one input, which must be an archive when this is not everything
  // Asked before a file is opened, on the thread that calls next(): what of it need not be read again. Not asked of standard
  // input.
  std::function<std::optional<Done>(const std::string& path)> done = {};
};

struct Item {
  // Errors begin with the place (where()); errors of Engine::read do not, so put where() and ": " before those.
  Result<Page> page;
  std::string input = {};                    // the file as the user would name it: "news/a.html", "-"
  std::uint64_t line = 0;                    // 1-based line of a JSONL file or a feed; 0: the file as a whole
  std::optional<std::uint64_t> offset = {};  // of an archive's record
  std::uint64_t within = 0;                  // unpacked bytes before it in the packed member there
  Place place = {};

  // The file could not be read (to its end), unlike an item of it.
  bool is_of_whole_file() const { return !page && !offset && line == 0; }
  // "news/a.html", "more.jsonl:12", "standard input:3", "crawl.warc.gz@123456", "packed-as-a-whole.warc.gz@0+7890".
  std::string where() const;
};

// For messages: "standard input" for "-".
std::string name_of_input(std::string_view path);
// For messages: "64 MiB".
std::string in_mebibytes(std::uint64_t bytes);

class Source {
 public:
  // Looks at nothing on the disk yet. Fails when there is no input, the date is not ISO 8601, or there is a range for several
  // inputs.
  static Result<Source> open(std::vector<std::string> inputs, InputOptions options = {});
  // As if a file of this name held these bytes.
  static Result<Source> of_bytes(std::string name, std::string_view bytes, InputOptions options = {});
  Source(Source&&) noexcept;
  Source& operator=(Source&&) noexcept;
  ~Source();

  // The next page or error; nothing when all inputs have been read.
  std::optional<Item> next();

 private:
  struct State;
  explicit Source(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace dateline::input
