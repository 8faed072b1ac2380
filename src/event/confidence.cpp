#include "event/confidence.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string_view>

namespace dateline::event {

namespace {

constexpr std::array<std::string_view, kEvidence> kNames{
    "always",           "no-actor",       "actor-country", "no-recipient", "recipient-country",
    "recipient-inside", "noun-alone",     "light-verb",    "word-order",   "conditioned",
    "not-happened",     "several-actors", "late"};
constexpr std::uint32_t kLateToken = 18;
// Nothing is certain, and what is worse than a guess is not coded.
constexpr float kLeast = 0.2f, kMost = 0.97f;

EvidenceSet evidence_of(const Document& document, const Match& match, const Event& event) {
  EvidenceSet set{};
  const auto note = [&](Evidence evidence, bool holds) { set[static_cast<std::size_t>(evidence)] = holds; };
  const auto has_country = [&](const Argument& a) { return !document.entities[a.entity].country.empty(); };
  const std::vector<FrameItem>& items = match.pattern->frame.items;
  note(Evidence::Always, true);
  note(Evidence::NoActor, event.actors.empty());
  note(Evidence::ActorCountry, std::any_of(event.actors.begin(), event.actors.end(), has_country));
  note(Evidence::NoRecipient, event.recipients.empty());
  note(Evidence::RecipientCountry, std::any_of(event.recipients.begin(), event.recipients.end(), has_country));
  note(Evidence::RecipientInside, match.inside);
  note(Evidence::NounAlone, match.site.kind == TriggerKind::Noun && match.site.light == kNone);
  note(Evidence::LightVerb, match.site.light != kNone);
  note(Evidence::WordOrder, match.site.reading == Reading::Order);
  note(Evidence::Conditioned, std::any_of(items.begin(), items.end(), [](const FrameItem& item) {
         return item.role == Role::Theme && !item.condition.any();
       }));
  note(Evidence::NotHappened, event.status != Status::Happened && event.status != Status::Ongoing);
  note(Evidence::SeveralActors, event.actors.size() > 1);
  std::uint32_t first = document.sentences[event.sentence].first_token;
  while (first < match.site.token && document.dateline.span.contains(document.tokens.span[first])) ++first;
  note(Evidence::Late, match.site.token - first >= kLateToken);
  return set;
}

}  // namespace

Result<Confidence> Confidence::load(const knowledge::Knowledge& knowledge) {
  const knowledge::Table table = knowledge.table("event_confidence");
  if (!table.exists())
    return failure(ErrorCode::WrongVersion,
                   "the knowledge pack has no events/confidence.tsv; build it again with `dateline pack`");
  const std::uint32_t evidence = table.column("evidence"), weight = table.column("weight");
  Confidence model;
  for (std::uint32_t row = 0; row < table.rows(); ++row) {
    const auto name = std::find(kNames.begin(), kNames.end(), table.cell(row, evidence));
    if (name == kNames.end())
      return failure(ErrorCode::BadInput, fmt::format("{}: '{}' is no evidence", table.origin(row), table.cell(row, evidence)));
    const std::string_view cell = table.cell(row, weight);
    float& value = model.weights_[static_cast<std::size_t>(name - kNames.begin())];
    std::from_chars(cell.data(), cell.data() + cell.size(), value);
  }
  return model;
}

float Confidence::of(const Document& document, const Match& match, const Event& event) const {
  const EvidenceSet set = evidence_of(document, match, event);
  float sum = 0;
  for (std::size_t i = 0; i < kEvidence; ++i) sum += set[i] ? weights_[i] : 0.0f;
  const float probability = 1.0f / (1.0f + std::exp(-sum));
  // Two digits, so that no machine's arithmetic shows.
  return std::round(std::clamp(probability, kLeast, kMost) * 100.0f) / 100.0f;
}

}  // namespace dateline::event
