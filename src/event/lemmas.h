// Lemmas of a document's tokens, in lower case, as the event tables know them. A tagger that has never seen "ridiculed" may cut
// it to "ridicul"; when the tables know "ridicule", that is what is meant.
#pragma once

#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "dateline/document.h"

namespace dateline::event {

using LemmaSet = std::unordered_set<std::string_view>;

struct KnownLemmas {
  LemmaSet verbs;                                                    // triggers and light verbs
  LemmaSet others;                                                   // all else that tables name
  std::unordered_map<std::string_view, std::string_view> irregular;  // form -> lemma, verbs
};

// The verb that a form belongs to; empty when the tables know none.
std::string_view verb_of(std::string_view form, const KnownLemmas& known);

// One lemma a token; views into the document or into `known`. `verbs`: tokens that are verbs whatever their tag.
std::vector<std::string_view> read_lemmas(Document& document, const KnownLemmas& known, const std::vector<bool>& verbs);

}  // namespace dateline::event
