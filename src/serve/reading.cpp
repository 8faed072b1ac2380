// POST /v1/read: what `dateline read` does, for a text, a page or an archive in the body.
#include <fmt/format.h>

#include <chrono>

#include "base/iso_date.h"
#include "base/json.h"
#include "base/utf8.h"
#include "dateline/formats.h"
#include "input/jsonl.h"
#include "input/warc_pages.h"
#include "serve/handlers.h"
#include "serve/service.h"

namespace dateline::serve {

namespace {

constexpr std::size_t kMostPages = 500;
constexpr std::chrono::seconds kMostTime{30};

// The pages of a body, one after another.
class Pages {
 public:
  virtual ~Pages() = default;
  virtual std::optional<input::Item> next() = 0;
};

template <typename Reader>
class Many final : public Pages {
 public:
  Many(std::string_view body, const input::InputOptions& options)
      : reader_(input::ByteStream(input::RawFile::of_bytes("body", body)), "body", options) {}
  std::optional<input::Item> next() override { return reader_.next(); }

 private:
  Reader reader_;
};

class One final : public Pages {
 public:
  explicit One(Page page) : page_(std::move(page)) {}
  std::optional<input::Item> next() override {
    if (!page_) return std::nullopt;
    input::Item item{std::move(*page_), "body"};
    page_.reset();
    return item;
  }

 private:
  std::optional<Page> page_;
};

tl::expected<std::unique_ptr<Pages>, Refusal> pages_of(const Call& call, std::size_t largest) {
  const std::string& type = call.request.content_type;
  const std::string_view name = std::string_view(type).substr(0, type.find_first_of("; "));
  input::InputOptions options;
  options.largest_page = options.longest_line = largest;
  const auto given = [&](std::string_view parameter) {
    const std::string* value = call.parameters.find(parameter);
    return value ? *value : std::string();
  };
  options.date = given("date");
  std::unique_ptr<Pages> pages;
  if (name == "application/warc") {
    pages = std::make_unique<Many<input::WarcPages>>(call.request.body, options);
  } else if (name == "application/x-ndjson" || name == "application/jsonl") {
    pages = std::make_unique<Many<input::JsonlPages>>(call.request.body, options);
  } else if (name == "text/plain" || name == "text/html" || name == "application/xhtml+xml") {
    Page page;
    page.bytes = call.request.body;
    page.kind = name == "text/plain" ? ContentKind::Text : ContentKind::Html;
    page.source_id = "body";
    page.url = given("url");
    page.title = given("title");
    page.published = options.date;
    if (!page.published.empty()) page.published_from = "option";
    const std::size_t charset = type.find("charset=");
    if (charset != type.npos) page.charset = type.substr(charset + 8, type.find_first_of("; ", charset + 8) - charset - 8);
    pages = std::make_unique<One>(std::move(page));
  } else {
    return refuse(415, "media_type", "send text/plain, text/html, application/warc or application/x-ndjson");
  }
  return pages;
}

void write_span(base::JsonWriter& json, std::string_view name, Span span, const base::CodePointMap& points) {
  json.key(name);
  json.begin_array();
  json.value(points(span.begin));
  json.value(points(span.end));
  json.end_array();
}

// What was considered in each sentence, and what came of it; `dateline explain` for programs.
void write_trace(base::JsonWriter& json, const Document& document, const Trace& trace) {
  const base::CodePointMap points(document.text);
  json.begin_array();
  for (const TraceLine& line : trace) {
    json.begin_object();
    if (line.sentence < document.sentences.size()) write_span(json, "sentence", document.sentences[line.sentence].span, points);
    if (line.trigger_token < document.tokens.size()) {
      write_span(json, "trigger", document.tokens.span[line.trigger_token], points);
    }
    if (line.event != kNone) json.field("event", std::string_view(fmt::format("v{}", line.event + 1)));
    json.field_if_known("rule", line.rule);
    json.field_if_known("outcome", line.outcome);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

Answer Handlers::read(const Call& call) {
  if (const std::string* date = call.parameters.find("date"); date && !base::parse_iso_date(*date)) {
    return refuse(400, "bad_parameter",
                  fmt::format("date {}: there is no such date in ISO 8601", base::printable(date->substr(0, 80))), "date");
  }
  const auto explain = call.parameters.number("explain", 0, 0, 1);
  if (!explain) return tl::unexpected(explain.error());
  const auto store = call.parameters.number("store", 0, 0, 1);
  if (!store) return tl::unexpected(store.error());
  if (*store == 1 && !service.options_.writable) {
    return refuse(403, "read_only", "this server stores nothing; start it with --writable", "store");
  }
  if (call.request.body.empty()) return refuse(400, "empty", "the body is empty; send a text or a page");
  auto pages = pages_of(call, service.options_.largest_body * 8);
  if (!pages) return tl::unexpected(pages.error());

  const Engine& engine = service.engine_;
  const auto until = std::chrono::steady_clock::now() + kMostTime;
  std::vector<std::string> records, traces;
  std::vector<std::pair<std::string, std::string>> failures;
  std::vector<Prepared> prepared;
  while (const auto item = (*pages)->next()) {
    if (records.size() + failures.size() >= kMostPages || std::chrono::steady_clock::now() > until) {
      failures.emplace_back(item->where(), fmt::format("a request is read for {} s and {} pages; send the rest again",
                                                       kMostTime.count(), kMostPages));
      break;
    }
    if (!item->page) {
      failures.emplace_back(item->where(), item->page.error().message);
      continue;
    }
    Trace trace;
    const auto document = engine.read(*item->page, kAllStages, *explain ? &trace : nullptr);
    if (!document) {
      failures.emplace_back(item->where(), document.error().message);
      continue;
    }
    records.push_back(to_json(engine, *document));
    if (*explain) {
      traces.emplace_back();
      base::JsonWriter json(traces.back());
      write_trace(json, *document, trace);
    }
    if (*store) prepared.emplace_back(*document, records.back(), engine.story_tables());
  }
  std::size_t stored = 0;
  if (*store) {
    const std::lock_guard lock(service.writer_mutex_);
    auto writer = StoreWriter::open(service.options_.store, engine.story_tables());
    if (!writer) return store_fault(writer.error());
    for (Prepared& article : prepared) {
      const auto outcome = writer->add(std::move(article));
      if (!outcome) return store_fault(outcome.error());
      stored += *outcome != StoreWriter::Outcome::Known;
    }
    if (const auto committed = writer->commit(); !committed) return store_fault(committed.error());
    service.views_->look();
  }
  std::string body;
  base::JsonWriter json(body);
  json.begin_object();
  json.key("records");
  json.begin_array();
  for (const std::string& record : records) json.raw(record);
  json.end_array();
  if (*explain) {
    json.key("explanations");
    json.begin_array();
    for (const std::string& trace : traces) json.raw(trace);
    json.end_array();
  }
  json.key("failures");
  json.begin_array();
  for (const auto& [where, message] : failures) {
    json.begin_object();
    json.field("where", std::string_view(where));
    json.field("message", std::string_view(message));
    json.end_object();
  }
  json.end_array();
  if (*store) json.field("stored", static_cast<std::uint32_t>(stored));
  json.end_object();
  return json_response(std::move(body));
}

}  // namespace dateline::serve
