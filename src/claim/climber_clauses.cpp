// Clauses: what tense, auxiliaries, negation, markers and questions say, seen through the clause's governor.
#include "claim/climber.h"

namespace dateline::claim {

Clause Climber::read_clause(std::uint32_t t) const {
  Clause clause;
  bool negated = false, progressive = false, question = false, asks_for = false;
  const Signature* auxiliary = nullptr;
  const Signature* adverb = nullptr;
  const Signature* marker = nullptr;
  const Signature* condition = nullptr;
  bool has_subject = false, has_finite = is_finite(t), has_auxiliary = false, perfect = false, quoted = false, same_time = false;
  for (std::uint32_t c : tree_.children(t)) {
    const Relation relation = tree_.relation(c);
    if (relation == Relation::aux || relation == Relation::aux_pass || relation == Relation::cop) {
      has_auxiliary = has_auxiliary || relation != Relation::cop;
      has_finite = has_finite || is_finite(c);
      const Signature* s = relation == Relation::aux ? signature(c, GovernorPos::Auxiliary, Government::Auxiliary) : nullptr;
      if (s != nullptr) {
        auxiliary = s;
        has_finite = true;
      }
      if (relation == Relation::aux && tree_.lemma(c) == "be" && tree_.xpos(t) == "VBG") progressive = true;
      if (tree_.xpos(c) == "VBG") progressive = true;  // "is being built"
      if (relation == Relation::aux && tree_.lemma(c) == "have") perfect = true;
    } else if (relation == Relation::advmod || relation == Relation::cc || relation == Relation::det) {
      const Signature* s = signature(c, pos_of(c), Government::Modifier);
      if (s == nullptr && relation == Relation::cc) s = signature(c, GovernorPos::Adverb, Government::Modifier);
      if (s == nullptr || (c > t && tree_.upos(t) == Upos::VERB && relation == Relation::cc)) continue;
      if (s->positive == Effect::Denied && s->negative == Effect::Denied)
        negated = negated || !is_not_only(c);
      else if (s->positive != Effect::Same)
        adverb = s;
    } else if (relation == Relation::mark || relation == Relation::case_) {
      const std::string_view mark = tree_.lemma(c);
      if (mark == "to" && c < t) clause.infinitive = true;
      const Signature* s = signature(c, GovernorPos::Marker, Government::Marker);
      // "instead of": the first word may hang elsewhere.
      if (s == nullptr && c > tree_.range().first) s = signature(c - 1, GovernorPos::Marker, Government::Marker);
      if (s != nullptr && s->positive != Effect::Same) marker = s;
      same_time = same_time || (s != nullptr && s->positive == Effect::Same);
    } else if (is_subject(relation)) {
      has_subject = true;
      negated = negated || is_negated_noun(c);
    } else if (relation == Relation::obj || relation == Relation::obl) {
      negated = negated || (c > t && is_negated_noun(c));
    } else if (relation == Relation::advcl || relation == Relation::advcl_relcl) {
      for (std::uint32_t m : tree_.children(c)) {
        if (tree_.relation(m) != Relation::mark) continue;
        const Signature* s = signature(m, GovernorPos::Marker, Government::Marker);
        if (s != nullptr && s->positive == Effect::Possible) condition = s;
      }
    } else if (relation == Relation::punct) {
      question = question || document_.text_of_token(c) == "?";
      quoted = quoted || tree_.xpos(c) == "``";
    }
    // "Who fought the wars?" takes the wars for granted.
    const std::string_view tag = tree_.xpos(c);
    asks_for = asks_for || (c < t && (tag == "WP" || tag == "WRB" || tag == "WDT" || tag == "WP$"));
  }
  clause.finite = has_finite && !clause.infinitive;
  clause.gerund = !clause.finite && tree_.xpos(t) == "VBG";
  clause.status = progressive ? Status::Ongoing : Status::Happened;
  if (auxiliary != nullptr) {
    const Effect effect = negated ? auxiliary->negative : auxiliary->positive;
    clause.would = effect == Effect::Would;
    if (effect != Effect::Same)
      clause.status = status_from(effect);
    else if (negated)
      clause.status = Status::Denied;
  } else if (negated) {
    clause.status = Status::Denied;
  }
  if (adverb != nullptr && clause.status != Status::Denied)
    clause.status = through(adverb->positive, adverb->negative, clause.status);
  if (marker != nullptr && (marker->positive == Effect::Possible || marker->positive == Effect::Denied)) {
    clause.status =
        clause.status == Status::Denied && marker->positive == Effect::Denied ? Status::Happened : status_from(marker->positive);
    clause.conditional = marker->positive == Effect::Possible;
    clause.finite = true;
    clause.would = false;
  }
  const bool present = tree_.xpos(t) == "VBZ" || tree_.xpos(t) == "VBP";
  clause.to_come = present && !negated && same_time;
  if (clause.would && perfect) {
    // "would have caught them": it did not; "would not have found it": it did.
    clause.status = negated ? Status::Happened : Status::Denied;
    clause.would = false;
  } else if (condition != nullptr && (clause.status == Status::Planned || clause.would || (present && !negated))) {
    clause.status = Status::Possible;
    clause.would = false;
  }
  const Relation own = tree_.relation(t);
  // Speech is as free to ask and to order as a sentence of its own.
  const bool main =
      own == Relation::root || own == Relation::parataxis || tree_.head(t) == kNone || (own == Relation::ccomp && quoted);
  if (main && question && !asks_for) clause.status = Status::Possible;
  if (main && clause.infinitive && clause.status != Status::Denied) {
    clause.status = Status::Planned;  // a headline: "King to visit the islands"
    clause.finite = true;
  }
  // An order or an appeal: "Release the prisoners."
  if (main && !has_subject && (!has_auxiliary || quoted) && tree_.xpos(t) == "VB" && !clause.infinitive) {
    clause.status = Status::Possible;
    clause.finite = true;
  }
  return clause;
}

Status Climber::clause_value(std::uint32_t t, int depth) const {
  const Clause clause = read_clause(t);
  std::uint32_t head = tree_.head(t);
  if (head == kNone) return clause.status;
  const bool negated = clause.status == Status::Denied;
  switch (tree_.relation(t)) {
    case Relation::ccomp:
    case Relation::csubj:
    case Relation::csubj_pass:
      return complement_value(t, head, clause, depth);
    case Relation::acl:
    case Relation::acl_relcl:
      if (tree_.relation(t) == Relation::acl_relcl && clause.finite) return clause.status;
      return complement_value(t, head, clause, depth);
    case Relation::xcomp:
      return complement_value(t, head, clause, depth);
    case Relation::conj: {
      if (negated) return clause.status;
      if (clause.finite) {
        // "if it rains and floods": the condition holds for both.
        const bool plain = clause.status == Status::Happened && same_kind(t, head);
        if (plain && read_clause(head).conditional) return Status::Possible;
        const bool bare = plain && tree_.xpos(t) == "VBP" && !has_auxiliary(t) && tree_.child(t, Relation::nsubj) == kNone;
        return bare && has_auxiliary(head) ? value(head, depth + 1) : clause.status;
      }
      // "will travel and visit": the first verb's auxiliaries hold for both.
      return same_kind(t, head) ? value(head, depth + 1) : clause.status;
    }
    case Relation::advcl:
    case Relation::obl:
    case Relation::nmod: {
      const Signature* s = by_preposition(t, head);
      if (s != nullptr) return polarity(negated, through(s->positive, s->negative, value(head, depth + 1)));
      if (tree_.marker(t, "that") != kNone) return complement_value(t, governor_of(t, head, Government::Clause), clause, depth);
      if (clause.to_come) {
        const Status above = value(head, depth + 1);
        return above == Status::Planned || above == Status::Possible ? above : clause.status;
      }
      if (clause.finite) return clause.status;
      if (clause.infinitive) {
        head = governor_of(t, head, Government::Infinitive);
        s = degree_of(head);
        if (s == nullptr) s = signature(head, pos_of(head), Government::Infinitive);
        const Status above = value(head, depth + 1);
        if (s != nullptr) return polarity(negated, through(s->positive, s->negative, above));
        // A purpose: aimed at by what is done.
        return polarity(negated, above == Status::Denied || above == Status::Possible ? Status::Possible : Status::Planned);
      }
      if (negated) return Status::Denied;
      if (clause.gerund && (s = signature(head, pos_of(head), Government::Gerund)) != nullptr) {
        return through(s->positive, s->negative, value(head, depth + 1));  // "went on burning"
      }
      // A participle shares the time of its clause.
      const Status above = value(head, depth + 1);
      return above == Status::Denied || above == Status::Ongoing ? Status::Happened : above;
    }
    case Relation::parataxis:
      return clause.status;
    case Relation::obj:
    case Relation::nsubj:
    case Relation::nsubj_pass:
    case Relation::appos:
      return clause.finite ? clause.status : nominal_value(t, depth);
    default:
      return clause.finite || negated ? clause.status : value(head, depth + 1);
  }
}

// "too tired to land": the degree decides, not the adjective.
const Signature* Climber::degree_of(std::uint32_t governor) const {
  for (std::uint32_t c : tree_.children(governor)) {
    if (c > governor || tree_.relation(c) != Relation::advmod) continue;
    const Signature* s = signature(c, GovernorPos::Adverb, Government::Infinitive);
    if (s != nullptr) return s;
  }
  return nullptr;
}

Status Climber::complement_value(std::uint32_t t, std::uint32_t head, const Clause& clause, int depth) const {
  const bool negated = clause.status == Status::Denied;
  const Signature* s = by_preposition(t, head);
  if (s == nullptr && clause.infinitive) {
    head = governor_of(t, head, Government::Infinitive);
    // "persuaded the gunman to surrender": the verb governs, not its object.
    const std::uint32_t verb = tree_.head(head);
    if (tree_.relation(t) == Relation::acl && tree_.relation(head) == Relation::obj && verb != kNone &&
        signature(head, pos_of(head), Government::Infinitive) == nullptr &&
        signature(verb, pos_of(verb), Government::Infinitive) != nullptr) {
      head = verb;
    }
  }
  const GovernorPos pos = pos_of(head);
  if (s == nullptr && clause.infinitive) {
    s = degree_of(head);
    if (s == nullptr && tree_.xpos(head) == "VBG") s = signature(head, pos, Government::Prospective);
    if (s == nullptr) s = signature(head, pos, Government::Infinitive);
    const Status above = value(head, depth + 1);
    if (s != nullptr && s->positive == Effect::Past && above == Status::Happened && is_past(head))
      return polarity(negated, above);
    if (s != nullptr) return polarity(negated, through(s->positive, s->negative, above));
    // A headline: "King to visit the islands".
    if (tree_.relation(t) == Relation::acl && tree_.head(head) == kNone && tree_.child(head, Relation::cop) == kNone) {
      return polarity(negated, Status::Planned);
    }
    if (clause.status == Status::Ongoing) return above;
    return polarity(negated, Status::Possible);
  }
  if (s == nullptr && !clause.finite) {
    if (clause.gerund) s = signature(head, pos, Government::Gerund);
    if (s == nullptr && !clause.gerund) s = signature(head, pos, Government::Infinitive);  // "helped rebuild", "let them go"
    if (tree_.relation(t) == Relation::acl && s == nullptr) {
      // "ships carrying grain": as real as the noun's clause; "troops sent to the border".
      return negated ? Status::Denied : Status::Happened;
    }
    const Status above = value(head, depth + 1);
    if (s != nullptr) return polarity(negated, through(s->positive, s->negative, above));
    if (tree_.xpos(t) == "VB" || tree_.xpos(t) == "VBP") {
      s = signature(head, pos, Government::Subjunctive);
      if (s != nullptr) return polarity(negated, through(s->positive, s->negative, above));
    }
    return negated ? Status::Denied : above;
  }
  if (s != nullptr) return polarity(negated, through(s->positive, s->negative, value(head, depth + 1)));

  // A finite clause: its own tense, seen through the governor.
  head = governor_of(t, head, Government::Clause);
  return finite_value(t, head, clause, depth);
}

Status Climber::finite_value(std::uint32_t t, std::uint32_t head, const Clause& clause, int depth) const {
  const bool negated = clause.status == Status::Denied;
  const GovernorPos pos = pos_of(head);
  const Signature* s = nullptr;
  const bool subjunctive = (tree_.xpos(t) == "VB" && !has_auxiliary(t));
  if (subjunctive) s = signature(head, pos, Government::Subjunctive);
  if (s == nullptr) s = signature(head, pos, Government::Clause);
  // "said it would close": the past of "will".
  const Status backshifted = clause.would && is_past(head) ? Status::Planned : clause.status;
  if (s == nullptr) return backshifted;
  const Status above = value(head, depth + 1);
  const Effect effect = above == Status::Denied ? s->negative : s->positive;
  switch (effect) {
    case Effect::Denied:
      return negated ? Status::Happened : Status::Denied;
    case Effect::Possible:
    case Effect::Would:
      return Status::Possible;
    case Effect::Planned:
      return negated ? Status::Denied : (clause.status == Status::Possible && !clause.would ? Status::Possible : Status::Planned);
    case Effect::Same:
      if (above == Status::Denied) return negated ? Status::Possible : Status::Denied;
      return backshifted;
    case Effect::Happened:
      return clause.would ? Status::Planned : clause.status;  // "announced that it would close"
    default:
      return clause.status;
  }
}

}  // namespace dateline::claim
