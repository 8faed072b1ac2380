#include "cli/records.h"

#include <fmt/format.h>

#include "cli/common.h"
#include "dateline/record_reader.h"

namespace dateline::cli {

std::optional<RecordLines::Line> RecordLines::next() {
  constexpr std::uint64_t kLongest = 256u << 20;
  for (;;) {
    if (!lines_) {
      const auto file = files_.next();
      if (!file) return std::nullopt;
      path_ = file->path;
      const std::string name = input::name_of_input(path_);
      if (!file->found) return Line{name, path_, {}, true, Failure(file->found.error())};
      done_ = done_of_ && path_ != "-" ? done_of_(path_) : std::nullopt;
      if (done_ && done_->all) continue;
      auto stream = input::ByteStream::open(path_);
      if (!stream) return Line{name, path_, {}, true, Failure(stream.error())};
      lines_.emplace(std::move(*stream));
    }
    auto line = lines_->next_line(kLongest);
    if (!line || !line->has_value()) {
      lines_.reset();
      if (!line) return Line{input::name_of_input(path_), path_, {}, true, Failure(line.error())};
      continue;
    }
    const input::Place place{(*line)->number, 0};
    if (done_ && place <= done_->upto) continue;
    const std::string where = fmt::format("{}:{}", input::name_of_input(path_), (*line)->number);
    if ((*line)->too_long) {
      return Line{where, path_, place, false,
                  failure(ErrorCode::TooLarge, fmt::format("{}: the line is over the limit of {}; it is left out", where,
                                                           input::in_mebibytes(kLongest)))};
    }
    if (!input::is_blank((*line)->text)) return Line{where, path_, place, false, std::string((*line)->text)};
  }
}

ReadItem read_record(const Reading& reading, RecordLines::Line&& line) {
  ReadItem read{line.where, {}, {}, {}, line.input, line.place, line.is_of_whole_file};
  if (!line.text) {
    read.error = line.text.error().message;
    return read;
  }
  try {
    Timings::Watch watch(reading.timings);
    thread_local RecordReader reader;
    const auto document = reader.read(*line.text);
    if (document) {
      read.article.emplace(*document, *line.text, reading.engine.story_tables());
    } else {
      read.error = fmt::format("{}: {}", line.where, document.error().message);
    }
    watch.spent(Timings::Part::Record);
  } catch (...) {
    read.article.reset();
    read.error = fmt::format("{}: {}", line.where, what_was_thrown());
  }
  return read;
}

}  // namespace dateline::cli
