// Treebanks in memory, with tags and features as numbers.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dateline/annotations.h"
#include "dateline/result.h"

namespace dateline::train {

struct TreebankSentence {
  std::vector<std::string> forms;
  std::vector<std::string> lemmas;
  std::vector<std::uint32_t> tags;   // numbers in Treebank::tags
  std::vector<std::uint32_t> feats;  // numbers in Treebank::feats
  std::vector<std::uint32_t> heads;  // index in the sentence; its size for the root
  std::vector<Relation> relations;
  std::vector<std::uint8_t> names;  // name_spans.h; empty when nobody marked any
  bool marks_other_names = false;   // whether names that are not of persons, organisations or places have labels

  std::uint32_t size() const { return static_cast<std::uint32_t>(forms.size()); }
};

struct TreebankTag {
  Upos upos;
  std::string xpos;
};

struct Treebank {
  std::vector<TreebankSentence> sentences;  // as they were published
  std::vector<TreebankSentence> copies;     // some of them written otherwise (copies.h)
  std::vector<TreebankTag> tags;
  std::vector<std::string> feats;
};

// Reads CoNLL-U files, gzipped or not. Tags seen fewer than `rarest_tag` times become the commonest with the same XPOS.
Result<Treebank> read_treebank(const std::vector<std::string>& paths, std::uint32_t rarest_tag);

// Reads another file with the tags of `treebank`: for measuring, tags that it does not have become its first one.
Result<Treebank> read_treebank_like(const Treebank& treebank, const std::string& path);

// Reads IOB2 files, gzipped or not, with the same sentences in the same order as the treebanks.
Result<void> read_names(const std::vector<std::string>& paths, Treebank& treebank);

// The words of a CoNLL-U file's sentences up to `longest` words, gzipped or not, and nothing else.
Result<std::vector<TreebankSentence>> read_sentences(const std::string& path, std::uint32_t longest);

// The words of a CoNLL-U file, gzipped or not, as WordForm::lower, with a 0 after each sentence.
Result<std::vector<std::uint32_t>> read_words(const std::string& path);

}  // namespace dateline::train
