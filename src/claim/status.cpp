// The status of a trigger is what its own clause says (tense, auxiliaries, negation, condition, question), seen through what
// governs that clause: each governor of the table turns the status that it has itself into one for what hangs on it. So the
// reader climbs from the trigger towards the root until a clause is finite and nothing governs it, and folds the effects on the
// way back. "He did not forget to sign": `sign` hangs on `forget`, which is denied, and forget's negative effect is `happened`.
// The climb is bounded, and looks at a window of the sentence, so a call takes constant time.
// tests/claim/status_test.cpp, data/claims/signatures.tsv.
#include "claim/status.h"

#include <algorithm>

#include "claim/cues.h"
#include "claim/forms.h"
#include "claim/signatures.h"
#include "claim/tree.h"

namespace dateline::claim {
namespace {

constexpr int kMostClimbs = 12;
constexpr std::uint32_t kWindow = 200;  // tokens of the sentence on each side of the trigger

// What a clause says by itself.
struct Clause {
  bool finite = false;
  bool would = false;
  bool conditional = false;  // "if", "unless", "whether"
  bool infinitive = false;   // with "to"
  bool gerund = false;
  Status status = Status::Happened;
};

class Climber {
 public:
  Climber(const SignatureTable& signatures, const Tree& tree)
      : signatures_(signatures), tree_(tree), document_(tree.document()) {}

  Status value(std::uint32_t t, int depth = 0) const {
    if (depth >= kMostClimbs) return Status::Happened;
    const bool predicate = tree_.upos(t) == Upos::VERB || tree_.upos(t) == Upos::AUX || tree_.child(t, Relation::cop) != kNone;
    return predicate ? clause_value(t, depth) : nominal_value(t, depth);
  }

 private:
  const Signature* signature(std::uint32_t governor, GovernorPos pos, Government government) const {
    for (const Signature& s : find(governor)) {
      if (s.pos == pos && s.government == government && has_words(governor, s.words)) return &s;
    }
    return nullptr;
  }

  std::span<const Signature> find(std::uint32_t t) const {
    std::span<const Signature> found = signatures_.find(tree_.lemma(t));
    if (!found.empty()) return found;
    const Upos upos = tree_.upos(t);
    if (upos != Upos::VERB && upos != Upos::AUX && upos != Upos::ADJ) return signatures_.find(document_.text_of_token(t));
    each_base_form(document_.text_of_token(t), [&](std::string_view form) {
      found = signatures_.find(form);
      return !found.empty();
    });
    return found;
  }

  bool has_words(std::uint32_t t, std::string_view words) const {
    while (!words.empty()) {
      const auto [word, rest] = split_word(words);
      bool found = false;
      for (std::uint32_t c : tree_.children(t)) {
        if (tree_.relation(c) == Relation::compound_prt || tree_.relation(c) == Relation::fixed ||
            tree_.relation(c) == Relation::advmod) {
          found = found || tree_.lemma(c) == word;
        }
      }
      if (!found) return false;
      words = rest;
    }
    return true;
  }

  GovernorPos pos_of(std::uint32_t t) const {
    switch (tree_.upos(t)) {
      case Upos::VERB:
      case Upos::AUX:
        return GovernorPos::Verb;
      case Upos::ADJ:
        return GovernorPos::Adjective;
      case Upos::ADV:
      case Upos::PART:
        return GovernorPos::Adverb;
      case Upos::DET:
      case Upos::PRON:
        return GovernorPos::Determiner;
      default:
        return GovernorPos::Noun;
    }
  }

  // The governor's own status, turned by its effect.
  static Status through(Effect positive, Effect negative, Status own) {
    const Effect effect = own == Status::Denied ? negative : positive;
    if (effect == Effect::Same) return own;
    const Status status = status_from(effect);
    if (own == Status::Possible) return Status::Possible;
    if (own == Status::Planned && (status == Status::Happened || status == Status::Ongoing)) return Status::Planned;
    return status;
  }

  static Status status_from(Effect effect) {
    switch (effect) {
      case Effect::Ongoing:
        return Status::Ongoing;
      case Effect::Planned:
        return Status::Planned;
      case Effect::Possible:
      case Effect::Past:
      case Effect::Would:
        return Status::Possible;
      case Effect::Denied:
        return Status::Denied;
      default:
        return Status::Happened;
    }
  }

  bool is_subject(Relation r) const {
    return r == Relation::nsubj || r == Relation::nsubj_pass || r == Relation::csubj || r == Relation::nsubj_outer;
  }

  bool is_finite(std::uint32_t t) const {
    const std::string_view tag = tree_.xpos(t);
    return tag == "VBD" || tag == "VBZ" || tag == "VBP" || tag == "MD";
  }

  bool is_past(std::uint32_t t) const {
    if (tree_.xpos(t) == "VBD") return true;
    for (std::uint32_t c : tree_.children(t)) {
      if (tree_.relation(c) == Relation::cop && tree_.xpos(c) == "VBD") return true;
    }
    return false;
  }

