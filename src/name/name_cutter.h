// Cuts runs of words that look like names into names, and adds them to the Reading as candidates.
#pragma once

#include <cstdint>
#include <string_view>

#include "dateline/annotations.h"
#include "name/name_words.h"
#include "name/reading.h"

namespace dateline::name {

class NameCutter {
 public:
  // Both must outlive it; `words` stands at the sentence that is cut.
  NameCutter(Reading& reading, const NameWords& words) : r_(reading), words_(words) {}

  // A name of the tables.
  void add_hit(const NameHit& hit);
  // Another one. `sectors`: parts joined by |, for an organisation whose own words tell none.
  void add_name(std::uint32_t first, std::uint32_t end, EntityType type, bool guessed, std::string_view sectors = {});
  // Cuts [pos, end) into names.
  void cut(std::uint32_t pos, std::uint32_t end);
  // A title and the name behind it; the end of what was read.
  std::uint32_t cut_title(std::uint32_t pos, std::uint32_t end, const AgentHit& title);

 private:
  const Word& word(std::uint32_t t) const { return r_.words[t]; }
  void read_own_facts(Candidate& candidate) const;
  static bool is_nationality(const NameHit& hit);
  std::uint32_t cut_one(std::uint32_t pos, std::uint32_t end);
  void cut_modifiers(std::uint32_t pos, std::uint32_t end);
  std::uint32_t cut_before_title(std::uint32_t pos, std::uint32_t end, const AgentHit& title);
  void add_typed(std::uint32_t first, std::uint32_t end, const NameKey& key);

  Reading& r_;
  const NameWords& words_;
};

}  // namespace dateline::name
