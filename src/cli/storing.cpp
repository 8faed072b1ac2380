#include "cli/storing.h"

#include <fmt/format.h>

#include <algorithm>
#include <thread>

#include "cli/common.h"
#include "cli/progress.h"
#include "dateline/record_reader.h"
#include "flow/in_order.h"
#include "input/buffered.h"
#include "input/files.h"

namespace dateline::cli {

std::optional<Storing> Storing::open(const std::string& where, const story::Tables& tables) {
  auto writer = StoreWriter::open(where, tables);
  if (writer) return Storing(std::move(*writer), where);
  complain(writer.error().message);
  return std::nullopt;
}

bool Storing::add(Prepared&& article) {
  if (failed_) return false;
  const auto outcome = writer_.add(std::move(article));
  if (!outcome) {
    complain(outcome.error().message + "; articles that were committed before are kept, run again to go on");
    failed_ = true;
    return false;
  }
  ++(*outcome == StoreWriter::Outcome::Added ? added_ : *outcome == StoreWriter::Outcome::Known ? known_ : superseded_);
  return true;
}

bool Storing::finish() {
  if (failed_) return false;
  if (const auto committed = writer_.commit(); !committed) {
    complain(committed.error().message);
    return false;
  }
  std::string message = fmt::format("{}: {} stored", where_, added_);
  if (superseded_ > 0) message += fmt::format(", {} superseded an older record", superseded_);
  if (known_ > 0) message += fmt::format(", {} known already", known_);
  complain(message);
  return true;
}

namespace {

// The lines of the inputs, files and folders of .jsonl, one after another.
class RecordLines {
 public:
  explicit RecordLines(const std::vector<std::string>& inputs) : files_(inputs, input::InputFormat::Jsonl) {}

  struct Line {
    std::string where;
    Result<std::string> text;
  };
  std::optional<Line> next() {
    constexpr std::uint64_t kLongest = 256u << 20;
    for (;;) {
      if (!lines_) {
        const auto file = files_.next();
        if (!file) return std::nullopt;
        path_ = input::name_of_input(file->path);
        if (!file->found) return Line{path_, Failure(file->found.error())};
        auto stream = input::ByteStream::open(file->path);
        if (!stream) return Line{path_, Failure(stream.error())};
        lines_.emplace(std::move(*stream));
      }
      auto line = lines_->next_line(kLongest);
      if (!line || !line->has_value()) {
        lines_.reset();
        if (!line) return Line{path_, Failure(line.error())};
        continue;
      }
      const std::string where = fmt::format("{}:{}", path_, (*line)->number);
      if ((*line)->too_long) {
        return Line{where, failure(ErrorCode::TooLarge, fmt::format("{}: the line is over the limit of {}; it is left out", where,
                                                                    input::in_mebibytes(kLongest)))};
      }
      if (!input::is_blank((*line)->text)) return Line{where, std::string((*line)->text)};
    }
  }

 private:
  input::Files files_;
  std::optional<input::Buffered> lines_;
  std::string path_;
};

struct Read {
  std::string where;
  std::optional<Prepared> article;
  std::string error;
};

}  // namespace

int store_records(const ReadCommand& command) {
  if (command.store.empty()) {
    complain("-f records: records are read to be stored; give --store");
    return kCannotStart;
  }
  const std::optional<Engine> engine = open_engine(command.files);
  if (!engine) return kCannotStart;
  std::optional<Storing> store = Storing::open(command.store, engine->story_tables());
  if (!store) return kCannotStart;
  RecordLines lines(command.inputs);
  const auto work = [&](RecordLines::Line&& line) {
    Read read{line.where, std::nullopt, {}};
    if (!line.text) {
      read.error = line.text.error().message;
      return read;
    }
    try {
      thread_local RecordReader reader;
      const auto document = reader.read(*line.text);
      if (document) {
        read.article.emplace(*document, *line.text, engine->story_tables());
      } else {
        read.error = fmt::format("{}: {}", line.where, document.error().message);
      }
    } catch (...) {
      read.error = fmt::format("{}: {}", line.where, what_was_thrown());
    }
    return read;
  };
  bool failed = false;
  Progress progress;
  const auto emit = [&](Read&& read) {
    if (!read.error.empty()) {
      progress.clear();
      complain(read.error);
      failed = true;
    }
    if (read.article && !store->add(std::move(*read.article))) return false;
    progress.step(read.where, !read.error.empty());
    return true;
  };
  const unsigned cores = std::max(1u, std::thread::hardware_concurrency());
  flow::run_in_order(
      command.threads == 0 ? cores : command.threads, [&] { return lines.next(); }, work, emit);
  progress.clear();
  if (!store->finish()) failed = true;
  return failed ? kSomeFailed : kDone;
}

}  // namespace dateline::cli
