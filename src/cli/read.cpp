#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <thread>

#include "cli/common.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/storing.h"
#include "dateline/formats.h"
#include "flow/in_order.h"
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

// What came of one item: what goes to standard output and into the store, or a message.
struct Outcome {
  std::string where;
  std::string text;
  std::string error;
  std::optional<Prepared> article;
};

}  // namespace

int read(const ReadCommand& command) {
  if (command.input_format == "records") return store_records(command);
  if (!command.store.empty() && (!command.only.empty() || command.tokens)) {
    complain("--store: a store holds whole records; leave --only and --tokens away");
    return kCannotStart;
  }
  const std::optional<StageSet> stages = stages_from(command.only);
  if (!stages) return kCannotStart;
  if (!is_good_date(command.date)) return kCannotStart;
  auto format = input::format_from(command.input_format);
  if (!format) {
    complain(format.error().message);
    return kCannotStart;
  }
  input::InputOptions options;
  options.format = *format;
  options.date = command.date;
  if (!command.warc_range.empty()) {
    auto range = input::warc_range_from(command.warc_range);
    if (!range) {
      complain("--warc-range " + range.error().message);
      return kCannotStart;
    }
    options.range = *range;
  }
  auto source = input::Source::open(command.inputs, options);
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

  const auto fill = [&](const input::Item& item, Outcome& outcome) {
    if (!item.page) {
      outcome.error = item.page.error().message;
      return;
    }
    auto document = engine->read(*item.page, run);
    if (!document) {
      outcome.error = fmt::format("{}: {}", outcome.where, document.error().message);
      return;
    }
    if (store) outcome.article.emplace(*document, to_json(*engine, *document), engine->story_tables());
    if (!writes) return;
    if (card) {
      outcome.text = to_card(*document, colour) + "\n";
    } else if (trees) {
      outcome.text = to_conllu(*document);
    } else {
      outcome.text = to_json(*engine, *document, record) + "\n";
    }
  };
  const auto work = [&](input::Item&& item) {
    Outcome outcome{item.where(), {}, {}, {}};
    try {
      fill(item, outcome);
    } catch (...) {  // one page that there is no memory for does not end the others
      outcome.text.clear();
      outcome.article.reset();
      outcome.error = fmt::format("{}: {}", outcome.where, what_was_thrown());
    }
    return outcome;
  };

  bool failed = false;
  Progress progress;
  const bool shares_terminal = output->is_terminal();
  const auto emit = [&](Outcome&& outcome) {
    if (!outcome.error.empty()) {
      progress.clear();
      complain(outcome.error);
      failed = true;
    }
    if (shares_terminal) progress.clear();
    const bool written = output->write(outcome.text) && (!outcome.article || store->add(std::move(*outcome.article)));
    progress.step(outcome.where, !outcome.error.empty());
    return written;
  };
  const unsigned cores = std::max(1u, std::thread::hardware_concurrency());
  flow::run_in_order(
      command.threads == 0 ? cores : command.threads, [&] { return source->next(); }, work, emit);
  progress.clear();
  if (store && !store->finish()) failed = true;
  if (auto finished = output->finish(); !finished) {
    complain(finished.error().message);
    failed = true;
  }
  return failed ? kSomeFailed : kDone;
}

}  // namespace dateline::cli
