// JSONL input: each line {"id", "text" | "html", "published"?, "title"?, "url"?} is a Page.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "dateline/engine.h"
#include "dateline/result.h"
#include "input/buffered.h"
#include "input/source.h"

namespace dateline::input {

// Keeps its buffers from line to line. One thread; movable.
class JsonlReader {
 public:
  JsonlReader();
  ~JsonlReader();
  JsonlReader(JsonlReader&&) noexcept;
  JsonlReader& operator=(JsonlReader&&) noexcept;

  // The error says what is wrong with the line and what it should hold, without the place. "text" is kept to the letter and
  // goes before "html"; other members are not looked at. A member that is null counts as not there.
  Result<Page> read(std::string_view line);

 private:
  struct Parser;
  std::unique_ptr<Parser> parser_;
};

// The lines of a file. One thread.
class JsonlPages {
 public:
  // `path` as the user named it.
  JsonlPages(ByteStream stream, std::string path, const InputOptions& options)
      : lines_(std::move(stream)), path_(std::move(path)), longest_line_(options.longest_line) {}

  // The page of the next line that holds something, or what is wrong with it; nothing at the end of the file.
  std::optional<Item> next();

 private:
  Item fault(std::uint64_t line, ErrorCode code, std::string_view message) const;

  Buffered lines_;
  JsonlReader reader_;
  std::string path_;
  std::uint64_t longest_line_;
  bool gave_line_ = false;
  bool ended_ = false;
};

}  // namespace dateline::input
