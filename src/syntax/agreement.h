// Features that a word's form leaves open and its tree settles: person and number of verbs, voice of participles, imperatives,
// gerunds, the case of "it" and "you".
#pragma once

#include "dateline/document.h"

namespace dateline::syntax {

// Rewrites Tokens::feats of one sentence. Tags, heads and relations are there.
void settle_features(Document& document, const Sentence& sentence);

}  // namespace dateline::syntax
