// The functions are found by looking at a verb's own dependents first and then, when the verb lacks one, at the clause it is
// embedded in: an open complement takes its subject from the verb above, a participle from the noun it modifies, a coordinated
// verb from the first one. Each step goes up the tree, and no more than kMostSteps of them, so that a wrong tree costs little.
// What fills the slots of a frame is in slots.cpp. Tests: tests/event/grammar_test.cpp.
#include "event/grammar.h"

#include <algorithm>

#include "event/lemmas.h"
#include "event/misread.h"
#include "event/relations.h"

namespace dateline::event {

namespace {

constexpr std::size_t kMostCoordinated = 32;

bool is_nominal_relation(Relation r) {
  return r == Relation::obj || r == Relation::nmod || r == Relation::obl || r == Relation::nsubj || r == Relation::nsubj_pass ||
         r == Relation::compound || r == Relation::nmod_poss;
}

}  // namespace

Grammar::Grammar(Document& document, const PatternSet& patterns)
    : document_(document), patterns_(patterns), misread_(find_misread_verbs(document, patterns.known_lemmas())) {
  lemmas_ = read_lemmas(document, patterns.known_lemmas(), misread_);
  const Tokens& tokens = document.tokens;
  const std::uint32_t count = tokens.size();
  first_child_.assign(count + 1, 0);
  const auto parent = [&](std::uint32_t i) { return tokens.head[i] < count && tokens.head[i] != i ? tokens.head[i] : kNone; };
  for (std::uint32_t i = 0; i < count; ++i)
    if (parent(i) != kNone) ++first_child_[parent(i) + 1];
  for (std::uint32_t i = 0; i < count; ++i) first_child_[i + 1] += first_child_[i];
  children_.resize(first_child_[count]);
  std::vector<std::uint32_t> next(first_child_.begin(), first_child_.end() - 1);
  for (std::uint32_t i = 0; i < count; ++i)
    if (parent(i) != kNone) children_[next[parent(i)]++] = i;

  temporal_.assign(count, false);
  std::uint32_t token = 0;
  for (const TimeRef& time : document.times)
    for (; token < count && tokens.span[token].begin < time.span.end; ++token)
      temporal_[token] = time.span.overlaps(tokens.span[token]);

  // What stands in "SEOUL, South Korea (AP) -" is nobody's subject.
  aside_.assign(count, false);
  for (std::uint32_t i = 0; i < count && tokens.span[i].begin < document.dateline.span.end; ++i)
    aside_[i] = document.dateline.span.contains(tokens.span[i]);

  depths_.assign(count, kNone);
  TokenList queue;
  for (std::uint32_t i = 0; i < count; ++i)
    if (parent(i) == kNone) {
      depths_[i] = 0;
      queue.push_back(i);
    }
  for (std::size_t at = 0; at < queue.size(); ++at)
    for (std::uint32_t child : children(queue[at])) {
      depths_[child] = depths_[queue[at]] + 1;
      queue.push_back(child);
    }
}

std::span<const std::uint32_t> Grammar::children(std::uint32_t token) const {
  return {children_.data() + first_child_[token], children_.data() + first_child_[token + 1]};
}

std::uint32_t Grammar::child(std::uint32_t token, Relation wanted) const {
  for (std::uint32_t c : children(token))
    if (relation(c) == wanted) return c;
  return kNone;
}

bool Grammar::has_case(std::uint32_t token) const { return child(token, Relation::case_) != kNone; }

bool Grammar::opens_place(std::uint32_t token) const {
  return document_.tokens.xpos[token] == "IN" && patterns_.word_sets().contains(patterns_.place_prepositions(), lemma(token)) &&
         token + 1 < document_.tokens.size() && document_.tokens.xpos[token + 1] != "JJS";
}

// "Abducted near Nyala", where the tree takes "near" for an adverb.
bool Grammar::follows_preposition(std::uint32_t noun, std::uint32_t verb) const {
  for (std::uint32_t at = verb + 1; at < noun; ++at)
    if (opens_place(at)) return true;
  return false;
}

std::uint32_t Grammar::direct_object(std::uint32_t verb) const {
  std::uint32_t unmarked = kNone;
  for (std::uint32_t c : children(verb)) {
    if (relation(c) == Relation::obj && !has_case(c) && !temporal_[c]) return c;
    if (unmarked == kNone && c > verb && (relation(c) == Relation::obl_unmarked || relation(c) == Relation::obl) &&
        !has_case(c) && !temporal_[c] && is_nominal(upos(c)) && !follows_preposition(c, verb))
      unmarked = c;
  }
  return unmarked;
}

// Also a name before the object that a statistical parser calls a predicate ("granted Sudan a delay").
std::uint32_t Grammar::indirect_object(std::uint32_t verb) const {
  if (const std::uint32_t indirect = child(verb, Relation::iobj); indirect != kNone) return indirect;
  const std::uint32_t predicate = child(verb, Relation::xcomp), object = child(verb, Relation::obj);
  const bool named =
      predicate != kNone && object != kNone && predicate > verb && predicate < object && upos(predicate) == Upos::PROPN;
  return named && !has_case(predicate) ? predicate : kNone;
}

bool Grammar::is_marked_by(std::uint32_t token, std::string_view word) const {
  for (std::uint32_t c : children(token))
    if ((relation(c) == Relation::case_ || relation(c) == Relation::mark) && lemma(c) == word) return true;
  return false;
}

bool Grammar::is_marked_by(std::uint32_t token, WordSet words) const {
  for (std::uint32_t c : children(token))
    if ((relation(c) == Relation::case_ || relation(c) == Relation::mark) && patterns_.word_sets().contains(words, lemma(c)))
      return true;
  return false;
}

bool Grammar::has_auxiliary(std::uint32_t verb, std::string_view wanted) const {
  for (std::uint32_t c : children(verb))
    if ((relation(c) == Relation::aux || relation(c) == Relation::aux_pass) && lemma(c) == wanted) return true;
  return false;
}

bool Grammar::is_infinitive(std::uint32_t verb) const {
  for (std::uint32_t c : children(verb))
    if (relation(c) == Relation::mark &&
        (document_.tokens.upos[c] == Upos::PART || (lemma(c) == "to" && document_.tokens.xpos[verb] == "VB")))
      return true;
  return false;
}

bool Grammar::is_plural(std::uint32_t noun) const {
  const std::string_view tag = document_.tokens.xpos[noun];
  return tag == "NNS" || tag == "NNPS" || document_.tokens.feats[noun].find("Number=Plur") != std::string_view::npos;
}

bool Grammar::completes_noun(std::uint32_t clause) const {
  return is_infinitive(clause) || child(clause, Relation::mark) != kNone || has_case(clause);
}

bool Grammar::is_negative(std::uint32_t token) const {
  return document_.tokens.feats[token].find("Polarity=Neg") != std::string_view::npos || patterns_.is_negative(lemma(token));
}

bool Grammar::is_negated(std::uint32_t verb) const {
  for (std::uint32_t c : children(verb))
    if (relation(c) == Relation::advmod && is_negative(c)) return true;
  return false;
}

bool Grammar::has_particle(std::uint32_t verb, std::string_view particle) const {
  for (std::uint32_t c : children(verb)) {
    if (lemma(c) == particle && (relation(c) == Relation::compound_prt || relation(c) == Relation::advmod ||
                                 relation(c) == Relation::case_ || relation(c) == Relation::obl))
      return true;
    if ((relation(c) == Relation::obl || relation(c) == Relation::advcl) && c > verb && is_marked_by(c, particle)) return true;
  }
  return false;
}

bool Grammar::has_any_particle(std::uint32_t verb) const { return child(verb, Relation::compound_prt) != kNone; }

bool Grammar::is_passive(std::uint32_t verb) const {
  if (misread_[verb]) return false;
  if (upos(verb) != Upos::VERB && upos(verb) != Upos::AUX && upos(verb) != Upos::ADJ) return false;
  bool auxiliary = false;
  for (std::uint32_t c : children(verb)) {
    const Relation r = relation(c);
    if (r == Relation::nsubj_pass || r == Relation::aux_pass || r == Relation::csubj_pass) return true;
    auxiliary = auxiliary || r == Relation::aux || is_subject(r);
  }
  if (document_.tokens.xpos[verb] != "VBN" || auxiliary) return false;
  // "Rebels set fire to a farm", read as rebels that were set: a participle with an object of its own is no passive.
  if (relation(verb) == Relation::acl) return child(verb, Relation::obj) == kNone;
  if (relation(verb) == Relation::advcl) return true;
  return relation(verb) == Relation::conj && head(verb) != kNone && is_passive(head(verb));
}

std::uint32_t Grammar::resolved(std::uint32_t token) const {
  const std::string_view tag = document_.tokens.xpos[token];
  if (tag != "WDT" && tag != "WP") return token;
  std::uint32_t at = token;
  for (int step = 0; step < kMostSteps && at != kNone; ++step, at = head(at))
    if (relation(at) == Relation::acl_relcl && head(at) != kNone) return head(at);
  return token;
}

bool Grammar::may_be_noun(std::uint32_t token) const {
  return upos(token) == Upos::NOUN ||
         ((upos(token) == Upos::VERB || (upos(token) == Upos::ADJ && relation(token) != Relation::compound)) &&
          is_nominal_relation(relation(token)));
}

bool Grammar::is_finite(std::uint32_t verb) const {
  const auto tensed = [&](std::uint32_t token) {
    const std::string_view tag = document_.tokens.xpos[token];
    return tag == "VBD" || tag == "VBZ" || tag == "VBP" || tag == "MD";
  };
  if (tensed(verb)) return true;
  const auto own = children(verb);
  return std::any_of(own.begin(), own.end(), [&](std::uint32_t c) {
    return (relation(c) == Relation::aux || relation(c) == Relation::aux_pass) && tensed(c);
  });
}

bool Grammar::lacks_subject(std::uint32_t verb) const {
  if (upos(verb) != Upos::VERB) return false;
  if (misread_[verb]) return child(verb, Relation::nsubj) == kNone;
  const std::string_view tag = document_.tokens.xpos[verb];
  bool finite = tag == "VBD" || tag == "VBZ" || tag == "VBP";
  for (std::uint32_t c : children(verb)) {
    if ((is_subject(relation(c)) || relation(c) == Relation::nsubj_pass || relation(c) == Relation::obl_agent) && !aside_[c])
      return false;
    finite = finite || relation(c) == Relation::aux || relation(c) == Relation::aux_pass;
  }
  if (!finite) return false;
  switch (relation(verb)) {
    case Relation::conj:
    case Relation::xcomp:
    case Relation::advcl:
      return surface(verb, 0).empty();
    case Relation::acl_relcl:
      return false;
    default:
      return true;
  }
}

TokenList Grammar::coordinated(std::uint32_t token) const {
  TokenList all{token};
  for (std::size_t at = 0; at < all.size() && all.size() < kMostCoordinated; ++at)
    for (std::uint32_t c : children(all[at]))
      if (relation(c) == Relation::conj) all.push_back(c);
  std::sort(all.begin(), all.end());
  return all;
}

std::uint32_t Grammar::content_of(std::uint32_t noun) const {
  for (int step = 0; step < kMostSteps && patterns_.is_transparent(lemma(noun)); ++step) {
    std::uint32_t inner = kNone;
    for (std::uint32_t c : children(noun))
      if (inner == kNone && relation(c) == Relation::nmod && is_marked_by(c, "of")) inner = c;
    if (inner == kNone) break;
    noun = inner;
  }
  return noun;
}

// "Accused China of ramming a boat, injuring a sailor": the participle goes on with the deed, not with the accusation.
std::uint32_t Grammar::deed_before(std::uint32_t participle) const {
  if (document_.tokens.xpos[participle] != "VBG") return kNone;
  for (std::uint32_t c : children(head(participle)))
    if (relation(c) == Relation::advcl && c > head(participle) && c < participle &&
        is_marked_by(c, patterns_.object_control_markers()))
      return c;
  return kNone;
}

// The subject as written, or as it is understood.
TokenList Grammar::surface(std::uint32_t verb, int depth) const {
  TokenList own;
  for (std::uint32_t c : children(verb))
    if ((is_subject(relation(c)) || relation(c) == Relation::nsubj_pass) && !aside_[c]) own.push_back(resolved(c));
  if (!own.empty()) return own;
  const std::uint32_t above = head(verb);
  if (depth >= kMostSteps || above == kNone) return {};
  const Relation r = relation(verb);
  if (r == Relation::acl_relcl) {
    // "The shooting in Virginia Beach that killed twelve": a place that something is in does nothing.
    const std::uint32_t outer = head(above);
    const bool where = is_nominal(upos(above)) && outer != kNone && upos(outer) == Upos::NOUN &&
                       (relation(above) == Relation::nmod || relation(above) == Relation::obl) &&
                       is_marked_by(above, patterns_.place_prepositions());
    if (where) return {};
    return {above};
  }
  if (r == Relation::acl) return owners(above, depth + 1);
  if (r == Relation::conj) {
    if (is_nominal(upos(above)) && child(above, Relation::cop) == kNone) return {};
    return surface(above, depth + 1);
  }
  // A finite adverbial clause has a subject of its own, though the tree may miss it.
  if (r == Relation::advcl && is_finite(verb)) return {};
  if (r == Relation::advcl || r == Relation::xcomp || r == Relation::ccomp) {
    const bool by_object = r == Relation::advcl ? is_marked_by(verb, patterns_.object_control_markers())
                                                : !patterns_.controls_by_subject(lemma(above));
    if (const std::uint32_t deed = r == Relation::advcl && !by_object ? deed_before(verb) : kNone; deed != kNone)
      return surface(deed, depth + 1);
    if (by_object && r == Relation::advcl && is_nominal(upos(above)))
      return {above};  // "accused Russia of spying", hung on Russia
    if (by_object && !is_passive(above)) {
      const std::uint32_t object = direct_object(above);
      const std::uint32_t indirect = indirect_object(above);
      if (indirect != kNone) return {resolved(indirect)};
      if (object != kNone) return {resolved(object)};
      for (std::uint32_t c : children(above))
        if (r == Relation::xcomp && (relation(c) == Relation::obl || relation(c) == Relation::obj) && c < verb && c > above &&
            is_marked_by(c, patterns_.addressee_prepositions()))
          return {resolved(c)};
    }
    return surface(above, depth + 1);
  }
  return {};
}

// Who acts in "their decision to deploy", "troops fighting in the east", "the right to leave".
TokenList Grammar::owners(std::uint32_t noun, int depth) const {
  if (TokenList found = possessors(noun); !found.empty()) return found;
  const std::uint32_t above = head(noun);
  if (depth < kMostSteps && above != kNone && relation(noun) == Relation::obj && upos(above) == Upos::VERB)
    return subjects(above, depth + 1);
  return {noun};
}

// A participle that hangs on a noun but goes with the clause: after "after" and the like, or behind a place.
bool Grammar::tells_of_clause(std::uint32_t participle) const {
  for (std::uint32_t c : children(participle))
    if (relation(c) == Relation::mark && patterns_.word_sets().contains(patterns_.outside_prepositions(), lemma(c))) return true;
  return document_.tokens.xpos[participle] == "VBG" && is_marked_by(head(participle), patterns_.place_prepositions());
}

TokenList Grammar::subjects(std::uint32_t verb, int depth) const {
  if (is_passive(verb)) {
    for (std::uint32_t c : children(verb))
      if (relation(c) == Relation::obl_agent || (relation(c) == Relation::obl && is_marked_by(c, "by"))) return {resolved(c)};
    return {};
  }
  if (relation(verb) == Relation::acl && head(verb) != kNone && !is_infinitive(verb)) {
    for (std::uint32_t c : children(verb))
      if (is_subject(relation(c))) return {resolved(c)};
    // "Seized an official after raiding the town", "a bomb went off in the capital, killing two": what the clause above tells of.
    if (tells_of_clause(verb) && depth < kMostSteps) {
      std::uint32_t above = head(verb);
      for (int step = 0; step < kMostSteps && above != kNone && upos(above) != Upos::VERB; ++step) above = head(above);
      if (above != kNone) return subjects(above, depth + 1);
    }
    // "a declaration demanding that": whose declaration it is.
    if (patterns_.is_utterance(lemma(head(verb)))) return owners(head(verb), depth + 1);
    return {head(verb)};
  }
  return surface(verb, depth);
}

TokenList Grammar::objects(std::uint32_t verb, int depth) const {
  if (is_passive(verb)) {
    if (const std::uint32_t object = direct_object(verb); object != kNone) return {resolved(object)};
    if (relation(verb) == Relation::acl && head(verb) != kNone && child(verb, Relation::nsubj_pass) == kNone) return {head(verb)};
    return surface(verb, depth);
  }
  if (const std::uint32_t object = direct_object(verb); object != kNone) return {resolved(object)};
  if (const std::uint32_t indirect = indirect_object(verb); indirect != kNone) return {resolved(indirect)};
  for (std::uint32_t c : children(verb))
    if (relation(c) == Relation::conj && upos(c) == Upos::VERB && !is_passive(c) && child(c, Relation::nsubj) == kNone)
      if (const std::uint32_t shared = direct_object(c); shared != kNone) return {resolved(shared)};
  if (relation(verb) == Relation::acl_relcl && head(verb) != kNone) {
    const TokenList acting = surface(verb, depth);
    if (!acting.empty() && acting.front() != head(verb) && child(verb, Relation::ccomp) == kNone &&
        child(verb, Relation::xcomp) == kNone)
      return {head(verb)};
  }
  return {};
}

}  // namespace dateline::event
