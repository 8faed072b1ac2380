// From the noun the reader walks left over names, other agent nouns, adjectives and numbers to the determiner or possessor, then
// right over one complement. Each word is passed once for each phrase and a walk is at most kMostWords long. What it cannot do:
// complements with verbs ("officials who defected"). tests/name/agents_test.cpp runs every row's example through it.
#include "name/noun_phrase.h"

#include <algorithm>

namespace dateline::name {

namespace {

constexpr std::uint32_t kMostWords = 12;
constexpr std::uint32_t kMostListed = 12;
constexpr std::uint32_t kMostDeterminers = 4;

void add_country(Facts& facts, std::string_view country, bool in_front) {
  if (country.empty() || std::find(facts.countries.begin(), facts.countries.end(), country) != facts.countries.end()) return;
  facts.countries.insert(in_front ? facts.countries.begin() : facts.countries.end(), country);
}

bool is_nationality(const Candidate& name) {
  return name.source == NameSource::Country || name.source == NameSource::CountryAdjective ||
         name.source == NameSource::CountryDemonym || name.source == NameSource::Capital ||
         name.source == NameSource::ShortName || name.source == NameSource::Breakaway ||
         name.source == NameSource::BreakawayAdjective;
}

class Walker {
 public:
  Walker(const Reading& reading, const AgentHit& hit) : reading_(reading), hit_(hit) {}

  NounPhrase left() {
    const std::uint32_t start = reading_.sentence_first(hit_.first);
    at_ = hit_.first;
    for (std::uint32_t steps = 0; at_ > start && steps < kMostWords; ++steps) {
      if (!step(start)) break;
    }
    while (at_ < hit_.first && reading_.joins(at_)) ++at_;  // what stands before the mark is of no phrase
    out_.first = at_;
    if (out_.core == 0 || out_.core < at_) out_.core = at_;
    return out_;
  }

 private:
  // Takes the word or phrase that ends before at_; false when the noun phrase begins at at_.
  bool step(std::uint32_t start) {
    const std::uint32_t p = at_ - 1;
    const Word& word = reading_.words[p];
    if (const std::uint32_t name = reading_.name_ending[p]; name != kNone) return take_name(name);
    if (word.word_class == WordClass::Possessive) return take_possessor(start);
    if (word.word_class == WordClass::Definite || word.word_class == WordClass::Indefinite) {
      out_.definite = word.word_class == WordClass::Definite;
      out_.core = at_;
      at_ = p;
      return false;
    }
    if (const Pronoun* pronoun = reading_.tables.pronoun(word.folded);
        pronoun && pronoun->grammatical_case == Pronoun::Case::Possessive) {
      out_.pronoun_owner = p;
      return false;
    }
    if (word.word_class == WordClass::And || word.text == ",") return continues_nationalities(p);
    if (word.word_class == WordClass::Descent) {
      at_ = p;
      return true;
    }
    if (word.word_class != WordClass::None && word.word_class != WordClass::ForeignSuffix) return false;
    if (reading_.joins(p)) {
      const bool within_number = counted_ && p > start && is_number(p - 1);  // "twenty-two soldiers"
      if (counted_ && !within_number) return false;
      at_ = within_number ? p - 1 : p;
      return true;
    }
    if (const std::uint32_t first = reading_.agent_ending[p]; !counted_ && first != kNone && first >= start)
      return take_modifier(first);
    if (counted_ || !may_modify(p)) return false;
    counted_ = is_number(p);
    at_ = p;
    return true;
  }

  bool is_number(std::uint32_t p) const { return reading_.upos(p) == Upos::NUM || reading_.words[p].shape == Shape::Number; }

  bool may_modify(std::uint32_t p) const {
    const Word& word = reading_.words[p];
    if (word.shape == Shape::Other) return false;
    if (!reading_.tagged) return true;
    switch (reading_.upos(p)) {
      case Upos::ADJ:
      case Upos::NOUN:
      case Upos::PROPN:
      case Upos::NUM:
        return true;
      case Upos::VERB: {
        const Relation relation = reading_.document.tokens.relation[p];
        return relation == Relation::amod || relation == Relation::compound;
      }
      default:
        return false;
    }
  }

  bool take_name(std::uint32_t index) {
    const Candidate& name = reading_.candidates[index];
    const bool hyphen = at_ < hit_.first && reading_.is_hyphen(at_);
    const bool foreign = hyphen && at_ + 1 < hit_.first && reading_.words[at_ + 1].word_class == WordClass::ForeignSuffix;
    if (!foreign) {
      Facts facts;
      add_name_facts(reading_, name, facts);
      for (auto country = facts.countries.rbegin(); country != facts.countries.rend(); ++country)
        add_country(out_.facts, *country, true);
      add_sectors(out_.facts.others, facts.others);
      if (name.end == hit_.first && name.type == EntityType::ORG) out_.organisation = index;
      // "Jewish leaders": a faith's name says the sector too.
      if (name.source == NameSource::People && reading_.agents[name.first].modifier != kNone) {
        add_sectors(out_.facts.modifiers, reading_.tables.agent(reading_.agents[name.first].modifier).sectors);
      }
      last_name_ = index;
    }
    at_ = name.first;
    return true;
  }

