// What fills the slots of a frame at a trigger's place. A preposition's phrase is looked for where grammar puts it first (at the
// trigger, at its light verb) and then where statistical parsers hang it as well: at the object, at a phrase before it, at the
// verb above. Tests: tests/event/grammar_test.cpp.
#include <algorithm>

#include "event/grammar.h"
#include "event/relations.h"

namespace dateline::event {

TokenList Grammar::possessors(std::uint32_t noun) const {
  TokenList found;
  for (std::uint32_t c : children(noun))
    if (relation(c) == Relation::nmod_poss) found.push_back(resolved(c));
  if (found.empty() && relation(noun) == Relation::conj && head(noun) != kNone && is_nominal(upos(head(noun))))
    for (std::uint32_t c : children(head(noun)))
      if (relation(c) == Relation::nmod_poss && c < noun) found.push_back(resolved(c));
  return found;
}

TokenList Grammar::modifiers(std::uint32_t noun) const {
  TokenList found;
  for (std::uint32_t c : children(noun)) {
    const Relation r = relation(c);
    if (is_subject(r) && upos(noun) == Upos::VERB && c < noun) found.push_back(c);  // a noun that was taken for a verb
    if (r == Relation::amod || r == Relation::compound || r == Relation::nmod_desc ||
        (r == Relation::nmod && child(c, Relation::case_) == kNone))
      found.push_back(c);
  }
  return found;
}

void Grammar::with_case(std::uint32_t token, std::string_view preposition, TokenList& out) const {
  for (std::uint32_t c : children(token)) {
    switch (relation(c)) {
      case Relation::flat:
        with_case(c, preposition, out);
        break;
      case Relation::obl:
      case Relation::obl_agent:
      case Relation::nmod:
      case Relation::advcl:
      case Relation::acl:
        if (!is_marked_by(c, preposition) || is_infinitive(c)) break;
        if (!temporal_[c]) {
          out.push_back(resolved(c));
          break;
        }
        // "For a strike next week", read as a week of strikes.
        for (std::uint32_t inner : children(c))
          if (relation(inner) == Relation::compound && !temporal_[inner]) out.push_back(inner);
        break;
      case Relation::obj:
        if (is_marked_by(c, preposition)) out.push_back(resolved(c));
        break;
      case Relation::iobj:
        if (preposition == "to") out.push_back(resolved(c));
        break;
      default:
        break;
    }
  }
}

TokenList Grammar::prepositional(const Site& site, std::string_view preposition) const {
  TokenList found;
  with_case(site.token, preposition, found);
  if (!found.empty()) return found;
  if (site.kind == TriggerKind::Verb) {
    // The phrase may have been attached to the object ("imposed sanctions on Iran"), or the object pushed down by a participle.
    for (std::uint32_t object : objects(site.token, 0))
      if (object > site.token) with_case(object, preposition, found);
    // A relative clause can strand its preposition or carry it ("to which Russia agreed").
    return found;
  }
  if (site.light != kNone) with_case(site.light, preposition, found);
  if (!found.empty() || site.kind != TriggerKind::Noun) return found;
  // "The arrest of the editor by police": the second phrase often hangs on the first.
  for (std::uint32_t c : children(site.token))
    if (relation(c) == Relation::nmod && c > site.token) with_case(c, preposition, found);
  if (!found.empty()) return found;
  const std::uint32_t above = head(site.token);
  if (above == kNone || upos(above) != Upos::VERB) return found;
  TokenList candidates;
  switch (relation(site.token)) {
    case Relation::obj:
    case Relation::nsubj_pass:
      with_case(above, preposition, candidates);
      break;
    default:
      break;
  }
  for (std::uint32_t candidate : candidates)
    if (candidate > site.token) found.push_back(candidate);
  if (found.empty())
    for (std::uint32_t c : children(above))
      if (c > site.token && c < above &&
          (is_subject(relation(c)) || relation(c) == Relation::nsubj_pass || relation(c) == Relation::obl) &&
          is_marked_by(c, preposition))
        found.push_back(c);
  return found;
}

TokenList Grammar::fill(const Site& site, const Slot& slot) const {
  const std::uint32_t token = site.token;
  const bool nominal = site.kind == TriggerKind::Noun;
  TokenList found;
  switch (slot.kind) {
    case SlotKind::Subject:
      if (!nominal) return site.kind == TriggerKind::Adjective ? surface(token, 0) : subjects(token, 0);
      if (site.light != kNone && site.use == LightUse::Agent) return subjects(site.light, 0);
      if (site.light == kNone && child(token, Relation::cop) != kNone) return surface(token, 0);  // "Norway is a donor"
      break;
    case SlotKind::Object:
      if (!nominal) {
        if (!site.particle.empty() && child(token, Relation::obj) == kNone)
          for (std::uint32_t c : children(token))
            if (c > token && (relation(c) == Relation::obl || relation(c) == Relation::obj) && is_marked_by(c, site.particle))
              return {c};
        return objects(token, 0);
      }
      if (site.light != kNone && site.use == LightUse::Undergo) return surface(site.light, 0);
      break;
    case SlotKind::IndirectObject:
      if (const std::uint32_t indirect = indirect_object(token); indirect != kNone) return {resolved(indirect)};
      if (!nominal && is_passive(token) && direct_object(token) != kNone) return surface(token, 0);
      break;
    case SlotKind::Surface:
      return surface(nominal && site.light != kNone ? site.light : token, 0);
    case SlotKind::Possessor:
      return possessors(token);
    case SlotKind::Modifier:
      return modifiers(token);
    case SlotKind::OpenComplement:
    case SlotKind::Complement:
      for (std::uint32_t c : children(token)) {
        const Relation r = relation(c);
        const bool clause = r == Relation::xcomp || (slot.kind == SlotKind::Complement && r == Relation::ccomp) ||
                            (nominal && r == Relation::acl);
        const bool gerund =
            r == Relation::advcl && document_.tokens.xpos[c] == "VBG" && is_marked_by(c, patterns_.gerund_markers());
        if (clause || gerund) found.push_back(c);
      }
      // An infinitive right behind a verb without an object is what the verb is about, whatever the tree calls it.
      if (found.empty() && !nominal && direct_object(token) == kNone)
        for (std::uint32_t c : children(token))
          if (relation(c) == Relation::advcl && c > token && is_infinitive(c)) found.push_back(c);
      break;
    case SlotKind::AdverbialClause:
      for (std::uint32_t c : children(site.clause()))
        if (relation(c) == Relation::advcl) found.push_back(c);
      break;
    case SlotKind::Governor: {
      std::uint32_t at = token;
      for (int step = 0; step < kMostSteps && relation(at) == Relation::conj && head(at) != kNone; ++step) at = head(at);
      if (head(at) != kNone && (is_clausal_dependent(relation(at)) || (nominal && relation(at) == Relation::obj)))
        found.push_back(head(at));
      break;
    }
    case SlotKind::Preposition:
      return prepositional(site, slot.preposition);
  }
  return found;
}

Site Grammar::noun_site(std::uint32_t noun, TypeMask types) const {
  Site site{noun, TriggerKind::Noun, kNone, LightUse::Agent};
  // Up through coordination ("held talks and a dinner") and nouns that only measure ("a round of talks").
  std::uint32_t at = noun;
  for (int step = 0; step < kMostSteps && head(at) != kNone; ++step) {
    const bool measured = relation(at) == Relation::nmod && patterns_.is_transparent(lemma(head(at))) && is_marked_by(at, "of");
    const bool joined = relation(at) == Relation::conj && is_nominal(upos(head(at)));
    if (!measured && !joined) break;
    at = head(at);
  }
  std::uint32_t verb = head(at);
  if (verb == kNone) return site;
  const Relation r = relation(at);
  // "talks that Russia held": the noun is what the relative clause is about.
  if (upos(verb) != Upos::VERB || !(r == Relation::obj || r == Relation::obl || is_subject(r) || r == Relation::nsubj_pass)) {
    for (std::uint32_t c : children(noun)) {
      const bool clause = relation(c) == Relation::acl_relcl || relation(c) == Relation::acl;
      if (!clause || patterns_.light_verbs(lemma(c)).empty()) continue;
      for (const PatternSet::LightTrigger& light : patterns_.light_verbs(lemma(c))) {
        if ((light.verb.types & types) == 0 || !light.verb.preposition.empty()) continue;
        const TokenList object = objects(c, 0);
        if (light.verb.use == LightUse::Agent && std::find(object.begin(), object.end(), noun) != object.end())
          return {noun, TriggerKind::Noun, c, LightUse::Agent};
      }
    }
    return site;
  }
  const bool passive = is_passive(verb);
  for (const PatternSet::LightTrigger& light : patterns_.light_verbs(lemma(verb))) {
    if ((light.verb.types & types) == 0) continue;
    const bool fits = !light.verb.preposition.empty()     ? r == Relation::obl && is_marked_by(at, light.verb.preposition)
                      : light.verb.use == LightUse::Occur ? is_subject(r) || r == Relation::nsubj_pass
                      : passive                           ? r == Relation::nsubj_pass
                                                          : r == Relation::obj;
    if (!fits) continue;
    site.light = verb;
    site.use = light.verb.use;
    return site;
  }
  return site;
}

}  // namespace dateline::event
