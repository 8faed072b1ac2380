// One look-up by lemma gives a token's candidates; each is tried on the grammatical functions of its place (grammar.h). A pattern
// fits when all that it requires is there; of those that fit, the one with the most roles and conditions filled wins, the
// earlier row when two are equal. An exclusion that fits wins over all: it says that this is no event.
#include "event/matcher.h"

#include <algorithm>

namespace dateline::event {

namespace {

constexpr std::uint32_t kReach = 15;  // tokens to either side when a tree is no help
constexpr std::uint32_t kNearby = 3;  // tokens between a verb and its "that"
constexpr int kMostNested = 2;        // conditions on what a filler triggers, inside one another
constexpr int kParticle = 6;          // "pulled out" says more than "pulled"
constexpr int kExclusion = 1000;      // above all patterns

bool same_entity(const Arguments& arguments, std::uint32_t entity) {
  return std::any_of(arguments.begin(), arguments.end(), [&](const Argument& argument) { return argument.entity == entity; });
}

}  // namespace

TypeMask Matcher::types_of(std::uint32_t token, int nested) const {
  const Upos upos = grammar_.upos(token);
  if (upos == Upos::NOUN) return patterns_.types_of(grammar_.lemma(grammar_.content_of(token)), TriggerKind::Noun);
  if (upos != Upos::VERB) return 0;
  TypeMask types = 0;
  for (const PatternSet::Trigger& trigger : patterns_.triggers(grammar_.lemma(token))) {
    const Pattern& pattern = patterns_[trigger.pattern];
    if (pattern.kind != TriggerKind::Verb || (types & bit_of(pattern.type)) != 0) continue;
    const Site site{token, TriggerKind::Verb, kNone, LightUse::Agent, Reading::Tree, trigger.particle};
    TokenList themes;
    int score = 0;
    if (!admits(trigger, site) || !read_themes(pattern.frame, site, nested + 1, themes, score)) continue;
    if (pattern.type == kNoType) return 0;
    types |= bit_of(pattern.type);
  }
  // "Resume shelling" is shelling.
  if (patterns_.is_aspect(grammar_.lemma(token)) && nested < kMostNested)
    for (std::uint32_t child : grammar_.children(token))
      if (grammar_.relation(child) == Relation::xcomp || grammar_.relation(child) == Relation::obj ||
          grammar_.relation(child) == Relation::advcl)
        types |= types_of(child, nested + 1);
  if (!patterns_.light_verbs(grammar_.lemma(token)).empty()) {
    Slot object;
    object.kind = SlotKind::Object;
    for (std::uint32_t noun : grammar_.fill({token, TriggerKind::Verb}, object))
      if (grammar_.upos(noun) == Upos::NOUN)
        types |= patterns_.types_of(grammar_.lemma(grammar_.content_of(noun)), TriggerKind::Noun);
  }
  return types;
}

bool Matcher::admits(const PatternSet::Trigger& trigger, const Site& site) const {
  const Pattern& pattern = patterns_[trigger.pattern];
  if (pattern.kind == TriggerKind::Verb && pattern.frame.voice != Voice::Any &&
      grammar_.is_passive(site.token) != (pattern.frame.voice == Voice::Passive))
    return false;
  // "Took off" is no taking.
  if (trigger.particle.empty()) return pattern.kind != TriggerKind::Verb || !grammar_.has_any_particle(site.token);
  return grammar_.has_particle(site.token, trigger.particle);
}

// What a frame is about, without its actors.
bool Matcher::read_themes(const Frame& frame, const Site& site, int nested, TokenList& themes, int& score) const {
  if (nested > kMostNested) return false;
  for (const FrameItem& item : frame.items) {
    if (item.role != Role::Theme && item.role != Role::Not) continue;
    TokenList found;
    const bool filled = read_theme(item, site, nested, found);
    if (item.role == Role::Not) {
      if (filled) return false;
      continue;
    }
    if (!filled && item.presence == Presence::Required) return false;
    themes.insert(themes.end(), found.begin(), found.end());
    score += filled ? 2 : 0;
  }
  return true;
}

bool Matcher::is_reciprocal(std::uint32_t token) const {
  const Tokens& tokens = grammar_.document().tokens;
  const auto fits = [&](std::uint32_t at) {
    return at < tokens.size() && tokens.sentence[at] == tokens.sentence[token] && patterns_.is_reciprocal(grammar_.lemma(at));
  };
  return fits(token) && (fits(token + 1) || (token > 0 && fits(token - 1)));
}

bool Matcher::stands_for_actor(std::uint32_t token) const {
  const Document& document = grammar_.document();
  for (std::uint32_t mention : arguments_.mentions_at(token))
    if (arguments_.is_actor(document.mentions[mention].entity)) return true;
  return false;
}

// The nearest actor before a verb, in its clause as far as the words show it.
TokenList Matcher::before(std::uint32_t token) const {
  const Document& document = grammar_.document();
  const std::uint32_t first = document.sentences[document.tokens.sentence[token]].first_token;
  for (std::uint32_t at = token; at > first && token - at < kReach; --at) {
    const Upos upos = grammar_.upos(at - 1);
    if (upos == Upos::VERB || upos == Upos::SCONJ) break;
    if (!stands_for_actor(at - 1) || grammar_.is_aside(at - 1)) continue;
    // "Police in Jericho": the noun that the name hangs on.
    std::uint32_t top = at - 1;
    for (std::uint32_t above = grammar_.head(top);
         grammar_.relation(top) == Relation::nmod && above != kNone && above >= first && above < top; above = grammar_.head(top))
      top = above;
    return {top};
  }
  return {};
}

// The noun that follows, and the nearest actor; after `preposition` when there is one.
TokenList Matcher::after(std::uint32_t token, std::string_view preposition) const {
  const Document& document = grammar_.document();
  const std::uint32_t end = document.sentences[document.tokens.sentence[token]].end_token;
  TokenList found;
  bool open = preposition.empty();
  std::uint32_t noun = kNone;
  for (std::uint32_t at = token + 1; at < end && at - token < kReach; ++at) {
    const Upos upos = grammar_.upos(at);
    // Another verb begins another clause, but for an infinitive that leads to the phrase: "threatened to act against Iran".
    if (upos == Upos::VERB && (open || !grammar_.is_infinitive(at))) break;
    if (!open) {
      open = upos == Upos::ADP && grammar_.lemma(at) == preposition;
      continue;
    }
    if (preposition.empty() && noun == kNone && grammar_.opens_place(at)) break;  // "marched in Kano": no object
    const bool nominal = upos == Upos::NOUN || upos == Upos::PROPN;
    if (nominal) noun = at;
    if (!nominal && noun != kNone && found.empty()) found.push_back(noun);
    if (stands_for_actor(at)) {
      if (found.empty() || found.back() != at) found.push_back(at);
      return found;
    }
    if (!found.empty() && upos == Upos::ADP && preposition.empty() && grammar_.lemma(at) != "of") return found;
  }
  if (found.empty() && noun != kNone) found.push_back(noun);
  return found;
}

// The first actor of the clause that "that" opens behind a verb, where the tree does not have the clause.
TokenList Matcher::after_conjunction(std::uint32_t verb) const {
  const Document& document = grammar_.document();
  const std::uint32_t end = std::min(document.sentences[document.tokens.sentence[verb]].end_token, verb + kReach);
  std::uint32_t at = verb + 1;
  while (at < end && at <= verb + kNearby && document.tokens.xpos[at] != "IN") ++at;
  if (at >= end || grammar_.lemma(at) != "that") return {};
  for (++at; at < end && grammar_.upos(at) != Upos::VERB; ++at)
    if (stands_for_actor(at)) return {at};
  return {};
}

TokenList Matcher::fill_by_order(const Site& site, const Slot& slot) const {
  const bool passive = grammar_.is_passive(site.token);
  switch (slot.kind) {
    case SlotKind::Subject:
      return passive ? after(site.token, "by") : before(site.token);
    case SlotKind::Object:
      return passive ? before(site.token) : after(site.token, {});
    case SlotKind::Surface:
      return before(site.token);
    case SlotKind::Preposition:
      return after(site.token, slot.preposition);
    default:
      return {};
  }
}

TokenList Matcher::fill(const Site& site, const Slot& slot) const {
  TokenList found = grammar_.fill(site, slot);
  if (!found.empty()) return found;
  if (site.reading == Reading::Order) return fill_by_order(site, slot);
  if (slot.kind == SlotKind::Complement && slot.depth == Depth::Inside && site.kind == TriggerKind::Verb)
    return after_conjunction(site.token);
  // A phrase that was hung elsewhere: where it stands still tells whose it is, up to the next verb.
  if (slot.kind != SlotKind::Preposition || site.kind == TriggerKind::Adjective) return found;
  found = after(site.token, slot.preposition);
  if (site.kind != TriggerKind::Noun) return found;
  // "The concession to the firm after protests by villagers": theirs are the protests.
  std::erase_if(found, [&](std::uint32_t token) {
    const std::uint32_t above = grammar_.head(token);
    return above != kNone && above > site.token && above < token && grammar_.upos(above) == Upos::NOUN &&
           patterns_.types_of(grammar_.lemma(above), TriggerKind::Noun) != 0;
  });
  return found;
}

bool Matcher::holds_for_one(const Condition& condition, std::uint32_t token, int nested) const {
  const std::string_view lemma = grammar_.lemma(token);
  if (std::binary_search(condition.lemmas.begin(), condition.lemmas.end(), lemma)) return true;
  for (WordSet set : condition.sets)
    if (patterns_.word_sets().contains(set, lemma)) return true;
  for (std::string_view auxiliary : condition.auxiliaries)
    if (grammar_.has_auxiliary(token, auxiliary)) return true;
  if (condition.event_types != 0 && (types_of(token, nested) & condition.event_types) != 0) return true;
  if (condition.entity_types != 0 || condition.country || !condition.sectors.empty()) {
    for (std::uint32_t mention : arguments_.mentions_at(token)) {
      const Document& document = grammar_.document();
      const Entity& entity = document.entities[document.mentions[mention].entity];
      if ((condition.entity_types >> static_cast<unsigned>(entity.type)) & 1u) return true;
      if (condition.country && !entity.country.empty()) return true;
      for (std::string_view sector : entity.sectors)
        if (std::find(condition.sectors.begin(), condition.sectors.end(), sector) != condition.sectors.end()) return true;
    }
  }
  return false;
}

bool Matcher::holds(const Condition& condition, std::uint32_t token, int nested) const {
  if (condition.any()) return true;
  bool found = false;
  for (std::uint32_t each : grammar_.coordinated(token)) {
    found = holds_for_one(condition, each, nested);
    if (const std::uint32_t content = grammar_.content_of(each); !found && content != each)
      found = holds_for_one(condition, content, nested);
    // "Mediation efforts" are mediation.
    if (!found && patterns_.is_carrier(grammar_.lemma(each)))
      for (std::uint32_t child : grammar_.children(each))
        found = found || (grammar_.relation(child) == Relation::compound && holds_for_one(condition, child, nested));
    if (found) break;
  }
  return found == (condition.polarity == Polarity::AnyOf);
}

bool Matcher::read_role(const FrameItem& item, const Site& site, const Arguments& besides, Arguments& out, bool& inside) const {
  const auto has_country = [&](const Argument& argument) {
    return !grammar_.document().entities[argument.entity].country.empty();
  };
  Arguments weak;  // somebody, but of no known country: taken when no later slot offers better
  for (const Slot& slot : item.slots) {
    Arguments found;
    bool deep = false;
    for (std::uint32_t filler : fill(site, slot)) {
      if (filler == site.token || !holds(item.condition, filler, 0)) continue;
      if (item.role == Role::Recipient && besides.size() > 1 && is_reciprocal(filler)) {
        out = besides;
        return true;
      }
      Arguments direct;
      arguments_.read(filler, direct);
      for (const Argument& argument : direct)
        if (!same_entity(besides, argument.entity) && !same_entity(found, argument.entity)) found.push_back(argument);
      if (found.empty() && slot.depth == Depth::Inside) {
        arguments_.read_inside(filler, besides, found);
        deep = deep || !found.empty();
      }
    }
    if (found.empty()) continue;
    if (item.role != Role::Both && std::none_of(found.begin(), found.end(), has_country)) {
      if (weak.empty()) weak = std::move(found);
      continue;
    }
    inside = inside || deep;
    for (const Argument& argument : found)
      if (!same_entity(out, argument.entity)) out.push_back(argument);
    // Reciprocal participants stand in several places at once; other roles have one.
    if (item.role != Role::Both) return true;
  }
  if (out.empty()) out = std::move(weak);
  return !out.empty();
}

bool Matcher::read_theme(const FrameItem& item, const Site& site, int nested, TokenList& out) const {
  bool found = false;
  // A preposition that only stands somewhere behind the trigger is a theme when its noun is the one that is asked for.
  for (const Slot& slot : item.slots)
    for (std::uint32_t filler :
         item.condition.any() && site.reading == Reading::Tree ? grammar_.fill(site, slot) : fill(site, slot))
      if (holds(item.condition, filler, nested)) {
        out.push_back(filler);
        found = true;
      }
  return found;
}

bool Matcher::has_first_side(const Frame& frame, const Site& site) const {
  for (const FrameItem& item : frame.items) {
    if (item.role != Role::Both) continue;
    for (const Slot& slot : item.slots) {
      if (slot.kind == SlotKind::Preposition &&
          patterns_.word_sets().contains(patterns_.partner_prepositions(), slot.preposition))
        continue;
      Arguments found;
      for (std::uint32_t filler : fill(site, slot)) arguments_.read(filler, found);
      if (!found.empty()) return true;
    }
  }
  return false;
}

bool Matcher::stands_for_many(const Site& site) const {
  const TokenList subjects = fill(site, {});
  return std::any_of(subjects.begin(), subjects.end(), [&](std::uint32_t subject) {
    return grammar_.is_plural(subject) || grammar_.coordinated(subject).size() > 1;
  });
}

void Matcher::consider(const PatternSet::Trigger& trigger, const Site& site, Match& best) const {
  const Pattern& pattern = patterns_[trigger.pattern];
  const auto lacks = [&](std::string_view what, int score) {
    if (best.nearest && best.score >= score) return;
    if (!best.pattern) {
      best.nearest = &pattern;
      best.lacking = what;
    }
  };
  if (!admits(trigger, site)) return;

  Match match;
  match.tried = true;
  match.pattern = &pattern;
  match.site = site;
  match.score = 2 * pattern.specificity + (trigger.particle.empty() ? 0 : kParticle);
  // Themes first: they are cheap and decide most; then actors, so that recipients can be told from them.
  if (!read_themes(pattern.frame, site, 0, match.themes, match.score)) return;
  Arguments both;
  bool reciprocal = false;
  for (Role role : {Role::Actor, Role::Both, Role::Recipient, Role::Instrument})
    for (const FrameItem& item : pattern.frame.items) {
      if (item.role != role) continue;
      reciprocal = reciprocal || role == Role::Both;
      Arguments found;
      bool inside = false;
      if (role == Role::Instrument) {
        for (const Slot& slot : item.slots)
          for (std::uint32_t filler : fill(site, slot))
            if (holds(item.condition, filler, 0)) arguments_.read_things(filler, found);
      } else {
        Arguments besides;
        if (role == Role::Recipient) {
          besides = match.actors;
          besides.insert(besides.end(), both.begin(), both.end());
        }
        read_role(item, site, besides, found, inside);
      }
      if (found.empty() && item.presence == Presence::Required)
        return lacks(role == Role::Actor || role == Role::Both ? "no actor" : "no recipient", match.score);
      Arguments& into = role == Role::Actor       ? match.actors
                        : role == Role::Both      ? both
                        : role == Role::Recipient ? match.recipients
                                                  : match.instruments;
      for (const Argument& argument : found)
        if (!same_entity(into, argument.entity)) into.push_back(argument);
      if (!found.empty()) match.score += role == Role::Instrument ? 1 : inside ? 2 : 3;
      match.inside = match.inside || (inside && role == Role::Recipient);
    }
  if (reciprocal) {
    // "The committee meets on Thursdays": one body alone is no meeting of two; "the leaders met" may be.
    const bool alone = match.recipients.empty() && both.size() == 1 && site.light == kNone && pattern.frame.takes_partner_only;
    if (both.size() > 1 && site.kind == TriggerKind::Noun && !has_first_side(pattern.frame, site))
      return lacks("one participant", match.score);
    if (alone && (site.kind == TriggerKind::Noun || !stands_for_many(site))) return lacks("one participant", match.score);
    for (const Argument& argument : both)
      if (!same_entity(match.actors, argument.entity)) match.actors.push_back(argument);
    if (both.size() > 1) match.recipients = both;
  }
  if (pattern.type != kNoType) {
    if (match.actors.empty() && match.recipients.empty()) return lacks("no actor", match.score);
    if (match.recipients.empty() && patterns_.ontology()[pattern.type].recipient == RecipientNeed::Required)
      return lacks("recipient required", match.score);
  } else {
    match.score += kExclusion;
  }
  if (!best.pattern || match.score > best.score) best = std::move(match);
}

bool Matcher::fits_kind(TriggerKind kind, std::uint32_t token) const {
  const Upos upos = grammar_.upos(token);
  switch (kind) {
    case TriggerKind::Verb:
      return upos == Upos::VERB;
    case TriggerKind::Noun:
      return grammar_.may_be_noun(token) ||
             (upos == Upos::VERB && patterns_.types_of(grammar_.lemma(token), TriggerKind::Verb) == 0);
    case TriggerKind::Adjective:
      return upos == Upos::ADJ || (upos == Upos::VERB && grammar_.document().tokens.xpos[token] == "VBN");
  }
  return false;
}

Match Matcher::match(std::uint32_t token) const {
  Match best;
  const Upos upos = grammar_.upos(token);
  if (upos != Upos::VERB && upos != Upos::NOUN && upos != Upos::ADJ) return best;
  const std::span<const PatternSet::Trigger> triggers = patterns_.triggers(grammar_.lemma(token));
  if (triggers.empty()) return best;
  Site noun_site;
  // The tree of a word whose tag is wrong is wrong too.
  const Reading reading = grammar_.is_misread(token) && grammar_.lacks_subject(token) ? Reading::Order : Reading::Tree;
  for (const PatternSet::Trigger& trigger : triggers) {
    const Pattern& pattern = patterns_[trigger.pattern];
    if (!fits_kind(pattern.kind, token)) continue;
    best.tried = true;
    if (pattern.kind == TriggerKind::Noun) {
      noun_site = grammar_.noun_site(token, pattern.type == kNoType ? ~TypeMask(0) : bit_of(pattern.type));
      consider(trigger, noun_site, best);
    } else {
      consider(trigger, {token, pattern.kind, kNone, LightUse::Agent, reading, trigger.particle}, best);
    }
  }
  if (!best.pattern && reading == Reading::Tree && grammar_.lacks_subject(token))
    for (const PatternSet::Trigger& trigger : triggers)
      if (patterns_[trigger.pattern].kind == TriggerKind::Verb)
        consider(trigger, {token, TriggerKind::Verb, kNone, LightUse::Agent, Reading::Order, trigger.particle}, best);
  if (best.pattern) best.nearest = nullptr;
  return best;
}

}  // namespace dateline::event
