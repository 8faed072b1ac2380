// Copies of the treebanks' sentences, written as other texts write and with other names.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "corpus.h"
#include "dateline/result.h"

namespace dateline::train {

// Names of one word that nobody takes for another word.
struct OtherNames {
  std::vector<std::string> given;
  std::vector<std::string> family;
  std::vector<std::string> places;
};

// A file of lines "given<tab>Angela"; kinds are given, family and place.
Result<OtherNames> read_other_names(const std::string& path);

// News has headlines and lines in capitals, chat has none, treebanks few of either: adds copies of a share of the sentences in
// capitals, in title case, in small letters and without the full stop at their end. Sentences with names of people and places
// have a copy with `names` in their place, so that a name's surroundings count for more than whose name it is.
void add_copies(Treebank& treebank, const OtherNames& names, std::uint64_t seed);

}  // namespace dateline::train
