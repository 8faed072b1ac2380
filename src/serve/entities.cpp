// Who incidents name.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/json.h"
#include "base/utf8.h"
#include "serve/handlers.h"
#include "serve/service.h"
#include "store/days.h"
#include "story/traits.h"

namespace dateline::serve {

using store::Columns;

namespace {

void write_entity(base::JsonWriter& json, const View& view, std::uint32_t entity) {
  const std::string& id = view.id(entity);
  json.field("id", std::string_view(id));
  const Columns& c = *view.columns;
  json.field_if_known("kb", c.texts[c.party[view.entities[entity].party].kb]);
  json.field("name", std::string_view(view.name(entity)));
  json.field_if_known("code", view.code(entity));
  json.field_if_known("country", view.country(entity));
  json.field("incidents", view.entities[entity].incidents);
}

// Whether a word of the name begins with the prefix, or the name itself does; both folded.
bool has_prefix(const std::string& name, const std::string& prefix) {
  for (std::size_t at = name.find(prefix); at != name.npos; at = name.find(prefix, at + 1)) {
    if (at == 0 || name[at - 1] == ' ' || name[at - 1] == '-') return true;
  }
  return false;
}

}  // namespace

Answer Handlers::entities(const Call& call) {
  const auto limit = call.parameters.number("limit", 20, 1, 200);
  if (!limit) return tl::unexpected(limit.error());
  const std::string* q = call.parameters.find("q");
  const std::string prefix = q ? base::folded(std::string_view(*q).substr(0, 200)) : std::string();
  const View& view = *call.view;
  std::string body;
  base::JsonWriter json(body);
  json.begin_object();
  json.key("entities");
  json.begin_array();
  std::size_t count = 0;
  for (const std::uint32_t entity : view.by_count) {
    if (count == *limit) break;
    // An id is found by its beginning, too.
    if (!prefix.empty() && !has_prefix((*view.folded)[entity], prefix) && (!q || !view.id(entity).starts_with(*q))) continue;
    json.begin_object();
    write_entity(json, view, entity);
    json.end_object();
    ++count;
  }
  json.end_array();
  json.end_object();
  return json_response(std::move(body));
}

Answer Handlers::entity(const Call& call) {
  const View& view = *call.view;
  const Columns& c = *view.columns;
  const std::uint32_t id = c.texts.find(call.path.front());
  const auto found =
      std::find_if(view.by_count.begin(), view.by_count.end(), [&](std::uint32_t entity) { return c.entity[entity].id == id; });
  if (id == store::Dictionary::kNowhere || found == view.by_count.end()) {
    return refuse(404, "not_found",
                  fmt::format("{}: no incident names this", base::printable(std::string_view(call.path.front()).substr(0, 200))));
  }
  const std::uint32_t entity = *found;
  std::map<std::uint16_t, std::uint32_t> types;
  struct Counterpart {
    std::uint32_t acts = 0;      // incidents in which the entity acts upon it
    std::uint32_t acted_on = 0;  // and the other way round
    std::uint32_t incidents = 0;
  };
  std::map<std::uint32_t, Counterpart> counterparts;
  std::map<std::string, std::array<std::uint32_t, 4>> months;
  for (std::size_t row = 0; row < c.size(); ++row) {
    bool acts = false, is_acted_on = false;
    for (std::uint32_t i = c.parties.first[row]; i < c.parties.first[row + 1]; ++i) {
      const std::uint32_t value = c.parties.values[i];
      if (c.party[value & ~Columns::kSide].entity != entity) continue;
      ((value & Columns::kSide) != 0 ? is_acted_on : acts) = true;
    }
    if (!acts && !is_acted_on) continue;
    ++types[c.type[row]];
    if (c.day[row] != story::kNoDay && c.quad[row] > 0) ++months[store::date_of(c.day[row]).substr(0, 7)][c.quad[row] - 1];
    std::map<std::uint32_t, std::pair<bool, bool>> others;
    for (std::uint32_t i = c.parties.first[row]; i < c.parties.first[row + 1]; ++i) {
      const std::uint32_t value = c.parties.values[i], other = c.party[value & ~Columns::kSide].entity;
      const bool is_recipient = (value & Columns::kSide) != 0;
      if (other == entity || !(is_recipient ? acts : is_acted_on)) continue;
      (is_recipient ? others[other].first : others[other].second) = true;
    }
    for (const auto& [other, sides] : others) {
      Counterpart& counterpart = counterparts[other];
      counterpart.acts += sides.first;
      counterpart.acted_on += sides.second;
      ++counterpart.incidents;
    }
  }
  std::string body;
  base::JsonWriter json(body);
  json.begin_object();
  write_entity(json, view, entity);
  json.key("types");
  json.begin_array();
  std::vector<std::pair<std::uint32_t, std::uint16_t>> by_count;
  for (const auto& [type, count] : types) by_count.emplace_back(count, type);
  std::sort(by_count.begin(), by_count.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  for (const auto& [count, type] : by_count) {
    json.begin_object();
    json.field("type", std::string_view(c.words[type]));
    json.field("incidents", count);
    json.end_object();
  }
  json.end_array();
  json.key("counterparts");
  json.begin_array();
  std::vector<std::pair<std::uint32_t, Counterpart>> most(counterparts.begin(), counterparts.end());
  std::stable_sort(most.begin(), most.end(),
                   [](const auto& a, const auto& b) { return a.second.incidents > b.second.incidents; });
  constexpr std::size_t kMost = 50;
  if (most.size() > kMost) most.resize(kMost);
  for (const auto& [other, counterpart] : most) {
    json.begin_object();
    json.field("id", std::string_view(view.id(other)));
    json.field("name", std::string_view(view.name(other)));
    json.field_if_known("country", view.country(other));
    json.field("incidents", counterpart.incidents);
    json.field("acts", counterpart.acts);
    json.field("acted_on", counterpart.acted_on);
    json.end_object();
  }
  json.end_array();
  json.key("months");
  json.begin_array();
  for (const auto& [month, quads] : months) {
    json.begin_object();
    json.field("at", std::string_view(month));
    json.key("quads");
    json.begin_array();
    for (const std::uint32_t quad : quads) json.value(quad);
    json.end_array();
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json_response(std::move(body));
}

}  // namespace dateline::serve
