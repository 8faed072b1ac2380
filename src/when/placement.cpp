// Each operation finds a Period or nothing. A period without its year ("XXXX-09") comes from operations that lack what they count
// from; it is never completed from anything but the publication date or an earlier mention. Periods that come again
// each week or year are in placement_recurring.cpp, what is counted from something in placement_counted.cpp. Tested in
// tests/when/placement_test.cpp and by the examples of the pattern table.
#include "when/placement.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "when/duration.h"

namespace dateline::when {

namespace {

constexpr int kDeepest = 8;
constexpr int kRecentDays = 100;
constexpr int kMostUnitsOfWar = 10000;
constexpr double kLongestStretch = 1000;

}  // namespace

Placement::Placement(const Grammar& grammar, const std::vector<Node>& nodes, const Circumstances& circumstances)
    : lexicon_(grammar.lexicon),
      holidays_(grammar.holidays),
      wars_(grammar.wars),
      nodes_(nodes),
      publication_(circumstances.publication),
      narration_(circumstances.narration),
      the_war_(circumstances.the_war) {
  latest_.fill(kNone);
}

std::optional<date::sys_days> Placement::now(Grain grain) const {
  if (!publication_) return std::nullopt;
  using Precision = base::IsoDate::Precision;
  if (publication_->precision == Precision::Year && grain < Grain::Year) return std::nullopt;
  if (publication_->precision == Precision::Month && grain < Grain::Month) return std::nullopt;
  return make_day(publication_->year, static_cast<unsigned>(publication_->month), static_cast<unsigned>(publication_->day));
}

const Placement::Mention* Placement::latest(Grain grain) const {
  std::uint32_t last = kNone;
  for (std::size_t g = 0; g <= static_cast<std::size_t>(grain); ++g) {
    if (latest_[g] != kNone && (last == kNone || latest_[g] > last)) last = latest_[g];
  }
  return last == kNone ? nullptr : &mentions_[last];
}

int Placement::full_year(int two_digits) const {
  if (!publication_) return two_digits >= 30 ? 1900 + two_digits : 2000 + two_digits;
  const int century = publication_->year / 100 * 100;
  int year = century + two_digits;
  if (year > publication_->year + 20) year -= 100;
  if (year < publication_->year - 80) year += 100;
  return year;
}

Placement::Found Placement::unanchored(const Node& node) const {
  Found found;
  Period& period = found.period;
  period.anchored = false;
  period.grain = node.grain;
  switch (node.op) {
    case Op::Month:
    case Op::Quarter:
    case Op::Half:
    case Op::Season:
      period.index = node.a;
      break;
    case Op::MonthDay:
      period.month = node.a;
      period.day_of_month = node.b;
      break;
    case Op::Weekday:
      period.weekday = node.a;
      break;
    case Op::Decade:
      period.index = node.a;
      break;
    case Op::Holiday: {
      const Holidays::MonthDay fixed = holidays_.fixed_date(static_cast<std::uint32_t>(node.a));
      period.month = fixed.month;
      period.day_of_month = fixed.day;
      break;
    }
    default:
      break;
  }
  return found;
}

std::optional<Placement::Found> Placement::find_relative(const Node& node) {
  const auto today = now(node.grain);
  if (!today || node.grain < Grain::Day) return unanchored(node);
  Found found;
  if (narration_ == Narration::History) {
    // "today" is said by somebody whom the history quotes.
    if (node.grain == Grain::Day) return unanchored(node);
    const bool is_here = node.direction == Direction::Free || (node.direction == Direction::This && node.grain <= Grain::Year);
    if (const Mention* focus = is_here ? latest(node.grain) : nullptr) {
      return Found{containing(node.grain, first_day(focus->period)), AnchorKind::Time, focus->time};
    }
  }
  found.anchor = AnchorKind::Published;
  found.period = advanced(containing(node.grain, *today), node.a);
  const bool free_weekend = node.grain == Grain::Weekend && node.direction == Direction::Free;
  const Bias bias = outlook_.preposition == Bias::None ? outlook_.tense : outlook_.preposition;
  const bool ahead = bias == Bias::Future || bias == Bias::Scheduled || bias == Bias::Present;
  if (free_weekend && !ahead && found.period.day > *today) found.period = advanced(found.period, -1);
  return found;
}

std::optional<Placement::Found> Placement::find_nth(const Node& node, int depth) {
  auto found = find(node.child, depth + 1);
  if (!found) return std::nullopt;
  if (!found->period.anchored) return unanchored(node);
  const date::sys_days first = first_day(found->period);
  const date::sys_days end = end_day(found->period);
  const int count = node.a;
  if (node.b == 1) {  // a weekday
    const int from_first = (node.c - weekday_of(first) + 7) % 7;
    const int back_from_end = (weekday_of(end - date::days{1}) - node.c + 7) % 7;
    const date::sys_days day =
        count > 0 ? first + date::days{from_first + 7 * (count - 1)} : end - date::days{1 + back_from_end + 7 * (-count - 1)};
    if (day < first || day >= end) return std::nullopt;
    found->period = make_day_period(day);
    return found;
  }
  if (node.grain >= found->period.grain && node.grain != found->period.grain) return std::nullopt;
  if (std::abs(count) > 400) return std::nullopt;
  Period unit = containing(node.grain, count > 0 ? first : end - date::days{1});
  unit = advanced(unit, count > 0 ? count - 1 : count + 1);
  if (end_day(unit) <= first || first_day(unit) >= end) return std::nullopt;
  found->period = unit;
  return found;
}

std::optional<Placement::Found> Placement::find_on_day(const Node& node, int depth) {
  Found found;
  if (node.child != kNone) {
    const auto child = find(node.child, depth + 1);
    if (!child) return std::nullopt;
    found = *child;
    if (found.period.anchored && found.period.grain > Grain::Day) {
      // "the evenings of July": the day is not known.
      found.period = Period{};
      found.period.anchored = false;
    }
  } else {
    const Mention* day = latest(Grain::Day);
    const auto today = now(Grain::Day);
    // News that names a day of long ago in passing goes on with its own.
    const bool recent = day != nullptr && (!today || std::abs((first_day(day->period) - *today).count()) <= kRecentDays);
    const bool near = recent && day->sentence + 1 >= sentence_;
    if (near || (day != nullptr && narration_ == Narration::History)) {
      found = {make_day_period(first_day(day->period)), AnchorKind::Time, day->time};
    } else if (today && narration_ == Narration::News) {
      found = {make_day_period(*today), AnchorKind::Published, kNone};
    } else {
      found.period.anchored = false;
    }
  }
  Period& period = found.period;
  period.length = 1;
  period.grain = node.grain;
  if (node.op == Op::Part) {
    period.part = lexicon_.part(node.a);
  } else {
    period.part = {};
    period.hour = node.a / 3600;
    period.minute = node.grain <= Grain::Minute ? node.a / 60 % 60 : -1;
    period.second = node.grain == Grain::Second ? node.a % 60 : -1;
    period.zone_minutes = node.zone_minutes;
    if (node.summer_time) {
      constexpr int kSummerMinutes = 60;
      const auto summer = period.anchored ? us_summer_time(period.day, period.hour) : std::nullopt;
      if (!summer) period.zone_minutes.reset();
      if (summer && *summer) *period.zone_minutes += kSummerMinutes;
    }
  }
  return found;
}

// A war that names itself, or the last one named before, or the one that the text is about. Trees lie in text order.
std::uint32_t Placement::war_of(std::uint32_t index) {
  if (nodes_[index].a != kTheWar) return static_cast<std::uint32_t>(nodes_[index].a);
  for (; wars_read_ < index; ++wars_read_) {
    const Node& node = nodes_[wars_read_];
    if (node.op == Op::War && node.a != kTheWar) the_war_ = static_cast<std::uint32_t>(node.a);
  }
  return the_war_;
}

// The nth day of a war is a day; its nth year is no year of the calendar, but a year long: see place().
std::optional<Placement::Found> Placement::find_war_unit(const Node& node, int depth) {
  auto found = find(node.child, depth + 1);
  if (!found || !found->period.anchored || node.grain < Grain::Day || node.a > kMostUnitsOfWar) return std::nullopt;
  found->period.day = add(found->period.day, node.a - 1, node.grain);
  return found;
}

std::optional<Placement::Found> Placement::find(std::uint32_t index, int depth) {
  if (depth > kDeepest) return std::nullopt;
  const Node& node = nodes_[index];
  Found found;
  switch (node.op) {
    case Op::Year:
      found.period = make_year(node.a);
      return found;
    case Op::TwoDigitYear:
      found.period = make_year(node.b > 0 ? node.b / 100 * 100 + node.a : full_year(node.a));
      return found;
    case Op::Decade:
      if (node.a < 100 && !publication_ && node.a < 30) return unanchored(node);
      found.period = make_year(node.a < 100 ? full_year(node.a) : node.a);
      if (node.a < 100 && publication_ && found.period.year > publication_->year) found.period.year -= 100;
      found.period.grain = Grain::Decade;
      return found;
    case Op::Century:
      found.period = make_year(node.a);
      found.period.grain = Grain::Century;
      return found;
    case Op::Numeric: {
      const int year = node.a < 100 ? full_year(node.a) : node.a;
      if (!exists(year, static_cast<unsigned>(node.b), static_cast<unsigned>(node.c))) return std::nullopt;
      found.period = make_day_period(make_day(year, static_cast<unsigned>(node.b), static_cast<unsigned>(node.c)));
      return found;
    }
    case Op::Month:
    case Op::MonthDay:
    case Op::Weekday:
    case Op::Season:
    case Op::Quarter:
    case Op::Half:
    case Op::Holiday:
      return find_recurring(node, depth);
    case Op::War: {
      const std::uint32_t war = war_of(index);
      if (war == kNone) return unanchored(node);
      found.period = make_day_period(wars_.first_day(war));
      return found;
    }
    case Op::WarUnit:
      return find_war_unit(node, depth);
    case Op::Relative:
      return find_relative(node);
    case Op::Shift:
      return find_shift(node, depth);
    case Op::Same:
      return find_same(node);
    case Op::YearBack:
      return find_year_back(node);
    case Op::Nth:
      return find_nth(node, depth);
    case Op::Containing: {
      auto child = find(node.child, depth + 1);
      if (!child) return std::nullopt;
      if (!child->period.anchored) return unanchored(node);
      child->period = containing(node.grain, first_day(child->period));
      return child;
    }
    case Op::Part:
    case Op::Clock:
      return find_on_day(node, depth);
    default:
      return std::nullopt;
  }
}

// "the past three days" end with the day of publication, "the next three days" begin with the day after.
void Placement::place_length(const Node& node, Placed& placed) const {
  const bool back = node.direction == Direction::Last;
  if ((!back && node.direction != Direction::Next) || node.vague || narration_ == Narration::History) return;
  const auto today = now(Grain::Day);
  const bool in_hours = node.grain == Grain::Hour;
  const double number = in_hours ? node.number / 24 : node.number;
  if (!today || (node.grain < Grain::Day && !in_hours) || number != std::floor(number) || number < 1 || number > kLongestStretch)
    return;
  const Grain unit = in_hours ? Grain::Day : node.grain;
  const date::sys_days tomorrow = *today + date::days{1};
  const int count = static_cast<int>(number);
  const date::sys_days first = back ? add(*today, -count, unit) : tomorrow;
  const date::sys_days end = back ? tomorrow : add(tomorrow, count, unit);
  if (year_of(first) < kFirstYear || year_of(end) > kLastYear) return;
  placed.interval = days_from_to(first, end);
  placed.anchor = AnchorKind::Published;
}

bool Placement::is_vague_shift(const Node& node) const { return node.op == Op::Shift && node.vague; }

// "every Thursday": the value of a Thursday that is not placed anywhere.
std::optional<Placed> Placement::place_set(const Node& node) {
  Placed placed;
  placed.type = TimeType::SET;
  const Node& of = nodes_[node.child];
  Found found;
  if (of.op == Op::Part && of.child != kNone) {
    found = unanchored(nodes_[of.child]);
    found.period.part = lexicon_.part(of.a);
    found.period.grain = Grain::Part;
  } else {
    found = unanchored(of);
    if (of.op == Op::Part) found.period.part = lexicon_.part(of.a);
  }
  placed.value = timex_value(found.period);
  return placed;
}

std::optional<Placed> Placement::place(std::uint32_t index, const Outlook& outlook, std::uint32_t sentence, std::uint32_t time) {
  outlook_ = outlook;
  sentence_ = sentence;
  const Node& node = nodes_[index];
  Placed placed;
  placed.type = node.type;
  switch (node.op) {
    case Op::Ignore:
      return std::nullopt;
    case Op::Reference:
      if (node.direction == Direction::Next && outlook.tense == Bias::Past) return std::nullopt;
      placed.value = node.value;
      return placed;
    case Op::Duration:
      placed.value = duration_value(node.number, node.vague ? Count::Vague : Count::Known, node.grain);
      place_length(node, placed);
      if (node.grain == Grain::Month && (node.number == 6 || node.number == 9)) months_told_ = sentence;
      return placed;
    case Op::WarUnit:
      if (node.grain == Grain::Day) break;
      placed.type = TimeType::DURATION;
      placed.value = duration_value(1, Count::Known, node.grain);
      if (const auto begin = find_war_unit(node, 0)) {
        placed.interval = days_from_to(begin->period.day, add(begin->period.day, 1, node.grain));
      }
      return placed;
    case Op::Set:
      placed.value = duration_value(node.number, node.vague ? Count::Vague : Count::Known, node.grain);
      return placed;
    case Op::SetOf:
      return place_set(node);
    default:
      break;
  }
  if (is_vague_shift(node)) {
    placed.type = TimeType::DATE;
    placed.value = node.a < 0 ? "PAST_REF" : "FUTURE_REF";
    return placed;
  }
  const auto found = find(index, 0);
  if (!found || !in_range(found->period)) return std::nullopt;
  placed.value = timex_value(found->period);
  if (node.dated) placed.interval = interval_of(found->period);
  placed.type = found->period.grain < Grain::Day ? TimeType::TIME : TimeType::DATE;
  if (found->period.anchored) {
    placed.period = found->period;
    placed.anchor = found->anchor;
    placed.anchor_time = found->anchor_time;
    const bool year_back = node.op == Op::YearBack || (node.op == Op::Shift && node.grain == Grain::Year && node.number == -1);
    latest_[static_cast<std::size_t>(found->period.grain)] = static_cast<std::uint32_t>(mentions_.size());
    mentions_.push_back({found->period, time, sentence, year_back});
    if (found->period.grain == Grain::Quarter && !year_back) months_told_ = kNone;
    move_history(static_cast<std::uint32_t>(mentions_.size() - 1));
  }
  return placed;
}

}  // namespace dateline::when
