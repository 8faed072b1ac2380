// Packs what was learned into the bytes of a model file (syntax/model_file.h).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "lexicon_trainer.h"

namespace dateline::train {

std::string table_section(const TableRows& rows);
std::string lines_section(const std::vector<std::string>& lines);

// The file; `sections` in the order of syntax::Section.
std::string model_bytes(const std::vector<std::string>& sections);

}  // namespace dateline::train
