#include "cli/reading.h"

#include <fmt/format.h>

#include "cli/common.h"
#include "dateline/formats.h"

namespace dateline::cli {

namespace {

void fill(const Reading& reading, const input::Item& item, ReadItem& read) {
  if (!item.page) {
    read.error = item.page.error().message;
    return;
  }
  Timings::Watch watch(reading.timings);
  AfterStage after;
  if (reading.timings) after = [&](Stage stage) { watch.spent(Timings::part_of(stage)); };
  auto document = reading.engine.read(*item.page, reading.stages, nullptr, after);
  if (!document) {
    read.error = fmt::format("{}: {}", read.where, document.error().message);
    return;
  }
  if (reading.stores) read.article.emplace(*document, to_json(reading.engine, *document), reading.engine.story_tables());
  if (reading.to_write) read.text = reading.to_write(*document);
  watch.spent(Timings::Part::Record);
}

}  // namespace

std::optional<input::InputOptions> input_options(const InputChoice& choice) {
  if (!is_good_date(choice.date)) return std::nullopt;
  input::InputOptions options;
  options.date = choice.date;
  if (choice.format != "records") {
    auto format = input::format_from(choice.format);
    if (!format) {
      complain(format.error().message);
      return std::nullopt;
    }
    options.format = *format;
  }
  if (!choice.warc_range.empty()) {
    auto range = input::warc_range_from(choice.warc_range);
    if (!range) {
      complain("--warc-range " + range.error().message);
      return std::nullopt;
    }
    options.range = *range;
  }
  return options;
}

ReadItem read_item(const Reading& reading, input::Item&& item) {
  ReadItem read{item.where(), {}, {}, {}, item.input, item.place, item.is_of_whole_file(), item.offset.value_or(0)};
  try {
    fill(reading, item, read);
  } catch (...) {
    read.text.clear();
    read.article.reset();
    read.error = fmt::format("{}: {}", read.where, what_was_thrown());
  }
  return read;
}

}  // namespace dateline::cli
