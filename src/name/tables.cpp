#include "name/tables.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/hash.h"
#include "base/tsv.h"
#include "base/utf8.h"
#include "name/spelling.h"

namespace dateline::name {

namespace {

// Position of the towns in the `from` list of the dictionary "toponyms" in data/schema.toml.
constexpr std::uint32_t kTownsOfToponyms = 3;

AgentKind agent_kind_from(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, AgentKind>, 9> kKinds{{{"title", AgentKind::Title},
                                                                                 {"agent", AgentKind::Agent},
                                                                                 {"body", AgentKind::Body},
                                                                                 {"thing", AgentKind::Thing},
                                                                                 {"site", AgentKind::Site},
                                                                                 {"group", AgentKind::Group},
                                                                                 {"honorific", AgentKind::Honorific},
                                                                                 {"former", AgentKind::Former},
                                                                                 {"modifier", AgentKind::Modifier}}};
  for (const auto& [word, kind] : kKinds) {
    if (word == name) return kind;
  }
  return AgentKind::Agent;
}

Gender gender_from(std::string_view name) {
  if (name == "m") return Gender::Male;
  if (name == "f") return Gender::Female;
  if (name == "n") return Gender::Neuter;
  return Gender::Unknown;
}

Pronoun::Case case_from(std::string_view name) {
  if (name == "object") return Pronoun::Case::Object;
  if (name == "possessive") return Pronoun::Case::Possessive;
  if (name == "reflexive") return Pronoun::Case::Reflexive;
  if (name == "relative") return Pronoun::Case::Relative;
  return Pronoun::Case::Subject;
}

// Compares as far as both are precise: "2012" and "2012-05-07" are equal.
int compare_dates(std::string_view a, std::string_view b) {
  const std::size_t size = std::min({a.size(), b.size(), std::size_t{10}});
  return a.substr(0, size).compare(b.substr(0, size));
}

}  // namespace

EntityType entity_type_from(std::string_view name) {
  for (int i = 0; i <= static_cast<int>(EntityType::OTHER); ++i) {
    if (dateline::name_of(static_cast<EntityType>(i)) == name) return static_cast<EntityType>(i);
  }
  return EntityType::OTHER;
}

bool is_official(const Sectors& sectors) {
  return std::any_of(sectors.begin(), sectors.end(), [](std::string_view sector) {
    return sector == "GOV" || sector == "MIL" || sector == "COP" || sector == "JUD" || sector == "LEG" || sector == "SPY";
  });
}

void add_sectors(Sectors& to, const Sectors& more) {
  for (const std::string_view sector : more) {
    if (std::find(to.begin(), to.end(), sector) == to.end()) to.push_back(sector);
  }
}

Tables::List Tables::list(const knowledge::Knowledge& knowledge, std::string_view name) {
  List out;
  out.table = knowledge.table(name);
  out.word = out.table.column("word");
  return out;
}

Tables::Columns Tables::columns_of(const knowledge::Table& table) {
  return {table.column("id"), table.column("name"), table.column("country"), table.column("sectors")};
}

Tables::Tables(const knowledge::Knowledge& knowledge)
    : names_(knowledge.phrases("names")),
      agent_phrases_(knowledge.phrases("agents")),
      toponyms_(knowledge.phrases("toponyms")),
      countries_(knowledge.table("countries")),
      organisations_(knowledge.table("organisations")),
      people_(knowledge.table("people")),
      offices_(knowledge.table("offices")),
      weapons_(knowledge.table("weapons")),
      breakaway_(knowledge.table("breakaway")),
      short_names_(knowledge.table("short_names")),
      peoples_(knowledge.table("peoples")),
      places_(knowledge.table("places")),
      towns_(knowledge.table("towns")),
      countries_columns_(columns_of(countries_)),
      organisations_columns_(columns_of(organisations_)),
      people_columns_(columns_of(people_)),
      weapons_columns_(columns_of(weapons_)),
      breakaway_columns_(columns_of(breakaway_)),
      short_names_columns_(columns_of(short_names_)),
      peoples_columns_(columns_of(peoples_)),
      places_columns_(columns_of(places_)),
      office_person_(offices_.column("person")),
      office_role_(offices_.column("role")),
      office_country_(offices_.column("country")),
      office_sectors_(offices_.column("sectors")),
      office_begin_(offices_.column("begin")),
      office_end_(offices_.column("end")),
      weapon_type_(weapons_.column("type")),
      weapon_kind_(weapons_.column("kind")),
      organisation_kind_(organisations_.column("kind")),
      place_kind_(places_.column("kind")),
      short_needs_(short_names_.column("needs")),
      not_names_(list(knowledge, "not_names")),
      particles_(list(knowledge, "particles")),
      given_names_(list(knowledge, "given_names")),
      family_names_first_(list(knowledge, "family_names_first")),
      keys_(list(knowledge, "name_keys")),
      contexts_(list(knowledge, "name_contexts")),
      function_words_(list(knowledge, "function_words")),
      given_gender_(given_names_.table.column("gender")),
      key_position_(keys_.table.column("position")),
      key_type_(keys_.table.column("type")),
      key_sectors_(keys_.table.column("sectors")),
      context_side_(contexts_.table.column("side")),
      context_type_(contexts_.table.column("type")),
      function_class_(function_words_.table.column("class")),
      not_name_class_(not_names_.table.column("class")) {
  const knowledge::Table agents = knowledge.table("agents");
  const std::uint32_t kind = agents.column("kind"), gender = agents.column("gender"), sectors = agents.column("sectors"),
                      fallback = agents.column("fallback"), stands_for = agents.column("stands_for"),
                      singular = agents.column("names");
  agents_.resize(agents.rows());
  for (std::uint32_t row = 0; row < agents.rows(); ++row) {
    Agent& agent = agents_[row];
    agent.kind = agent_kind_from(agents.cell(row, kind));
    agent.gender = gender_from(agents.cell(row, gender));
    agent.sectors = base::split_list(agents.cell(row, sectors));
    agent.fallback = base::split_list(agents.cell(row, fallback));
    agent.names = base::split_list(agents.cell(row, singular));
    agent.stands_for = base::split_list(agents.cell(row, stands_for));
  }

  const knowledge::Table pronouns = knowledge.table("pronouns");
  const std::uint32_t word = pronouns.column("word"), number = pronouns.column("number"),
                      pronoun_gender = pronouns.column("gender"), grammatical_case = pronouns.column("case");
  for (std::uint32_t row = 0; row < pronouns.rows(); ++row) {
    Pronoun pronoun;
    const std::string_view count = pronouns.cell(row, number);
    pronoun.number = count == "one" ? GrammaticalNumber::One : count == "many" ? GrammaticalNumber::Many : GrammaticalNumber::Any;
    pronoun.gender = gender_from(pronouns.cell(row, pronoun_gender));
    pronoun.grammatical_case = case_from(pronouns.cell(row, grammatical_case));
    pronouns_.emplace_back(pronouns.cell(row, word), pronoun);
  }
  std::sort(pronouns_.begin(), pronouns_.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
}

// Made when a text first asks, since it takes longer than all else here and many texts never do.
const Tables::People& Tables::people() const {
  std::call_once(people_once_->once, [&] {
    People& people = people_once_->people;
    const std::uint32_t aliases = people_.column("aliases");
    for (std::uint32_t row = 0; row < people_.rows(); ++row) {
      add_person(people_.cell(row, people_columns_.name), row, people);
      for (const std::string_view alias : base::split_list(people_.cell(row, aliases))) add_person(alias, row, people);
    }
    std::sort(people.family_names.begin(), people.family_names.end());
    people.family_names.erase(std::unique(people.family_names.begin(), people.family_names.end()), people.family_names.end());
    std::sort(people.sounds.begin(), people.sounds.end());
    people.sounds.erase(std::unique(people.sounds.begin(), people.sounds.end()), people.sounds.end());
  });
  return people_once_->people;
}

void Tables::add_person(std::string_view name, std::uint32_t row, People& people) const {
  if (name.find_first_of(" -") == std::string_view::npos) return;
  const std::string folded = base::folded(name);
  if (const std::string sound = sound_of(folded); !sound.empty()) people.sounds.emplace_back(base::xxh64(sound), row);
  const std::string family = base::folded(family_name(name));
  people.family_names.emplace_back(family, row);
  // "al-Assad" is called Assad.
  const std::size_t hyphen = family.find('-');
  if (hyphen != std::string::npos && particles_.has(std::string_view(family).substr(0, hyphen)))
    people.family_names.emplace_back(family.substr(hyphen + 1), row);
}

std::uint32_t Tables::person_spelled(std::string_view folded) const {
  const std::string sound = sound_of(folded);
  if (sound.empty()) return kNone;
  const std::uint64_t hash = base::xxh64(sound);
  const auto& sounds = people().sounds;
  const auto first = std::lower_bound(sounds.begin(), sounds.end(), std::pair(hash, std::uint32_t{0}));
  if (first == sounds.end() || first->first != hash) return kNone;
  if (first + 1 != sounds.end() && (first + 1)->first == hash) return kNone;
  const std::uint32_t row = first->second;
  if (are_spellings_of_one(folded, base::folded(people_.cell(row, people_columns_.name)))) return row;
  for (const std::string_view alias : base::split_list(people_.cell(row, people_.column("aliases")))) {
    if (are_spellings_of_one(folded, base::folded(alias))) return row;
  }
  return kNone;
}

const knowledge::Table* Tables::table_of(NameSource source) const {
  switch (source) {
    case NameSource::Country:
    case NameSource::CountryAdjective:
    case NameSource::CountryDemonym:
    case NameSource::Capital:
    case NameSource::Seat:
      return &countries_;
    case NameSource::Organisation:
      return &organisations_;
    case NameSource::Person:
      return &people_;
    case NameSource::Weapon:
      return &weapons_;
    case NameSource::Breakaway:
    case NameSource::BreakawayAdjective:
      return &breakaway_;
    case NameSource::ShortName:
      return &short_names_;
    case NameSource::People:
      return &peoples_;
    case NameSource::Place:
      return &places_;
    case NameSource::None:
      break;
  }
  return nullptr;
}

const Tables::Columns* Tables::columns_of(NameSource source) const {
  switch (source) {
    case NameSource::Country:
    case NameSource::CountryAdjective:
    case NameSource::CountryDemonym:
    case NameSource::Capital:
    case NameSource::Seat:
      return &countries_columns_;
    case NameSource::Organisation:
      return &organisations_columns_;
    case NameSource::Person:
      return &people_columns_;
    case NameSource::Weapon:
      return &weapons_columns_;
    case NameSource::Breakaway:
    case NameSource::BreakawayAdjective:
      return &breakaway_columns_;
    case NameSource::ShortName:
      return &short_names_columns_;
    case NameSource::People:
      return &peoples_columns_;
    case NameSource::Place:
      return &places_columns_;
    case NameSource::None:
      break;
  }
  return nullptr;
}

std::string_view Tables::id_of(NameSource source, std::uint32_t row) const {
  const auto* table = table_of(source);
  if (source == NameSource::ShortName) return country_of(source, row);
  return table ? table->cell(row, columns_of(source)->id) : std::string_view();
}

std::string_view Tables::name_of(NameSource source, std::uint32_t row) const {
  if (source == NameSource::ShortName) return name_of(NameSource::Country, country_row(country_of(source, row)));
  const auto* table = table_of(source);
  return table ? table->cell(row, columns_of(source)->name) : std::string_view();
}

std::string_view Tables::country_of(NameSource source, std::uint32_t row) const {
  const auto* table = table_of(source);
  if (!table) return {};
  if (table == &countries_) return table->cell(row, countries_columns_.id);
  return table->cell(row, columns_of(source)->country);
}

Sectors Tables::sectors_of(NameSource source, std::uint32_t row) const {
  const auto* table = table_of(source);
  if (!table || table == &places_ || table == &weapons_ || table == &short_names_ || table == &peoples_) return {};
  if (table == &countries_) return source == NameSource::Seat || source == NameSource::Capital ? Sectors{"GOV"} : Sectors{};
  return base::split_list(table->cell(row, columns_of(source)->sectors));
}

EntityType Tables::type_of(NameSource source, std::uint32_t row) const {
  switch (source) {
    case NameSource::Country:
    case NameSource::Capital:
    case NameSource::Breakaway:
    case NameSource::ShortName:
      return EntityType::GPE;
    case NameSource::CountryAdjective:
    case NameSource::CountryDemonym:
    case NameSource::People:
    case NameSource::BreakawayAdjective:
      return EntityType::NORP;
    case NameSource::Seat:
    case NameSource::Organisation:
      return EntityType::ORG;
    case NameSource::Person:
      return EntityType::PER;
    case NameSource::Weapon:
      return weapons_.cell(row, weapon_type_) == "VEH" ? EntityType::VEH : EntityType::WEA;
    case NameSource::Place: {
      const std::string_view kind = place_kind(row);
      if (kind == "city" || kind == "admin1") return EntityType::GPE;
      if (kind == "facility" || kind == "base" || kind == "cosmodrome" || kind == "nuclear") return EntityType::FAC;
      return EntityType::LOC;
    }
    case NameSource::None:
      break;
  }
  return EntityType::OTHER;
}

std::vector<std::string_view> Tables::needs_of_short_name(std::uint32_t row) const {
  return base::split_list(short_names_.cell(row, short_needs_));
}

std::string_view Tables::place_kind(std::uint32_t row) const { return places_.cell(row, place_kind_); }

bool Tables::may_be_shortened(std::uint32_t agent, std::string_view name) const {
  return std::any_of(agents_[agent].names.begin(), agents_[agent].names.end(), [&](std::string_view other) {
    return other == name || (other.size() > name.size() && other.ends_with(name) && other[other.size() - name.size() - 1] == ' ');
  });
}

bool Tables::is_military(std::uint32_t weapon) const { return weapons_.cell(weapon, weapon_kind_) != "civil ship"; }

std::string_view Tables::country_of_town(std::string_view name) const {
  const std::uint32_t country = towns_.column("country"), population = towns_.column("population");
  std::string_view best;
  double most = -1;
  for (const knowledge::PhraseEntry& entry : toponyms_.find(name)) {
    if (entry.table != kTownsOfToponyms) continue;
    const std::string_view cell = towns_.cell(entry.row, population);
    double people = 0;
    std::from_chars(cell.data(), cell.data() + cell.size(), people);
    if (people > most) {
      most = people;
      best = towns_.cell(entry.row, country);
    }
  }
  return best;
}

std::uint32_t Tables::country_row(std::string_view id) const {
  const knowledge::Rows rows = countries_.find(countries_columns_.id, id);
  return rows.empty() ? kNone : rows.front();
}

Standing Tables::standing_of(std::uint32_t person, std::string_view date) const {
  Standing out;
  out.country = people_.cell(person, people_columns_.country);
  std::uint32_t last_ended = kNone;
  bool any_begun = false;
  for (const std::uint32_t row : offices_.find(office_person_, people_.cell(person, people_columns_.id))) {
    const std::string_view begin = offices_.cell(row, office_begin_), end = offices_.cell(row, office_end_);
    if (!date.empty() && compare_dates(begin, date) > 0) continue;
    any_begun = true;
    if (!end.empty() && (date.empty() || compare_dates(end, date) < 0)) {
      if (last_ended == kNone || compare_dates(offices_.cell(last_ended, office_end_), end) <= 0) last_ended = row;
      continue;
    }
    add_sectors(out.sectors, base::split_list(offices_.cell(row, office_sectors_)));
    if (out.role.empty()) {
      out.role = offices_.cell(row, office_role_);
      if (const auto country = offices_.cell(row, office_country_); !country.empty()) out.country = country;
    }
    out.in_office = true;
  }
  if (out.in_office) return out;
  out.sectors = base::split_list(people_.cell(person, people_columns_.sectors));
  if (any_begun && last_ended != kNone) {
    const Sectors held = base::split_list(offices_.cell(last_ended, office_sectors_));
    if (is_official(held)) add_sectors(out.sectors, {"ELI"});
    if (out.country.empty()) out.country = offices_.cell(last_ended, office_country_);
  }
  return out;
}

bool Tables::ever_held(std::uint32_t person, std::string_view title) const {
  for (const std::uint32_t row : offices_.find(office_person_, people_.cell(person, people_columns_.id))) {
    if (role_is(offices_.cell(row, office_role_), title)) return true;
  }
  return false;
}

std::vector<std::uint32_t> Tables::people_by_family_name(std::string_view folded) const {
  std::vector<std::uint32_t> out;
  const auto& family_names = people().family_names;
  auto at = std::lower_bound(family_names.begin(), family_names.end(), folded,
                             [](const auto& entry, std::string_view wanted) { return entry.first < wanted; });
  for (; at != family_names.end() && at->first == folded; ++at) out.push_back(at->second);
  return out;
}

std::string_view Tables::family_name(std::string_view full_name) const {
  const std::size_t first_space = full_name.find(' ');
  if (first_space == std::string_view::npos) return full_name;
  const std::string_view first = full_name.substr(0, first_space);
  const std::string_view last = full_name.substr(full_name.rfind(' ') + 1);
  // Where the first name is also a Western given name ("Kim Campbell"), three parts or a hyphen speak for the East Asian order.
  const std::string folded = base::folded(first);
  if (is_family_name_first(folded)) {
    const bool two_given =
        full_name.find(' ', first_space + 1) != std::string_view::npos || last.find('-') != std::string_view::npos;
    if (two_given || !is_given_name(folded)) return first;
  }
  return last;
}

bool Tables::role_is(std::string_view role, std::string_view title) const {
  std::string folded = base::folded(role);
  if (const std::size_t of = folded.find(" of the "); of != std::string::npos) folded.resize(of);
  for (std::size_t at = folded.find(title); at != std::string::npos; at = folded.find(title, at + 1)) {
    const std::size_t end = at + title.size();
    const bool whole = (at == 0 || folded[at - 1] == ' ') && (end == folded.size() || folded[end] == ' ' || folded[end] == ',');
    if (!whole) continue;
    if (at == 0) return true;
    const std::size_t space = folded.rfind(' ', at - 2);
    const std::size_t before = at < 2 || space == std::string::npos ? 0 : space + 1;
    if (word_class(std::string_view(folded).substr(before, at - 1 - before)) != WordClass::Rank) return true;
  }
  return false;
}

bool Tables::is_not_a_name(std::string_view folded) const { return not_names_.has(folded); }
bool Tables::is_direction(std::string_view folded) const {
  const knowledge::Rows rows = not_names_.table.find(not_names_.word, folded);
  return !rows.empty() && !not_names_.table.cell(rows.front(), not_name_class_).empty();
}
bool Tables::is_particle(std::string_view folded) const { return particles_.has(folded); }
bool Tables::is_given_name(std::string_view folded) const { return given_names_.has(folded); }
bool Tables::is_family_name_first(std::string_view folded) const { return family_names_first_.has(folded); }

Gender Tables::gender_of_given_name(std::string_view folded) const {
  const knowledge::Rows rows = given_names_.table.find(given_names_.word, folded);
  return rows.empty() ? Gender::Unknown : gender_from(given_names_.table.cell(rows.front(), given_gender_));
}

NameKey Tables::key(std::string_view folded, KeyPosition position) const {
  const std::string_view wanted = position == KeyPosition::First ? "first" : "last";
  for (const std::uint32_t row : keys_.table.find(keys_.word, folded)) {
    if (keys_.table.cell(row, key_position_) != wanted) continue;
    return {entity_type_from(keys_.table.cell(row, key_type_)), keys_.table.cell(row, key_sectors_), true};
  }
  return {};
}

EntityType Tables::context(std::string_view folded, ContextSide side) const {
  static constexpr std::array<std::string_view, 6> kSides{"before", "noun_before", "noun_after",
                                                          "verb",   "place_verb",  "direction"};
  for (const std::uint32_t row : contexts_.table.find(contexts_.word, folded)) {
    if (contexts_.table.cell(row, context_side_) == kSides[static_cast<std::size_t>(side)]) {
      return entity_type_from(contexts_.table.cell(row, context_type_));
    }
  }
  return EntityType::OTHER;
}

WordClass Tables::word_class(std::string_view folded) const {
  static constexpr std::array<std::string_view, 14> kClasses{
      "",    "definite",   "indefinite",     "of",       "for",      "preposition", "direction",
      "and", "possessive", "foreign_suffix", "negative", "relative", "rank",        "descent"};
  const knowledge::Rows rows = function_words_.table.find(function_words_.word, folded);
  if (rows.empty()) return WordClass::None;
  const std::string_view name = function_words_.table.cell(rows.front(), function_class_);
  for (std::size_t i = 1; i < kClasses.size(); ++i) {
    if (kClasses[i] == name) return static_cast<WordClass>(i);
  }
  return WordClass::None;
}

const Pronoun* Tables::pronoun(std::string_view folded) const {
  const auto at = std::lower_bound(pronouns_.begin(), pronouns_.end(), folded,
                                   [](const auto& entry, std::string_view wanted) { return entry.first < wanted; });
  return at != pronouns_.end() && at->first == folded ? &at->second : nullptr;
}

}  // namespace dateline::name
