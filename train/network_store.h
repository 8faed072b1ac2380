// A network in full precision with its vocabulary, in a file: how one run of the trainer leaves a teacher for another.
#pragma once

#include <string>

#include "dateline/result.h"
#include "network_trainer.h"

namespace dateline::train {

struct Teacher {
  Network network;
  Vocabulary vocabulary;
};

Result<void> write_teacher(const std::string& path, const Network& network, const Vocabulary& vocabulary);
// Errors: cannot be read, or was written for other tags or relations.
Result<Teacher> read_teacher(const std::string& path, std::size_t tags, std::size_t relations);

}  // namespace dateline::train
