#include "when/wars.h"

#include <fmt/format.h>

#include "base/iso_date.h"
#include "base/tsv.h"
#include "when/scanner.h"

namespace dateline::when {

namespace {

std::optional<date::sys_days> day_from(std::string_view text) {
  const auto date = base::parse_iso_date(text);
  if (!date || date->precision != base::IsoDate::Precision::Day) return std::nullopt;
  return make_day(date->year, static_cast<unsigned>(date->month), static_cast<unsigned>(date->day));
}

}  // namespace

Result<Wars> Wars::create(const knowledge::Knowledge& knowledge) {
  Wars wars;
  const knowledge::Table table = knowledge.table("time_wars");
  const auto begin_column = table.column("begin");
  const auto end_column = table.column("end");
  const auto words_column = table.column("words");
  for (std::uint32_t row = 0; row < table.rows(); ++row) {
    const auto begin = day_from(table.cell(row, begin_column));
    const auto end = day_from(table.cell(row, end_column));
    if (!begin || (!end && !table.cell(row, end_column).empty())) {
      return failure(ErrorCode::BadInput, fmt::format("{}: begin and end are days such as 2003-03-20", table.origin(row)));
    }
    wars.wars_.push_back({*begin, end});
    for (const std::string_view word : base::split_list(table.cell(row, words_column))) wars.words_[word].push_back(row);
  }
  return wars;
}

std::uint32_t Wars::under_way(const Document& document, date::sys_days day) const {
  std::vector<std::uint32_t> counts(wars_.size());
  LowerCase lower;
  for (std::uint32_t token = 0; token < document.tokens.size(); ++token) {
    const auto found = words_.find(lower(document.text_of_token(token)));
    if (found == words_.end()) continue;
    for (const std::uint32_t war : found->second) ++counts[war];
  }
  std::uint32_t best = kNone;
  for (std::uint32_t war = 0; war < wars_.size(); ++war) {
    const bool under_way = wars_[war].begin <= day && (!wars_[war].end || day <= *wars_[war].end);
    if (under_way && counts[war] > 0 && (best == kNone || counts[war] > counts[best])) best = war;
  }
  return best;
}

}  // namespace dateline::when
