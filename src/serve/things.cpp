// One incident, one article.
#include <fmt/format.h>

#include <charconv>

#include "base/json.h"
#include "base/utf8.h"
#include "dateline/incident_json.h"
#include "dateline/record_reader.h"
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

// The sentences that reports were read in, out of their articles' records.
class Words {
 public:
  explicit Words(StoreReader& store) : store_(store) {}

  // Without text where it is not kept, and behind the first articles of an incident that very many tell of.
  Result<Sentence> of(const ReportLine& line) {
    const auto report = reports_.report(line.report);
    if (!report) return Failure(report.error());
    if (report->article != article_) {
      if (++articles_ > kArticlesRead) return Sentence();
      const auto article = store_.article(report->article);
      if (!article) return Failure(article.error());
      auto document = *article ? records_.read((*article)->record) : Result<Document>();
      text_ = *article && document ? std::move(document->text) : std::string();
      article_ = report->article;
    }
    // Spans are code points; a sentence is a few hundred bytes somewhere in the text.
    const auto byte_of = [&](std::uint32_t point) {
      std::size_t at = 0;
      for (std::uint32_t i = 0; i < point && at < text_.size(); ++i) at += base::decode_utf8(text_, at).length;
      return at;
    };
    const std::size_t begin = byte_of(report->sentence.begin), end = byte_of(report->sentence.end);
    Sentence sentence{text_.substr(begin, end - begin), {}};
    const bool is_within = report->trigger.begin >= report->sentence.begin && report->trigger.end <= report->sentence.end;
    if (is_within) {
      sentence.trigger = {report->trigger.begin - report->sentence.begin, report->trigger.end - report->sentence.begin};
    }
    return sentence;
  }

 private:
  static constexpr std::size_t kArticlesRead = 100;
  StoreReader& store_;
  IncidentReader reports_;
  RecordReader records_;
  std::uint64_t article_ = 0;
  std::size_t articles_ = 0;
  std::string text_;
};

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
  Words words(call.store);
  for (const ReportLine& report : *reports) {
    const auto sentence = words.of(report);
    if (!sentence) return store_fault(sentence.error());
    json.raw(with_title(report, *id, *sentence));
  }
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
