// What the tagger looks at. Shared with the trainer.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "syntax/word_form.h"

namespace dateline::syntax {

inline constexpr std::size_t kTagFeatures = 38;
inline constexpr std::uint32_t kNoTag = 255;

struct TagWord {
  WordForm form;
  std::uint32_t known = 0;  // number of the set of tags that the word had in training; 0: not seen often
};

// Features of the word at `at`, whose left neighbours have the tags `previous` and `before_previous` (kNoTag: none).
void tag_features(std::span<const TagWord> words, std::size_t at, std::uint32_t previous, std::uint32_t before_previous,
                  CaseStyle style, std::array<std::uint64_t, kTagFeatures>& features);

}  // namespace dateline::syntax
