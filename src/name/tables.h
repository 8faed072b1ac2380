// The knowledge tables as the stages of name/ ask them: names and agent nouns by phrase, offices by date, small word lists.
// Views live as long as the Knowledge that the Tables were made from. Immutable: any number of threads.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dateline/annotations.h"
#include "knowledge/knowledge.h"

namespace dateline::name {

using Sectors = std::vector<std::string_view>;

// Where a name stands, in the order of the dictionary "names" in data/schema.toml.
enum class NameSource : std::uint8_t {
  Country,
  CountryAdjective,
  CountryDemonym,
  Capital,
  Seat,
  Organisation,
  Person,
  Weapon,
  Breakaway,
  BreakawayAdjective,
  ShortName,
  People,
  Place,
  None,
};

enum class AgentKind : std::uint8_t { Title, Agent, Body, Thing, Site, Group, Honorific, Former, Modifier };
enum class Gender : std::uint8_t { Unknown, Male, Female, Neuter };
enum class GrammaticalNumber : std::uint8_t { One, Many, Any };

// A row of actors/agents.tsv.
struct Agent {
  AgentKind kind = AgentKind::Agent;
  Gender gender = Gender::Unknown;
  Sectors sectors;
  Sectors fallback;
  std::vector<std::string_view> names;
  std::vector<std::string_view> stands_for;
};

// What somebody is on a day.
struct Standing {
  std::string_view country;
  Sectors sectors;
  std::string_view role;
  bool in_office = false;
};

struct Pronoun {
  GrammaticalNumber number = GrammaticalNumber::Any;
  Gender gender = Gender::Unknown;
  enum class Case : std::uint8_t { Subject, Object, Possessive, Reflexive, Relative } grammatical_case = Case::Subject;
};

enum class KeyPosition : std::uint8_t { First, Last };
enum class ContextSide : std::uint8_t { Before, NounBefore, NounAfter, Verb, PlaceVerb, Direction };

// data/names/function_words.tsv.
enum class WordClass : std::uint8_t {
  None,
  Definite,
  Indefinite,
  Of,
  For,
  Preposition,
  Direction,
  And,
  Possessive,
  ForeignSuffix,
  Negative,
  Relative,
  Rank,
  Descent,
};

struct NameKey {
  EntityType type = EntityType::OTHER;
  std::string_view sectors;  // as written, parts joined by |
  bool found = false;
};

class Tables {
 public:
  explicit Tables(const knowledge::Knowledge& knowledge);

  const knowledge::Phrases& names() const { return names_; }
  const knowledge::Phrases& agent_phrases() const { return agent_phrases_; }
  const Agent& agent(std::uint32_t row) const { return agents_[row]; }
  // "the minister" for a foreign minister: `name` is one of the agent's names or the last words of one.
  bool may_be_shortened(std::uint32_t agent, std::string_view name) const;

  // The id in the knowledge base of a row ("RUS", "dl:tass"), its name, its country and its sectors.
  std::string_view id_of(NameSource source, std::uint32_t row) const;
  std::string_view name_of(NameSource source, std::uint32_t row) const;
  std::string_view country_of(NameSource source, std::uint32_t row) const;
  Sectors sectors_of(NameSource source, std::uint32_t row) const;
  EntityType type_of(NameSource source, std::uint32_t row) const;
  // Names of countries which the text must speak of before a short name ("the North") holds.
  std::vector<std::string_view> needs_of_short_name(std::uint32_t row) const;
  std::string_view place_kind(std::uint32_t row) const;
  // False for the ships of `weapons` that fishermen and merchants sail.
  bool is_military(std::uint32_t weapon) const;
  // The row of `countries` with this id; kNone when there is none.
  std::uint32_t country_row(std::string_view id) const;

  // Office and sectors on `date` (ISO 8601; empty: the latest known).
  Standing standing_of(std::uint32_t person, std::string_view date) const;
  // Whether the person ever held an office called `title`.
  bool ever_held(std::uint32_t person, std::string_view title) const;
  // People whose family name has these folded letters, with or without "al-".
  std::vector<std::uint32_t> people_by_family_name(std::string_view folded) const;
  // The one person of whose name this folded full name is another spelling; kNone when there is none, or several.
  std::uint32_t person_spelled(std::string_view folded) const;
  // "Kim" of "Kim Jong Un", "Putin" of "Vladimir Putin".
  std::string_view family_name(std::string_view full_name) const;

  // Whether somebody who holds the office `role` ("foreign minister of Ghana") is called `title` ("minister").
  bool role_is(std::string_view role, std::string_view title) const;

  // Whether the gazetteer has a place of that name.
  bool is_toponym(std::string_view name) const { return !toponyms_.find(name).empty(); }
  // The country of the most populous town of that name; empty when there is none.
  std::string_view country_of_town(std::string_view name) const;
  bool is_not_a_name(std::string_view folded) const;
  bool is_direction(std::string_view folded) const;
  bool is_particle(std::string_view folded) const;
  bool is_given_name(std::string_view folded) const;
  bool is_family_name_first(std::string_view folded) const;
  Gender gender_of_given_name(std::string_view folded) const;
  NameKey key(std::string_view folded, KeyPosition position) const;
  // The type that a word beside a name speaks for; OTHER when it says nothing.
  EntityType context(std::string_view folded, ContextSide side) const;
  WordClass word_class(std::string_view folded) const;
  const Pronoun* pronoun(std::string_view folded) const;

 private:
  struct List {
    knowledge::Table table;
    std::uint32_t word = kNone;
    bool has(std::string_view folded) const { return !table.find(word, folded).empty(); }
  };
  static List list(const knowledge::Knowledge& knowledge, std::string_view name);

  knowledge::Phrases names_, agent_phrases_, toponyms_;
  knowledge::Table countries_, organisations_, people_, offices_, weapons_, breakaway_, short_names_, peoples_, places_, towns_;
  struct Columns {
    std::uint32_t id, name, country, sectors;
  };
  struct People {
    std::vector<std::pair<std::string, std::uint32_t>> family_names;  // by folded name, then row
    std::vector<std::pair<std::uint64_t, std::uint32_t>> sounds;      // of their names: hash, row
  };
  struct PeopleOnce {
    std::once_flag once;
    People people;
  };
  const People& people() const;
  void add_person(std::string_view name, std::uint32_t row, People& people) const;
  static Columns columns_of(const knowledge::Table& table);
  const knowledge::Table* table_of(NameSource source) const;
  const Columns* columns_of(NameSource source) const;
  Columns countries_columns_, organisations_columns_, people_columns_, weapons_columns_, breakaway_columns_, short_names_columns_,
      peoples_columns_, places_columns_;
  std::uint32_t office_person_, office_role_, office_country_, office_sectors_, office_begin_, office_end_;
  std::uint32_t weapon_type_, weapon_kind_, organisation_kind_, place_kind_, short_needs_;
  List not_names_, particles_, given_names_, family_names_first_, keys_, contexts_, function_words_;
  std::uint32_t given_gender_, key_position_, key_type_, key_sectors_, context_side_, context_type_, function_class_,
      not_name_class_;
  std::vector<Agent> agents_;
  std::vector<std::pair<std::string_view, Pronoun>> pronouns_;  // by word
  std::unique_ptr<PeopleOnce> people_once_ = std::make_unique<PeopleOnce>();
};

EntityType entity_type_from(std::string_view name);
// Whether one of them is a sector of the state: government, military, police, courts, legislature, intelligence.
bool is_official(const Sectors& sectors);
// Adds what is not there yet.
void add_sectors(Sectors& to, const Sectors& more);

}  // namespace dateline::name
