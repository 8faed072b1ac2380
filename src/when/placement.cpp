// Each operation finds a Period or nothing. A period without its year ("XXXX-09") comes from operations that lack what they count
// from; it is never completed from anything but the publication date or an earlier mention. The direction of recurring periods is
// chosen by distance, with tense and preposition taking one side away. Tested in tests/when/placement_test.cpp and by the examples
// of the pattern table.
#include "when/placement.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace dateline::when {

namespace {

constexpr int kDeepest = 8;
// How far a quarter may lie behind (in sentences) for "a year ago" to mean the same quarter of last year.
constexpr std::uint32_t kQuarterReach = 6;
// News looks back more than ahead: a future reading must be this much nearer.
constexpr int kFutureWeight = 2;
// A reading against the tense of its clause must be this much nearer.
constexpr int kAgainstTense = 4;
// How many years a history may go on without naming a day.
constexpr int kNextYears = 2;

std::string quantity(double number) {
  if (number == std::floor(number)) return fmt::format("{}", static_cast<long>(number));
  std::string text = fmt::format("{:.2f}", number);
  while (text.back() == '0') text.pop_back();
  return text;
}

// "P3D", "PT5H30M", "P2Y6M", "PXW".
std::string duration_value(double number, bool vague, Grain unit) {
  const std::string amount = vague ? "X" : quantity(number);
  const bool has_half = !vague && number != std::floor(number) && number * 2 == std::floor(number * 2);
  const std::string whole = quantity(std::floor(number));
  switch (unit) {
    case Grain::Second: return fmt::format("PT{}S", amount);
    case Grain::Minute: return has_half ? (number < 1 ? std::string("PT30S") : fmt::format("PT{}M30S", whole)) : fmt::format("PT{}M", amount);
    case Grain::Hour: return has_half ? (number < 1 ? std::string("PT30M") : fmt::format("PT{}H30M", whole)) : fmt::format("PT{}H", amount);
    case Grain::Day:
    case Grain::Part: return has_half && number < 1 ? std::string("PT12H") : fmt::format("P{}D", amount);
    case Grain::Weekend: return fmt::format("P{}WE", amount);
    case Grain::Week: return fmt::format("P{}W", amount);
    case Grain::Month: return fmt::format("P{}M", amount);
    case Grain::Season: return vague ? std::string("PXM") : fmt::format("P{}M", quantity(number * 3));
    case Grain::Quarter: return fmt::format("P{}Q", amount);
    case Grain::Half: return vague ? std::string("PXM") : fmt::format("P{}M", quantity(number * 6));
    case Grain::Year: return has_half ? (number < 1 ? std::string("P6M") : fmt::format("P{}Y6M", whole)) : fmt::format("P{}Y", amount);
    case Grain::Decade: return vague ? std::string("PXDE") : fmt::format("P{}Y", quantity(number * 10));
    case Grain::Century: return vague ? std::string("PXCE") : fmt::format("P{}Y", quantity(number * 100));
  }
  return "PXX";
}

int days_between(date::sys_days from, date::sys_days to) { return static_cast<int>((to - from).count()); }

}  // namespace

Placement::Placement(const Lexicon& lexicon, const Holidays& holidays, const std::vector<Node>& nodes,
                     std::optional<base::IsoDate> publication, Narration narration)
    : lexicon_(lexicon), holidays_(holidays), nodes_(nodes), publication_(publication), narration_(narration) {}

std::optional<date::sys_days> Placement::now(Grain grain) const {
  if (!publication_) return std::nullopt;
  using Precision = base::IsoDate::Precision;
  if (publication_->precision == Precision::Year && grain < Grain::Year) return std::nullopt;
  if (publication_->precision == Precision::Month && grain < Grain::Month) return std::nullopt;
  return make_day(publication_->year, static_cast<unsigned>(publication_->month), static_cast<unsigned>(publication_->day));
}

const Placement::Mention* Placement::latest(Grain grain) const {
  for (auto mention = mentions_.rbegin(); mention != mentions_.rend(); ++mention) {
    if (mention->period.grain <= grain) return &*mention;
  }
  return nullptr;
}

const Placement::Mention* Placement::latest_quarter() const {
  const Mention* running = nullptr;
  const auto today = now(Grain::Quarter);
  for (auto mention = mentions_.rbegin(); mention != mentions_.rend(); ++mention) {
    if (mention->sentence + kQuarterReach < sentence_) break;
    const bool is_quarter = mention->period.grain == Grain::Quarter || mention->period.grain == Grain::Half;
    if (!is_quarter || mention->year_back) continue;
    // Results are told of quarters that are over; one that still runs is second choice.
    if (!today || end_day(mention->period) <= *today) return &*mention;
    if (running == nullptr) running = &*mention;
  }
  return running;
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
    case Op::Season: period.index = node.a; break;
    case Op::MonthDay:
      period.month = node.a;
      period.day_of_month = node.b;
      break;
    case Op::Weekday: period.weekday = node.a; break;
    case Op::Decade: period.index = node.a; break;
    case Op::Holiday: {
      const Holidays::MonthDay fixed = holidays_.fixed_date(static_cast<std::uint32_t>(node.a));
      period.month = fixed.month;
      period.day_of_month = fixed.day;
      break;
    }
    default: break;
  }
  return found;
}

