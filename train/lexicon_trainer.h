// Learns lemmas and morphological features from what each word had in the treebank.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "corpus.h"

namespace dateline::train {

using TableRows = std::vector<std::pair<std::uint64_t, std::uint32_t>>;  // hash, value

struct LemmaRules {
  std::vector<std::string> scripts;  // as they are written in the model
  TableRows table;
};

// For each tag: a rule for the longest ends of words that agree on one, and one for each word that its rule gets wrong.
LemmaRules learn_lemmas(const Treebank& treebank);

struct FeatureRules {
  std::vector<std::uint32_t> of_tag;  // the commonest features of each tag
  TableRows table;                    // words that mostly have others
};

FeatureRules learn_features(const Treebank& treebank);

}  // namespace dateline::train
