// `dateline plan`: archives cut into pieces, for the tasks of a cluster.
#include <fmt/format.h>

#include "cli/common.h"
#include "cli/output.h"
#include "input/files.h"
#include "input/pieces.h"

namespace dateline::cli {

int plan(const PlanCommand& command) {
  auto output = Output::open(command.output);
  if (!output) {
    complain(output.error().message);
    return kCannotStart;
  }
  bool failed = false;
  std::string lines;
  std::size_t number = 0;
  const auto write = [&](std::string_view range, const std::string& path) {
    lines += fmt::format("{:06}\t{}\t{}\n", number++, range, path);
  };
  const auto fault = [&](const std::string& message) {
    complain(message);
    failed = true;
  };
  input::Files files(command.inputs, input::InputFormat::Auto);
  while (const auto file = files.next()) {
    if (!file->found) {
      fault(file->found.error().message);
      continue;
    }
    if (file->path == "-" || file->path.find_first_of("\t\n") != std::string::npos) {
      fault(fmt::format("{}: cannot stand in a plan; give a file without tabs and line ends in its name", file->path));
      continue;
    }
    if (input::format_of_name(file->path) != input::InputFormat::Warc) {
      write("-", file->path);
      continue;
    }
    const auto ranges = input::cut_archive(file->path, command.piece_bytes);
    if (!ranges) {
      fault(ranges.error().message);
      continue;
    }
    for (const input::WarcRange& range : *ranges) {
      write(fmt::format("{}:{}", range.begin, range.end), file->path);
    }
  }
  // A plan that lacks something would be a run that lacks it, without a word.
  if (failed) {
    complain("no plan was written");
    return kSomeFailed;
  }
  output->write(lines);
  if (auto finished = output->finish(); !finished) {
    complain(finished.error().message);
    return kSomeFailed;
  }
  return kDone;
}

}  // namespace dateline::cli
