// The agency of a wire dateline as a source: what the article tells, it tells. "PYONGYANG (KCNA) —". Immutable functions.
#pragma once

#include "dateline/document.h"

namespace dateline::claim {

// Puts the agency's claim before all others, its content the whole article behind the dateline, and lets each claim that nobody
// else reports be reported in it. Without an agency it only takes the words of the dateline out of the claims.
void add_agency(Document& document);

// The claim is that of the dateline's agency.
bool is_agency(const Claim& claim);

}  // namespace dateline::claim
