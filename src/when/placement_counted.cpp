// What is counted from something: a number of units from the publication, from the last mention, from another expression; the
// unit of the last mention; and the quarter that a company's results are compared with.
#include <algorithm>
#include <cmath>

#include "when/placement.h"

namespace dateline::when {

namespace {

// How far a quarter may lie behind (in sentences) for "a year ago" to mean the same quarter of last year.
constexpr std::uint32_t kQuarterReach = 6;
constexpr int kMostMentionsBack = 200;

}  // namespace

const Placement::Mention* Placement::latest_quarter() const {
  const Mention* running = nullptr;
  const auto today = now(Grain::Quarter);
  int left = kMostMentionsBack;
  for (auto mention = mentions_.rbegin(); mention != mentions_.rend() && left > 0; ++mention, --left) {
    if (mention->sentence + kQuarterReach < sentence_) break;
    const bool is_quarter = mention->period.grain == Grain::Quarter || mention->period.grain == Grain::Half;
    if (!is_quarter || mention->year_back) continue;
    // Results are told of quarters that are over; one that still runs is second choice.
    if (!today || end_day(mention->period) <= *today) return &*mention;
    if (running == nullptr) running = &*mention;
  }
  return running;
}

// After "in the first nine months" comparisons are with the year before.
const Placement::Mention* Placement::compared_quarter() const {
  const bool tells_months = months_told_ != kNone && months_told_ + kQuarterReach >= sentence_;
  return tells_months ? nullptr : latest_quarter();
}

// "two hours later" than 10:15 p.m.
Placement::Found Placement::shifted_clock(const Found& base, Grain unit, int count) {
  constexpr int kDaySeconds = 24 * 3600;
  Found found = base;
  Period& period = found.period;
  const int step = unit == Grain::Hour ? 3600 : unit == Grain::Minute ? 60 : 1;
  int seconds = period.hour * 3600 + std::max(period.minute, 0) * 60 + std::max(period.second, 0);
  int days = 0;
  seconds += count % (kDaySeconds / step) * step;
  days += count / (kDaySeconds / step);
  for (; seconds < 0; seconds += kDaySeconds) --days;
  for (; seconds >= kDaySeconds; seconds -= kDaySeconds) ++days;
  period.day += date::days{days};
  period.year = year_of(period.day);
  period.grain = std::min(period.grain, unit);
  period.hour = seconds / 3600;
  period.minute = period.grain <= Grain::Minute ? seconds / 60 % 60 : -1;
  period.second = period.grain == Grain::Second ? seconds % 60 : -1;
  return found;
}

std::optional<Placement::Found> Placement::shifted(const Found& base, const Node& node) const {
  Grain unit = node.grain;
  double number = node.number;
  if (unit == Grain::Decade || unit == Grain::Century) {
    // "a decade ago" is a year about that far back, not a decade of the calendar.
    number *= unit == Grain::Decade ? 10 : 100;
    unit = Grain::Year;
  }
  if (number != std::floor(number)) {
    const int smaller = unit == Grain::Year      ? 12
                        : unit == Grain::Decade  ? 10
                        : unit == Grain::Century ? 100
                        : unit == Grain::Week    ? 7
                                                 : 0;
    if (smaller == 0 && unit != Grain::Month) return unanchored(node);
    number = unit == Grain::Month ? number * 30 : number * smaller;
    unit = unit == Grain::Year ? Grain::Month : unit == Grain::Week || unit == Grain::Month ? Grain::Day : Grain::Year;
  }
  if (std::abs(number) > 100000) return std::nullopt;
  const int count = static_cast<int>(std::round(number));
  if (unit < Grain::Day && base.period.anchored && base.period.hour >= 0) return shifted_clock(base, unit, count);
  if (unit < Grain::Day || base.period.grain > unit) {
    Node at_unit = node;
    at_unit.grain = std::max(unit, Grain::Day);
    return unanchored(at_unit);
  }
  Found found = base;
  const bool keeps_grain = unit >= Grain::Year && (base.period.grain == Grain::Quarter || base.period.grain == Grain::Half);
  const Period start = containing(keeps_grain              ? base.period.grain
                                  : unit == Grain::Weekend ? Grain::Week
                                                           : unit,
                                  first_day(base.period));
  const date::sys_days moved = add(first_day(base.period), count, unit);
  const int year = year_of(moved);
  if (year < kFirstYear || year > kLastYear) return std::nullopt;
  found.period = containing(start.grain, moved);
  return found;
}

std::optional<Placement::Found> Placement::find_shift(const Node& node, int depth) {
  Found base;
  switch (node.base) {
    case Base::Publication: {
      const auto today = now(std::max(node.grain, Grain::Day));
      if (!today) return unanchored(node);
      base.period = make_day_period(*today);
      base.anchor = AnchorKind::Published;
      if (node.grain == Grain::Year && node.number == -1) {
        if (const Mention* quarter = compared_quarter()) base = {quarter->period, AnchorKind::Time, quarter->time};
      }
      break;
    }
    case Base::Focus: {
      const Mention* focus = node.grain >= Grain::Year ? compared_quarter() : nullptr;
      if (focus == nullptr) focus = latest(node.grain);
      if (focus == nullptr) {
        // Results are compared with those of "a year earlier" than now; "three days later" than nothing is not known.
        const auto today = node.number < 0 && node.grain >= Grain::Year ? now(node.grain) : std::nullopt;
        if (!today) return unanchored(node);
        base.period = make_day_period(*today);
        base.anchor = AnchorKind::Published;
        break;
      }
      base = {focus->period, AnchorKind::Time, focus->time};
      break;
    }
    case Base::Child: {
      const auto child = find(node.child, depth + 1);
      if (!child || !child->period.anchored) return unanchored(node);
      base = *child;
      break;
    }
  }
  return shifted(base, node);
}

std::optional<Placement::Found> Placement::find_same(const Node& node) {
  if (node.container != kNone) {
    // "the quarter a year ago"
    Node alone = node;
    alone.container = kNone;
    auto found = find_same(alone);
    const auto container = find(node.container, 1);
    if (!found || !container || !found->period.anchored || !container->period.anchored || node.grain < Grain::Month) return found;
    if (found->period.grain < Grain::Year) found->period.year = year_of(first_day(container->period));
    return found;
  }
  const Grain grain = std::max(node.grain, Grain::Day);
  const auto today = now(grain);
  const bool the_quarter = grain == Grain::Quarter && node.a == 0;
  const Mention* focus = the_quarter ? latest_quarter() : latest(grain);
  if (focus == nullptr && the_quarter && today) {
    // "The quarter" of a company's results is one that is over.
    return Found{advanced(containing(grain, *today), -1), AnchorKind::Published, kNone};
  }
  if (focus == nullptr) focus = latest(grain);
  if (focus != nullptr) {
    return Found{advanced(containing(grain, first_day(focus->period)), node.a), AnchorKind::Time, focus->time};
  }
  return unanchored(node);
}

std::optional<Placement::Found> Placement::find_year_back(const Node& node) {
  if (node.container != kNone) {
    // "the 1988 period": the quarter last mentioned, in that year; the year itself when there was none.
    auto year = find(node.container, 1);
    const Mention* quarter = compared_quarter();
    if (!year || !year->period.anchored || quarter == nullptr) return year;
    const int number = year_of(first_day(year->period));
    year->period = quarter->period;
    year->period.year = number;
    return year;
  }
  if (node.child != kNone) {
    auto found = find(node.child, 1);
    if (found && found->period.anchored) --found->period.year;
    return found;
  }
  if (const Mention* quarter = compared_quarter()) {
    Found found{quarter->period, AnchorKind::Time, quarter->time};
    --found.period.year;
    return found;
  }
  const auto today = now(node.grain);
  if (!today) return unanchored(node);
  if (months_told_ != kNone) return Found{containing(Grain::Year, add(*today, -1, Grain::Year)), AnchorKind::Published, kNone};
  const Period year_ago = containing(node.grain, add(*today, -1, Grain::Year));
  return Found{node.grain == Grain::Quarter ? advanced(year_ago, -1) : year_ago, AnchorKind::Published, kNone};
}

}  // namespace dateline::when
