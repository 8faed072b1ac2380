#include "store/columns.h"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "store/columns_making.h"

namespace dateline::store {

std::uint32_t Dictionary::operator()(std::string_view text) {
  const auto found = numbers_.find(text);
  if (found != numbers_.end()) return found->second;
  const auto number = static_cast<std::uint32_t>(texts_.size());
  texts_.emplace_back(text);
  numbers_.emplace(text, number);
  return number;
}

std::uint32_t Dictionary::find(std::string_view text) const {
  const auto found = numbers_.find(text);
  return found == numbers_.end() ? kNowhere : found->second;
}

std::uint64_t Columns::bytes() const {
  const auto of = [](const auto& column) { return column.size() * sizeof(column[0]); };
  std::uint64_t sum = of(id) + of(day) + of(type) + of(mode) + of(cameo) + of(status) + of(country) + of(quad) + of(place) +
                      of(reports) + of(sources) + of(party) + of(entity) + of(dyad) + of(places) + of(article) + of(publisher);
  for (const Lists* lists : {&parties, &dyads, &articles}) sum += of(lists->first) + of(lists->values);
  constexpr std::uint64_t kText = 120;  // a text, its number, and what the table of them takes
  return sum + kText * (words.size() + texts.size());
}

namespace {

void copy_row(Columns& to, const Columns& from, std::size_t row) {
  to.id.push_back(from.id[row]);
  to.day.push_back(from.day[row]);
  to.type.push_back(from.type[row]);
  to.mode.push_back(from.mode[row]);
  to.cameo.push_back(from.cameo[row]);
  to.status.push_back(from.status[row]);
  to.country.push_back(from.country[row]);
  to.quad.push_back(from.quad[row]);
  to.place.push_back(from.place[row]);
  to.reports.push_back(from.reports[row]);
  to.sources.push_back(from.sources[row]);
  to.parties.copy_row(from.parties, row);
  to.dyads.copy_row(from.dyads, row);
  to.articles.copy_row(from.articles, row);
}

void take_dictionaries(Columns& to, Columns& from) {
  to.generation = from.generation;
  to.words = std::move(from.words);
  to.texts = std::move(from.texts);
  to.party = std::move(from.party);
  to.entity = std::move(from.entity);
  to.dyad = std::move(from.dyad);
  to.places = std::move(from.places);
  to.article = std::move(from.article);
  to.publisher = std::move(from.publisher);
}

}  // namespace

Columns without_rows(const Columns& from) {
  Columns to;
  to.generation = from.generation;
  to.words = from.words;
  to.texts = from.texts;
  to.party = from.party;
  to.entity = from.entity;
  to.dyad = from.dyad;
  to.places = from.places;
  to.article = from.article;
  to.publisher = from.publisher;
  return to;
}

Columns merged(const Columns* old, const std::vector<std::uint64_t>& gone, Columns&& read) {
  std::vector<std::uint32_t> order(read.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::tie(read.day[a], read.id[a]) < std::tie(read.day[b], read.id[b]);
  });
  Columns out;
  const std::size_t before = old ? old->size() : 0;
  const std::size_t rows = before + read.size();
  out.id.reserve(rows);
  out.day.reserve(rows);
  for (auto* column : {&out.type, &out.mode, &out.cameo, &out.status, &out.country}) column->reserve(rows);
  out.quad.reserve(rows);
  for (auto* column : {&out.place, &out.reports, &out.sources}) column->reserve(rows);
  std::size_t i = 0;
  const auto copy_old = [&] {
    if (!std::binary_search(gone.begin(), gone.end(), old->id[i])) copy_row(out, *old, i);
    ++i;
  };
  for (const std::uint32_t row : order) {
    while (i < before && std::tie(old->day[i], old->id[i]) < std::tie(read.day[row], read.id[row])) copy_old();
    copy_row(out, read, row);
  }
  while (i < before) copy_old();
  take_dictionaries(out, read);
  return out;
}

}  // namespace dateline::store
