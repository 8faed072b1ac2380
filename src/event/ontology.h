// Event types, modes, contexts and CAMEO codes as the tables under data/events/ list them. Views live as long as the Knowledge.
// Immutable after load.
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "dateline/annotations.h"
#include "dateline/result.h"
#include "knowledge/knowledge.h"

namespace dateline::event {

// Position of a type in ontology.tsv; fits the bits of a TypeMask.
using TypeIndex = std::uint8_t;
using TypeMask = std::uint32_t;
inline constexpr TypeIndex kNoType = 0xff;
constexpr TypeMask bit_of(TypeIndex type) { return type < 32 ? TypeMask(1) << type : 0; }

enum class RecipientNeed : std::uint8_t { Optional, Required };
// What happens to triggers inside what an event is about: "refused to release" is no release, "condemned the attack" leaves one.
enum class ThemeUse : std::uint8_t { Absorb, Leave };
// Whether an accident or a storm does this too ("forty people were killed").
enum class Mishap : std::uint8_t { No, Possible };

struct EventType {
  std::string_view name;
  int quad = 0;
  double score = 0;
  RecipientNeed recipient = RecipientNeed::Optional;
  ThemeUse theme = ThemeUse::Leave;
  Mishap mishap = Mishap::No;
  TypeIndex announced = kNoType;  // the type of an announcement to do this ("will send aid" is AGREE)
  std::string_view announced_cameo;
  TypeIndex declined = kNoType;  // the type of an announcement not to do this ("will not send aid" is REJECT)
  std::string_view declined_cameo;
  TypeIndex unless = kNoType;  // the type of saying that one will do this unless another gives way
  std::string_view unless_cameo;
};

class Ontology {
 public:
  static Result<Ontology> load(const knowledge::Knowledge& knowledge);

  TypeIndex find(std::string_view name) const;
  const EventType& operator[](TypeIndex type) const { return types_[type]; }
  // The types of what an accident or nature does too.
  TypeMask mishaps() const { return mishaps_; }
  bool has_mode(TypeIndex type, std::string_view mode) const;
  // Goldstein's value of a CAMEO code; nothing for a code that the table does not list.
  const double* goldstein(std::string_view cameo) const;
  // The context that a lemma points at; empty when none.
  std::string_view context_of(std::string_view lemma) const;
  bool has_context(std::string_view name) const;

 private:
  std::vector<EventType> types_;
  TypeMask mishaps_ = 0;
  std::vector<std::pair<TypeIndex, std::string_view>> modes_;
  std::vector<std::pair<std::string_view, double>> cameo_;           // sorted by code
  std::vector<std::pair<std::string_view, std::string_view>> cues_;  // lemma, context; sorted
  std::vector<std::string_view> contexts_;                           // sorted
};

}  // namespace dateline::event
