// Spellings of names from other scripts: "Muammar Qadhafi" and "Moammar Gadhafi", "Volodymyr Zelenskiy" and "Volodymyr Zelensky".
// Pure functions of folded text (base/utf8.h).
#pragma once

#include <string>
#include <string_view>

namespace dateline::name {

// The name's consonants by how they sound, a space between words; articles such as "al-" are left out. Empty when too little is
// left to tell names apart.
std::string sound_of(std::string_view folded);
// Whether the two are near enough to be spellings of one name, given that they sound alike.
bool are_spellings_of_one(std::string_view folded_a, std::string_view folded_b);

}  // namespace dateline::name
