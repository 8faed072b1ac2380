// The options of `query` and `stats` that say which incidents.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>

#include "cli/commands.h"
#include "dateline/store.h"
#include "knowledge/knowledge.h"

namespace dateline::cli {

void add_filter_options(CLI::App* command, FilterOptions& options);
// The filter that the options ask for. Nothing, after a message, when one asks for what there is not.
std::optional<IncidentFilter> filter_from(const FilterOptions& options, const knowledge::Knowledge& knowledge);
// Nothing, after a message, when there is no pack.
std::optional<knowledge::Knowledge> open_knowledge(const EngineFiles& files);
// "jsonl, csv, ..."
std::string export_formats_listed();

}  // namespace dateline::cli
