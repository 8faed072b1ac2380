// Groups of grammatical relations and parts of speech that the files of this folder ask for.
#pragma once

#include "dateline/annotations.h"

namespace dateline::event {

// Steps up a tree, and no more, so that a wrong tree costs little.
inline constexpr int kMostSteps = 6;

inline bool is_subject(Relation relation) { return relation == Relation::nsubj || relation == Relation::nsubj_outer; }

inline bool is_clausal_dependent(Relation relation) {
  return relation == Relation::xcomp || relation == Relation::ccomp || relation == Relation::advcl || relation == Relation::acl;
}

inline bool is_nominal(Upos upos) { return upos == Upos::NOUN || upos == Upos::PROPN || upos == Upos::PRON; }

}  // namespace dateline::event
