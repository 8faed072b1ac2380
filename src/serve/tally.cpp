#include "serve/tally.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "store/days.h"
#include "story/traits.h"

namespace dateline::serve {

using store::Columns;

namespace {

enum class Group : unsigned char { Dyad, Actor, Recipient, Type, Quad, Status, Country, Day, Month, Year };
constexpr std::pair<std::string_view, Group> kGroups[] = {
    {"dyad", Group::Dyad},   {"actor", Group::Actor},   {"recipient", Group::Recipient}, {"type", Group::Type},
    {"quad", Group::Quad},   {"status", Group::Status}, {"country", Group::Country},     {"day", Group::Day},
    {"month", Group::Month}, {"year", Group::Year},
};

std::uint32_t month_of(std::int32_t day) {
  const std::string text = store::date_of(day);
  return static_cast<std::uint32_t>(std::stoi(text.substr(0, text.size() - 6)) * 12 + std::stoi(text.substr(text.size() - 5, 2)) -
                                    1);
}

// The values of one grouping as numbers from 0, so that those of several make one number together.
class Grouping {
 public:
  Grouping(const Columns& columns, Group group) : c_(columns), group_(group) {
    const auto dated = std::upper_bound(c_.day.begin(), c_.day.end(), story::kNoDay);
    if (is_time() && dated != c_.day.end()) {
      first_day_ = *dated;
      first_ = step_of(first_day_);
      // Days to their month or year: rows stand in the order of their days, so each is looked up once.
      steps_.resize(static_cast<std::size_t>(c_.day.back() - first_day_) + 1);
      std::int32_t last = story::kNoDay;
      for (auto day = dated; day != c_.day.end(); ++day) {
        if (*day != last) steps_[static_cast<std::size_t>(*day - first_day_)] = step_of(*day) - first_ + 1;
        last = *day;
      }
    }
    switch (group_) {
      case Group::Dyad:
        size_ = c_.dyad.size();
        break;
      case Group::Actor:
      case Group::Recipient:
        size_ = c_.texts.size();
        break;
      case Group::Type:
      case Group::Status:
      case Group::Country:
        size_ = c_.words.size();
        break;
      case Group::Quad:
        size_ = 5;
        break;
      case Group::Day:
      case Group::Month:
      case Group::Year:
        size_ = steps_.empty() ? 1 : steps_.back() + 1;
        break;
    }
  }

  std::uint64_t size() const { return size_; }

  // Of one row, each once: an incident counts once in a group, however many of its parties are of it.
  void values(std::size_t row, std::vector<std::uint32_t>& out) const {
    out.clear();
    switch (group_) {
      case Group::Dyad:
        out.assign(c_.dyads.values.begin() + c_.dyads.first[row], c_.dyads.values.begin() + c_.dyads.first[row + 1]);
        return;
      case Group::Actor:
      case Group::Recipient:
        for (std::uint32_t i = c_.parties.first[row]; i < c_.parties.first[row + 1]; ++i) {
          const std::uint32_t value = c_.parties.values[i];
          if (((value & Columns::kSide) != 0) != (group_ == Group::Recipient)) continue;
          const Columns::Party& party = c_.party[value & ~Columns::kSide];
          const std::uint32_t name = party.country != 0 ? party.country : party.code != 0 ? party.code : party.name;
          if (std::find(out.begin(), out.end(), name) == out.end()) out.push_back(name);
        }
        return;
      case Group::Type:
        out.push_back(c_.type[row]);
        return;
      case Group::Quad:
        out.push_back(c_.quad[row]);
        return;
      case Group::Status:
        out.push_back(c_.status[row]);
        return;
      case Group::Country:
        out.push_back(c_.country[row]);
        return;
      case Group::Day:
      case Group::Month:
      case Group::Year:
        out.push_back(c_.day[row] == story::kNoDay ? 0 : steps_[static_cast<std::size_t>(c_.day[row] - first_day_)]);
        return;
    }
  }

