// `dateline run`, and the way of records into a store: all threads read, one places and stores in the order of the inputs.
#include <fmt/format.h>

#include <optional>

#include "cli/common.h"
#include "cli/progress.h"
#include "cli/records.h"
#include "cli/resume.h"
#include "cli/stop.h"
#include "cli/storing.h"
#include "flow/work_through.h"

namespace dateline::cli {

namespace {

struct Parts {
  Storing* store;
  Resume* resume;    // null: nothing is remembered
  Timings* timings;  // null: not asked for
  Progress* progress;
  unsigned threads;
};

// False when some inputs failed.
template <typename Next, typename Work>
bool store_in_order(const Parts& parts, Next next, Work work) {
  bool failed = false;
  const auto timed_next = [&] {
    Timings::Watch watch(parts.timings);
    auto item = stop_is_asked() ? decltype(next())() : next();
    watch.spent(Timings::Part::Input);
    return item;
  };
  const auto emit = [&](ReadItem&& item) {
    Timings::Watch watch(parts.timings);
    if (!item.error.empty()) {
      parts.progress->clear();
      complain(item.error);
      failed = true;
    }
    if (parts.resume) parts.resume->reached(item);
    const bool stored = !item.article || parts.store->add(std::move(*item.article));
    watch.spent(Timings::Part::Store);
    parts.progress->reached(item.input, item.bytes_before);
    parts.progress->step(item.where, !item.error.empty());
    return stored;
  };
  const auto size = [](const ReadItem& item) {
    return sizeof item + item.where.size() + item.error.size() + (item.article ? item.article->bytes() : 0);
  };
  flow::work_through(parts.threads, timed_next, work, emit, size);
  parts.progress->clear();
  if (parts.resume && !stop_is_asked()) parts.resume->ended();
  Timings::Watch watch(parts.timings);
  if (!parts.store->finish()) failed = true;
  watch.spent(Timings::Part::Store);
  return !failed;
}

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
  RecordLines lines(command.input.paths);
  Progress progress(command.input.paths);
  const Reading reading{*engine};
  const bool all = store_in_order(
      {&*store, nullptr, nullptr, &progress, threads_for(command.threads)}, [&] { return lines.next(); },
      [&](RecordLines::Line&& line) { return read_record(reading, std::move(line)); });
  return all ? kDone : kSomeFailed;
}

int run(const RunCommand& command) {
  auto options = input_options(command.input);
  const bool records = command.input.format == "records";
  if (!options) return kCannotStart;
  const std::optional<Engine> engine = open_engine(command.files);
  if (!engine) return kCannotStart;
  std::optional<Storing> store = Storing::open(command.store, engine->story_tables());
  if (!store) return kCannotStart;
  stop_on_signals();
  auto resume = Resume::open(*store, fmt::format("{} {} {} {} {} {}", version(), engine->pack_sha256(), engine->model_sha256(),
                                                 command.input.format, command.input.date, command.input.warc_range));
  if (!resume) return kCannotStart;
  const auto done = [&](const std::string& path) { return resume->done(path); };
  std::optional<Timings> timings;
  if (command.timings) timings.emplace();
  Timings* const measured = timings ? &*timings : nullptr;
  const Reading reading{*engine, kAllStages, true, {}, measured};
  Progress progress(command.input.paths, options->range);
  const Parts parts{&*store, &*resume, measured, &progress, threads_for(command.threads)};

  bool all = false;
  if (records) {
    RecordLines lines(command.input.paths, done);
    all = store_in_order(
        parts, [&] { return lines.next(); }, [&](RecordLines::Line&& line) { return read_record(reading, std::move(line)); });
  } else {
    options->done = done;
    auto source = input::Source::open(command.input.paths, *options);
    if (!source) {
      complain(source.error().message);
      return kCannotStart;
    }
    all = store_in_order(
        parts, [&] { return source->next(); }, [&](input::Item&& item) { return read_item(reading, std::move(item)); });
  }
  if (resume->skipped() > 0)
    complain(fmt::format("inputs that an earlier run has stored, not read again: {}", resume->skipped()));
  if (timings) complain(timings->table(store->handled()));
  if (stop_is_asked()) complain("stopped; the same command goes on from here");
  return all && !stop_is_asked() ? kDone : kSomeFailed;
}

}  // namespace dateline::cli
