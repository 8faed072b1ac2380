// All that the page shows at first, counted in two passes over the columns: the first finds how many of what there are, the
// second counts over time and between the parties that the first found to matter. A number for each incident, not a look-up:
// dyads, entities, places and words are numbers already.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/json.h"
#include "serve/tally.h"
#include "store/days.h"
#include "story/traits.h"

namespace dateline::serve {

using store::Columns;

namespace {

constexpr std::size_t kPlaces = 500, kParties = 50, kDyads = 40, kNodes = 60, kEdges = 400;
constexpr std::int32_t kMostDays = 124;                       // shown as days
constexpr std::uint32_t kMostMonths = 480, kMostYears = 400;  // shown as months; as years

using Numbers = std::vector<std::uint32_t>;

// The numbers of the largest counts, largest first; of equal ones the smaller number.
Numbers largest(const Numbers& counts, std::size_t most, std::uint32_t first = 0) {
  Numbers numbers;
  for (std::uint32_t i = first; i < counts.size(); ++i) {
    if (counts[i] > 0) numbers.push_back(i);
  }
  const std::size_t size = std::min(most, numbers.size());
  std::partial_sort(numbers.begin(), numbers.begin() + static_cast<std::ptrdiff_t>(size), numbers.end(),
                    [&](std::uint32_t a, std::uint32_t b) { return counts[a] != counts[b] ? counts[a] > counts[b] : a < b; });
  numbers.resize(size);
  return numbers;
}

// The timeline's steps.
struct Steps {
  enum class Unit : unsigned char { Day, Month, Year } unit = Unit::Month;
  std::int32_t first_day = 0;
  std::uint32_t count = 0;
  std::vector<std::uint32_t> of_day;  // by days since the first; UINT32_MAX: before the timeline

  static std::uint32_t month_of(std::int32_t day) {
    const std::string text = store::date_of(day);
    return static_cast<std::uint32_t>(std::stoi(text.substr(0, text.size() - 6)) * 12 +
                                      std::stoi(text.substr(text.size() - 5, 2)) - 1);
  }

  Steps(std::int32_t first, std::int32_t last) : first_day(first) {
    const std::uint32_t months = month_of(last) - month_of(first) + 1;
    const auto days = static_cast<std::size_t>(last - first) + 1;
    unit = last - first < kMostDays ? Unit::Day : months <= kMostMonths ? Unit::Month : Unit::Year;
    of_day.resize(days);
    if (unit == Unit::Day) {
      count = static_cast<std::uint32_t>(days);
      for (std::size_t i = 0; i < days; ++i) of_day[i] = static_cast<std::uint32_t>(i);
      return;
    }
    const std::uint32_t each = unit == Unit::Month ? 1 : 12;
    const std::uint32_t end = month_of(last) / each + 1;
    origin_ =
        unit == Unit::Year && end > kMostYears ? std::max(month_of(first) / each, end - kMostYears) : month_of(first) / each;
    count = end - origin_;
    std::uint32_t month = month_of(first);
    std::int32_t next = story::day_after(text_of_month(month));
    for (std::size_t i = 0; i < days; ++i) {
      if (first + static_cast<std::int32_t>(i) >= next) next = story::day_after(text_of_month(++month));
      of_day[i] = month / each < origin_ ? UINT32_MAX : month / each - origin_;
    }
  }

  static std::string text_of_month(std::uint32_t month) { return fmt::format("{:04}-{:02}", month / 12, month % 12 + 1); }
  std::string text(std::uint32_t step) const {
    if (unit == Unit::Day) return store::date_of(first_day + static_cast<std::int32_t>(step));
    return unit == Unit::Month ? text_of_month(origin_ + step) : fmt::format("{:04}", origin_ + step);
  }
  std::string_view name() const { return unit == Unit::Day ? "day" : unit == Unit::Month ? "month" : "year"; }

 private:
  std::uint32_t origin_ = 0;
};

void write_numbers(base::JsonWriter& json, std::string_view name, const auto& numbers) {
  json.key(name);
  json.begin_array();
  for (const std::uint32_t number : numbers) json.value(number);
  json.end_array();
}

class Overview {
 public:
  Overview(const View& view, const store::Selection& selection) : view_(view), c_(*view.columns), selection_(selection) {}

  std::string write() {
    count();
    std::string body;
    base::JsonWriter json(body);
    json.begin_object();
    json.field("total", static_cast<std::uint32_t>(rows_.size()));
    json.field("events", static_cast<std::int64_t>(events_));
    json.field("undated", undated_);
    write_timeline(json);
    write_words(json, "types", "type", types_);
    write_numbers(json, "quads", quads_);
    write_words(json, "statuses", "status", statuses_);
    write_words(json, "countries", "country", countries_);
    write_places(json);
    write_parties(json);
    write_dyads(json);
    write_network(json);
    json.end_object();
    return body;
  }

