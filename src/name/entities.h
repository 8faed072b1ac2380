// The entities of one document as they grow: links name candidates to the tables by the article's date, joins names of one
// entity, and keeps what coreference needs to know of each.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "name/reading.h"

namespace dateline::name {

struct EntityInfo {
  Gender gender = Gender::Unknown;
  bool plural = false;
  bool person = false;  // one human being
  bool named_in_full = false;
  bool nationality = false;           // stands for an adjective or people, not for the state
  std::uint32_t names = 0;            // name mentions so far
  std::vector<std::uint32_t> agents;  // nouns and titles that described it
  NameSource source = NameSource::None;
  std::uint32_t row = kNone;
  std::string family;  // folded
  std::uint32_t first_token = kNone;
  std::uint32_t last_token = 0;
};

class Entities {
 public:
  explicit Entities(Reading& reading) : r_(reading) {}

  // Gives every name candidate its entity. Full names first, so that a last name can find them.
  void link_names();
  // The entity of a nominal candidate that stands for nobody named before.
  std::uint32_t add_nominal(const Candidate& candidate);
  // The entity of the state with this id, made when the document has none yet; kNone when no country has the id.
  std::uint32_t country_entity(std::string_view id);
  EntityInfo& info(std::uint32_t entity) { return infos_[entity]; }
  const EntityInfo& info(std::uint32_t entity) const { return infos_[entity]; }
  // The country that most of the document's mentions of countries mean; empty when none stands out.
  std::string_view main_country() const { return main_country_; }
  // The country of an entity as far as is known by now.
  std::string_view country_of(std::uint32_t entity) const;
  // Whether the noun (a row of agents.tsv) can mean this person: he was called so, or holds such an office.
  bool may_be_called(std::uint32_t entity, std::uint32_t agent) const;
  Sectors sectors_told(std::uint32_t entity) const { return facts_[entity].settled(); }
  // As told, or else as the tables know them.
  Sectors sectors_so_far(std::uint32_t entity) const;
  // Codes and roles, when all facts are in.
  void settle();
  void add_facts(std::uint32_t entity, const Candidate& candidate);

 private:
  std::uint32_t find_or_add(const std::string& key, std::string_view name, EntityType type);
  std::uint32_t link_hit(const Candidate& candidate);
  std::uint32_t link_full_person(const Candidate& candidate);
  std::uint32_t link_last_name(const Candidate& candidate);
  std::uint32_t link_by_text(const Candidate& candidate);
  void register_person(std::uint32_t entity, std::string_view full_name);
  void note(std::uint32_t entity, const Candidate& candidate);
  std::uint32_t person_row_entity(std::uint32_t row);
  std::string_view country_of_holders(const Candidate& candidate, std::string_view family) const;
  std::uint32_t person_in_office(const Candidate& candidate, std::string_view family) const;
  std::uint32_t named_before(const Candidate& candidate, const std::string& family) const;
  bool stands_for_government(const Candidate& candidate) const;
  void define_acronym(std::uint32_t entity, const Candidate& candidate);
  void count_countries();
  bool is_named(std::string_view country) const;

  Reading& r_;
  std::unordered_map<std::string, std::uint32_t> by_key_;                  // never iterated
  std::unordered_map<std::string, std::vector<std::uint32_t>> by_family_;  // never iterated
  std::unordered_map<std::string, std::uint32_t> acronyms_;                // never iterated
  std::vector<std::string_view> countries_named_;
  std::vector<EntityInfo> infos_;
  std::vector<Facts> facts_;
  std::string_view main_country_;
};

}  // namespace dateline::name
