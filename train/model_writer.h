// Packs what was learned into the bytes of a model file (syntax/model_file.h).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "lexicon_trainer.h"
#include "perceptron.h"

namespace dateline::train {

// Weights as one byte each. The smallest are left out until the section fits into `most_bytes`.
std::string weights_section(const std::vector<FeatureWeights>& features, std::size_t most_bytes);
std::string table_section(const TableRows& rows);
std::string lines_section(const std::vector<std::string>& lines);

// The file; `sections` in the order of syntax::Section.
std::string model_bytes(const std::vector<std::string>& sections);

}  // namespace dateline::train
