#include "name/nominals.h"

#include <algorithm>

#include "name/noun_phrase.h"

namespace dateline::name {

namespace {

class NominalFinder {
 public:
  explicit NominalFinder(Reading& reading) : r_(reading) {}

  void run() {
    for (const Sentence& sentence : r_.document.sentences) {
      begin_ = sentence.first_token;
      limit_ = sentence.end_token;
      for (std::uint32_t t = begin_; t < limit_;) t = look_at(t);
    }
  }

 private:
  bool is_noun(const AgentHit& hit) const {
    if (hit.row == kNone) return false;
    const AgentKind kind = r_.tables.agent(hit.row).kind;
    return kind != AgentKind::Honorific && kind != AgentKind::Modifier && kind != AgentKind::Former;
  }

  bool in_name(const AgentHit& hit) const {
    for (std::uint32_t t = hit.first; t < hit.end; ++t) {
      if (r_.name_covering[t] != kNone) return true;
    }
    return false;
  }

  // The word before a first "of" in the phrase, else its last: "ministers of defense".
  std::uint32_t noun_of(const AgentHit& hit) const {
    for (std::uint32_t t = hit.first + 1; t < hit.end; ++t) {
      const WordClass word_class = r_.words[t].word_class;
      if (word_class == WordClass::Of || word_class == WordClass::Preposition || word_class == WordClass::Direction ||
          word_class == WordClass::For)
        return t - 1;
    }
    return hit.end - 1;
  }

  std::uint32_t look_at(std::uint32_t t) {
    AgentHit hit = r_.agents[t];
    if (hit.end == 0) return t + 1;
    if (in_name(hit)) return t + 1;
    // The last of a chain is the noun: "police spokesman".
    while (hit.end < limit_ && r_.agents[hit.end].end != 0 && !in_name(r_.agents[hit.end]) && is_noun(r_.agents[hit.end])) {
      hit = r_.agents[hit.end];
    }
    if (is_honorific(hit)) {
      describe_following_name(hit);
      return hit.end;
    }
    if (!is_noun(hit)) return t + 1;
    const std::uint32_t noun = noun_of(hit);
    if (describe_following_name(hit)) return hit.end;
    if (!may_be_noun(hit, noun) || governs_next_word(hit, noun)) return hit.end;
    const NounPhrase phrase = read_noun_phrase(r_, hit, Complement::Read);
    if (!names_nobody(hit, noun, phrase)) add(hit, noun, phrase);
    return hit.end;
  }

  // "Denied using force": one of its kind has an article, but for headlines, which have no full stop.
  bool names_nobody(const AgentHit& hit, std::uint32_t noun, const NounPhrase& phrase) const {
    if (!r_.parsed || hit.plural || hit.end - hit.first > 1 || phrase.first != hit.first || phrase.definite ||
        phrase.pronoun_owner != kNone || phrase.end != hit.end || r_.tables.agent(hit.row).kind != AgentKind::Agent ||
        r_.upos(limit_ - 1) != Upos::PUNCT)
      return false;
    const Relation relation = r_.document.tokens.relation[noun];
    return relation == Relation::obj || relation == Relation::obl || relation == Relation::nmod;
  }

  bool is_honorific(const AgentHit& hit) const {
    return hit.row != kNone && r_.tables.agent(hit.row).kind == AgentKind::Honorific;
  }

  bool may_be_noun(const AgentHit& hit, std::uint32_t noun) const {
    if (!r_.tagged) return true;
    const Upos upos = r_.upos(noun);
    if (upos == Upos::NOUN || upos == Upos::PROPN || upos == Upos::X) return true;
    // "Ivory Coast rebels": taken for a verb, but the tree has it as somebody.
    if (upos == Upos::VERB && hit.first > begin_ && r_.name_ending[hit.first - 1] != kNone && is_argument(noun)) return true;
    const bool nominal_use = hit.first > begin_ && (r_.words[hit.first - 1].word_class == WordClass::Definite ||
                                                    r_.words[hit.first - 1].word_class == WordClass::Possessive);
    return hit.end - hit.first > 1 || (upos == Upos::ADJ && nominal_use && !before_noun(hit.end));
  }

  bool is_argument(std::uint32_t token) const {
    switch (r_.document.tokens.relation[token]) {
      case Relation::nsubj:
      case Relation::nsubj_pass:
      case Relation::obj:
      case Relation::obl:
      case Relation::obl_agent:
      case Relation::nmod:
        return true;
      default:
        return false;
    }
  }

  bool before_noun(std::uint32_t t) const { return t < limit_ && (r_.upos(t) == Upos::NOUN || r_.upos(t) == Upos::PROPN); }

