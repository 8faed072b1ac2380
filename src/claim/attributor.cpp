#include "claim/attributor.h"

#include <algorithm>

#include "claim/agency.h"
#include "claim/cues.h"
#include "claim/reading.h"

namespace dateline::claim {

Attributor::Attributor(std::unique_ptr<CueTable> cues) : cues_(std::move(cues)) {}
Attributor::Attributor(Attributor&&) noexcept = default;
Attributor& Attributor::operator=(Attributor&&) noexcept = default;
Attributor::~Attributor() = default;

Result<Attributor> Attributor::create(const knowledge::Knowledge& knowledge) {
  auto cues = CueTable::read(knowledge);
  if (!cues) return tl::unexpected(cues.error());
  return Attributor(std::make_unique<CueTable>(std::move(*cues)));
}

void Attributor::run(Document& document) const {
  document.claims.clear();
  if (document.tokens.size() == 0 || document.sentences.empty()) return;
  Reading reading(document, *cues_);
  read_clauses(reading);
  read_phrases(reading);
  read_quotations(reading);
  write_claims(reading);
  add_agency(document);
}

std::uint32_t Attributor::claim_of(const Document& document, std::uint32_t token) {
  const Span span = document.tokens.span[token];
  const auto& claims = document.claims;
  // Claims stand by the begin of their content. Contents nest only a few deep; a long quotation may hold many claims that are
  // over.
  const auto after = std::upper_bound(claims.begin(), claims.end(), span.begin,
                                      [](std::uint32_t begin, const Claim& c) { return begin < c.content.begin; });
  constexpr int kFurthestBack = 64;
  std::uint32_t best = kNone;
  int looked = 0;
  for (auto at = after; at != claims.begin() && looked < kFurthestBack; ++looked) {
    --at;
    if (!at->content.contains(span) || at->act == ClaimAct::Attitude || is_agency(*at)) continue;
    if (!at->aside.empty() && at->aside.contains(span)) continue;
    if (at->cue.contains(span) || at->cue_token == token) continue;
    const std::uint32_t i = static_cast<std::uint32_t>(at - claims.begin());
    // Of claims with one content the later in the chain is the inner one.
    if (best == kNone || at->content.size() < claims[best].content.size() ||
        (at->content == claims[best].content && claims[i].via == best)) {
      best = i;
    }
  }
  // The agency speaks wherever nobody else does; its claim holds all and stands first.
  if (best == kNone && !claims.empty() && is_agency(claims.front()) && claims.front().content.contains(span)) best = 0;
  return best;
}

}  // namespace dateline::claim
