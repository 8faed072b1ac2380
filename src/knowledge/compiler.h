// Compiles data/ into the pack that knowledge.h maps. Pure function of the folder's bytes: the same data gives the same pack.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dateline/result.h"

namespace dateline::knowledge {

// Reads schema.toml and the tables of `folder`, checks every row, and returns the pack's bytes. The error lists all faults, a
// line each: "actors/people.tsv:12: country 'XYZ' is not an id of countries". Tables of the folders `on_top` come after, in their
// order: rows with a known id replace, others are added.
Result<std::string> compile(const std::string& folder, const std::vector<std::string>& on_top = {});

// The same, for the tables inside `pack_bytes` with the tables of `folder` on top. `pack_name` goes into errors.
Result<std::string> compile_on_top(std::string_view pack_bytes, const std::string& pack_name, const std::string& folder);

}  // namespace dateline::knowledge