std::optional<Period> Placement::recurring_in_year(const Node& node, int year) const {
  switch (node.op) {
    case Op::Month:
    case Op::Season:
    case Op::Quarter:
    case Op::Half: return make_indexed(node.grain, year, node.a);
    case Op::MonthDay:
      if (!exists(year, static_cast<unsigned>(node.a), static_cast<unsigned>(node.b))) return std::nullopt;
      return make_day_period(make_day(year, static_cast<unsigned>(node.a), static_cast<unsigned>(node.b)));
    case Op::Holiday: return holidays_.in_year(static_cast<std::uint32_t>(node.a), year);
    default: return std::nullopt;
  }
}

std::optional<Period> Placement::choose(const Node& node, date::sys_days today, const std::vector<Period>& candidates) const {
  const bool only_past = outlook_.preposition == Bias::Past;
  Bias bias = outlook_.tense;
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
          cost = is_future ? days_between(today, first) : bias == Bias::Past ? days_between(end, today) : 1000 + days_between(end, today);
        }
        break;
      case Direction::Free:
        if (only_past && !is_past) continue;
        if (is_past && is_future) {
          cost = 0;
        } else if (is_past) {
          cost = (days_between(end, today) + 1) * (bias == Bias::Future ? kAgainstTense : 1);
        } else {
          cost = days_between(today, first) * (bias == Bias::Past ? kAgainstTense : bias == Bias::None ? future_weight : 1);
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
  if (reached_ != kNone && period.grain == Grain::Year) {
    const int ahead = year_of(first_day(period)) - year_of(first_day(mentions_[reached_].period));
    if (ahead < 0 || ahead > kNextYears) return;
  }
  reached_ = mention;
}

