// Records that an earlier run wrote, read back to be stored (-f records).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cli/reading.h"
#include "input/buffered.h"
#include "input/files.h"

namespace dateline::cli {

// The lines of the inputs, files and folders of .jsonl, one after another. One thread.
class RecordLines {
 public:
  using DoneOf = std::function<std::optional<input::Done>(const std::string& path)>;
  // `done`: as input::InputOptions::done.
  explicit RecordLines(const std::vector<std::string>& inputs, DoneOf done = {})
      : files_(inputs, input::InputFormat::Jsonl), done_of_(std::move(done)) {}

  struct Line {
    std::string where;
    std::string input;
    input::Place place;
    bool is_of_whole_file = false;
    Result<std::string> text;
  };
  std::optional<Line> next();

 private:
  input::Files files_;
  DoneOf done_of_;
  std::optional<input::Buffered> lines_;
  std::optional<input::Done> done_;
  std::string path_;
};

// As read_item().
ReadItem read_record(const Reading& reading, RecordLines::Line&& line);

}  // namespace dateline::cli
