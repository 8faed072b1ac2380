// Climbs from a trigger towards the root of its sentence and folds, on the way back, what each governor says of whether the
// trigger took place. src/claim/status.cpp tells the idea. Views its table and tree; both must outlive it. Private to the room.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "claim/signatures.h"
#include "claim/tree.h"
#include "dateline/document.h"

namespace dateline::claim {

inline constexpr int kMostClimbs = 12;

// What a clause says by itself.
struct Clause {
  bool finite = false;
  bool would = false;
  bool conditional = false;  // "if", "unless", "whether"
  bool infinitive = false;   // with "to"
  bool gerund = false;
  bool to_come = false;  // in the present after "before", "until": as its main clause
  Status status = Status::Happened;
};

class Climber {
 public:
  Climber(const SignatureTable& signatures, const Tree& tree)
      : signatures_(signatures), tree_(tree), document_(tree.document()) {}

  Status value(std::uint32_t t, int depth = 0) const;
  Clause read_clause(std::uint32_t t) const;
  // The signatures of a token's lemma; of a base form of its letters when the lemma has none.
  std::span<const Signature> find(std::uint32_t t) const;

 private:
  const Signature* signature(std::uint32_t governor, GovernorPos pos, Government government) const;
  bool has_words(std::uint32_t t, std::string_view words) const;
  GovernorPos pos_of(std::uint32_t t) const;
  // The governor's own status, turned by its effect.
  static Status through(Effect positive, Effect negative, Status own);
  static Status status_from(Effect effect);
  bool is_subject(Relation r) const;
  bool is_finite(std::uint32_t t) const;
  bool is_past(std::uint32_t t) const;
  // "no", "nobody": on the noun, or the noun itself.
  bool is_negated_noun(std::uint32_t t) const;
  // "not only did they ..."
  bool is_not_only(std::uint32_t negation) const;
  Status clause_value(std::uint32_t t, int depth) const;
  bool same_kind(std::uint32_t a, std::uint32_t b) const;
  // What is said of the negation of something.
  static Status polarity(bool negated, Status status);
  Status complement_value(std::uint32_t t, std::uint32_t head, const Clause& clause, int depth) const;
  Status finite_value(std::uint32_t t, std::uint32_t head, const Clause& clause, int depth) const;
  bool has_auxiliary(std::uint32_t t) const;
  // The word right before the phrase of `t`, when the table has it govern such phrases: "drew up plans | for an invasion",
  // "rejected the claim | that it fell". Trees often hang the phrase on the verb above. `head` when there is none.
  std::uint32_t governor_of(std::uint32_t t, std::uint32_t head, Government government) const;
  // The governor's signature for the preposition before `t`.
  const Signature* by_preposition(std::uint32_t t, std::uint32_t& governor) const;
  Status nominal_value(std::uint32_t t, int depth) const;
  // "the signing of an agreement": with the noun that it belongs to.
  Status nominal_above(std::uint32_t head, int depth) const;
  const Signature* degree_of(std::uint32_t governor) const;
  const Signature* any_preposition(std::uint32_t governor) const;
  bool is_definite(std::uint32_t t) const;

  const SignatureTable& signatures_;
  const Tree& tree_;
  const Document& document_;
};

}  // namespace dateline::claim
