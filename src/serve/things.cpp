// One incident, one article.
#include <fmt/format.h>

#include <charconv>

#include "base/json.h"
#include "base/utf8.h"
#include "serve/handlers.h"
#include "serve/lines.h"
#include "serve/service.h"

namespace dateline::serve {

namespace {

constexpr std::size_t kCopies = 500;

tl::expected<std::uint64_t, Refusal> number_of(const Call& call) {
  const std::string& text = call.path.front();
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < 0) {
    return refuse(400, "bad_id", fmt::format("{}: is no number", base::printable(std::string_view(text).substr(0, 80))));
  }
  return static_cast<std::uint64_t>(number);
}

tl::unexpected<Refusal> not_there(std::string_view what, std::uint64_t number) {
  return refuse(404, "not_found", fmt::format("there is no {} {}", what, number));
}

}  // namespace

Answer Handlers::incident(const Call& call) {
  const auto id = number_of(call);
  if (!id) return tl::unexpected(id.error());
  const auto found = call.store.incidents_as_json({*id});
  if (!found) return store_fault(found.error());
  if (found->front().empty()) return not_there("incident", *id);
  const auto reports = call.store.reports_as_json(*id);
  if (!reports) return store_fault(reports.error());
  std::string body;
  base::JsonWriter json(body);
  json.begin_object();
  json.key("incident");
  json.raw(found->front());
  json.key("reports");
  json.begin_array();
  for (const ReportLine& report : *reports) json.raw(with_title(report, *id));
  json.end_array();
  json.end_object();
  return json_response(std::move(body));
}

Answer Handlers::article(const Call& call) {
  const auto id = number_of(call);
  if (!id) return tl::unexpected(id.error());
  const auto found = call.store.article(*id);
  if (!found) return store_fault(found.error());
  if (!*found) return not_there("article", *id);
  const StoredArticle& article = **found;
  const auto copies = call.store.copies(article.copy_of, kCopies);
  if (!copies) return store_fault(copies.error());
  std::string body;
  base::JsonWriter json(body);
  json.begin_object();
  json.key("article");
  json.begin_object();
  json.field("id", static_cast<std::int64_t>(article.id));
  json.field("copy_of", static_cast<std::int64_t>(article.copy_of));
  json.field("story", static_cast<std::int64_t>(article.story));
  json.key("overlap");
  json.value(article.overlap, 2);
  json.key("copies");
  json.begin_array();
  for (const ArticleLine& copy : *copies) {
    if (copy.id != article.id) write(json, copy);
  }
  json.end_array();
  json.end_object();
  json.key("record");
  json.raw(article.record);
  json.end_object();
  return json_response(std::move(body));
}

Answer Handlers::changes(const Call& call) {
  const auto id = number_of(call);
  if (!id) return tl::unexpected(id.error());
  const auto found = call.store.article(*id);
  if (!found) return store_fault(found.error());
  if (!*found) return not_there("article", *id);
  auto changed = query::changes(call.store, **found, service.engine_.story_tables());
  if (!changed) return store_fault(changed.error());
  if (changed->empty()) return refuse(404, "no_copy", fmt::format("article {} is no copy of another that is there", *id));
  return json_response(std::move(*changed));
}

}  // namespace dateline::serve
