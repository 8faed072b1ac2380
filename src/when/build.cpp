// Fills an action with what its pattern matched: values of terms from the inside out, each call one node of the tree or a change
// to a node that is there. What makes no sense ("February 31") makes no tree.
#include <algorithm>
#include <array>

#include "when/expression.h"
#include "when/functions.h"

namespace dateline::when {

namespace {

// What a term stands for in a match.
struct Value {
  bool ok = false;
  bool is_node = false;
  bool vague = false;
  bool summer_time = false;
  int whole = 0;
  double number = 0;
  std::uint32_t node = kNone;
};

class Builder {
 public:
  Builder(const Action& action, const std::vector<Capture>& captures, const Scan& scan, const Lexicon& lexicon,
          std::vector<Node>& nodes)
      : action_(action), captures_(captures), scan_(scan), lexicon_(lexicon), nodes_(nodes) {}

  std::uint32_t run() {
    const Value root = value(action_.root);
    return root.ok && root.is_node ? root.node : kNone;
  }

 private:
  Value add(Node node) {
    nodes_.push_back(node);
    Value made;
    made.ok = made.is_node = true;
    made.node = static_cast<std::uint32_t>(nodes_.size() - 1);
    return made;
  }

  static Node make(Op op, Grain grain, int a = 0, int b = 0, int c = 0) {
    Node node;
    node.op = op;
    node.grain = grain;
    node.a = a;
    node.b = b;
    node.c = c;
    if (grain < Grain::Day) node.type = TimeType::TIME;
    return node;
  }

  Value value(std::uint16_t index) {
    const Term& term = action_.terms[index];
    switch (term.kind) {
      case Term::Kind::Constant: {
        Value constant;
        constant.ok = true;
        constant.whole = term.constant;
        constant.number = term.constant;
        return constant;
      }
      case Term::Kind::Capture:
        return captured(term);
      case Term::Kind::Call:
        return call(term);
    }
    return {};
  }

  // What matched as $NAME; when nothing did, what is a NAME too ("$[day]" of what matched as a [holiday]).
  Value captured(const Term& term) const {
    const bool by_name =
        std::any_of(captures_.begin(), captures_.end(), [&](const Capture& c) { return c.symbol == term.symbol; });
    int left = term.occurrence;
    for (const Capture& capture : captures_) {
      const bool fits = by_name ? capture.symbol == term.symbol : capture.item->is(term.symbol);
      if (!fits || left-- > 0) continue;
      Value found;
      found.ok = true;
      if (capture.item->node != kNone) {
        found.is_node = true;
        found.node = capture.item->node;
        return found;
      }
      for (std::size_t i = 0; i < capture.item->symbol_count; ++i) {
        if (capture.item->symbols[i] == term.symbol) found.whole = capture.item->values[i];
      }
      found.number = term.symbol == lexicon_.known().number ? capture.item->number : found.whole;
      found.vague = term.symbol == lexicon_.known().vague;
      found.summer_time = capture.item->is(lexicon_.known().summer_zone);
      return found;
    }
    return {};
  }

