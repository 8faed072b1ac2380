#include "name/name_type.h"

namespace dateline::name {

namespace {

constexpr std::uint32_t kLongestPerson = 4;
constexpr std::size_t kLongestAcronym = 6;

// Two or three capitalised words, or one that does what people do.
bool looks_like_person(const Reading& r, std::uint32_t first, std::uint32_t end) {
  const bool usual = r.capitals[r.document.tokens.sentence[first]] == Capitals::Usual;
  std::uint32_t words = 0;
  for (std::uint32_t t = first; t < end; ++t) {
    if (r.joins(t)) continue;
    if (r.words[t].shape != Shape::Initial && !r.tables.is_particle(r.words[t].folded)) return false;
    if (r.tagged && r.upos(t) != Upos::PROPN) return false;
    ++words;
  }
  if (words > 3) return false;
  if (words > 1 || !r.parsed) return usual;
  const std::uint32_t governor = r.document.tokens.head[first];
  const Relation relation = r.document.tokens.relation[first];
  return governor != kNone &&
         (relation == Relation::nsubj || relation == Relation::vocative || relation == Relation::nmod_poss) && usual &&
         !(relation == Relation::nsubj && r.upos(governor) != Upos::VERB);
}

// "Su-57", "F-16", "KN-23".
bool is_designation(const Reading& r, std::uint32_t first, std::uint32_t end) {
  return end - first >= 2 && r.words[first].text.size() <= 4 && r.words[end - 1].shape == Shape::Number && r.is_hyphen(end - 2);
}

EntityType by_neighbours(const Reading& r, std::uint32_t first, std::uint32_t end) {
  const std::uint32_t begin = r.sentence_first(first), limit = r.sentence_end(first);
  std::uint32_t before = first;
  while (before > begin && r.words[before - 1].word_class == WordClass::Definite) --before;
  if (end < limit) {
    const std::uint32_t next = end + 1 < limit && r.words[end].word_class == WordClass::Possessive ? end + 1 : end;
    if (const EntityType type = r.tables.context(r.words[next].folded, ContextSide::NounAfter);
        type != EntityType::OTHER && next == end) {
      return type;
    }
    // "Springfield, Ohio".
    if (r.words[end].text == "," && end + 1 < limit && r.names[end + 1].end != 0 && is_place(r.names[end + 1].source)) {
      return EntityType::GPE;
    }
  }
  if (before > begin) {
    const Word& previous = r.words[before - 1];
    if (r.tables.context(previous.folded, ContextSide::Before) == EntityType::GPE) return EntityType::GPE;
    if (const EntityType type = r.tables.context(previous.folded, ContextSide::NounBefore); type != EntityType::OTHER)
      return type;
    if (previous.word_class == WordClass::Of && before > begin + 1) {
      if (r.tables.context(r.words[before - 2].folded, ContextSide::NounBefore) == EntityType::GPE) return EntityType::GPE;
    }
    if (previous.word_class == WordClass::Definite || before < first) return EntityType::ORG;
  }
  if (r.parsed) {
    const std::uint32_t head = r.head_of(first, end);
    const Relation relation = r.document.tokens.relation[head];
    const std::uint32_t governor = r.document.tokens.head[head];
    if (governor != kNone && relation == Relation::nsubj &&
        r.tables.context(r.document.tokens.lemma[governor], ContextSide::Verb) == EntityType::PER) {
      return EntityType::PER;
    }
  }
  return EntityType::OTHER;
}

}  // namespace

bool follows_place_preposition(const Reading& r, std::uint32_t first) {
  return first > r.sentence_first(first) && r.tables.context(r.words[first - 1].folded, ContextSide::Before) == EntityType::GPE;
}

EntityType type_of_other_name(const Reading& reading, std::uint32_t first, std::uint32_t end) {
  return is_designation(reading, first, end) ? EntityType::VEH : EntityType::OTHER;
}

bool is_place(NameSource source) {
  return source == NameSource::Country || source == NameSource::Capital || source == NameSource::Place ||
         source == NameSource::Breakaway;
}

bool is_body(const Reading& reading, std::uint32_t token) {
  const AgentHit& hit = reading.agents[token];
  return hit.row != kNone && reading.tables.agent(hit.row).kind == AgentKind::Body;
}

NameKey key_of_name(const Reading& r, std::uint32_t first, std::uint32_t end) {
  std::uint32_t last = end - 1;
  for (std::uint32_t t = first + 1; t < end; ++t) {
    if (r.words[t].word_class == WordClass::Of) {
      last = t - 1;
      break;
    }
  }
  if (last > first || end - first == 1) {
    if (const NameKey key = r.tables.key(r.words[last].folded, KeyPosition::Last); key.found) return key;
  }
  if (last == end - 1 && end - first > 1) {
    const std::uint32_t agent = r.agent_ending[last];
    if (agent != kNone && agent >= first && is_body(r, agent)) return {EntityType::ORG, {}, true};
  }
  if (last != end - 1) {
    if (const NameKey key = r.tables.key(r.words[last].folded, KeyPosition::First); key.found) return key;
  }
  if (end - first > 1) {
    if (const NameKey key = r.tables.key(r.words[first].folded, KeyPosition::First); key.found) return key;
  }
  return {};
}

NameType type_of_name(const Reading& r, std::uint32_t first, std::uint32_t end, const NameKey& key) {
  const Word& word = r.words[first];
  const std::uint32_t length = end - first;
  const bool single = length == 1;
  // "Muslims", "Board": agent nouns with a capital are read with the other noun phrases; a kind of thing is not the name of one.
  const std::uint32_t agent = r.agent_ending[end - 1];
  const bool noun = agent == first && r.agents[agent].row != kNone && !is_body(r, agent);
  if (noun || (key.found && single)) return {EntityType::OTHER, {}, false, false};

  const bool toponym = r.tables.is_toponym(r.text(first, end));
  if (toponym && follows_place_preposition(r, first)) return {EntityType::GPE, {}, false, true};
  const bool given = r.tables.is_given_name(word.folded);
  if (!single && given && length <= kLongestPerson) {
    // "Victoria Park" may be a person, "Victoria Memorial Park" is none.
    const bool doubtful_key = key.type == EntityType::FAC || key.type == EntityType::GPE || key.type == EntityType::OTHER;
    if (!key.found || (doubtful_key && length == 2)) return {EntityType::PER, {}, false, true};
  }
  if (key.found) return {key.type, key.sectors, false, true};
  if (is_designation(r, first, end)) return {EntityType::VEH, {}, true, true};
  if (!single && r.tables.is_family_name_first(word.folded) && length <= kLongestPerson + 1)
    return {EntityType::PER, {}, false, true};
  if (single && given) return {EntityType::PER, {}, true, true};
  const EntityType beside = by_neighbours(r, first, end);
  if (beside != EntityType::OTHER) return {beside, {}, single, true};
  if (toponym) return {EntityType::GPE, {}, single, true};
  if (single && word.shape == Shape::Upper && word.text.size() <= kLongestAcronym) return {EntityType::ORG, {}, true, true};
  return {looks_like_person(r, first, end) ? EntityType::PER : EntityType::OTHER, {}, true, true};
}

}  // namespace dateline::name
