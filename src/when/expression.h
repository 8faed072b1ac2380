// What a time expression says, before it is placed on the calendar: a tree of calendar operations ("the part EV of the weekday
// 4"). Actions of the pattern table are templates for such trees; build() fills one with what the pattern matched.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "dateline/annotations.h"
#include "dateline/result.h"
#include "when/calendar.h"
#include "when/lexicon.h"
#include "when/scanner.h"

namespace dateline::when {

enum class Op : std::uint8_t {
  Year,
  TwoDigitYear,
  Decade,
  Century,
  Month,
  MonthDay,
  Numeric,
  Weekday,
  Season,
  Quarter,
  Half,
  Holiday,
  War,         // its first day; `a` is a row of time_wars, kTheWar when the text says "the war" alone
  WarUnit,     // the nth year, month ... of the war `child`
  Relative,    // the unit that contains the publication date, or the one before or after it
  Shift,       // a number of units from the publication date, from the last date mentioned, or from `child`
  Same,        // the unit that contains the last date mentioned, or the one before or after it
  YearBack,    // the period last mentioned, a year before: "the year-ago quarter"
  Nth,         // the nth unit (or weekday) of `child`
  Containing,  // the unit that contains `child`
  Part,        // a part of the day `child`
  Clock,       // a time of the day `child`
  Duration,
  Set,
  SetOf,
  Reference,
  Ignore,
};

// In Node::a of a war without a name.
inline constexpr int kTheWar = -1;

enum class Direction : std::uint8_t { Free, Last, This, Next };
enum class Base : std::uint8_t { Publication, Focus, Child };
enum class Reporting : std::uint8_t { Report, Inner };

struct Node {
  Op op = Op::Ignore;
  TimeType type = TimeType::DATE;
  Grain grain = Grain::Day;
  Direction direction = Direction::Free;
  Base base = Base::Publication;
  Reporting reporting = Reporting::Report;
  bool vague = false;
  bool dated = true;         // false: its days are not known, only its name ("fiscal 1988")
  bool summer_time = false;  // the zone moves its clocks in summer as the United States do
  int a = 0;                 // the operation's own numbers: year, month, count ...
  int b = 0;
  int c = 0;
  double number = 0;
  std::optional<int> zone_minutes;
  std::string_view value;  // Reference: its TIMEX3 value
  std::uint32_t child = kNone;
  std::uint32_t container = kNone;  // the year that was said with a month, a quarter ...
};

// One step of an action: a constant, something that the pattern matched, or a call.
struct Term {
  enum class Kind : std::uint8_t { Constant, Capture, Call };
  Kind kind = Kind::Constant;
  int constant = 0;
  Symbol symbol = kNoSymbol;    // Capture
  std::uint8_t occurrence = 0;  // Capture: 0 = the first item that matched the symbol
  std::uint8_t function = 0;    // Call: position in the table of functions
  std::vector<std::uint16_t> arguments;
};

struct Action {
  std::vector<Term> terms;
  std::uint16_t root = 0;
};

// "within($[month], year($YEAR))". Names are functions, units, parts of the day; $NAME2 is the second item that matched NAME.
Result<Action> parse_action(std::string_view text, Lexicon& lexicon);

// An item of the match and the symbol by which it matched.
struct Capture {
  Symbol symbol;
  const Item* item;
};

// Appends the tree to `nodes` and returns its root; kNone when what was matched does not make sense ("February 31").
std::uint32_t build(const Action& action, const std::vector<Capture>& captures, const Scan& scan, const Lexicon& lexicon,
                    std::vector<Node>& nodes);

}  // namespace dateline::when
