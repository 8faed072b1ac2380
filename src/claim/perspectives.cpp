// The innermost source holds what its own words say: the status is its certainty, less when it only believes and none when it
// asks. Who reports it takes no side, unless the report takes the content for granted ("admitted that", "knew that"): then each
// outer source up to the first that does not holds it too.
#include "claim/perspectives.h"

#include <algorithm>

namespace dateline::claim {
namespace {

// A chain is as long as quotations nest; more is a fault of the trees.
constexpr int kLongestChain = 32;

Perspective held(Status status) {
  switch (status) {
    case Status::Planned:
      return {kNone, Certainty::Probable, Polarity::Positive};
    case Status::Possible:
      return {kNone, Certainty::Possible, Polarity::Positive};
    case Status::Denied:
      return {kNone, Certainty::Certain, Polarity::Negative};
    default:
      return {kNone, Certainty::Certain, Polarity::Positive};
  }
}

}  // namespace

std::vector<Perspective> perspectives_of(const Document& document, Status status, std::uint32_t claim) {
  std::vector<Perspective> result;
  Perspective now = held(status);
  for (int i = 0; i < kLongestChain && claim != kNone; ++i) {
    const Claim& said = document.claims[claim];
    now.claim = claim;
    if (said.stance == Stance::Believes) now.certainty = std::min(now.certainty, Certainty::Probable);
    if (said.stance == Stance::Asks && now.certainty == Certainty::Possible) now.certainty = Certainty::Unknown;
    result.push_back(now);
    if (!said.factive) now = {};
    claim = said.via;
  }
  now.claim = kNone;
  result.push_back(now);
  return result;
}

}  // namespace dateline::claim
