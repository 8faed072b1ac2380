// Verbs that the tagger took for something else, as their place in the sentence shows. News in the present tense ("Police arrest
// 40 people") and short past tenses ("Zambia extradited a banker") are far from what a tagger is trained on.
#pragma once

#include <vector>

#include "dateline/document.h"
#include "event/lemmas.h"

namespace dateline::event {

// One flag a token: it is a finite verb of the active voice, whatever its tag.
std::vector<bool> find_misread_verbs(const Document& document, const KnownLemmas& known);

}  // namespace dateline::event
