// Names are linked in two passes: first all that say by themselves who is meant (table hits, full names, institutions), then last
// names and acronyms, which look for one of those. A last name belongs to the person of that name who is named most before it
// ("Kim" stays Kim Jong Un when a minister Kim turns up once), else to the one officeholder of that name at the article's date.
#include "name/entities.h"

#include <algorithm>

#include "base/utf8.h"
#include "name/noun_phrase.h"

namespace dateline::name {

namespace {

constexpr std::size_t kMostNamesakes = 64;

bool is_state(NameSource source) { return source == NameSource::Country || source == NameSource::ShortName; }

bool is_country_word(NameSource source) {
  return is_state(source) || source == NameSource::CountryAdjective || source == NameSource::CountryDemonym;
}

}  // namespace

std::uint32_t Entities::find_or_add(const std::string& key, std::string_view name, EntityType type) {
  const auto [found, is_new] = by_key_.emplace(key, static_cast<std::uint32_t>(r_.document.entities.size()));
  if (is_new) {
    Entity entity;
    entity.name = name;
    entity.type = type;
    r_.document.entities.push_back(std::move(entity));
    infos_.emplace_back();
    facts_.emplace_back();
  }
  return found->second;
}

std::uint32_t Entities::country_entity(std::string_view id) {
  const std::uint32_t row = r_.tables.country_row(id);
  if (row == kNone) return kNone;
  const std::uint32_t entity = find_or_add("kb:" + std::string(id), r_.tables.name_of(NameSource::Country, row), EntityType::GPE);
  infos_[entity].source = NameSource::Country;
  infos_[entity].row = row;
  r_.document.entities[entity].kb = r_.tables.id_of(NameSource::Country, row);
  return entity;
}

bool Entities::is_named(std::string_view country) const {
  return std::find(countries_named_.begin(), countries_named_.end(), country) != countries_named_.end();
}

void Entities::count_countries() {
  std::vector<std::pair<std::string_view, std::uint32_t>> counts;
  std::uint32_t total = 0;
  for (const Candidate& candidate : r_.candidates) {
    if (candidate.kind != MentionKind::Name || candidate.source == NameSource::None || candidate.source == NameSource::ShortName)
      continue;
    const bool state =
        is_country_word(candidate.source) || candidate.source == NameSource::Capital || candidate.source == NameSource::Seat;
    if (!state && candidate.source != NameSource::Place) continue;
    const std::string_view country = r_.tables.country_of(candidate.source, candidate.row);
    if (country.empty()) continue;
    if (is_country_word(candidate.source) && !is_named(country)) countries_named_.push_back(country);
    const auto at = std::find_if(counts.begin(), counts.end(), [&](const auto& entry) { return entry.first == country; });
    if (at == counts.end())
      counts.emplace_back(country, 1);
    else
      ++at->second;
    ++total;
  }
  const auto most =
      std::max_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  if (most != counts.end() && most->second >= 2 && most->second * 5 >= total * 3) main_country_ = most->first;
}

void Entities::link_names() {
  count_countries();
  const auto says_who = [&](const Candidate& c) {
    if (c.kind != MentionKind::Name) return c.source != NameSource::None;
    return c.source != NameSource::None || (c.type == EntityType::PER && c.end - c.first > 1) ||
           (!c.guessed && c.type != EntityType::PER);
  };
  for (Candidate& candidate : r_.candidates) {
    if (!says_who(candidate)) continue;
    if (candidate.source != NameSource::None)
      candidate.entity = link_hit(candidate);
    else if (candidate.type == EntityType::PER)
      candidate.entity = link_full_person(candidate);
    else
      candidate.entity = link_by_text(candidate);
    if (candidate.entity != kNone) define_acronym(candidate.entity, candidate);
  }
  for (Candidate& candidate : r_.candidates) {
    if (candidate.entity == kNone && candidate.kind == MentionKind::Name && candidate.source == NameSource::None) {
      candidate.entity = candidate.end - candidate.first == 1 ? link_last_name(candidate) : link_by_text(candidate);
    }
    if (candidate.entity == kNone) continue;
    note(candidate.entity, candidate);
    add_facts(candidate.entity, candidate);
  }
}

void Entities::note(std::uint32_t entity, const Candidate& candidate) {
  EntityInfo& info = infos_[entity];
  ++info.names;
  if (info.first_token == kNone) info.first_token = candidate.first;
  info.last_token = candidate.first;
  if (r_.document.entities[entity].type == EntityType::PER) {
    info.person = true;
  }
}

void Entities::add_facts(std::uint32_t entity, const Candidate& candidate) {
  Facts& facts = facts_[entity];
  if (facts.countries.empty()) facts.countries = candidate.facts.countries;
  add_sectors(facts.sectors, candidate.facts.sectors);
  add_sectors(facts.modifiers, candidate.facts.modifiers);
  add_sectors(facts.others, candidate.facts.others);
  add_sectors(facts.fallback, candidate.facts.fallback);
  facts.former = facts.former || candidate.facts.former;
  if (candidate.agent == kNone) return;
  const Agent& agent = r_.tables.agent(candidate.agent);
  EntityInfo& info = infos_[entity];
  if (agent.gender != Gender::Unknown) info.gender = agent.gender;
  if (agent.kind == AgentKind::Honorific) return;
  if (std::find(info.agents.begin(), info.agents.end(), candidate.agent) == info.agents.end())
    info.agents.push_back(candidate.agent);
  Entity& row = r_.document.entities[entity];
  if (row.type != EntityType::PER || !row.role.empty()) return;
  if (candidate.kind == MentionKind::Name && candidate.outer_first < candidate.first) {
    row.role = r_.text(candidate.outer_first, candidate.first);
  } else if (candidate.kind == MentionKind::Nominal && candidate.same_as != kNone) {
    row.role = r_.text(candidate.first, candidate.end);
  }
}

bool Entities::stands_for_government(const Candidate& candidate) const {
  if (!r_.parsed) return false;
  const Tokens& tokens = r_.document.tokens;
  std::uint32_t token = r_.head_of(candidate.first, candidate.end);
  // "Moscow, Idaho" and "Paris, France" are places.
  if (candidate.end + 1 < r_.words.size() && r_.words[candidate.end].text == "," &&
      r_.name_covering[candidate.end + 1] != kNone) {
    const Candidate& next = r_.candidates[r_.name_covering[candidate.end + 1]];
    if (next.source == NameSource::Place || next.source == NameSource::Country) return false;
  }
  for (int i = 0; i < 8 && tokens.relation[token] == Relation::conj && tokens.head[token] != kNone; ++i)
    token = tokens.head[token];
  const std::uint32_t governor = tokens.head[token];
  if (governor == kNone) return false;
  std::uint32_t preposition = kNone;
  for (std::uint32_t t = token; t-- > r_.sentence_first(token) && t + 6 > token;) {
    if (tokens.head[t] == token && tokens.relation[t] == Relation::case_) {
      preposition = t;
      break;
    }
  }
  switch (tokens.relation[token]) {
    case Relation::nsubj:
      return r_.upos(governor) == Upos::VERB;
    case Relation::nsubj_pass:
    case Relation::obj:
      return r_.tables.context(tokens.lemma[governor], ContextSide::PlaceVerb) != EntityType::GPE;
    case Relation::iobj:
    case Relation::obl_agent:
    case Relation::nmod_poss:
      return true;
    case Relation::obl:
    case Relation::nmod: {
      if (preposition == kNone) return false;
      const Word& word = r_.words[preposition];
      if (word.word_class == WordClass::Preposition) return false;
      const bool direction = r_.tables.context(word.folded, ContextSide::Direction) == EntityType::GPE;
      if (direction) return tokens.relation[token] == Relation::nmod && r_.upos(governor) != Upos::VERB;
      return word.word_class == WordClass::Direction || word.word_class == WordClass::For;
    }
    default:
      return false;
  }
}

std::uint32_t Entities::person_row_entity(std::uint32_t row) {
  const std::string_view id = r_.tables.id_of(NameSource::Person, row);
  const std::uint32_t entity = find_or_add("kb:" + std::string(id), r_.tables.name_of(NameSource::Person, row), EntityType::PER);
  EntityInfo& info = infos_[entity];
  if (info.row == kNone) {
    info.source = NameSource::Person;
    info.row = row;
    r_.document.entities[entity].kb = id;
    register_person(entity, r_.tables.name_of(NameSource::Person, row));
  }
  return entity;
}

void Entities::register_person(std::uint32_t entity, std::string_view full_name) {
  EntityInfo& info = infos_[entity];
  info.person = true;
  info.family = base::folded(r_.tables.family_name(full_name));
  std::vector<std::uint32_t>& namesakes = by_family_[info.family];
  const bool there = std::find(namesakes.begin(), namesakes.end(), entity) != namesakes.end();
  if (!there && namesakes.size() < kMostNamesakes) namesakes.push_back(entity);
  // A family name that comes first is no given name, however it sounds ("Kim").
  const std::string first = base::folded(full_name.substr(0, full_name.find_first_of(" -")));
  if (first != info.family) info.gender = r_.tables.gender_of_given_name(first);
}

std::uint32_t Entities::link_hit(const Candidate& candidate) {
  const Tables& tables = r_.tables;
  const std::string_view text = r_.text(candidate.first, candidate.end);
  const std::string id(tables.id_of(candidate.source, candidate.row));
  std::uint32_t entity = kNone;
  switch (candidate.source) {
    case NameSource::ShortName:
      for (const std::string_view country : tables.needs_of_short_name(candidate.row)) {
        if (!is_named(country)) return kNone;
      }
      [[fallthrough]];
    case NameSource::Country:
      entity = find_or_add("kb:" + id, tables.name_of(candidate.source, candidate.row), EntityType::GPE);
      break;
    case NameSource::CountryAdjective:
    case NameSource::CountryDemonym:
    case NameSource::BreakawayAdjective:
    case NameSource::People:
      entity = find_or_add("people:" + (id.empty() ? std::string(tables.name_of(candidate.source, candidate.row)) : id), text,
                           EntityType::NORP);
      infos_[entity].nationality = true;
      break;
    case NameSource::Capital:
      if (stands_for_government(candidate)) {
        return country_entity(id);
      }
      entity = find_or_add("place:" + base::folded(text), text, EntityType::GPE);
      break;
    case NameSource::Seat:
      entity = find_or_add("seat:" + base::folded(text), text, EntityType::ORG);
      break;
    case NameSource::Weapon:
      entity = find_or_add(
          "kb:" + id + (candidate.facts.countries.empty() ? std::string() : "/" + std::string(candidate.facts.countries.front())),
          candidate.facts.countries.empty() ? tables.name_of(candidate.source, candidate.row) : text, candidate.type);
      break;
    case NameSource::Person:
      entity = person_row_entity(candidate.row);
      if (candidate.end - candidate.first > 1) register_person(entity, text);
      // A full name is written as this text writes it.
      if (infos_[entity].names == 0 && candidate.end - candidate.first > 1 &&
          r_.words[candidate.end - 1].shape == Shape::Initial && !infos_[entity].named_in_full) {
        r_.document.entities[entity].name = text;
        infos_[entity].named_in_full = true;
      }
      return entity;
    case NameSource::Organisation:
      if (const auto defined = acronyms_.find(base::folded(text)); defined != acronyms_.end()) return defined->second;
      [[fallthrough]];
    default:
      entity = find_or_add("kb:" + id, tables.name_of(candidate.source, candidate.row), candidate.type);
      break;
  }
  EntityInfo& info = infos_[entity];
  if (info.row == kNone) {
    info.source = candidate.source;
    info.row = candidate.row;
    if (candidate.source != NameSource::Capital) r_.document.entities[entity].kb = tables.id_of(candidate.source, candidate.row);
  }
  return entity;
}

std::uint32_t Entities::link_full_person(const Candidate& candidate) {
  const std::string_view text = r_.text(candidate.first, candidate.end);
  const std::string_view first = r_.words[candidate.first].text;
  const std::string_view last = r_.words[candidate.end - 1].text;
  // "Joseph R. Example" is the tables' "Joseph Example".
  if (candidate.end - candidate.first > 2) {
    const std::string short_name = std::string(first) + " " + std::string(last);
    for (const knowledge::PhraseEntry& entry : r_.tables.names().find(short_name)) {
      if (static_cast<NameSource>(entry.table) == NameSource::Person) return person_row_entity(entry.row);
    }
  }
  const std::string family = base::folded(r_.tables.family_name(text));
  if (const auto namesakes = by_family_.find(family); namesakes != by_family_.end()) {
    for (const std::uint32_t entity : namesakes->second) {
      const std::string_view known = r_.document.entities[entity].name;
      if (base::folded(known.substr(0, known.find(' '))) == r_.words[candidate.first].folded &&
          r_.words[candidate.first].folded != family) {
        return entity;
      }
    }
  }
  if (const std::uint32_t row = r_.tables.person_spelled(base::folded(text)); row != kNone) return person_row_entity(row);
  const std::uint32_t entity = find_or_add("text:" + base::folded(text), text, EntityType::PER);
  if (r_.document.entities[entity].type == EntityType::PER) register_person(entity, text);
  return entity;
}

std::uint32_t Entities::named_before(const Candidate& candidate, const std::string& family) const {
  const auto namesakes = by_family_.find(family);
  if (namesakes == by_family_.end()) return kNone;
  std::uint32_t best = kNone;
  const auto agrees = [&](std::uint32_t entity) {
    if (candidate.agent == kNone || r_.tables.agent(candidate.agent).kind == AgentKind::Honorific) return 0;
    const std::vector<std::uint32_t>& agents = infos_[entity].agents;
    return std::find(agents.begin(), agents.end(), candidate.agent) != agents.end() ? 1 : 0;
  };
  const auto before = [&](std::uint32_t entity) { return infos_[entity].first_token < candidate.first ? 1 : 0; };
  for (const std::uint32_t entity : namesakes->second) {
    if (best == kNone) {
      best = entity;
      continue;
    }
    const auto rank = [&](std::uint32_t e) {
      // Among equals the one who came first: later namesakes are usually named in full.
      return std::tuple(agrees(e), before(e), infos_[e].names, kNone - infos_[e].first_token);
    };
    if (rank(entity) > rank(best)) best = entity;
  }
  return best;
}

// The one person of that family name whom the article can mean without saying more: in office at its date, and either titled, or
// of a country that the article names.
std::uint32_t Entities::person_in_office(const Candidate& candidate, std::string_view family) const {
  const std::vector<std::uint32_t> namesakes = r_.tables.people_by_family_name(family);
  const bool titled = candidate.agent != kNone && r_.tables.agent(candidate.agent).kind != AgentKind::Honorific;
  std::uint32_t found = kNone, once = kNone;
  std::uint32_t in_office = 0, ever = 0;
  // A name that only one person in office bears, and that is no first name and no place's.
  const auto holds_office = [&](std::uint32_t row) { return r_.tables.standing_of(row, r_.document.published).in_office; };
  const bool only_one = std::count_if(namesakes.begin(), namesakes.end(), holds_office) == 1 &&
                        !r_.tables.is_given_name(family) && !r_.tables.is_toponym(family);
  for (const std::uint32_t row : namesakes) {
    const Standing standing = r_.tables.standing_of(row, r_.document.published);
    if (!candidate.facts.countries.empty() && candidate.facts.countries.front() != standing.country) continue;
    bool right_title = false, held = false;
    if (titled) {
      for (const std::string_view name : r_.tables.agent(candidate.agent).names) {
        right_title = right_title || (standing.in_office && r_.tables.role_is(standing.role, name));
        held = held || r_.tables.ever_held(row, name);
      }
    }
    const bool country_named = is_named(standing.country);
    if (titled ? right_title : standing.in_office && (country_named || only_one)) {
      found = row;
      ++in_office;
    } else if (titled && held) {
      once = row;
      ++ever;
    }
  }
  if (in_office == 1) return found;
  // The text gives a title that one person of that name has held at another time.
  return in_office == 0 && ever == 1 ? once : kNone;
}

// "President Bush" of a text without a date: which of two is not known, but both were of one country.
std::string_view Entities::country_of_holders(const Candidate& candidate, std::string_view family) const {
  if (candidate.agent == kNone || r_.tables.agent(candidate.agent).kind == AgentKind::Honorific) return {};
  const std::vector<std::string_view>& titles = r_.tables.agent(candidate.agent).names;
  std::string_view country;
  for (const std::uint32_t row : r_.tables.people_by_family_name(family)) {
    if (std::none_of(titles.begin(), titles.end(), [&](std::string_view title) { return r_.tables.ever_held(row, title); }))
      continue;
    const std::string_view own = r_.tables.country_of(NameSource::Person, row);
    if (!country.empty() && own != country) return {};
    country = own;
  }
  return country;
}

std::uint32_t Entities::link_last_name(const Candidate& candidate) {
  const Word& word = r_.words[candidate.first];
  const std::string folded(word.folded);
  if (const auto defined = acronyms_.find(folded); defined != acronyms_.end()) return defined->second;
  if (candidate.type == EntityType::PER || candidate.guessed) {
    if (const std::uint32_t entity = named_before(candidate, folded); entity != kNone) return entity;
    if (const auto same = by_key_.find("text:" + folded); same != by_key_.end()) return same->second;
    // A bare word that is no place's name may be the last name of somebody in office.
    if (candidate.type == EntityType::PER || (candidate.type == EntityType::OTHER && word.shape == Shape::Initial)) {
      if (const std::uint32_t row = person_in_office(candidate, folded); row != kNone) {
        const std::uint32_t entity = person_row_entity(row);
        register_person(entity, r_.tables.name_of(NameSource::Person, row));
        return entity;
      }
    }
  }
  const std::uint32_t entity = link_by_text(candidate);
  if (r_.document.entities[entity].type == EntityType::PER) {
    if (facts_[entity].countries.empty() && candidate.facts.countries.empty())
      if (const std::string_view country = country_of_holders(candidate, folded); !country.empty())
        facts_[entity].countries.push_back(country);
    infos_[entity].family = folded;
    std::vector<std::uint32_t>& namesakes = by_family_[folded];
    if (namesakes.size() < kMostNamesakes) namesakes.push_back(entity);
  }
  return entity;
}

std::uint32_t Entities::link_by_text(const Candidate& candidate) {
  const std::string_view text = r_.text(candidate.first, candidate.end);
  const std::string key = "text:" + base::folded(text);
  if (candidate.type == EntityType::OTHER && candidate.end - candidate.first > 1) {
    if (const std::uint32_t row = r_.tables.person_spelled(base::folded(text)); row != kNone) return person_row_entity(row);
  }
  // "Defense Ministry" is another body in each country; without a country it is the one named last.
  const bool of_a_country = candidate.agent != kNone && candidate.type == EntityType::ORG && !candidate.facts.countries.empty();
  if (!of_a_country) return find_or_add(key, text, candidate.type);
  const std::uint32_t entity = find_or_add(key + "/" + std::string(candidate.facts.countries.front()), text, candidate.type);
  by_key_[key] = entity;
  return entity;
}

void Entities::define_acronym(std::uint32_t entity, const Candidate& candidate) {
  if (candidate.end - candidate.first < 2 || candidate.end + 2 >= r_.words.size()) return;
  if (r_.words[candidate.end].text != "(" || r_.words[candidate.end + 2].text != ")") return;
  const Word& word = r_.words[candidate.end + 1];
  if (word.shape != Shape::Upper || word.text.size() > 10) return;
  if (has_initials(r_.text(candidate.first, candidate.end), word.text)) acronyms_.emplace(std::string(word.folded), entity);
}

Sectors Entities::sectors_so_far(std::uint32_t entity) const {
  const EntityInfo& info = infos_[entity];
  Sectors sectors = facts_[entity].settled();
  if (sectors.empty() && info.source != NameSource::None) sectors = r_.tables.sectors_of(info.source, info.row);
  return sectors;
}

std::uint32_t Entities::add_nominal(const Candidate& candidate) {
  Entity row;
  std::uint32_t first = candidate.first;
  while (first + 1 < candidate.end && r_.words[first].word_class != WordClass::None) ++first;
  row.name = r_.text(first, candidate.end);
  row.type = candidate.type;
  const auto entity = static_cast<std::uint32_t>(r_.document.entities.size());
  r_.document.entities.push_back(std::move(row));
  infos_.emplace_back();
  facts_.emplace_back();
  EntityInfo& info = infos_[entity];
  info.plural = candidate.plural;
  info.person = candidate.type == EntityType::PER && !candidate.plural;
  info.first_token = candidate.first;
  return entity;
}

std::string_view Entities::country_of(std::uint32_t entity) const {
  const EntityInfo& info = infos_[entity];
  std::string_view country;
  if (info.source == NameSource::Person)
    country = r_.tables.standing_of(info.row, r_.document.published).country;
  else if (info.source != NameSource::None)
    country = r_.tables.country_of(info.source, info.row);
  if (country.empty() && !facts_[entity].countries.empty()) country = facts_[entity].countries.front();
  return country;
}

bool Entities::may_be_called(std::uint32_t entity, std::uint32_t agent) const {
  const EntityInfo& info = infos_[entity];
  if (std::find(info.agents.begin(), info.agents.end(), agent) != info.agents.end()) return true;
  const Agent& noun = r_.tables.agent(agent);
  const auto called = [&](std::string_view name) {
    return std::any_of(info.agents.begin(), info.agents.end(),
                       [&](std::uint32_t known) { return r_.tables.may_be_shortened(known, name); });
  };
  std::string_view role;
  if (info.source == NameSource::Person) role = r_.tables.standing_of(info.row, r_.document.published).role;
  for (const auto* names : {&noun.names, &noun.stands_for}) {
    for (const std::string_view name : *names) {
      if (called(name) || r_.tables.role_is(role, name)) return true;
    }
  }
  return false;
}

void Entities::settle() {
  for (std::uint32_t e = 0; e < infos_.size(); ++e) {
    Entity& entity = r_.document.entities[e];
    EntityInfo& info = infos_[e];
    const Facts& facts = facts_[e];
    const std::string_view told = facts.countries.empty() ? std::string_view() : facts.countries.front();
    if (info.source == NameSource::Person) {
      const Standing standing = r_.tables.standing_of(info.row, r_.document.published);
      entity.country = standing.country.empty() ? told : standing.country;
      entity.sectors = standing.sectors;
      const bool titled_now = !facts.former && std::any_of(info.agents.begin(), info.agents.end(), [&](std::uint32_t agent) {
        return r_.tables.agent(agent).kind == AgentKind::Title;
      });
      if (entity.sectors.empty() || (!standing.in_office && titled_now)) entity.sectors = facts.settled();
      if (!standing.role.empty()) entity.role = standing.role;
    } else if (info.source != NameSource::None) {
      entity.country = r_.tables.country_of(info.source, info.row);
      entity.sectors = info.source == NameSource::Capital ? Sectors{} : r_.tables.sectors_of(info.source, info.row);
      if (info.source == NameSource::Weapon && !told.empty()) {
        entity.country = told;
        if (r_.tables.is_military(info.row)) entity.sectors = {"MIL"};
      }
    } else {
      entity.country = told;
      entity.sectors = facts.settled();
      // A ministry or army in a text about one country is that country's.
      const bool body = entity.type == EntityType::ORG && info.names > 0 && facts.others.empty() &&
                        std::any_of(info.agents.begin(), info.agents.end(),
                                    [&](std::uint32_t agent) { return r_.tables.agent(agent).kind == AgentKind::Body; });
      if (entity.country.empty() && body && is_official(entity.sectors)) entity.country = main_country_;
    }
    std::string code(entity.country);
    for (const std::string_view sector : entity.sectors) code += sector;
    entity.code = r_.document.keep(code);
  }
}

}  // namespace dateline::name
