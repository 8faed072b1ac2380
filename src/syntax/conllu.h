// Reading CoNLL-U: tokens and sentences as given, text rebuilt from "# text" or SpaceAfter. Writing is format/'s.
#pragma once

#include <cstdint>
#include <string_view>

#include "dateline/document.h"
#include "dateline/result.h"

namespace dateline::syntax {

enum class ConlluColumns : std::uint8_t {
  TokensOnly,  // words and sentence ends; the annotator does the rest
  All,         // tags, lemmas, features and heads too
};

// `name` goes into errors ("file:line: ...").
Result<Document> read_conllu(std::string_view conllu, std::string_view name, ConlluColumns columns);

}  // namespace dateline::syntax
