// How likely an event is right, from what is known of its match: a logistic model whose weights stand in
// data/events/confidence.tsv, fitted on events that people judged. Immutable after load; any number of threads.
#pragma once

#include <array>
#include <cstdint>

#include "dateline/document.h"
#include "dateline/result.h"
#include "event/matcher.h"
#include "knowledge/knowledge.h"

namespace dateline::event {

// What the model looks at; names in the table are those of confidence.cpp, in this order.
enum class Evidence : std::uint8_t {
  Always,
  NoActor,
  ActorCountry,
  NoRecipient,
  RecipientCountry,
  RecipientInside,
  NounAlone,
  LightVerb,
  WordOrder,
  Conditioned,
  NotHappened,
  SeveralActors,
  Late,  // far into its sentence, where trees are worse and events are told in passing
};
inline constexpr std::size_t kEvidence = 13;
using EvidenceSet = std::array<bool, kEvidence>;

class Confidence {
 public:
  static Result<Confidence> load(const knowledge::Knowledge& knowledge);
  // `event` has its actors, recipients and status.
  float of(const Document& document, const Match& match, const Event& event) const;

 private:
  std::array<float, kEvidence> weights_{};
};

}  // namespace dateline::event
