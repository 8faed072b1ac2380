#include "query/rows.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/json.h"
#include "base/utf8.h"
#include "dateline/incident_json.h"
#include "dateline/record_reader.h"
#include "story/reports.h"

namespace dateline::query {

namespace {

void write_change(base::JsonWriter& json, const story::Change& change, const Document& original, const Document& copy) {
  const base::CodePointMap of_original(original.text), of_copy(copy.text);
  json.begin_object();
  json.field("kind", story::name_of(change.kind));
  const auto side = [&](std::string_view name, const Document& document, const base::CodePointMap& points, Span span) {
    json.key(name);
    json.begin_object();
    json.key("span");
    json.begin_array();
    json.value(points(span.begin));
    json.value(points(span.end));
    json.end_array();
    json.field("text", document.text_of(span));
    json.end_object();
  };
  side("original", original, of_original, change.original);
  side("copy", copy, of_copy, change.copy);
  json.end_object();
}

Result<void> write_articles(StoreReader& store, const IncidentFilter& filter, const std::string& format,
                            const CountryCodes& codes, const Sink& sink) {
  if (format == "jsonl") {
    return store.articles(filter, [&](const StoredArticle& article) { return sink(article.record + "\n"); });
  }
  RecordReader reader;
  Result<void> failed;
  auto done = store.articles(filter, [&](const StoredArticle& article) {
    const auto document = reader.read(article.record);
    if (!document) {
      failed = Failure(document.error());
      return false;
    }
    return sink(to_article_format(format, *document, article.id, codes));
  });
  return failed ? done : failed;
}

// One line for each copy among the articles: what it changed.
Result<void> write_changes(const std::string& where, StoreReader& store, const IncidentFilter& filter,
                           const story::Tables& tables, const Sink& sink) {
  auto originals = StoreReader::open(where);
  if (!originals) return Failure(originals.error());
  Result<void> failed;
  auto done = store.articles(filter, [&](const StoredArticle& article) {
    const auto line = changes(*originals, article, tables);
    if (!line) {
      failed = Failure(line.error());
      return false;
    }
    return line->empty() || sink(*line + "\n");
  });
  return failed ? done : failed;
}

// `single`: each report is exported as the incident that it alone would make.
Result<void> write_incidents(const std::string& where, StoreReader& store, const IncidentFilter& filter, bool single,
                             Exporter& exporter, const Sink& sink) {
  auto behind = StoreReader::open(where);
  if (!behind) return Failure(behind.error());
  const bool as_reports = single || exporter.needs_reports();
  if (!sink(exporter.head())) return {};
  Result<void> failed;
  bool ended = false;
  const auto put = [&](const std::string& text) {
    ended = !sink(text);
    return !ended;
  };
  auto done = store.incidents(filter, [&](const Incident& incident) {
    auto reports = as_reports ? behind->reports(incident.id) : Result<std::vector<Report>>();
    if (!reports) {
      failed = Failure(reports.error());
      return false;
    }
    if (!single) return put(exporter.row(incident, *reports));
    for (const Report& report : *reports) {
      Incident alone = story::summarise({report});
      alone.id = report.event;
      alone.story = incident.story;
      if (!put(exporter.row(alone, {report}))) return false;
    }
    return true;
  });
  if (!failed) return failed;
  if (done && !ended) sink(exporter.tail());
  return done;
}

class ReportLines final : public Exporter {
 public:
  std::string row(const Incident&, const std::vector<Report>& reports) override {
    std::string lines;
    for (const Report& report : reports) lines += to_json(report) + '\n';
    return lines;
  }
  bool needs_reports() const override { return true; }
};

bool concerns_articles(What what) { return what == What::Articles || what == What::Changes; }

}  // namespace

CountryCodes country_codes(const knowledge::Knowledge& knowledge) {
  CountryCodes codes;
  const knowledge::Table table = knowledge.table("countries");
  const auto cell = [&](std::uint32_t row, std::string_view column) {
    return std::string(table.cell(row, table.column(column)));
  };
  for (std::uint32_t row = 0; row < table.rows(); ++row) {
    // A territory with two codes of FIPS has no single one.
    const std::string fips = cell(row, "fips");
    codes.countries[cell(row, "id")] = {cell(row, "name"), fips.find('|') == fips.npos ? fips : "", cell(row, "cow")};
  }
  return codes;
}

std::optional<What> what_from(std::string_view name) {
  if (name == "incidents") return What::Incidents;
  if (name == "reports") return What::Reports;
  if (name == "articles") return What::Articles;
  if (name == "changes") return What::Changes;
  return std::nullopt;
}

bool is_of_articles(std::string_view format) {
  const std::vector<std::string_view> formats = article_formats();
  return std::find(formats.begin(), formats.end(), format) != formats.end();
}

Result<void> check(const Rows& rows, const CountryCodes& codes) {
  if (is_of_articles(rows.format) || (concerns_articles(rows.what) && rows.format == "jsonl")) return {};
  if (concerns_articles(rows.what)) {
    return failure(ErrorCode::BadArgument, fmt::format("{}: not a format of articles; they are written as jsonl, {}", rows.format,
                                                       fmt::join(article_formats(), ", ")));
  }
  if (const auto exporter = Exporter::create(rows.format, codes); !exporter) return Failure(exporter.error());
  return {};
}

Result<void> write(const std::string& where, const IncidentFilter& filter, const Rows& rows, const CountryCodes& codes,
                   const story::Tables* tables, const Sink& sink) {
  auto store = StoreReader::open(where);
  if (!store) return Failure(store.error());
  if (rows.what == What::Articles || is_of_articles(rows.format)) return write_articles(*store, filter, rows.format, codes, sink);
  if (rows.what == What::Changes) return write_changes(where, *store, filter, *tables, sink);
  auto exporter = Exporter::create(rows.format, codes);
  if (!exporter) return Failure(exporter.error());
  const bool reports = rows.what == What::Reports;
  if (reports && rows.format == "jsonl") *exporter = std::make_unique<ReportLines>();
  return write_incidents(where, *store, filter, reports && rows.format != "jsonl", **exporter, sink);
}

Result<std::string> changes(StoreReader& store, const StoredArticle& article, const story::Tables& tables) {
  if (article.copy_of == article.id) return std::string();
  const auto original = store.article(article.copy_of);
  if (!original) return Failure(original.error());
  if (!original->has_value()) return std::string();  // superseded since
  RecordReader reader;
  const auto a = reader.read((*original)->record);
  const auto b = reader.read(article.record);
  if (!a || !b) return Failure(a ? b.error() : a.error());
  std::string line;
  base::JsonWriter json(line);
  json.begin_object();
  json.field("article", static_cast<std::int64_t>(article.id));
  json.field_if_known("url", b->url);
  json.field("copy_of", static_cast<std::int64_t>(article.copy_of));
  json.field_if_known("original_url", a->url);
  json.key("overlap");
  json.value(article.overlap, 2);
  json.key("changes");
  json.begin_array();
  for (const story::Change& change : tables.differences.read(*a, *b)) write_change(json, change, *a, *b);
  json.end_array();
  json.end_object();
  return line;
}

}  // namespace dateline::query