  // "police station", "troop movements", "army-led": the phrase only says what kind of thing the next word is.
  bool governs_next_word(const AgentHit& hit, std::uint32_t noun) const {
    if (hit.end >= limit_) return false;
    if (r_.joins(hit.end)) return true;
    if (!r_.tagged || noun != hit.end - 1) return false;
    if (r_.name_covering[hit.end] != kNone) return false;
    // People in the plural say nothing of the next noun.
    if (!before_noun(hit.end) || hit.plural) return false;
    if (!r_.parsed) return true;
    const std::uint32_t head = r_.document.tokens.head[noun];
    const Relation relation = r_.document.tokens.relation[noun];
    return head != kNone && head > noun &&
           (relation == Relation::compound || relation == Relation::nmod || relation == Relation::amod);
  }

  void merge(Facts& to, const Facts& from) const {
    for (const std::string_view country : from.countries) {
      if (std::find(to.countries.begin(), to.countries.end(), country) == to.countries.end()) to.countries.push_back(country);
    }
    add_sectors(to.sectors, from.sectors);
    add_sectors(to.modifiers, from.modifiers);
    add_sectors(to.others, from.others);
    add_sectors(to.fallback, from.fallback);
    to.former = to.former || from.former;
  }

  // "Russian Foreign Minister Sergei Lavrov", "the news agency Interfax".
  bool describe_following_name(const AgentHit& hit) {
    if (hit.end >= limit_) return false;
    const std::uint32_t index = r_.name_covering[hit.end];
    if (index == kNone || r_.candidates[index].first != hit.end) return false;
    const Agent& agent = r_.tables.agent(hit.row);
    const EntityType type = r_.candidates[index].type;
    const bool person = type == EntityType::PER && agent.kind != AgentKind::Body && agent.kind != AgentKind::Thing;
    // "the rebel Freedom Front" too.
    const bool body = type == EntityType::ORG && (agent.kind == AgentKind::Body ||
                                                  (agent.kind == AgentKind::Agent && !hit.plural && !agent.sectors.empty()));
    if (!person && !body) return false;
    const NounPhrase phrase = read_noun_phrase(r_, hit, Complement::Leave);
    describe(index, hit, phrase);
    r_.candidates[index].outer_first = phrase.core;
    // "Presidents X and Y".
    if (hit.plural && person) {
      std::uint32_t t = r_.candidates[index].end;
      for (int i = 0; i < 8 && t + 1 < limit_ && (r_.words[t].text == "," || r_.words[t].word_class == WordClass::And); ++i) {
        if (r_.words[t].text == "," && r_.words[t + 1].word_class == WordClass::And) ++t;
        if (t + 1 >= limit_) break;
        const std::uint32_t next = r_.name_covering[t + 1];
        if (next == kNone || r_.candidates[next].type != EntityType::PER) break;
        describe(next, hit, phrase);
        t = r_.candidates[next].end;
      }
    }
    return true;
  }

  void describe(std::uint32_t index, const AgentHit& hit, const NounPhrase& phrase) {
    Candidate& name = r_.candidates[index];
    merge(name.facts, phrase.facts);
    if (name.agent == kNone || r_.tables.agent(name.agent).kind == AgentKind::Honorific) {
      name.agent = hit.row;
      name.agent_first = hit.first;
    }
    if (name.pronoun_owner == kNone) name.pronoun_owner = phrase.pronoun_owner;
  }

  std::uint32_t person_at(std::uint32_t token) const {
    if (token >= limit_) return kNone;
    const std::uint32_t index = r_.name_covering[token];
    return index != kNone && r_.candidates[index].first == token && r_.candidates[index].type == EntityType::PER ? index : kNone;
  }

  bool ends_phrase(std::uint32_t token) const {
    return token >= limit_ || r_.words[token].shape == Shape::Other || r_.words[token].word_class != WordClass::None;
  }

  // "X, a spokesman for the ministry," and "the Russian foreign minister, X,": the name that the phrase says more of.
  std::uint32_t apposition(const NounPhrase& phrase, std::uint32_t noun) const {
    const Tokens& tokens = r_.document.tokens;
    if (phrase.first >= begin_ + 2 && r_.words[phrase.first - 1].text == ",") {
      const std::uint32_t name = r_.name_ending[phrase.first - 2];
      if (name != kNone && r_.candidates[name].type == EntityType::PER) {
        const std::uint32_t head = r_.head_of(r_.candidates[name].outer_first, r_.candidates[name].end);
        const bool in_tree = r_.parsed && tokens.relation[noun] == Relation::appos && tokens.head[noun] == head;
        const bool closed = phrase.end < limit_ && (r_.words[phrase.end].text == "," || r_.words[phrase.end].text == "." ||
                                                    r_.words[phrase.end].word_class == WordClass::For);
        if (in_tree || (closed && tokens.relation[noun] != Relation::conj && tokens.relation[noun] != Relation::nsubj))
          return name;
      }
    }
    if (phrase.end + 1 < limit_ && r_.words[phrase.end].text == ",") {
      const std::uint32_t name = person_at(phrase.end + 1);
      if (name != kNone && ends_phrase(r_.candidates[name].end)) {
        const std::uint32_t head = r_.head_of(r_.candidates[name].first, r_.candidates[name].end);
        const bool in_tree = r_.parsed && tokens.relation[head] == Relation::appos && tokens.head[head] == noun;
        const bool closed = r_.candidates[name].end < limit_ && r_.words[r_.candidates[name].end].text == ",";
        if (in_tree || (closed && phrase.definite && tokens.relation[head] != Relation::conj)) return name;
      }
    }
    return kNone;
  }