  std::string text(std::uint32_t value) const {
    switch (group_) {
      case Group::Dyad:
        return c_.texts[c_.dyad[value].actor] + '>' + c_.texts[c_.dyad[value].recipient];
      case Group::Actor:
      case Group::Recipient:
        return c_.texts[value];
      case Group::Type:
      case Group::Status:
      case Group::Country:
        return c_.words[value];
      case Group::Quad:
        return std::to_string(value);
      case Group::Day:
      case Group::Month:
      case Group::Year:
        break;
    }
    if (value == 0) return std::string(kUndated);
    const std::uint32_t step = first_ + value - 1;
    if (group_ == Group::Day) return store::date_of(first_day_ + static_cast<std::int32_t>(value) - 1);
    return group_ == Group::Month ? fmt::format("{:04}-{:02}", step / 12, step % 12 + 1) : fmt::format("{:04}", step);
  }

 private:
  bool is_time() const { return group_ == Group::Day || group_ == Group::Month || group_ == Group::Year; }
  std::uint32_t step_of(std::int32_t day) const {
    if (group_ == Group::Day) return static_cast<std::uint32_t>(day - first_day_);
    return group_ == Group::Month ? month_of(day) : month_of(day) / 12;
  }

  const Columns& c_;
  Group group_;
  std::uint64_t size_ = 0;
  std::int32_t first_day_ = 0;
  std::uint32_t first_ = 0;           // step of the first day
  std::vector<std::uint32_t> steps_;  // by days since the first: 1 and more
};

}  // namespace

Result<std::vector<Count>> counts(const Columns& c, const store::Selection& selection, const std::vector<std::string>& by,
                                  std::size_t most) {
  std::vector<Group> groups;
  std::vector<Grouping> groupings;
  std::uint64_t size = 1;
  for (const std::string& name : by) {
    const auto found = std::find_if(std::begin(kGroups), std::end(kGroups), [&](const auto& g) { return g.first == name; });
    if (found == std::end(kGroups)) return Failure(no_such_grouping(name));
    if (std::find(groups.begin(), groups.end(), found->second) != groups.end()) {
      return failure(ErrorCode::BadArgument, fmt::format("{}: is given twice", name));
    }
    groups.push_back(found->second);
    groupings.emplace_back(c, found->second);
    const std::uint64_t own = std::max<std::uint64_t>(groupings.back().size(), 1);
    if (size > UINT64_MAX / own) return failure(ErrorCode::TooLarge, "so many groupings at once; count by less");
    size *= own;
  }
  // One counter for each group that could be, where they are not too many.
  constexpr std::uint64_t kDense = 4u << 20;
  std::vector<std::uint32_t> dense(size <= kDense ? size : 0);
  std::unordered_map<std::uint64_t, std::uint32_t> sparse;
  std::vector<std::uint64_t> keys, wider;
  std::vector<std::uint32_t> values;
  for (std::size_t row = selection.first(); row < selection.end(); ++row) {
    if (!selection(row)) continue;
    keys.assign(1, 0);
    for (const Grouping& grouping : groupings) {
      grouping.values(row, values);
      wider.clear();
      for (const std::uint64_t key : keys) {
        for (const std::uint32_t value : values) wider.push_back(key * grouping.size() + value);
      }
      keys.swap(wider);
    }
    for (const std::uint64_t key : keys) ++(dense.empty() ? sparse[key] : dense[key]);
    if (sparse.size() > most) break;
  }
  std::vector<Count> out;
  const auto add = [&](std::uint64_t key, std::uint32_t incidents) {
    if (incidents == 0 || out.size() > most) return;
    Count count{std::vector<std::string>(groupings.size()), incidents};
    for (std::size_t g = groupings.size(); g-- > 0; key /= groupings[g].size()) {
      count.group[g] = groupings[g].text(static_cast<std::uint32_t>(key % groupings[g].size()));
    }
    out.push_back(std::move(count));
  };
  for (std::uint64_t key = 0; key < dense.size(); ++key) add(key, dense[key]);
  for (const auto& [key, incidents] : sparse) add(key, incidents);
  if (out.size() > most) {
    return failure(ErrorCode::TooLarge, fmt::format("more than {} groups; count by less, or of fewer incidents", most));
  }
  std::sort(out.begin(), out.end(), [](const Count& a, const Count& b) { return a.group < b.group; });
  return out;
}

}  // namespace dateline::serve
