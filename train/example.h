// One sentence as the network sees it, and what it should say about each word.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "corpus.h"
#include "syntax/network_shape.h"

namespace dateline::train {

struct Vocabulary {
  std::vector<std::uint32_t>
      words;  // WordForm::lower; the first `learned` have rows of their own, those that the texts have follow
  std::vector<std::uint32_t> counts;  // in the treebanks
  std::uint32_t learned = 0;
  std::vector<float> vectors;          // shape.vector for each of the first words
  std::vector<std::uint32_t> classes;  // bits: what lists of words say that a word may be; may be empty

  std::uint32_t class_of(std::uint32_t number) const { return number < classes.size() ? classes[number] : 0; }
};

// What the network should choose, as the likeliest numbers and their probabilities. People's answers have one number; a teacher's
// several. No probability at all: nobody knows.
struct Share {
  static constexpr std::uint16_t kWhole = 65535;
  std::uint16_t number = 0;
  std::uint16_t part = 0;  // of kWhole
};
using Shares = std::array<Share, 4>;

inline Shares certain(std::size_t number) { return {Share{static_cast<std::uint16_t>(number), Share::kWhole}}; }
// The likeliest of all, so that they add up to one.
Shares likeliest(std::span<const float> probabilities);

struct Answer {
  Shares tag;
  Shares name;                 // labels; or kNoneOrOther
  Shares head;                 // index in the sentence; its size for the root
  Shares relation;             // to `governor`
  std::uint16_t governor = 0;  // as a head
};

// Says that a word is in no name or in one of other kinds (MISC): not all treebanks mark those.
inline constexpr std::size_t kNoneOrOther = syntax::kNameLabels;

struct Example {
  struct Word {
    std::uint32_t row = 0;         // of the table of words; 0: a rare word
    std::uint32_t number = kNone;  // in the vocabulary
    std::array<std::uint32_t, syntax::kPartCount> parts;
  };
  std::vector<Word> words;
  std::vector<Answer> answers;               // empty until somebody has parsed it
  const TreebankSentence* source = nullptr;  // must outlive it where it is a person's
};

std::vector<Example> examples_of(const std::vector<TreebankSentence>& sentences, const Vocabulary& vocabulary);

}  // namespace dateline::train