  void add(const AgentHit& hit, std::uint32_t noun, const NounPhrase& phrase) {
    const Agent& agent = r_.tables.agent(hit.row);
    Candidate candidate;
    candidate.first = candidate.outer_first = phrase.first;
    candidate.end = phrase.end;
    candidate.kind = MentionKind::Nominal;
    candidate.agent = hit.row;
    candidate.agent_first = hit.first;
    candidate.facts = phrase.facts;
    candidate.plural = hit.plural;
    candidate.complemented = phrase.end > hit.end;
    candidate.definite = phrase.definite || phrase.pronoun_owner != kNone;
    candidate.pronoun_owner = phrase.pronoun_owner;
    candidate.head = noun;
    switch (agent.kind) {
      case AgentKind::Body:
        candidate.type = EntityType::ORG;
        break;
      case AgentKind::Thing:
        candidate.type = EntityType::VEH;
        break;
      case AgentKind::Site:
        candidate.type = EntityType::FAC;
        break;
      case AgentKind::Group:
        candidate.type = EntityType::GPE;
        break;
      default:
        candidate.type = EntityType::PER;
        break;
    }
    const bool person = agent.kind == AgentKind::Title || agent.kind == AgentKind::Agent;
    if (person && !hit.plural) {
      const std::uint32_t name = apposition(phrase, noun);
      if (name != kNone) {
        candidate.same_as = name;
        describe(name, hit, phrase);
      }
    }
    if (agent.kind == AgentKind::Body && phrase.organisation != kNone) {
      const Candidate& name = r_.candidates[phrase.organisation];
      Facts own;
      add_name_facts(r_, name, own);
      const bool shares = std::any_of(own.others.begin(), own.others.end(), [&](std::string_view sector) {
        return std::find(agent.sectors.begin(), agent.sectors.end(), sector) != agent.sectors.end();
      });
      if (shares) candidate.same_as = phrase.organisation;
    }
    if (!phrase.foreign && phrase.facts.countries.size() <= 1) {
      r_.candidates.push_back(std::move(candidate));
      return;
    }
    // "U.S. and South Korean officials", "advisers of the US and Japan": one actor for each country.
    const std::vector<std::string_view> countries = candidate.facts.countries;
    const bool one_body = agent.kind == AgentKind::Group;
    for (const std::string_view country : countries) {
      Candidate each = candidate;
      each.facts.countries = {country};
      r_.candidates.push_back(std::move(each));
      if (one_body) break;
    }
  }

  Reading& r_;
  std::uint32_t begin_ = 0;
  std::uint32_t limit_ = 0;
};

}  // namespace

// "Norway's Central Bank", "Russian missiles": whose an organisation or a weapon is, where its own words do not say.
void find_owners(Reading& reading) {
  for (Candidate& candidate : reading.candidates) {
    const bool organisation = candidate.type == EntityType::ORG && candidate.source == NameSource::None;
    if ((!organisation && candidate.source != NameSource::Weapon) || !candidate.facts.countries.empty()) continue;
    AgentHit as_noun;
    as_noun.first = candidate.first;
    as_noun.end = candidate.end;
    const NounPhrase phrase = read_noun_phrase(reading, as_noun, Complement::Leave);
    candidate.facts.countries = phrase.facts.countries;
  }
}

void find_nominals(Reading& reading) {
  find_owners(reading);
  NominalFinder(reading).run();
}

void find_pronouns(Reading& reading) {
  for (std::uint32_t t = 0; t < reading.words.size(); ++t) {
    if (reading.words[t].shape == Shape::Other || reading.name_covering[t] != kNone) continue;
    const Pronoun* pronoun = reading.tables.pronoun(reading.words[t].folded);
    if (!pronoun) continue;
    if (reading.tagged && reading.upos(t) != Upos::PRON && reading.upos(t) != Upos::DET) continue;
    Candidate candidate;
    candidate.first = candidate.outer_first = t;
    candidate.end = t + 1;
    candidate.head = t;
    candidate.kind = MentionKind::Pronoun;
    candidate.plural = pronoun->number == GrammaticalNumber::Many;
    reading.candidates.push_back(std::move(candidate));
  }
}

}  // namespace dateline::name