std::optional<Placement::Found> Placement::reached_in_history(const Node& node) const {
  if (reached_ == kNone) return std::nullopt;
  const Mention& reached = mentions_[reached_];
  const date::sys_days position = first_day(reached.period);
  Found found{{}, AnchorKind::Time, reached.time};
  const auto in_year = recurring_in_year(node, year_of(position));
  if (!in_year) return std::nullopt;
  found.period = *in_year;
  if (node.direction == Direction::Next && found.period.grain != Grain::Day && first_day(*in_year) <= position) {
    if (const auto next_year = recurring_in_year(node, year_of(position) + 1)) found.period = *next_year;
  }
  return found;
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
  std::optional<date::sys_days> today = now(node.op == Op::Weekday || node.op == Op::MonthDay ? Grain::Month : Grain::Year);
  if (node.op == Op::Weekday) today = now(Grain::Day);
  found.anchor = AnchorKind::Published;
  // A history goes on from where it is; it names weekdays too seldom to count from them.
  if (narration_ == Narration::History && node.op != Op::Weekday && (node.direction == Direction::Free || node.direction == Direction::Next)) {
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

std::optional<Placement::Found> Placement::find_relative(const Node& node) {
  const auto today = now(node.grain);
  if (!today || node.grain < Grain::Day) return unanchored(node);
  Found found;
  if (node.direction == Direction::Free && narration_ == Narration::History) {
    if (const Mention* focus = latest(node.grain)) {
      return Found{containing(node.grain, first_day(focus->period)), AnchorKind::Time, focus->time};
    }
  }
  found.anchor = AnchorKind::Published;
  found.period = advanced(containing(node.grain, *today), node.a);
  const bool free_weekend = node.grain == Grain::Weekend && node.direction == Direction::Free;
  const bool ahead = (outlook_.preposition == Bias::None ? outlook_.tense : outlook_.preposition) == Bias::Future;
  if (free_weekend && !ahead && found.period.day > *today) found.period = advanced(found.period, -1);
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
    const int smaller = unit == Grain::Year ? 12 : unit == Grain::Decade ? 10 : unit == Grain::Century ? 100 : unit == Grain::Week ? 7 : 0;
    if (smaller == 0 && unit != Grain::Month) return unanchored(node);
    number = unit == Grain::Month ? number * 30 : number * smaller;
    unit = unit == Grain::Year ? Grain::Month : unit == Grain::Week || unit == Grain::Month ? Grain::Day : Grain::Year;
  }
  if (std::abs(number) > 100000) return std::nullopt;
  const int count = static_cast<int>(std::round(number));
  if (unit < Grain::Day || base.period.grain > unit) {
    Node at_unit = node;
    at_unit.grain = std::max(unit, Grain::Day);
    return unanchored(at_unit);
  }
  Found found = base;
  const bool keeps_grain = unit >= Grain::Year && (base.period.grain == Grain::Quarter || base.period.grain == Grain::Half);
  const Period start = containing(keeps_grain ? base.period.grain : unit == Grain::Weekend ? Grain::Week : unit, first_day(base.period));
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
        if (const Mention* quarter = latest_quarter()) base = {quarter->period, AnchorKind::Time, quarter->time};
      }
      break;
    }
    case Base::Focus: {
      const Mention* focus = node.grain >= Grain::Year ? latest_quarter() : nullptr;
      if (focus == nullptr) focus = latest(node.grain);
      if (focus == nullptr) {
        const auto today = now(std::max(node.grain, Grain::Day));
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
  const Grain grain = std::max(node.grain, Grain::Day);
  const Mention* focus = grain == Grain::Quarter && node.a == 0 ? latest_quarter() : nullptr;
  if (focus == nullptr) focus = latest(grain);
  if (focus != nullptr) {
    return Found{advanced(containing(grain, first_day(focus->period)), node.a), AnchorKind::Time, focus->time};
  }
  const auto today = now(grain);
  if (!today || node.a != 0) return unanchored(node);
  // "the quarter" of a company's results is one that is over.
  const Period current = containing(grain, *today);
  return Found{grain == Grain::Quarter ? advanced(current, -1) : current, AnchorKind::Published, kNone};
}

std::optional<Placement::Found> Placement::find_year_back(const Node& node) {
  if (node.container != kNone) {
    // "the 1988 period": the quarter last mentioned, in that year; the year itself when there was none.
    auto year = find(node.container, 1);
    const Mention* quarter = latest_quarter();
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
  if (const Mention* quarter = latest_quarter()) {
    Found found{quarter->period, AnchorKind::Time, quarter->time};
    --found.period.year;
    return found;
  }
  const auto today = now(node.grain);
  if (!today) return unanchored(node);
  const Period year_ago = containing(node.grain, add(*today, -1, Grain::Year));
  return Found{node.grain == Grain::Quarter ? advanced(year_ago, -1) : year_ago, AnchorKind::Published, kNone};
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
    const date::sys_days day = count > 0 ? first + date::days{from_first + 7 * (count - 1)}
                                         : end - date::days{1 + back_from_end + 7 * (-count - 1)};
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
    const bool near = day != nullptr && day->sentence + 1 >= sentence_;
    const auto today = now(Grain::Day);
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
  }
  return found;
}

std::optional<Placement::Found> Placement::find(std::uint32_t index, int depth) {
  if (depth > kDeepest) return std::nullopt;
  const Node& node = nodes_[index];
  Found found;
  switch (node.op) {
    case Op::Year: found.period = make_year(node.a); return found;
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
    case Op::Holiday: return find_recurring(node, depth);
    case Op::Relative: return find_relative(node);
    case Op::Shift: return find_shift(node, depth);
    case Op::Same: return find_same(node);
    case Op::YearBack: return find_year_back(node);
    case Op::Nth: return find_nth(node, depth);
    case Op::Containing: {
      auto child = find(node.child, depth + 1);
      if (!child) return std::nullopt;
      if (!child->period.anchored) return unanchored(node);
      child->period = containing(node.grain, first_day(child->period));
      return child;
    }
    case Op::Part:
    case Op::Clock: return find_on_day(node, depth);
    default: return std::nullopt;
  }
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
    case Op::Ignore: return std::nullopt;
    case Op::Reference:
      if (node.direction == Direction::Next && outlook.tense == Bias::Past) return std::nullopt;
      placed.value = node.value;
      return placed;
    case Op::Duration:
      placed.value = duration_value(node.number, node.vague, node.grain);
      return placed;
    case Op::Set:
      placed.value = duration_value(node.number, node.vague, node.grain);
      return placed;
    case Op::SetOf: return place_set(node);
    default: break;
  }
  if (is_vague_shift(node)) {
    placed.type = TimeType::DATE;
    placed.value = node.a < 0 ? "PAST_REF" : "FUTURE_REF";
    return placed;
  }
  const auto found = find(index, 0);
  if (!found || !in_range(found->period)) return std::nullopt;
  placed.value = timex_value(found->period);
  placed.interval = interval_of(found->period);
  placed.type = found->period.grain < Grain::Day ? TimeType::TIME : TimeType::DATE;
  if (found->period.anchored) {
    placed.period = found->period;
    placed.anchor = found->anchor;
    placed.anchor_time = found->anchor_time;
    const bool year_back = node.op == Op::YearBack || (node.op == Op::Shift && node.grain == Grain::Year && node.number == -1);
    mentions_.push_back({found->period, time, sentence, year_back});
    move_history(static_cast<std::uint32_t>(mentions_.size() - 1));
  } else {
    placed.needs_publication = !publication_.has_value();
  }
  return placed;
}

}  // namespace dateline::when
