// Rows of a store as text: what `dateline query` writes and what the server sends.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "dateline/exports.h"
#include "dateline/store.h"
#include "knowledge/knowledge.h"
#include "story/tables.h"

namespace dateline::query {

CountryCodes country_codes(const knowledge::Knowledge& knowledge);

// Takes text; false to end it early.
using Sink = std::function<bool(std::string_view)>;

enum class What : std::uint8_t { Incidents, Reports, Articles, Changes };
// "incidents", "reports", "articles", "changes"; nothing for another.
std::optional<What> what_from(std::string_view name);

struct Rows {
  What what = What::Incidents;
  std::string format = "jsonl";
};
// Of articles, whatever is asked for (article_formats()).
bool is_of_articles(std::string_view format);
// Whether there is such a format of such rows; the error begins with the one that is not there.
Result<void> check(const Rows& rows, const CountryCodes& codes);

// `rows` must have passed check(). `tables` are needed for changes alone.
Result<void> write(const std::string& store, const IncidentFilter& filter, const Rows& rows, const CountryCodes& codes,
                   const story::Tables* tables, const Sink& sink);

// One JSON object, without a line end: what a copy changed. Empty: the article is no copy, or its original is gone.
Result<std::string> changes(StoreReader& store, const StoredArticle& article, const story::Tables& tables);

}  // namespace dateline::query
