// Periods that come again each week or year, and do not say which is meant: "Thursday", "in March", "the third quarter",
// "Easter". The nearest to the day of publication is taken, where tense and preposition make one side seem farther off; the
// weights are small whole numbers chosen by hand. A history counts from the date it has reached instead.
#include <algorithm>
#include <cstdlib>

#include "when/placement.h"

namespace dateline::when {

namespace {

// News looks back more than ahead: a future reading must be this much nearer.
constexpr int kFutureWeight = 2;
// A reading against the tense of its clause must be this much nearer.
constexpr int kAgainstTense = 4;
constexpr int kWeekdayAgainstPast = 7;
constexpr int kAgainstPresent = 3;
// How many years a history may go on without naming a day.
constexpr int kNextYears = 2;
// Days from the day that a history has reached to one in the next year that is meant rather than the one long behind.
constexpr int kTurnOfYear = 45;
// Days between two dates of a story that goes on without a break.
constexpr int kStoryStep = 30;

int days_between(date::sys_days from, date::sys_days to) { return static_cast<int>((to - from).count()); }

}  // namespace

std::optional<Period> Placement::recurring_in_year(const Node& node, int year) const {
  switch (node.op) {
    case Op::Month:
    case Op::Season:
    case Op::Quarter:
    case Op::Half:
      return make_indexed(node.grain, year, node.a);
    case Op::MonthDay:
      if (!exists(year, static_cast<unsigned>(node.a), static_cast<unsigned>(node.b))) return std::nullopt;
      return make_day_period(make_day(year, static_cast<unsigned>(node.a), static_cast<unsigned>(node.b)));
    case Op::Holiday:
      return holidays_.in_year(static_cast<std::uint32_t>(node.a), year);
    default:
      return std::nullopt;
  }
}

std::optional<Period> Placement::choose(const Node& node, date::sys_days today, const std::vector<Period>& candidates) const {
  const bool only_past = outlook_.preposition == Bias::Past;
  const bool is_day = node.grain == Grain::Day;
  Bias bias = outlook_.tense == Bias::Present && !is_day ? Bias::None : outlook_.tense;
  if (outlook_.preposition == Bias::Scheduled && is_day) bias = Bias::Future;
  int future_weight = kFutureWeight;
  if (outlook_.preposition == Bias::Past) bias = Bias::Past;
  if (outlook_.preposition == Bias::Future) {
    // "by Wednesday all had left" may lie on either side.
    bias = bias == Bias::Past ? Bias::None : Bias::Future;
    future_weight = 1;
  }
  const Period current = containing(node.grain, today);
  const date::sys_days current_first = first_day(current);
  const date::sys_days current_end = end_day(current);
  const bool counted_in_year = node.op != Op::Weekday;
  const int against_past = counted_in_year ? kAgainstTense : kWeekdayAgainstPast;
  std::optional<Period> best;
  int best_cost = 0;
  for (const Period& candidate : candidates) {
    const date::sys_days first = first_day(candidate);
    const date::sys_days end = end_day(candidate);
    int cost = 0;
    const bool is_past = first <= today;
    const bool is_future = end > today;
    switch (node.direction) {
      case Direction::Last:
        if (end > current_first) continue;
        cost = days_between(end, today);
        break;
      case Direction::Next:
        if (first < current_end) continue;
        cost = days_between(today, first);
        break;
      case Direction::This:
        if (counted_in_year) {
          cost = std::abs(year_of(first) - year_of(today)) * 1000 + std::abs(days_between(first, today));
        } else {
          cost = is_future            ? days_between(today, first)
                 : bias == Bias::Past ? days_between(end, today)
                                      : 1000 + days_between(end, today);
        }
        break;
      case Direction::Free:
        if (only_past && !is_past) continue;
        if (is_past && is_future) {
          cost = 0;
        } else if (is_past) {
          const int weight = bias == Bias::Future ? kAgainstTense : bias == Bias::Present ? kAgainstPresent : 1;
          cost = (days_between(end, today) + 1) * weight;
        } else {
          const int weight = bias == Bias::Past ? against_past : bias == Bias::None ? future_weight : 1;
          cost = days_between(today, first) * weight;
        }
        break;
    }
    if (!best || cost < best_cost) {
      best = candidate;
      best_cost = cost;
    }
  }
  return best;
}

// A history moves forward. It has reached the last day, month or season that it named, or a year named since then, when that is
// the same or one of the next two; other years are asides.
void Placement::move_history(std::uint32_t mention) {
  const Period& period = mentions_[mention].period;
  if (period.grain > Grain::Year) return;
  if (period.grain < Grain::Year) reached_day_ = mention;
  if (reached_ != kNone && period.grain == Grain::Year) {
    const int ahead = year_of(first_day(period)) - year_of(first_day(mentions_[reached_].period));
    if (ahead < 0 || ahead > kNextYears) return;
  }
  reached_ = mention;
}

// The same year as that of the day or month that the history has reached, or the next where that is near ("in December ... in
// January"). A year that was named since then holds what is meant, unless the story goes on just where it was: then the year was
// an aside.
std::optional<Placement::Found> Placement::reached_in_history(const Node& node) const {
  if (reached_ == kNone) return std::nullopt;
  const Mention& reached = mentions_[reached_];
  const date::sys_days position = first_day(reached.period);
  if (reached.period.grain == Grain::Year) {
    if (reached_day_ != kNone) {
      const Mention& before = mentions_[reached_day_];
      const date::sys_days day = first_day(before.period);
      const auto next = recurring_in_year(node, year_of(day));
      if (next && year_of(day) != year_of(position)) {
        const int ahead = days_between(day, first_day(*next));
        if (ahead >= -kStoryStep / 3 && ahead <= kStoryStep) return Found{*next, AnchorKind::Time, before.time};
      }
    }
    const auto in_year = recurring_in_year(node, year_of(position));
    if (!in_year) return std::nullopt;
    return Found{*in_year, AnchorKind::Time, reached.time};
  }
  auto found = recurring_in_year(node, year_of(position));
  if (const auto next_year = recurring_in_year(node, year_of(position) + 1)) {
    const bool must_follow =
        node.direction == Direction::Next && found && found->grain != Grain::Day && first_day(*found) <= position;
    if (!found || must_follow || days_between(position, first_day(*next_year)) <= kTurnOfYear) found = next_year;
  }
  if (!found) return std::nullopt;
  return Found{*found, AnchorKind::Time, reached.time};
}

// "the following autumn", "the previous Monday": the nearest on one side of a day.
std::optional<Period> Placement::beside(const Node& node, date::sys_days day) const {
  const bool ahead = node.direction == Direction::Next;
  if (node.op == Op::Weekday) {
    const int from = (node.a - weekday_of(day) + 7) % 7;
    const int days = ahead ? (from == 0 ? 7 : from) : from - 7;
    return make_day_period(day + date::days{days});
  }
  std::optional<Period> best;
  for (int year = year_of(day) + (ahead ? 1 : -1), step = ahead ? -1 : 1, left = 3; left > 0; --left, year += step) {
    const auto candidate = recurring_in_year(node, year);
    if (!candidate) continue;
    const bool is_beside = ahead ? first_day(*candidate) > day : end_day(*candidate) <= day;
    if (is_beside) best = candidate;
  }
  return best;
}

std::optional<Placement::Found> Placement::find_recurring(const Node& node, int depth) {
  Found found;
  if (node.container != kNone) {
    const auto container = find(node.container, depth + 1);
    if (!container || !container->period.anchored) return unanchored(node);
    const auto in_year = recurring_in_year(node, year_of(first_day(container->period)));
    if (!in_year) return std::nullopt;
    return Found{*in_year, container->anchor, container->anchor_time};
  }
  if (node.base == Base::Focus) {
    if (const Mention* focus = latest(node.grain)) {
      if (const auto next = beside(node, first_day(focus->period))) return Found{*next, AnchorKind::Time, focus->time};
    }
    return unanchored(node);
  }
  std::optional<date::sys_days> today = now(node.op == Op::Weekday || node.op == Op::MonthDay ? Grain::Month : Grain::Year);
  if (node.op == Op::Weekday) today = now(Grain::Day);
  found.anchor = AnchorKind::Published;
  // A history goes on from where it is; it names weekdays too seldom to count from them.
  if (narration_ == Narration::History && node.op != Op::Weekday &&
      (node.direction == Direction::Free || node.direction == Direction::Next)) {
    if (const auto reached = reached_in_history(node)) return reached;
  }
  if (!today) return unanchored(node);
  std::vector<Period> candidates;
  if (node.op == Op::Weekday) {
    const date::sys_days monday = containing(Grain::Week, *today).day;
    for (int week = -2; week <= 2; ++week) candidates.push_back(make_day_period(monday + date::days{7 * week + node.a - 1}));
  } else {
    for (int year = year_of(*today) - 4; year <= year_of(*today) + 4; ++year) {
      if (const auto in_year = recurring_in_year(node, year)) candidates.push_back(*in_year);
    }
  }
  const auto chosen = choose(node, *today, candidates);
  if (!chosen) return unanchored(node);
  found.period = *chosen;
  return found;
}

}  // namespace dateline::when