  Value call(const Term& term) {
    std::array<Value, 3> in{};
    for (std::size_t i = 0; i < term.arguments.size(); ++i) {
      in[i] = value(term.arguments[i]);
      if (!in[i].ok) return {};
    }
    const std::size_t count = term.arguments.size();
    const auto node = [&](std::size_t i) -> Node& { return nodes_[in[i].node]; };
    const auto with_container = [&](Node made, std::size_t i) {
      if (count > i && in[i].is_node) made.container = in[i].node;
      return add(made);
    };
    switch (kFunctions[term.function].function) {
      case Function::Year:
        return add(make(Op::Year, Grain::Year, in[0].whole));
      case Function::YearOfTwoDigits:
        return add(make(Op::TwoDigitYear, Grain::Year, in[0].whole, count > 1 ? in[1].whole : 0));
      case Function::YearBc:
        return add(make(Op::Year, Grain::Year, 1 - in[0].whole));
      case Function::Decade:
        return add(make(Op::Decade, Grain::Decade, in[0].whole));
      case Function::Century:
        if (in[0].whole < 1 || in[0].whole > 99) return {};
        return add(make(Op::Century, Grain::Century, (in[0].whole - 1) * 100));
      case Function::CenturyBc:
        if (in[0].whole < 1 || in[0].whole > 90) return {};
        return add(make(Op::Century, Grain::Century, -in[0].whole * 100));
      case Function::Month:
        return with_container(make(Op::Month, Grain::Month, in[0].whole), 1);
      case Function::Day:
        if (!exists(2000, static_cast<unsigned>(in[0].whole), static_cast<unsigned>(in[1].whole))) return {};
        return with_container(make(Op::MonthDay, Grain::Day, in[0].whole, in[1].whole), 2);
      case Function::Numeric:
        return numeric(in[0].whole);
      case Function::Weekday:
        return add(make(Op::Weekday, Grain::Day, in[0].whole));
      case Function::Season:
        return with_container(make(Op::Season, Grain::Season, in[0].whole), 1);
      case Function::Quarter:
        if (in[0].whole < 1 || in[0].whole > 4) return {};
        return with_container(make(Op::Quarter, Grain::Quarter, in[0].whole), 1);
      case Function::Half:
        if (in[0].whole < 1 || in[0].whole > 2) return {};
        return with_container(make(Op::Half, Grain::Half, in[0].whole), 1);
      case Function::Holiday:
        return add(make(Op::Holiday, Grain::Day, in[0].whole));
      case Function::This:
        return relative(in[0], 0, Direction::This);
      case Function::Last:
        return relative(in[0], -1, Direction::Last);
      case Function::Next:
        return relative(in[0], 1, Direction::Next);
      case Function::Ago:
        return shift(in, count, -1, Base::Publication);
      case Function::Ahead:
        return shift(in, count, 1, Base::Publication);
      case Function::Later:
        return shift(in, count, 1, Base::Focus);
      case Function::Earlier:
        return shift(in, count, -1, Base::Focus);
      case Function::After:
        return shift(in, 1, 1, Base::Child, in[1].node);
      case Function::Before:
        return shift(in, 1, -1, Base::Child, in[1].node);
      case Function::Same:
        return add(make(Op::Same, static_cast<Grain>(in[0].whole), 0));
      case Function::Previous:
        return add(make(Op::Same, static_cast<Grain>(in[0].whole), -1));
      case Function::Following:
        return add(make(Op::Same, static_cast<Grain>(in[0].whole), 1));
      case Function::YearBack: {
        Node made = make(Op::YearBack, in[0].is_node ? node(0).grain : static_cast<Grain>(in[0].whole));
        if (in[0].is_node) made.child = in[0].node;
        return add(made);
      }
      case Function::Nth: {
        if (!in[2].is_node) return {};
        Node made = in[1].is_node ? make(Op::Nth, Grain::Day, in[0].whole, 1, node(1).a)
                                  : make(Op::Nth, static_cast<Grain>(in[1].whole), in[0].whole);
        made.child = in[2].node;
        return add(made);
      }
      case Function::Containing: {
        if (!in[1].is_node) return {};
        Node made = make(Op::Containing, static_cast<Grain>(in[0].whole));
        made.child = in[1].node;
        return add(made);
      }
      case Function::Part: {
        Node made = make(Op::Part, Grain::Part, in[0].whole);
        if (count > 1) made.child = in[1].node;
        return add(made);
      }
      case Function::Hour:
      case Function::Clock:
        return clock(in, count, kFunctions[term.function].function == Function::Hour);
      case Function::Zone: {
        if (!in[0].is_node) return {};
        node(0).zone_minutes = in[1].whole;
        node(0).summer_time = in[1].summer_time;
        return in[0];
      }
      case Function::On: {
        if (!in[0].is_node || !in[1].is_node) return {};
        node(0).child = in[1].node;
        node(0).reporting = Reporting::Report;
        return in[0];
      }
      case Function::Duration:
      case Function::PlusHalf: {
        Node made = make(Op::Duration, static_cast<Grain>(in[1].whole));
        made.type = TimeType::DURATION;
        made.number = in[0].number + (kFunctions[term.function].function == Function::PlusHalf ? 0.5 : 0);
        made.vague = in[0].vague;
        return add(made);
      }
      case Function::Vague:
      case Function::HalfOf: {
        Node made = make(Op::Duration, static_cast<Grain>(in[0].whole));
        made.type = TimeType::DURATION;
        made.vague = kFunctions[term.function].function == Function::Vague;
        made.number = made.vague ? 0 : 0.5;
        return add(made);
      }
      case Function::The:
        return relative(in[0], 0, Direction::Free);
      case Function::Every: {
        Node made = make(Op::Set, static_cast<Grain>(in[1].whole));
        made.type = TimeType::SET;
        made.number = in[0].number;
        made.vague = in[0].vague;
        return add(made);
      }
      case Function::EveryNode: {
        if (!in[0].is_node) return {};
        Node made = make(Op::SetOf, node(0).grain);
        made.type = TimeType::SET;
        made.child = in[0].node;
        return add(made);
      }
      case Function::Past:
        return reference("PAST_REF");
      case Function::Present:
        return reference("PRESENT_REF");
      case Function::Future:
        return reference("FUTURE_REF");
      case Function::Upcoming: {
        const Value made = reference("FUTURE_REF");
        nodes_[made.node].direction = Direction::Next;
        return made;
      }
      case Function::Within: {
        if (!in[0].is_node || !in[1].is_node || in[0].node == in[1].node) return {};
        node(0).container = in[1].node;
        return in[0];
      }
      case Function::Follows:
      case Function::Precedes:
        if (!in[0].is_node) return {};
        node(0).direction = kFunctions[term.function].function == Function::Follows ? Direction::Next : Direction::Last;
        node(0).base = Base::Focus;
        return in[0];
      case Function::War:
      case Function::TheWar: {
        Node made = make(Op::War, Grain::Day, count > 0 ? in[0].whole : kTheWar);
        made.reporting = Reporting::Inner;
        return add(made);
      }
      case Function::WarUnit: {
        if (!in[2].is_node || in[0].whole < 1) return {};
        Node made = make(Op::WarUnit, static_cast<Grain>(in[1].whole), in[0].whole);
        made.child = in[2].node;
        return add(made);
      }
      case Function::UntilNow:
      case Function::FromNow:
        if (!in[0].is_node || node(0).op != Op::Duration) return {};
        node(0).direction = kFunctions[term.function].function == Function::UntilNow ? Direction::Last : Direction::Next;
        return in[0];
      case Function::Undated:
        if (!in[0].is_node) return {};
        node(0).dated = false;
        return in[0];
      case Function::Ignore:
        return add(make(Op::Ignore, Grain::Day));
      case Function::Inner: {
        if (!in[0].is_node) return {};
        node(0).reporting = Reporting::Inner;
        return in[0];
      }
    }
    return {};
  }

