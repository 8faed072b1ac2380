// What each source of a chain holds of an event: certain, probable, possible or unknown, and with which polarity (after FactBank,
// Saurí and Pustejovsky 2009). Immutable functions.
#pragma once

#include <cstdint>
#include <vector>

#include "dateline/document.h"

namespace dateline::claim {

// `status` is what the innermost content says of the event, `claim` the innermost claim. One perspective for each claim of the
// chain, innermost first, and the article's last.
std::vector<Perspective> perspectives_of(const Document& document, Status status, std::uint32_t claim);

}  // namespace dateline::claim
