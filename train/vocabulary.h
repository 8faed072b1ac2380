// The words that the network knows, and their vectors.
#pragma once

#include <string>
#include <vector>

#include "corpus.h"
#include "dateline/result.h"
#include "network_trainer.h"
#include "vectors_trainer.h"

namespace dateline::train {

// Words of the treebanks come first and get rows of their own; frequent words of the raw texts (CoNLL-U, of which only words and
// sentences are read) follow with their vectors only, and words of the file `classes` (train/word-classes makes it; may be empty)
// that are in neither with their class only.
Result<Vocabulary> learn_vocabulary(const Treebank& treebank, const std::vector<std::string>& raw_texts,
                                    const std::string& classes, const VectorOptions& options);

}  // namespace dateline::train