  Value reference(std::string_view value) {
    Node made = make(Op::Reference, Grain::Day);
    made.value = value;
    return add(made);
  }

  Value relative(const Value& of, int offset, Direction direction) {
    if (!of.is_node) {
      Node made = make(Op::Relative, static_cast<Grain>(of.whole), offset);
      made.direction = direction;
      return add(made);
    }
    nodes_[of.node].direction = direction;
    return of;
  }

  Value shift(const std::array<Value, 3>& in, std::size_t count, int sign, Base base, std::uint32_t child = kNone) {
    Node made;
    if (count == 1 && in[0].is_node) {
      const Node& length = nodes_[in[0].node];
      if (length.op != Op::Duration) return {};
      made = make(Op::Shift, length.grain);
      made.number = length.number;
      made.vague = length.vague;
    } else {
      if (count < 2) return {};
      made = make(Op::Shift, static_cast<Grain>(in[1].whole));
      made.number = in[0].number;
      made.vague = in[0].vague;
    }
    made.number *= sign;
    made.a = sign;
    made.base = base;
    made.child = child;
    return add(made);
  }

  Value clock(const std::array<Value, 3>& in, std::size_t count, bool hour_only) {
    int seconds = in[0].whole;
    Grain grain = hour_only ? Grain::Hour : Grain::Minute;
    if (hour_only) seconds *= 3600;
    if (seconds < 0) {
      seconds = -1 - seconds;
      grain = Grain::Second;
    }
    if (count > 1) {
      if (seconds >= 13 * 3600 || seconds < 3600) return {};
      if (in[1].whole == 1 && seconds < 12 * 3600) seconds += 12 * 3600;
      if (in[1].whole == 0 && seconds >= 12 * 3600) seconds -= 12 * 3600;
      if (grain == Grain::Hour) grain = Grain::Minute;
    }
    return add(make(Op::Clock, grain, seconds));
  }

  Value numeric(int index) {
    const base::IsoDate& date = scan_.dates[static_cast<std::size_t>(index)];
    Node made = make(Op::Numeric, Grain::Day, date.year, date.month, date.day);
    using Precision = base::IsoDate::Precision;
    if (date.precision == Precision::Minute || date.precision == Precision::Second) {
      const bool whole_minutes = date.precision == Precision::Minute;
      Node time =
          make(Op::Clock, whole_minutes ? Grain::Minute : Grain::Second, date.hour * 3600 + date.minute * 60 + date.second);
      time.zone_minutes = date.zone_minutes;
      time.child = add(made).node;
      return add(time);
    }
    return add(made);
  }

  const Action& action_;
  const std::vector<Capture>& captures_;
  const Scan& scan_;
  const Lexicon& lexicon_;
  std::vector<Node>& nodes_;
};

}  // namespace

std::uint32_t build(const Action& action, const std::vector<Capture>& captures, const Scan& scan, const Lexicon& lexicon,
                    std::vector<Node>& nodes) {
  return Builder(action, captures, scan, lexicon, nodes).run();
}

}  // namespace dateline::when
