// What kind of thing a stretch of capitalised words names, when the tables do not know the name itself: by its own words ("...
// University"), then by its neighbours ("the city of ..."), then by its looks.
#pragma once

#include "name/reading.h"

namespace dateline::name {

struct NameType {
  EntityType type = EntityType::OTHER;
  std::string_view sectors;  // that the name's own words speak for, parts joined by |
  bool guessed = false;      // a default rather than evidence
  bool is_name = true;       // false: a common noun with a capital
};

// The word in the name that says what it is; not found when there is none.
NameKey key_of_name(const Reading& reading, std::uint32_t first, std::uint32_t end);
NameType type_of_name(const Reading& reading, std::uint32_t first, std::uint32_t end, const NameKey& key);
// The type of a name that is no person's, organisation's or place's.
EntityType type_of_other_name(const Reading& reading, std::uint32_t first, std::uint32_t end);
// "in", "near" and the like right before the name.
bool follows_place_preposition(const Reading& reading, std::uint32_t first);
bool is_place(NameSource source);
// Whether the agent phrase that begins at the token is an institution.
bool is_body(const Reading& reading, std::uint32_t token);

}  // namespace dateline::name
