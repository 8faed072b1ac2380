#include "serve/tally.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_map>

#include "base/hash.h"
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

// A group's values as numbers; what they mean, each grouping knows.
constexpr std::size_t kMostGroupings = 10;
struct Key {
  std::array<std::uint32_t, kMostGroupings> values{};
  bool operator==(const Key& other) const { return values == other.values; }
  bool operator<(const Key& other) const { return values < other.values; }
};
struct HashKey {
  std::size_t operator()(const Key& key) const {
    return base::xxh64({reinterpret_cast<const char*>(key.values.data()), sizeof key.values});
  }
};

// Days to the number of their month or year, which is cheaper than their text. Months count from year 0.
class Calendar {
 public:
  // `days`: ascending, so that each day's month is looked up once.
  explicit Calendar(const std::vector<std::int32_t>& days) {
    for (const std::int32_t day : days) {
      if (day == story::kNoDay || (!days_.empty() && days_.back() == day)) continue;
      const std::string text = store::date_of(day);
      days_.push_back(day);
      months_.push_back(static_cast<std::uint32_t>(std::stoi(text.substr(0, text.size() - 6)) * 12 +
                                                   std::stoi(text.substr(text.size() - 5, 2)) - 1));
    }
  }
  std::uint32_t month(std::int32_t day) const {
    const auto found = std::lower_bound(days_.begin(), days_.end(), day);
    return months_[static_cast<std::size_t>(found - days_.begin())];
  }

 private:
  std::vector<std::int32_t> days_;
  std::vector<std::uint32_t> months_;
};

}  // namespace

Result<std::vector<Count>> counts(const Columns& c, const store::Selection& selection, const std::vector<std::string>& by,
                                  std::size_t most) {
  std::vector<Group> groups;
  for (const std::string& name : by) {
    const auto found = std::find_if(std::begin(kGroups), std::end(kGroups), [&](const auto& g) { return g.first == name; });
    if (found == std::end(kGroups)) return Failure(no_such_grouping(name));
    if (std::find(groups.begin(), groups.end(), found->second) != groups.end()) {
      return failure(ErrorCode::BadArgument, fmt::format("{}: is given twice", name));
    }
    groups.push_back(found->second);
  }
  const bool has_months =
      std::any_of(groups.begin(), groups.end(), [](Group g) { return g == Group::Month || g == Group::Year; });
  const Calendar calendar(has_months ? c.day : std::vector<std::int32_t>());
  const auto side = [&](std::size_t row, bool recipients, std::vector<std::uint32_t>& out) {
    for (std::uint32_t i = c.parties.first[row]; i < c.parties.first[row + 1]; ++i) {
      const std::uint32_t value = c.parties.values[i];
      if (((value & Columns::kSide) != 0) != recipients) continue;
      const Columns::Party& party = c.party[value & ~Columns::kSide];
      out.push_back(party.country != 0 ? party.country : party.code != 0 ? party.code : party.name);
    }
  };
  std::unordered_map<Key, std::int64_t, HashKey> sums;
  std::vector<Key> keys, wider;
  std::vector<std::uint32_t> values;
  for (std::size_t row = selection.first(); row < selection.end(); ++row) {
    if (!selection(row)) continue;
    keys.assign(1, Key{});
    for (std::size_t g = 0; g < groups.size(); ++g) {
      values.clear();
      switch (groups[g]) {
        case Group::Dyad:
          for (std::uint32_t i = c.dyads.first[row]; i < c.dyads.first[row + 1]; ++i) values.push_back(c.dyads.values[i]);
          break;
        case Group::Actor:
          side(row, false, values);
          break;
        case Group::Recipient:
          side(row, true, values);
          break;
        case Group::Type:
          values.push_back(c.type[row]);
          break;
        case Group::Quad:
          values.push_back(c.quad[row]);
          break;
        case Group::Status:
          values.push_back(c.status[row]);
          break;
        case Group::Country:
          values.push_back(c.country[row]);
          break;
        case Group::Day:
          values.push_back(static_cast<std::uint32_t>(c.day[row]));
          break;
        case Group::Month:
          values.push_back(c.day[row] == story::kNoDay ? UINT32_MAX : calendar.month(c.day[row]));
          break;
        case Group::Year:
          values.push_back(c.day[row] == story::kNoDay ? UINT32_MAX : calendar.month(c.day[row]) / 12);
          break;
      }
      // An incident counts once in a group, however many of its parties are of it.
      std::sort(values.begin(), values.end());
      values.erase(std::unique(values.begin(), values.end()), values.end());
      wider.clear();
      for (const Key& key : keys) {
        for (const std::uint32_t value : values) {
          wider.push_back(key);
          wider.back().values[g] = value;
        }
      }
      keys.swap(wider);
    }
    for (const Key& key : keys) ++sums[key];
    if (sums.size() > most) {
      return failure(ErrorCode::TooLarge, fmt::format("more than {} groups; count by less, or of fewer incidents", most));
    }
  }
  std::vector<Count> out;
  out.reserve(sums.size());
  for (const auto& [key, incidents] : sums) {
    Count count{{}, incidents};
    for (std::size_t g = 0; g < groups.size(); ++g) {
      const std::uint32_t value = key.values[g];
      switch (groups[g]) {
        case Group::Dyad:
          count.group.push_back(c.texts[c.dyad[value].actor] + '>' + c.texts[c.dyad[value].recipient]);
          break;
        case Group::Actor:
        case Group::Recipient:
          count.group.push_back(c.texts[value]);
          break;
        case Group::Type:
        case Group::Status:
        case Group::Country:
          count.group.push_back(c.words[value]);
          break;
        case Group::Quad:
          count.group.push_back(std::to_string(value));
          break;
        case Group::Day: {
          const auto day = static_cast<std::int32_t>(value);
          count.group.push_back(day == story::kNoDay ? std::string(kUndated) : store::date_of(day));
          break;
        }
        case Group::Month:
          count.group.push_back(value == UINT32_MAX ? std::string(kUndated)
                                                    : fmt::format("{:04}-{:02}", value / 12, value % 12 + 1));
          break;
        case Group::Year:
          count.group.push_back(value == UINT32_MAX ? std::string(kUndated) : fmt::format("{:04}", value));
          break;
      }
    }
    out.push_back(std::move(count));
  }
  std::sort(out.begin(), out.end(), [](const Count& a, const Count& b) { return a.group < b.group; });
  return out;
}

}  // namespace dateline::serve
