// What columns are made of: numbers for what rows refer to, and rows in their order.
#pragma once

#include <cstdint>
#include <map>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "store/columns.h"
#include "store/database.h"

namespace dateline::store {

// Finds the numbers of what columns refer to, and gives new ones.
class Numbering {
 public:
  explicit Numbering(Columns& columns) : c_(columns) {
    for (std::uint32_t i = 0; i < c_.party.size(); ++i) {
      const Columns::Party& p = c_.party[i];
      parties_[{p.name, p.kb, p.code, p.country}] = i;
    }
    for (std::uint32_t i = 0; i < c_.entity.size(); ++i) entities_[c_.entity[i].id] = i;
    for (std::uint32_t i = 0; i < c_.dyad.size(); ++i) dyads_[pair(c_.dyad[i].actor, c_.dyad[i].recipient)] = i;
    if (c_.places.empty()) c_.places.emplace_back();
    for (std::uint32_t i = 1; i < c_.places.size(); ++i) places_[key(c_.places[i])] = i;
  }

  std::uint16_t word(std::string_view text) {
    const std::uint32_t number = c_.words(text);
    if (number > UINT16_MAX) throw Fault{{ErrorCode::TooLarge, "more than 65535 types, modes, codes and countries"}};
    return static_cast<std::uint16_t>(number);
  }

  std::uint32_t party(std::string_view name, std::string_view kb, std::string_view code, std::string_view country) {
    Columns::Party party{c_.texts(name), c_.texts(kb), c_.texts(code), c_.texts(country), 0};
    const auto [found, fresh] =
        parties_.try_emplace({party.name, party.kb, party.code, party.country}, static_cast<std::uint32_t>(c_.party.size()));
    if (fresh) {
      const std::uint32_t id = party.kb != 0 ? party.kb : party.code != 0 ? party.code : party.name;
      const auto [entity, is_new] = entities_.try_emplace(id, static_cast<std::uint32_t>(c_.entity.size()));
      if (is_new) c_.entity.push_back({id});
      party.entity = entity->second;
      c_.party.push_back(party);
    }
    return found->second;
  }

  std::uint32_t dyad(std::uint32_t actor, std::uint32_t recipient) {
    const auto [found, fresh] = dyads_.try_emplace(pair(actor, recipient), static_cast<std::uint32_t>(c_.dyad.size()));
    if (fresh) c_.dyad.push_back({actor, recipient});
    return found->second;
  }

  // `precise`: says how precise the place is, asked for new ones only.
  template <typename Precision>
  std::uint32_t place(std::string_view name, std::string_view country, Statement& row, int latitude, Precision precise) {
    Columns::Place place;
    place.name = c_.texts(name);
    place.country = c_.texts(country);
    place.located = !row.is_nothing(latitude);
    if (place.located) {
      place.latitude = row.real(latitude);
      place.longitude = row.real(latitude + 1);
    }
    const auto [found, fresh] = places_.try_emplace(key(place), static_cast<std::uint32_t>(c_.places.size()));
    if (fresh) {
      place.precision = c_.texts(precise());
      place.is_point = place.located && c_.texts[place.precision] == "point";
      c_.places.push_back(place);
    }
    return found->second;
  }

 private:
  static std::uint64_t pair(std::uint32_t a, std::uint32_t b) { return std::uint64_t{a} << 32 | b; }
  using PlaceKey = std::tuple<std::uint32_t, std::uint32_t, double, double, bool>;
  static PlaceKey key(const Columns::Place& p) { return {p.name, p.country, p.latitude, p.longitude, p.located}; }

  Columns& c_;
  std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t>, std::uint32_t> parties_;
  std::unordered_map<std::uint32_t, std::uint32_t> entities_;
  std::unordered_map<std::uint64_t, std::uint32_t> dyads_;
  std::map<PlaceKey, std::uint32_t> places_;
};

// The dictionaries of columns without their rows.
Columns without_rows(const Columns& from);

// `read`: rows in any order. The rows of `old` that are not in `gone`, which ascends, and those, in order.
Columns merged(const Columns* old, const std::vector<std::uint64_t>& gone, Columns&& read);

}  // namespace dateline::store
