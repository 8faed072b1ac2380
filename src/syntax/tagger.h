// Tags, morphological features and lemmas of the words of one sentence.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/document.h"
#include "syntax/model.h"
#include "syntax/tag_features.h"

namespace dateline::syntax {

// Room to work in, kept from sentence to sentence.
struct TaggerWork {
  std::vector<TagWord> words;
  std::vector<std::uint32_t> tags;  // numbers in Model::tags
  std::string buffer;
};

// Fills `work`.
void tag(const Model& model, std::span<const std::string_view> forms, TaggerWork& work);

// The features that a word most often has with this tag.
std::string_view features_of(const Model& model, std::uint32_t tag, const WordForm& form);

// Appends the lemma to `lemma`.
void lemmatise(const Model& model, std::string_view form, std::uint32_t tag, std::string& buffer, std::string& lemma);

}  // namespace dateline::syntax