  // "no", "nobody": on the noun, or the noun itself.
  bool is_negated_noun(std::uint32_t t) const {
    const Signature* own = signature(t, GovernorPos::Determiner, Government::Modifier);
    if (own != nullptr && own->positive == Effect::Denied) return true;
    for (std::uint32_t c : tree_.children(t)) {
      if (tree_.relation(c) != Relation::det && tree_.relation(c) != Relation::advmod) continue;
      const Signature* s = signature(c, GovernorPos::Determiner, Government::Modifier);
      if (s != nullptr && s->positive == Effect::Denied) return true;
    }
    return false;
  }

  Clause read_clause(std::uint32_t t) const {
    Clause clause;
    bool negated = false, progressive = false, question = false, asks_for = false;
    const Signature* auxiliary = nullptr;
    const Signature* adverb = nullptr;
    const Signature* marker = nullptr;
    const Signature* condition = nullptr;
    bool has_subject = false, has_finite = is_finite(t), has_auxiliary = false;
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
      } else if (relation == Relation::advmod || relation == Relation::cc || relation == Relation::det) {
        const Signature* s = signature(c, pos_of(c), Government::Modifier);
        if (s == nullptr && relation == Relation::cc) s = signature(c, GovernorPos::Adverb, Government::Modifier);
        if (s == nullptr || (c > t && tree_.upos(t) == Upos::VERB && relation == Relation::cc)) continue;
        if (s->positive == Effect::Denied && s->negative == Effect::Denied)
          negated = true;
        else if (s->positive != Effect::Same)
          adverb = s;
      } else if (relation == Relation::mark || relation == Relation::case_) {
        const std::string_view mark = tree_.lemma(c);
        if (mark == "to" && c < t) clause.infinitive = true;
        const Signature* s = signature(c, GovernorPos::Marker, Government::Marker);
        // "instead of": the first word may hang elsewhere.
        if (s == nullptr && c > tree_.range().first) s = signature(c - 1, GovernorPos::Marker, Government::Marker);
        if (s != nullptr && s->positive != Effect::Same) marker = s;
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
      } else if (relation == Relation::punct && document_.text_of_token(c) == "?") {
        question = true;
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
      clause.status = clause.status == Status::Denied && marker->positive == Effect::Denied ? Status::Happened
                                                                                            : status_from(marker->positive);
      clause.conditional = marker->positive == Effect::Possible;
      clause.finite = true;
      clause.would = false;
    }
    if (condition != nullptr && (clause.status == Status::Planned || clause.would)) {
      clause.status = Status::Possible;
      clause.would = false;
    }
    const Relation own = tree_.relation(t);
    const bool main = own == Relation::root || own == Relation::parataxis || tree_.head(t) == kNone;
    if (main && question && !asks_for) clause.status = Status::Possible;
    if (main && clause.infinitive && clause.status != Status::Denied) {
      clause.status = Status::Planned;  // a headline: "King to visit the islands"
      clause.finite = true;
    }
    // An order or an appeal: "Release the prisoners."
    if (main && !has_subject && !has_auxiliary && tree_.xpos(t) == "VB" && !clause.infinitive) {
      clause.status = Status::Possible;
      clause.finite = true;
    }
    return clause;
  }

