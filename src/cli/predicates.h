// dateline parse --factuality: what each text tells, and whether it took place.
#pragma once

#include <string>

#include "cli/commands.h"
#include "cli/output.h"
#include "dateline/engine.h"

namespace dateline::cli {

// `bytes` are of the command's input format. CoNLL-U and plain text give a line for each sentence, JSONL one for each line. False
// after a message for each input that could not be read.
bool write_predicates(const Engine& engine, const ParseCommand& command, std::string bytes, Output& output);

}  // namespace dateline::cli