  bool take_possessor(std::uint32_t start) {
    const std::uint32_t mark = at_ - 1;
    if (mark == start) return false;
    out_.definite = true;
    if (const std::uint32_t name = reading_.name_ending[mark - 1]; name != kNone) {
      add_name_facts(reading_, reading_.candidates[name], out_.facts);
      at_ = reading_.candidates[name].first;
    } else if (const std::uint32_t first = reading_.agent_ending[mark - 1]; first != kNone && first >= start) {
      take_modifier(first);
    } else {
      return false;
    }
    if (at_ > start && reading_.words[at_ - 1].word_class == WordClass::Definite) {
      out_.core = at_;
      --at_;
    }
    return false;
  }

  // "U.S., South Korean and Japanese officials": a comma or "and" between two nationalities.
  bool continues_nationalities(std::uint32_t p) {
    if (p == 0 || last_name_ == kNone || reading_.candidates[last_name_].first != p + 1) return false;
    const std::uint32_t before =
        reading_.words[p - 1].text == "," && p > 1 ? reading_.name_ending[p - 2] : reading_.name_ending[p - 1];
    if (before == kNone) return false;
    const Candidate& a = reading_.candidates[before];
    const Candidate& b = reading_.candidates[last_name_];
    if (!is_nationality(a) || !is_nationality(b) || a.first < reading_.sentence_first(p)) return false;
    at_ = a.end;
    return true;
  }

  bool take_modifier(std::uint32_t first) {
    const AgentHit& hit = reading_.agents[first];
    const std::uint32_t row = hit.row != kNone ? hit.row : hit.modifier;
    if (row == kNone) return false;
    const Agent& agent = reading_.tables.agent(row);
    const bool is_former = hit.modifier != kNone && reading_.tables.agent(hit.modifier).kind == AgentKind::Former;
    if (is_former) {
      out_.facts.former = true;
    } else {
      if (hit.modifier != kNone) add_sectors(out_.facts.modifiers, reading_.tables.agent(hit.modifier).sectors);
      // A title before a title ("Deputy Minister of Defense General X") counts as much as the last.
      add_sectors(agent.kind == AgentKind::Title ? out_.facts.sectors : out_.facts.modifiers, agent.sectors);
    }
    at_ = hit.first;
    return true;
  }