 private:
  // Types, quads, statuses and countries count within all the other filters: what choosing another one would give.
  void count() {
    types_.resize(c_.words.size());
    statuses_.resize(c_.words.size());
    countries_.resize(c_.words.size());
    places_.resize(c_.places.size());
    dyads_.resize(c_.dyad.size());
    entities_.resize(c_.entity.size());
    std::vector<std::uint32_t> last(c_.entity.size(), UINT32_MAX);
    using Kind = store::Selection::Kind;
    for (std::size_t row = selection_.first(); row < selection_.end(); ++row) {
      const unsigned failed = selection_.failed(row);
      if ((failed & ~unsigned{Kind::Type}) == 0) ++types_[c_.type[row]];
      if ((failed & ~unsigned{Kind::Quad}) == 0 && c_.quad[row] > 0) ++quads_[c_.quad[row] - 1u];
      if ((failed & ~unsigned{Kind::Status}) == 0) ++statuses_[c_.status[row]];
      if ((failed & ~unsigned{Kind::Country}) == 0) ++countries_[c_.country[row]];
      if (failed != 0) continue;
      const auto number = static_cast<std::uint32_t>(row);
      rows_.push_back(number);
      events_ += c_.reports[row];
      undated_ += c_.day[row] == story::kNoDay;
      ++places_[c_.place[row]];
      for (std::uint32_t i = c_.dyads.first[row]; i < c_.dyads.first[row + 1]; ++i) ++dyads_[c_.dyads.values[i]];
      for (std::uint32_t i = c_.parties.first[row]; i < c_.parties.first[row + 1]; ++i) {
        const std::uint32_t entity = c_.party[c_.parties.values[i] & ~Columns::kSide].entity;
        if (last[entity] == number) continue;
        last[entity] = number;
        ++entities_[entity];
      }
    }
  }

  void write_timeline(base::JsonWriter& json) {
    // Rows stand in the order of their days, those without one first.
    if (undated_ < rows_.size()) steps_.emplace(c_.day[rows_[undated_]], c_.day[rows_.back()]);
    if (steps_) {
      json.field("from", std::string_view(store::date_of(c_.day[rows_[undated_]])));
      json.field("to", std::string_view(store::date_of(c_.day[rows_.back()])));
      json.field("unit", steps_->name());
    }
    std::vector<std::array<std::uint32_t, 4>> timeline(steps_ ? steps_->count : 0);
    std::uint32_t before = 0;
    for (std::size_t i = undated_; i < rows_.size(); ++i) {
      const std::uint32_t step = step_of(rows_[i]);
      if (step == UINT32_MAX) {
        ++before;
      } else if (c_.quad[rows_[i]] > 0) {
        ++timeline[step][c_.quad[rows_[i]] - 1u];
      }
    }
    if (before > 0) json.field("before", before);
    json.key("timeline");
    json.begin_array();
    for (std::uint32_t step = 0; step < timeline.size(); ++step) {
      json.begin_object();
      json.field("at", std::string_view(steps_->text(step)));
      write_numbers(json, "quads", timeline[step]);
      json.end_object();
    }
    json.end_array();
  }

  std::uint32_t step_of(std::uint32_t row) const {
    return steps_->of_day[static_cast<std::size_t>(c_.day[row] - steps_->first_day)];
  }

  void write_words(base::JsonWriter& json, std::string_view list, std::string_view name, const Numbers& counts) {
    json.key(list);
    json.begin_array();
    for (const std::uint32_t word : largest(counts, counts.size(), 1)) {
      json.begin_object();
      json.field(name, std::string_view(c_.words[word]));
      json.field("incidents", counts[word]);
      json.end_object();
    }
    json.end_array();
  }

  void write_places(base::JsonWriter& json) {
    json.key("places");
    json.begin_array();
    for (const std::uint32_t number : largest(places_, kPlaces, 1)) {
      const Columns::Place& place = c_.places[number];
      json.begin_object();
      json.field("name", std::string_view(c_.texts[place.name]));
      json.field_if_known("country", c_.texts[place.country]);
      if (place.located) {
        json.key("latitude");
        json.value(place.latitude, 5);
        json.key("longitude");
        json.value(place.longitude, 5);
      }
      json.field_if_known("precision", c_.texts[place.precision]);
      json.field("incidents", places_[number]);
      json.end_object();
    }
    json.end_array();
  }

  void write_entity(base::JsonWriter& json, std::uint32_t entity) {
    json.field("id", std::string_view(view_.id(entity)));
    json.field("name", std::string_view(view_.name(entity)));
    json.field_if_known("country", view_.country(entity));
    json.field("incidents", entities_[entity]);
  }

