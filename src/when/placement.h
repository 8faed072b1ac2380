// Places the trees of expression.h on the calendar: against the publication date, against what was mentioned before, and with a
// choice of direction for what does not say its year ("Thursday", "in March"). One Placement per document.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/iso_date.h"
#include "dateline/annotations.h"
#include "when/calendar.h"
#include "when/direction.h"
#include "when/expression.h"
#include "when/grammar.h"

namespace dateline::when {

// How a text gives its times: news counts from the day of publication, a history from the date that it has reached.
enum class Narration : std::uint8_t { News, History };

struct Placed {
  TimeType type = TimeType::DATE;
  std::string value;             // never empty
  std::optional<Period> period;  // nothing for durations, sets and references
  Interval interval;             // empty when it cannot be known
  AnchorKind anchor = AnchorKind::None;
  std::uint32_t anchor_time = kNone;
};

class Placement {
 public:
  // What is known of the whole text.
  struct Circumstances {
    std::optional<base::IsoDate> publication;
    Narration narration = Narration::News;
    std::uint32_t the_war = kNone;  // the war that it means by "the war", a row of time_wars
  };
  Placement(const Grammar& grammar, const std::vector<Node>& nodes, const Circumstances& circumstances);

  // Call in text order. `time` is the position that the result will have in Document::times.
  std::optional<Placed> place(std::uint32_t node, const Outlook& outlook, std::uint32_t sentence, std::uint32_t time);

 private:
  struct Mention {
    Period period;
    std::uint32_t time;
    std::uint32_t sentence;
    bool year_back;  // the year before another mention: later ones count from that one
  };
  struct Found {
    Period period;
    AnchorKind anchor = AnchorKind::None;
    std::uint32_t anchor_time = kNone;
  };

  std::optional<Found> find(std::uint32_t node, int depth);
  std::optional<Found> find_relative(const Node& node);
  std::optional<Found> find_shift(const Node& node, int depth);
  std::optional<Found> find_same(const Node& node);
  std::optional<Found> find_year_back(const Node& node);
  std::optional<Found> find_nth(const Node& node, int depth);
  std::uint32_t war_of(std::uint32_t index);
  std::optional<Found> find_war_unit(const Node& node, int depth);
  std::optional<Found> find_on_day(const Node& node, int depth);
  // Month, day of a month, weekday, season, quarter, half or holiday.
  std::optional<Found> find_recurring(const Node& node, int depth);
  void move_history(std::uint32_t mention);
  std::optional<Found> reached_in_history(const Node& node) const;
  std::optional<Period> beside(const Node& node, date::sys_days day) const;
  std::optional<Period> recurring_in_year(const Node& node, int year) const;
  Found unanchored(const Node& node) const;
  std::optional<Period> choose(const Node& node, date::sys_days now, const std::vector<Period>& candidates) const;
  int full_year(int two_digits) const;
  std::optional<Found> shifted(const Found& base, const Node& node) const;
  static Found shifted_clock(const Found& base, Grain unit, int count);
  // The day of publication when it is known at least to `grain`.
  std::optional<date::sys_days> now(Grain grain) const;
  // The latest mention at `grain` or finer.
  const Mention* latest(Grain grain) const;
  const Mention* latest_quarter() const;
  const Mention* compared_quarter() const;
  void place_length(const Node& node, Placed& placed) const;
  std::optional<Placed> place_set(const Node& node);
  bool is_vague_shift(const Node& node) const;

  const Lexicon& lexicon_;
  const Holidays& holidays_;
  const Wars& wars_;
  const std::vector<Node>& nodes_;
  std::optional<base::IsoDate> publication_;
  Narration narration_;
  std::uint32_t the_war_;
  std::vector<Mention> mentions_;
  std::array<std::uint32_t, kGrains> latest_;  // the last mention of each grain
  std::uint32_t wars_read_ = 0;                // nodes_ up to here have been searched for names of wars
  std::uint32_t reached_ = kNone;              // where a history is: an index of mentions_
  std::uint32_t reached_day_ = kNone;          // the last of these that was no whole year
  std::uint32_t months_told_ = kNone;          // the sentence that told of a company's half year or nine months
  Outlook outlook_;
  std::uint32_t sentence_ = 0;
};

}  // namespace dateline::when
