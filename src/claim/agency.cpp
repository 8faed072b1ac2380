// The agency speaks with the article's voice: it holds what the article holds, so its claim is factive, and events keep their
// status. tests/claim/agency_test.cpp.
#include "claim/agency.h"

#include <algorithm>

namespace dateline::claim {
namespace {

constexpr std::string_view kProducer = "dateline";

// The name between the brackets; empty when there are none.
Span name_in_brackets(std::string_view text, Span dateline) {
  const std::string_view head = dateline.in(text);
  const std::size_t open = head.find('('), close = head.find(')', open);
  if (close == std::string_view::npos || close <= open + 1) return {};
  return {dateline.begin + static_cast<std::uint32_t>(open) + 1, dateline.begin + static_cast<std::uint32_t>(close)};
}

// The dash or colon that ends the dateline.
Span closing_mark(std::string_view text, Span dateline) {
  const std::size_t space = dateline.in(text).find_last_of(" )");
  const std::uint32_t begin = space == std::string_view::npos ? 0 : static_cast<std::uint32_t>(space) + 1;
  return {dateline.begin + begin, dateline.end};
}

// The words of the dateline belong to no sentence, whatever the trees make of them.
void leave_dateline_out(Document& document, std::uint32_t begin) {
  const Span before{document.dateline.span.begin, begin};
  for (Claim& claim : document.claims) {
    if (before.contains(claim.content.begin) && claim.content.end > begin) claim.content.begin = begin;
    if (!before.contains(claim.source_span.begin) || claim.source_span.empty()) continue;
    claim.source_span.begin = std::min(begin, claim.source_span.end);
    if (!claim.source_span.empty()) continue;
    claim.source_span = {};
    claim.source = kNone;
    claim.source_kind = SourceKind::Unknown;
  }
}

}  // namespace

bool is_agency(const Claim& claim) { return claim.producer == kProducer; }

void add_agency(Document& document) {
  const Dateline& dateline = document.dateline;
  if (dateline.span.empty() || document.sentences.empty()) return;
  std::uint32_t begin = dateline.span.end;
  while (begin < document.text.size() && document.text[begin] == ' ') ++begin;
  leave_dateline_out(document, begin);
  if (dateline.agency.empty()) return;
  Claim claim;
  claim.source_span = name_in_brackets(document.text, dateline.span);
  claim.cue = closing_mark(document.text, dateline.span);
  claim.content = {begin, document.sentences.back().span.end};
  if (claim.source_span.empty() || claim.cue.empty() || claim.content.begin >= claim.content.end) return;
  claim.source_kind = SourceKind::Media;
  claim.factive = true;
  claim.producer = kProducer;
  const auto& spans = document.tokens.span;
  const auto first = std::lower_bound(spans.begin(), spans.end(), claim.source_span.begin,
                                      [](Span span, std::uint32_t byte) { return span.begin < byte; });
  for (auto at = first; at != spans.end() && at->begin < claim.source_span.end && claim.source == kNone; ++at) {
    for (std::uint32_t m : document.mentions_at(static_cast<std::uint32_t>(at - spans.begin()))) {
      claim.source = document.mentions[m].entity;
    }
  }
  for (Claim& reported : document.claims) {
    const bool inside = claim.content.contains(reported.cue);
    reported.via = reported.via != kNone ? reported.via + 1 : inside ? 0 : kNone;
  }
  document.claims.insert(document.claims.begin(), claim);
}

}  // namespace dateline::claim
