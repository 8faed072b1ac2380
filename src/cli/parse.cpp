#include <fmt/format.h>

#include "cli/common.h"
#include "cli/output.h"
#include "cli/predicates.h"
#include "dateline/formats.h"
#include "input/unpack.h"

namespace dateline::cli {

int parse(const ParseCommand& command) {
  auto bytes = input::read_unpacked(command.input);
  if (!bytes) {
    complain(bytes.error().message);
    return kSomeFailed;
  }
  const std::optional<Engine> engine = open_engine(command.files);
  if (!engine) return kCannotStart;
  auto output = Output::open(command.output);
  if (!output) {
    complain(output.error().message);
    return kCannotStart;
  }
  if (command.factuality) {
    const bool all_good = write_predicates(*engine, command, std::move(*bytes), *output);
    if (auto finished = output->finish(); !finished) {
      complain(finished.error().message);
      return kSomeFailed;
    }
    return all_good ? kDone : kSomeFailed;
  }
  if (command.input_format == "jsonl") {
    complain("parse: -f jsonl goes with --factuality");
    return kCannotStart;
  }
  const StageSet stages = command.output_format == "iob2" ? bit(Stage::Names) : bit(Stage::Syntax);
  auto document = [&]() -> Result<Document> {
    if (command.input_format == "text") {
      Page page;
      page.bytes = std::move(*bytes);
      page.kind = ContentKind::Text;
      page.letters = Page::Letters::Keep;
      return engine->read(page, stages);
    }
    auto parsed = engine->parse_conllu(*bytes, command.input);
    if (parsed) engine->annotate(*parsed, stages);
    return parsed;
  }();
  if (!document) {
    complain(command.input_format == "text" ? fmt::format("{}: {}", command.input, document.error().message)
                                            : document.error().message);
    return kSomeFailed;
  }
  output->write(command.output_format == "iob2" ? to_iob2(*document) : to_conllu(*document));
  if (auto finished = output->finish(); !finished) {
    complain(finished.error().message);
    return kSomeFailed;
  }
  return kDone;
}

}  // namespace dateline::cli
