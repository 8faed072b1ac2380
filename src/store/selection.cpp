#include "store/selection.h"

#include <algorithm>

#include "store/condition.h"
#include "story/traits.h"

namespace dateline::store {

namespace {

bool begins_with(const std::string& text, const std::string& start) { return text.compare(0, start.size(), start) == 0; }

}  // namespace

Selection::Selection(const Columns& columns, const IncidentFilter& filter, std::vector<bool> with_text)
    : c_(columns), end_(columns.size()), quad_(static_cast<std::uint8_t>(filter.quad)), least_sources_(filter.least_sources) {
  ask_words(types_, filter.types);
  ask_words(statuses_, filter.statuses);
  if (!filter.mode.empty()) ask_words(modes_, {filter.mode});
  if (!filter.country.empty()) ask_words(countries_, {filter.country});
  if (!filter.cameo.empty()) {
    cameos_ = {true, std::vector<bool>(c_.words.size())};
    for (std::uint32_t i = 0; i < c_.words.size(); ++i) cameos_.is[i] = begins_with(c_.words[i], filter.cameo);
  }
  if (is_country_code(filter.actor) && is_country_code(filter.recipient)) {
    const std::uint32_t actor = c_.texts.find(filter.actor), recipient = c_.texts.find(filter.recipient);
    dyads_ = {true, std::vector<bool>(c_.dyad.size())};
    for (std::size_t i = 0; i < c_.dyad.size(); ++i) {
      dyads_.is[i] = c_.dyad[i].actor == actor && c_.dyad[i].recipient == recipient;
    }
  } else {
    ask_parties(actors_, filter.actor);
    ask_parties(recipients_, filter.recipient);
  }
  ask_parties(parties_, filter.party);
  if (filter.box) {
    const IncidentFilter::Box& box = *filter.box;
    places_ = {true, std::vector<bool>(c_.places.size())};
    for (std::size_t i = 0; i < c_.places.size(); ++i) {
      const Columns::Place& p = c_.places[i];
      const bool between = box.west <= box.east ? p.longitude >= box.west && p.longitude <= box.east
                                                : p.longitude >= box.west || p.longitude <= box.east;
      places_.is[i] = p.is_point && p.latitude >= box.south && p.latitude <= box.north && between;
    }
  }
  if (!filter.text.empty()) {
    articles_ = {true, std::move(with_text)};
    articles_.is.resize(c_.article.size());
  }
  if (!filter.publisher.empty()) {
    const std::uint32_t publisher = c_.texts.find(filter.publisher);
    publishers_ = {true, std::vector<bool>(c_.article.size())};
    for (std::size_t i = 0; i < c_.article.size(); ++i) publishers_.is[i] = c_.publisher[i] == publisher;
  }
  const auto at = [&](std::int32_t day) {
    return static_cast<std::size_t>(std::lower_bound(c_.day.begin(), c_.day.end(), day) - c_.day.begin());
  };
  if (const std::int32_t from = story::day_of(filter.from); from != story::kNoDay) first_ = at(from);
  if (const std::int32_t to = story::day_of(filter.to); to != story::kNoDay) {
    first_ = std::max(first_, at(story::kNoDay + 1));
    end_ = at(to);
  }
  first_ = std::min(first_, end_);
}

void Selection::ask_words(Flags& flags, const std::vector<std::string>& values) {
  if (values.empty()) return;
  flags = {true, std::vector<bool>(c_.words.size())};
  for (const std::string& value : values) {
    const std::uint32_t number = c_.words.find(value);
    if (number != Dictionary::kNowhere) flags.is[number] = true;
  }
}

void Selection::ask_parties(Flags& flags, const std::string& party) {
  if (party.empty()) return;
  flags = {true, std::vector<bool>(c_.party.size())};
  const PartyIs kind = kind_of(party);
  if (kind == PartyIs::Itself) {
    const std::uint32_t id = c_.texts.find(party.substr(1));
    for (std::size_t i = 0; i < c_.party.size(); ++i) flags.is[i] = id != 0 && c_.entity[c_.party[i].entity].id == id;
    return;
  }
  // Compared as texts once each, not once a party.
  std::vector<bool> is(c_.texts.size());
  for (std::uint32_t i = 1; i < c_.texts.size(); ++i) {
    is[i] = kind == PartyIs::Code ? begins_with(c_.texts[i], party) : c_.texts[i] == party;
  }
  for (std::size_t i = 0; i < c_.party.size(); ++i) {
    const Columns::Party& p = c_.party[i];
    flags.is[i] = is[kind == PartyIs::Id ? p.kb : kind == PartyIs::Code ? p.code : p.name];
  }
}

bool Selection::any(const Flags& flags, const Lists& lists, std::size_t row) {
  for (std::uint32_t i = lists.first[row]; i < lists.first[row + 1]; ++i) {
    if (flags.is[lists.values[i]]) return true;
  }
  return false;
}

bool Selection::any_party(const Flags& flags, std::size_t row, bool actors, bool recipients) const {
  for (std::uint32_t i = c_.parties.first[row]; i < c_.parties.first[row + 1]; ++i) {
    const std::uint32_t value = c_.parties.values[i];
    const bool is_recipient = (value & Columns::kSide) != 0;
    if ((is_recipient ? recipients : actors) && flags.is[value & ~Columns::kSide]) return true;
  }
  return false;
}

unsigned Selection::failed(std::size_t row) const {
  unsigned failed = 0;
  if (row < first_ || row >= end_) failed |= Else;
  if (types_.asked && !types_.is[c_.type[row]]) failed |= Type;
  if (quad_ != 0 && c_.quad[row] != quad_) failed |= Quad;
  if (statuses_.asked && !statuses_.is[c_.status[row]]) failed |= Status;
  if (countries_.asked && !countries_.is[c_.country[row]]) failed |= Country;
  if ((failed & (failed - 1)) != 0) return failed;
  const bool good = (!modes_.asked || modes_.is[c_.mode[row]]) && (!cameos_.asked || cameos_.is[c_.cameo[row]]) &&
                    c_.sources[row] >= least_sources_ && (!places_.asked || places_.is[c_.place[row]]) &&
                    (!dyads_.asked || any(dyads_, c_.dyads, row)) && (!actors_.asked || any_party(actors_, row, true, false)) &&
                    (!recipients_.asked || any_party(recipients_, row, false, true)) &&
                    (!parties_.asked || any_party(parties_, row, true, true)) &&
                    (!articles_.asked || any(articles_, c_.articles, row)) &&
                    (!publishers_.asked || any(publishers_, c_.articles, row));
  return good ? failed : failed | Else;
}

}  // namespace dateline::store
