#include <fmt/format.h>

#include <array>
#include <optional>
#include <string>

#include "cli/common.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/reading.h"
#include "cli/storing.h"
#include "dateline/formats.h"
#include "flow/work_through.h"
#include "input/source.h"

namespace dateline::cli {

namespace {

struct StageName {
  std::string_view name;
  Stage stage;
};
constexpr std::array<StageName, 7> kStages = {{{"page", Stage::Page},
                                               {"syntax", Stage::Syntax},
                                               {"names", Stage::Names},
                                               {"times", Stage::Times},
                                               {"places", Stage::Places},
                                               {"claims", Stage::Claims},
                                               {"events", Stage::Events}}};

// Nothing, after a message, for a stage that does not exist.
std::optional<StageSet> stages_from(const std::vector<std::string>& names) {
  if (names.empty()) return kAllStages;
  StageSet stages = 0;
  for (const std::string& name : names) {
    bool known = false;
    for (const StageName& stage : kStages) {
      if (stage.name != name) continue;
      stages = static_cast<StageSet>(stages | bit(stage.stage));
      known = true;
    }
    if (!known) {
      complain(
          fmt::format("--only {}: no such stage; give one or more of page, syntax, names, times, places, claims, events", name));
      return std::nullopt;
    }
  }
  return stages;
}

}  // namespace

int read(const ReadCommand& command) {
  if (command.input.format == "records") return store_records(command);
  if (!command.store.empty() && (!command.only.empty() || command.tokens)) {
    complain("--store: a store holds whole records; leave --only and --tokens away");
    return kCannotStart;
  }
  if (command.as_ready && !command.store.empty()) {
    complain("--order ready: a store depends on the order of its articles; leave it away with --store");
    return kCannotStart;
  }
  const std::optional<StageSet> stages = stages_from(command.only);
  if (!stages) return kCannotStart;
  const auto options = input_options(command.input);
  if (!options) return kCannotStart;
  auto source = input::Source::open(command.input.paths, *options);
  if (!source) {
    complain(source.error().message);
    return kCannotStart;
  }
  const std::optional<Engine> engine = open_engine(command.files);
  if (!engine) return kCannotStart;
  std::optional<Storing> store;
  if (!command.store.empty()) {
    store = Storing::open(command.store, engine->story_tables());
    if (!store) return kCannotStart;
  }
  auto output = Output::open(command.output);
  if (!output) {
    complain(output.error().message);
    return kCannotStart;
  }

  // What goes into a store goes to standard output only when that is asked for by name.
  const bool writes = !store || !command.output.empty();
  const bool card = command.output_format == "text";
  const bool trees = command.output_format == "conllu";
  const StageSet wanted = trees ? with_needs(bit(Stage::Syntax)) : *stages;
  const Colour colour = output->is_terminal() && wants_colour() ? Colour::Ansi : Colour::Plain;
  RecordOptions record;
  record.stages = *stages;
  if (command.tokens) {
    record.tokens = TokensInRecord::Write;
    record.stages = static_cast<StageSet>(record.stages | bit(Stage::Syntax));
  }
  const StageSet run = static_cast<StageSet>(wanted | record.stages);

  Reading reading{*engine, run, store.has_value()};
  if (writes) {
    reading.to_write = [&](const Document& document) {
      if (card) return to_card(document, colour) + "\n";
      return trees ? to_conllu(document) : to_json(*engine, document, record) + "\n";
    };
  }

  bool failed = false;
  Progress progress;
  const bool shares_terminal = output->is_terminal();
  const auto emit = [&](ReadItem&& item) {
    if (!item.error.empty()) {
      progress.clear();
      complain(item.error);
      failed = true;
    }
    if (shares_terminal) progress.clear();
    const bool written = output->write(item.text) && (!item.article || store->add(std::move(*item.article)));
    progress.step(item.where, !item.error.empty());
    return written;
  };
  flow::work_through(
      {threads_for(command.threads), command.as_ready ? flow::Order::AsReady : flow::Order::OfItems},
      [&] { return source->next(); }, [&](input::Item&& item) { return read_item(reading, std::move(item)); }, emit);
  progress.clear();
  if (store && !store->finish()) failed = true;
  if (auto finished = output->finish(); !finished) {
    complain(finished.error().message);
    failed = true;
  }
  return failed ? kSomeFailed : kDone;
}

}  // namespace dateline::cli
