// What the commands share: messages to standard error, opening the engine, checking a date.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cli/commands.h"
#include "dateline/engine.h"

namespace dateline::cli {

inline constexpr int kDone = 0;
inline constexpr int kSomeFailed = 1;
inline constexpr int kCannotStart = 2;

// "dateline: message" on standard error, each line of it. Control characters (a file name may hold some) are not passed on.
void complain(std::string_view message);

// In a catch clause: what was thrown, for complain. There is no memory, or dateline has a fault.
std::string what_was_thrown();

// Nothing, after a message, when the pack, the model or the user's tables cannot be opened.
std::optional<Engine> open_engine(const EngineFiles& files);

// False, after a message, when --date is given and is no ISO 8601 date.
bool is_good_date(const std::string& date);

// What -j means: 0 is one thread a core.
unsigned threads_for(unsigned asked);

// True when the terminal wants colour: standard output is one, NO_COLOR is not set, TERM is not dumb.
bool wants_colour();

}  // namespace dateline::cli
