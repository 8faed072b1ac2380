// One item of the input, read into what goes out. Shared by `read`, `run` and `work`.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "cli/commands.h"
#include "cli/timings.h"
#include "dateline/engine.h"
#include "dateline/store.h"
#include "input/source.h"

namespace dateline::cli {

// Nothing, after a message, when there is no such format, range or date.
std::optional<input::InputOptions> input_options(const InputChoice& choice);

// What to make of a page. Used by many threads at once.
struct Reading {
  const Engine& engine;
  StageSet stages = kAllStages;
  bool stores = false;                                        // make an article for a store
  std::function<std::string(const Document&)> to_write = {};  // what goes to the output; empty: nothing
  Timings* timings = nullptr;
};

struct ReadItem {
  std::string where;
  std::string text;   // for the output
  std::string error;  // begins with the place; empty when all went well
  std::optional<Prepared> article;
  std::string input;  // as Item::input, place and is_of_whole_file()
  input::Place place;
  bool is_of_whole_file = false;
  std::uint64_t bytes_before = 0;  // of an archive, where the item begins
};

// Throws nothing: an item that there is no memory for has an error and does not end the others.
ReadItem read_item(const Reading& reading, input::Item&& item);

}  // namespace dateline::cli
