// Where pages come from: files, folders and standard input, one page at a time. A bad input is an Item with an error in it, and
// the rest goes on.
//
//   auto source = Source::open({"news/", "more.jsonl.gz", "-"}, {.date = "2023-09-15"});
//   while (std::optional<Item> item = source->next()) ...
//
// Order: as given; a folder's files by name (bytes), its folders in the same order among them. In a folder hidden files are left
// out, links are not followed, and with InputFormat::Auto only names that end like a page are read (.html .htm .xhtml .shtml
// .txt .text .jsonl .ndjson, with .gz or .zst behind, and names without an ending). What starts with the magic bytes of gzip or
// zstd is unpacked, whatever its name.
//
// Memory: one page, or one line of JSONL, at a time; JSONL files may be of any size. One thread at a time; movable.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/engine.h"
#include "dateline/result.h"

namespace dateline::input {

// Auto: by the name's ending, else by the first character that is no space: `<` is a page, `{` is JSONL, anything else text.
enum class InputFormat : std::uint8_t { Auto, Html, Text, Jsonl };

// "auto", "html", "text", "jsonl". The error names what can be given, and what is not built yet (warc, feed).
Result<InputFormat> format_from(std::string_view name);

struct InputOptions {
  InputFormat format = InputFormat::Auto;
  std::string date;  // ISO 8601: publication date of every page, before what pages and lines say; empty: as they say
  std::uint64_t largest_page = 64u << 20;  // bytes, unpacked
  std::uint64_t longest_line = 64u << 20;  // bytes, unpacked; longer lines of JSONL are reported and stepped over
};

struct Item {
  // Errors begin with the place (where()); errors of Engine::read do not, so put where() and ": " before those.
  Result<Page> page;
  std::string input;       // the file as the user would name it: "news/a.html", "-"
  std::uint64_t line = 0;  // 1-based line of a JSONL file; 0: the file as a whole

  // "news/a.html", "more.jsonl:12", "standard input:3".
  std::string where() const;
};

class Source {
 public:
  // Looks at nothing on the disk yet. Fails when there is no input, or the date is not ISO 8601.
  static Result<Source> open(std::vector<std::string> inputs, InputOptions options = {});
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
