// Nominals: "the planned visit", "no attack", "cancelled the talks".
#include "claim/climber.h"

namespace dateline::claim {

Status Climber::nominal_value(std::uint32_t t, int depth) const {
  // What stands on the noun itself: "possible visit", "no visit", "without a visit".
  bool any = false;
  for (std::uint32_t c : tree_.children(t)) {
    const Relation relation = tree_.relation(c);
    if (relation == Relation::amod || relation == Relation::det || relation == Relation::advmod ||
        relation == Relation::compound || relation == Relation::nmod_desc) {
      const Signature* s = signature(c, pos_of(c), Government::Modifier);
      if (s == nullptr && relation == Relation::amod) s = signature(c, GovernorPos::Verb, Government::Modifier);
      if (s == nullptr && relation == Relation::amod) s = signature(c, GovernorPos::Adjective, Government::Modifier);
      if (s == nullptr || s->positive == Effect::Same || c > t) continue;
      if (relation == Relation::det && s->positive == Effect::Possible) {
        any = true;  // "any attack": as open as its clause
        continue;
      }
      return status_from(s->positive);
    }
    if (relation == Relation::case_ || relation == Relation::mark) {
      const Signature* s = signature(c, GovernorPos::Marker, Government::Marker);
      if (s != nullptr && s->positive != Effect::Same) return status_from(s->positive);
    }
  }
  std::uint32_t head = tree_.head(t);
  if (head == kNone) return any ? Status::Possible : Status::Happened;
  const Relation relation = tree_.relation(t);
  const Signature* s = nullptr;
  switch (relation) {
    case Relation::conj:
    case Relation::appos:
    case Relation::flat:
      return tree_.is_verb(head) ? Status::Happened : nominal_value(head, depth + 1 < kMostClimbs ? depth + 1 : kMostClimbs);
    case Relation::obj:
    case Relation::nsubj_pass:
      s = signature(head, GovernorPos::Verb, Government::Object);
      break;
    case Relation::nsubj:
      s = signature(head, pos_of(head), Government::Subject);
      break;
    case Relation::compound:
    case Relation::nmod_poss:
      // "invasion plan": as "plan of invasion".
      if (relation == Relation::compound) s = any_preposition(head);
      break;
    case Relation::obl:
    case Relation::nmod:
    case Relation::advcl:
    case Relation::obl_agent:
      s = by_preposition(t, head);
      break;
    default:
      break;
  }
  if (depth + 1 >= kMostClimbs) return Status::Happened;
  if (s != nullptr) return through(s->positive, s->negative, value(head, depth + 1));
  const bool governed = relation == Relation::obj || relation == Relation::nsubj_pass || relation == Relation::obl ||
                        relation == Relation::nsubj || relation == Relation::xcomp;
  if (any && governed) {
    const Status above = value(head, depth + 1);
    return above == Status::Denied ? Status::Denied : Status::Possible;
  }
  if (any) return Status::Possible;
  if (relation == Relation::nmod && !is_definite(t)) return nominal_above(head, depth);
  if ((relation == Relation::obj || relation == Relation::nsubj_pass) && !is_definite(t)) {
    // Something new in a clause that has not happened has not happened either: "will bring a war".
    const Status above = value(head, depth + 1);
    return above == Status::Ongoing ? Status::Happened : above;
  }
  return Status::Happened;
}

Status Climber::nominal_above(std::uint32_t head, int depth) const {
  const Status above = tree_.is_verb(head) ? Status::Happened : nominal_value(head, depth + 1);
  return above == Status::Ongoing || above == Status::Denied ? Status::Happened : above;
}

}  // namespace dateline::claim