  void write_parties(base::JsonWriter& json) {
    if (const std::uint32_t nameless = nameless_entity(); nameless != UINT32_MAX) entities_[nameless] = 0;
    json.key("parties");
    json.begin_array();
    for (const std::uint32_t entity : largest(entities_, kParties)) {
      json.begin_object();
      write_entity(json, entity);
      json.end_object();
    }
    json.end_array();
  }

  std::uint32_t nameless_entity() const {
    for (std::uint32_t i = 0; i < c_.entity.size(); ++i) {
      if (c_.entity[i].id == 0) return i;
    }
    return UINT32_MAX;
  }

  void write_dyads(base::JsonWriter& json) {
    const Numbers shown = largest(dyads_, kDyads);
    Numbers place(c_.dyad.size(), UINT32_MAX);
    for (std::uint32_t i = 0; i < shown.size(); ++i) place[shown[i]] = i;
    std::vector<Numbers> series(shown.size(), Numbers(steps_ ? steps_->count : 0));
    for (std::size_t i = undated_; i < rows_.size(); ++i) {
      const std::uint32_t row = rows_[i], step = step_of(row);
      if (step == UINT32_MAX) continue;
      for (std::uint32_t j = c_.dyads.first[row]; j < c_.dyads.first[row + 1]; ++j) {
        const std::uint32_t at = place[c_.dyads.values[j]];
        if (at != UINT32_MAX) ++series[at][step];
      }
    }
    json.key("dyads");
    json.begin_array();
    for (std::size_t i = 0; i < shown.size(); ++i) {
      const Columns::Dyad& dyad = c_.dyad[shown[i]];
      json.begin_object();
      json.field("actor", std::string_view(c_.texts[dyad.actor]));
      json.field("recipient", std::string_view(c_.texts[dyad.recipient]));
      json.field("incidents", dyads_[shown[i]]);
      write_numbers(json, "series", series[i]);
      json.end_object();
    }
    json.end_array();
  }

  // Who acts upon whom among the entities of most incidents.
  void write_network(base::JsonWriter& json) {
    const Numbers nodes = largest(entities_, kNodes);
    Numbers place(c_.entity.size(), UINT32_MAX);
    for (std::uint32_t i = 0; i < nodes.size(); ++i) place[nodes[i]] = i;
    struct Edge {
      std::uint32_t incidents = 0;
      std::array<std::uint32_t, 4> quads{};
    };
    std::vector<Edge> edges(nodes.size() * nodes.size());
    Numbers sides[2], pairs;
    for (const std::uint32_t row : rows_) {
      sides[0].clear();
      sides[1].clear();
      for (std::uint32_t i = c_.parties.first[row]; i < c_.parties.first[row + 1]; ++i) {
        const std::uint32_t value = c_.parties.values[i];
        const std::uint32_t at = place[c_.party[value & ~Columns::kSide].entity];
        if (at != UINT32_MAX) sides[(value & Columns::kSide) != 0].push_back(at);
      }
      pairs.clear();
      for (const std::uint32_t actor : sides[0]) {
        for (const std::uint32_t recipient : sides[1]) {
          if (actor != recipient) pairs.push_back(actor * static_cast<std::uint32_t>(nodes.size()) + recipient);
        }
      }
      std::sort(pairs.begin(), pairs.end());
      pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
      for (const std::uint32_t pair : pairs) {
        ++edges[pair].incidents;
        if (c_.quad[row] > 0) ++edges[pair].quads[c_.quad[row] - 1u];
      }
    }
    Numbers counts;
    counts.reserve(edges.size());
    for (const Edge& edge : edges) counts.push_back(edge.incidents);
    json.key("network");
    json.begin_object();
    json.key("nodes");
    json.begin_array();
    for (const std::uint32_t entity : nodes) {
      json.begin_object();
      write_entity(json, entity);
      json.end_object();
    }
    json.end_array();
    json.key("edges");
    json.begin_array();
    for (const std::uint32_t pair : largest(counts, kEdges)) {
      json.begin_object();
      json.field("a", std::string_view(view_.id(nodes[pair / nodes.size()])));
      json.field("b", std::string_view(view_.id(nodes[pair % nodes.size()])));
      json.field("incidents", edges[pair].incidents);
      write_numbers(json, "quads", edges[pair].quads);
      json.end_object();
    }
    json.end_array();
    json.end_object();
  }

  const View& view_;
  const Columns& c_;
  const store::Selection& selection_;
  Numbers rows_;  // that were selected, in the order of their days
  std::uint64_t events_ = 0;
  std::uint32_t undated_ = 0;
  std::optional<Steps> steps_;
  Numbers types_, statuses_, countries_, places_, dyads_, entities_;
  std::array<std::uint32_t, 4> quads_{};
};

}  // namespace

std::string overview(const View& view, const store::Selection& selection) { return Overview(view, selection).write(); }

}  // namespace dateline::serve
