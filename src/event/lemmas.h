// Lemmas of a document's tokens, in lower case, as the event tables know them. A tagger that has never seen "ridiculed" may cut it
// to "ridicul"; when the tables know "ridicule", that is what is meant.
#pragma once

#include <string_view>
#include <unordered_set>
#include <vector>

#include "dateline/document.h"

namespace dateline::event {

using LemmaSet = std::unordered_set<std::string_view>;

// One lemma a token; views into the document or into `known`.
std::vector<std::string_view> read_lemmas(Document& document, const LemmaSet& known);

}  // namespace dateline::event
