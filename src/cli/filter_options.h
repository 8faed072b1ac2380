// The options of `query` and `stats` that say which incidents.
#pragma once

#include <CLI/CLI.hpp>

#include "cli/commands.h"

namespace dateline::cli {

void add_filter_options(CLI::App* command, FilterOptions& options);
// Puts what was written as one word (a dyad, a box) into the filter. False, after a message, when one is no such thing.
bool settle(FilterOptions& options);
// "jsonl, csv, ..."
std::string export_formats_listed();

}  // namespace dateline::cli