  const Reading& reading_;
  const AgentHit& hit_;
  std::uint32_t at_ = 0;
  std::uint32_t last_name_ = kNone;
  bool counted_ = false;  // a number is in: only a determiner or possessor can stand before it
  NounPhrase out_;
};

std::uint32_t skip_determiners(const Reading& reading, std::uint32_t at, std::uint32_t limit) {
  const std::uint32_t stop = std::min(limit, at + kMostDeterminers);
  while (at < stop &&
         (reading.words[at].word_class == WordClass::Definite || reading.words[at].word_class == WordClass::Indefinite)) {
    ++at;
  }
  return at;
}

const Candidate* name_at(const Reading& reading, std::uint32_t token) {
  const std::uint32_t index = reading.name_covering[token];
  return index == kNone || reading.candidates[index].first != token ? nullptr : &reading.candidates[index];
}

bool is_body_name(const Candidate& name) {
  return name.type == EntityType::GPE || name.type == EntityType::ORG || name.type == EntityType::LOC ||
         name.type == EntityType::FAC || name.type == EntityType::NORP;
}

// The names of a list "the United States, South Korea and Japan" that begins at `at`; the token after it. A name with a
// possessive mark belongs to what follows it.
std::uint32_t read_list(const Reading& reading, std::uint32_t at, std::uint32_t limit, Facts& facts) {
  std::uint32_t end = at;
  for (std::uint32_t i = 0; i < kMostListed; ++i) {
    at = skip_determiners(reading, at, limit);
    if (at >= limit) break;
    const Candidate* name = name_at(reading, at);
    if (!name || !is_body_name(*name)) break;
    if (i > 0 && name->end < limit && reading.words[name->end].word_class == WordClass::Possessive) break;
    // A further member must be a country or the like, and no part of a longer noun phrase ("and Japanese officials").
    if (i > 0 && (name->type == EntityType::NORP || !is_nationality(*name))) break;
    add_name_facts(reading, *name, facts);
    end = name->end;
    at = end;
    if (at < limit && reading.words[at].text == ",") ++at;
    if (at < limit && reading.words[at].word_class == WordClass::And) ++at;
    if (at == end) break;
  }
  return end;
}

void read_complement(const Reading& reading, std::uint32_t limit, int depth, NounPhrase& phrase) {
  const std::uint32_t preposition = phrase.end;
  if (preposition + 1 >= limit) return;
  const WordClass word_class = reading.words[preposition].word_class;
  const bool of = word_class == WordClass::Of;
  const bool place = word_class == WordClass::Preposition;
  const bool direction = word_class == WordClass::For;
  if (!of && !place && !direction) return;
  std::uint32_t at = skip_determiners(reading, preposition + 1, limit);
  if (at >= limit) return;
  // "In northern Nigeria".
  if (place && at + 1 < limit && !name_at(reading, at) && name_at(reading, at + 1) && reading.tagged &&
      reading.upos(at) == Upos::ADJ)
    ++at;
  Facts facts;
  if (name_at(reading, at) && is_body_name(*name_at(reading, at))) {
    if (!of) {
      // "Muslim leaders in France": only where nothing nearer gives a country. Whom somebody is sent to is not who he is.
      if (place && phrase.facts.countries.empty()) {
        add_name_facts(reading, *name_at(reading, at), facts);
        for (const std::string_view country : facts.countries) add_country(phrase.facts, country, false);
      }
      return;
    }
    const std::uint32_t end = read_list(reading, at, limit, facts);
    // The list's last name may be the possessor or modifier of an agent noun: "members of Iran's parliament".
    if (end < limit && depth < 2) {
      for (std::uint32_t t = end; t < std::min(limit, end + 4); ++t) {
        const AgentHit& hit = reading.agents[t];
        if (hit.end == 0 || hit.row == kNone) {
          if (reading.words[t].word_class != WordClass::None && reading.words[t].word_class != WordClass::Possessive) break;
          if (reading.words[t].shape == Shape::Other && reading.words[t].word_class == WordClass::None) break;
          continue;
        }
        const NounPhrase inner = read_noun_phrase(reading, hit, Complement::Leave, depth + 1);
        add_sectors(facts.others, inner.facts.settled());
        phrase.end = hit.end;
        break;
      }
    }
    phrase.end = std::max(phrase.end, end);
    phrase.foreign = facts.countries.size() > 1 && phrase.facts.countries.empty();
    if (phrase.facts.countries.empty() || phrase.foreign) {
      for (const std::string_view country : facts.countries) add_country(phrase.facts, country, false);
    }
    add_sectors(phrase.facts.others, facts.others);
    return;
  }
  if ((!of && !direction) || depth >= 2) return;
  for (std::uint32_t t = at; t < std::min(limit, at + 5); ++t) {
    const Word& word = reading.words[t];
    if (word.word_class != WordClass::None && word.word_class != WordClass::Possessive) break;
    if (word.shape == Shape::Other && word.word_class == WordClass::None) break;
    const AgentHit& hit = reading.agents[t];
    if (hit.end == 0 || (hit.row == kNone && hit.modifier == kNone)) continue;
    std::uint32_t last = t;
    while (reading.agents[last].end < limit && reading.agents[reading.agents[last].end].end != 0) last = reading.agents[last].end;
    if (reading.agents[last].row == kNone) {
      add_sectors(phrase.facts.others, reading.tables.agent(reading.agents[last].modifier).sectors);
      return;
    }
    const NounPhrase inner =
        read_noun_phrase(reading, reading.agents[last], of ? Complement::Read : Complement::Leave, depth + 1);
    add_sectors(phrase.facts.others, inner.facts.settled());
    if (of && phrase.facts.countries.empty()) phrase.facts.countries = inner.facts.countries;
    if (!of) return;
    phrase.end = inner.end;
    // "The government of President Javier Milei".
    const Candidate* person = inner.end < limit ? name_at(reading, inner.end) : nullptr;
    if (!person || person->type != EntityType::PER) return;
    phrase.end = person->end;
    if (phrase.facts.countries.empty()) {
      add_name_facts(reading, *person, facts);
      for (const std::string_view country : facts.countries) add_country(phrase.facts, country, false);
    }
    return;
  }
}

}  // namespace

void add_name_facts(const Reading& reading, const Candidate& name, Facts& facts) {
  if (name.source != NameSource::None) {
    if (name.source == NameSource::Person) {
      const Standing standing = reading.tables.standing_of(name.row, reading.document.published);
      add_country(facts, standing.country, false);
      return;
    }
    add_country(facts, reading.tables.country_of(name.source, name.row), false);
    if (name.source != NameSource::Capital) add_sectors(facts.others, reading.tables.sectors_of(name.source, name.row));
    return;
  }
  for (const std::string_view country : name.facts.countries) add_country(facts, country, false);
  if (name.type == EntityType::ORG) add_sectors(facts.others, name.facts.settled());
}

NounPhrase read_noun_phrase(const Reading& reading, const AgentHit& hit, Complement complement, int depth) {
  NounPhrase phrase = Walker(reading, hit).left();
  phrase.end = hit.end;
  if (hit.row != kNone) {
    const Agent& agent = reading.tables.agent(hit.row);
    add_sectors(phrase.facts.sectors, agent.sectors);
    phrase.facts.fallback = agent.fallback;
  }
  if (complement == Complement::Read) read_complement(reading, reading.sentence_end(hit.first), depth, phrase);
  return phrase;
}

}  // namespace dateline::name
