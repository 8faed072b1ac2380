// One actor string by itself: "South Korean marines" -> KOR, MIL.
#pragma once

#include <string_view>

#include "dateline/engine.h"
#include "name/tables.h"

namespace dateline::name {

// `date`: ISO 8601, the day for which offices are looked up; empty or not a date: the latest known. `context`: words in which a
// country is looked for when the actor names none.
ActorCode code_actor(const Tables& tables, std::string_view actor, std::string_view date, std::string_view context);

}  // namespace dateline::name
