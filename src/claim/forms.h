// Base forms that an inflected English verb may have. The tables go by lemma, and a lemma that the tagger guessed for a rare verb
// ("blam" for "blamed") is in none; then these are tried. Private to the room.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/utf8.h"

namespace dateline::claim {

// Calls `try_form` with one base form after another until it returns true: "planned" gives "planned", "plann", "planne", "plan".
template <typename Try>
bool each_base_form(std::string_view word, Try&& try_form) {
  std::string form = base::folded(word);
  if (try_form(std::string_view(form))) return true;
  std::size_t ending = 0;
  if (form.ends_with("ing") && form.size() > 5)
    ending = 3;
  else if (form.ends_with("ed") && form.size() > 4)
    ending = 2;
  else if (form.ends_with("s") && form.size() > 3)
    ending = 1;
  if (ending == 0) return false;
  form.resize(form.size() - ending);
  if (try_form(std::string_view(form))) return true;
  if (ending > 1 && form.size() > 2 && form[form.size() - 1] == form[form.size() - 2] &&
      try_form(std::string_view(form).substr(0, form.size() - 1))) {
    return true;
  }
  form += 'e';
  return try_form(std::string_view(form));
}

}  // namespace dateline::claim
