// One line of JSONL input, {"id", "text" | "html", "published"?, "title"?, "url"?}, as a Page.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "dateline/engine.h"
#include "dateline/result.h"

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

}  // namespace dateline::input
