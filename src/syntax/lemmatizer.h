// Lemmas and morphological features of a word that has its tag.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "syntax/model.h"
#include "syntax/word_form.h"

namespace dateline::syntax {

// The features that a word most often has with this tag.
std::string_view features_of(const Model& model, std::uint32_t tag, const WordForm& form);

// Appends the lemma to `lemma`.
void lemmatise(const Model& model, std::string_view form, std::uint32_t tag, std::string& buffer, std::string& lemma);

}  // namespace dateline::syntax