  Status clause_value(std::uint32_t t, int depth) const {
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
        if (clause.finite) return clause.status;
        if (clause.infinitive) {
          head = governor_of(t, head, Government::Infinitive);
          s = signature(head, pos_of(head), Government::Infinitive);
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

  bool same_kind(std::uint32_t a, std::uint32_t b) const {
    const bool verb_a = tree_.is_verb(a), verb_b = tree_.is_verb(b);
    return verb_a == verb_b;
  }

  // What is said of the negation of something.
  static Status polarity(bool negated, Status status) {
    if (!negated) return status;
    switch (status) {
      case Status::Denied:
        return Status::Happened;
      case Status::Possible:
        return Status::Possible;
      default:
        return Status::Denied;
    }
  }

  Status complement_value(std::uint32_t t, std::uint32_t head, const Clause& clause, int depth) const {
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
      if (tree_.xpos(head) == "VBG") s = signature(head, pos, Government::Prospective);
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

  Status finite_value(std::uint32_t t, std::uint32_t head, const Clause& clause, int depth) const {
    const bool negated = clause.status == Status::Denied;
    const GovernorPos pos = pos_of(head);
    const Signature* s = nullptr;
    const bool subjunctive = (tree_.xpos(t) == "VB" && !has_auxiliary(t));
    if (subjunctive) s = signature(head, pos, Government::Subjunctive);
    if (s == nullptr) s = signature(head, pos, Government::Clause);
    if (s == nullptr) return clause.status;
    const Status above = value(head, depth + 1);
    const Effect effect = above == Status::Denied ? s->negative : s->positive;
    switch (effect) {
      case Effect::Denied:
        return negated ? Status::Possible : Status::Denied;
      case Effect::Possible:
      case Effect::Would:
        return Status::Possible;
      case Effect::Planned:
        return negated ? Status::Denied
                       : (clause.status == Status::Possible && !clause.would ? Status::Possible : Status::Planned);
      case Effect::Same:
        if (above == Status::Denied) return negated ? Status::Possible : Status::Denied;
        return clause.status;
      case Effect::Happened:
        return clause.would ? Status::Planned : clause.status;  // "announced that it would close"
      default:
        return clause.status;
    }
  }

  bool has_auxiliary(std::uint32_t t) const {
    return tree_.child(t, Relation::aux) != kNone || tree_.child(t, Relation::aux_pass) != kNone ||
           tree_.child(t, Relation::cop) != kNone;
  }

  // The word right before the phrase of `t`, when the table has it govern such phrases: "drew up plans | for an invasion",
  // "rejected the claim | that it fell". Trees often hang the phrase on the verb above. `head` when there is none.
  std::uint32_t governor_of(std::uint32_t t, std::uint32_t head, Government government) const {
    const std::uint32_t first = tree_.extent(t).first;
    if (first == tree_.range().first || first > t) return head;
    const std::uint32_t before = first - 1;
    if (before == head || (tree_.upos(before) != Upos::NOUN && tree_.upos(before) != Upos::ADJ)) return head;
    const std::string_view begins = tree_.lemma(first);
    for (const Signature& s : find(before)) {
      if (s.pos != pos_of(before) || s.government != government || !has_words(before, s.words)) continue;
      if (government == Government::Preposition ? s.takes_preposition(begins) : true) return before;
    }
    return head;
  }

  // The governor's signature for the preposition before `t`.
  const Signature* by_preposition(std::uint32_t t, std::uint32_t& governor) const {
    governor = governor_of(t, governor, Government::Preposition);
    const GovernorPos pos = pos_of(governor);
    for (std::uint32_t c : tree_.children(t)) {
      if (c > t || (tree_.relation(c) != Relation::case_ && tree_.relation(c) != Relation::mark)) continue;
      for (const Signature& s : find(governor)) {
        if (s.pos == pos && s.government == Government::Preposition && s.takes_preposition(tree_.lemma(c)) &&
            has_words(governor, s.words)) {
          return &s;
        }
      }
    }
    return nullptr;
  }

  Status nominal_value(std::uint32_t t, int depth) const {
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

  // "the signing of an agreement": with the noun that it belongs to.
  Status nominal_above(std::uint32_t head, int depth) const {
    const Status above = tree_.is_verb(head) ? Status::Happened : nominal_value(head, depth + 1);
    return above == Status::Ongoing || above == Status::Denied ? Status::Happened : above;
  }

  const Signature* any_preposition(std::uint32_t governor) const {
    for (const Signature& s : find(governor)) {
      if (s.pos == pos_of(governor) && s.government == Government::Preposition && s.words.empty()) return &s;
    }
    return nullptr;
  }

  bool is_definite(std::uint32_t t) const {
    for (std::uint32_t c : tree_.children(t)) {
      if (tree_.relation(c) == Relation::nmod_poss) return true;
      if (tree_.relation(c) == Relation::det && (tree_.has_feature(c, "Definite=Def") || tree_.has_feature(c, "PronType=Dem")))
        return true;
      if (tree_.relation(c) == Relation::det && tree_.lemma(c) == "the") return true;
    }
    return tree_.upos(t) == Upos::PROPN || tree_.upos(t) == Upos::PRON;
  }

  const SignatureTable& signatures_;
  const Tree& tree_;
  const Document& document_;
};

}  // namespace

StatusReader::StatusReader(std::unique_ptr<SignatureTable> signatures) : signatures_(std::move(signatures)) {}
StatusReader::StatusReader(StatusReader&&) noexcept = default;
StatusReader& StatusReader::operator=(StatusReader&&) noexcept = default;
StatusReader::~StatusReader() = default;

Result<StatusReader> StatusReader::create(const knowledge::Knowledge& knowledge) {
  auto signatures = SignatureTable::read(knowledge);
  if (!signatures) return tl::unexpected(signatures.error());
  return StatusReader(std::make_unique<SignatureTable>(std::move(*signatures)));
}

Status StatusReader::status_of(const Document& document, std::uint32_t token) const {
  const Sentence& sentence = document.sentences[document.tokens.sentence[token]];
  TokenRange range{sentence.first_token, sentence.end_token};
  if (token > range.first + kWindow) range.first = token - kWindow;
  if (range.end > token + kWindow) range.end = token + kWindow;
  const Tree tree(document, range);
  return Climber(*signatures_, tree).value(token);
}

}  // namespace dateline::claim
