// Gives nominals and pronouns their entities, in text order: apposition, same title, same body, then pronouns by number, gender,
// grammatical role and distance. Conservative: a pronoun without a clear antecedent stays without an entity.
#pragma once

#include "name/entities.h"

namespace dateline::name {

// After Entities::link_names. May add candidates: a pronoun for several gets one for each.
void resolve_references(Reading& reading, Entities& entities);

}  // namespace dateline::name
