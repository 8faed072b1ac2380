#include <fmt/format.h>

#include "base/json.h"
#include "base/utf8.h"
#include "cli/common.h"
#include "cli/filter_options.h"
#include "cli/output.h"
#include "dateline/exports.h"
#include "dateline/incident_json.h"
#include "dateline/record_reader.h"
#include "flow/installed.h"
#include "knowledge/knowledge.h"
#include "story/reports.h"
#include "story/tables.h"

namespace dateline::cli {

namespace {

// Nothing, after a message, when there is no pack.
std::optional<knowledge::Knowledge> open_knowledge(const EngineFiles& files) {
  const std::string pack = files.pack.empty() ? flow::installed_file("dateline.pack") : files.pack;
  auto knowledge = files.data.empty() ? knowledge::Knowledge::open(pack) : knowledge::Knowledge::open_with(pack, files.data);
  if (knowledge) return std::move(*knowledge);
  complain(knowledge.error().message);
  return std::nullopt;
}

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

// One line for each copy among the articles: what it changed.
Result<void> write_changes(const std::string& where, StoreReader& store, const IncidentFilter& filter,
                           const story::Tables& tables, Output& output) {
  auto originals = StoreReader::open(where);
  if (!originals) return Failure(originals.error());
  RecordReader reader;
  Result<void> failed;
  auto done = store.articles(filter, [&](const StoredArticle& article) {
    if (article.copy_of == article.id) return true;
    const auto original = originals->article(article.copy_of);
    if (!original) {
      failed = Failure(original.error());
      return false;
    }
    if (!original->has_value()) return true;  // superseded since
    const auto a = reader.read((*original)->record);
    const auto b = reader.read(article.record);
    if (!a || !b) {
      failed = Failure(a ? b.error() : a.error());
      return false;
    }
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
    return output.write(line + "\n");
  });
  return failed ? done : failed;
}

Result<void> write_articles(StoreReader& store, const IncidentFilter& filter, const std::string& format,
                            const CountryCodes& codes, Output& output) {
  if (format == "jsonl") {
    return store.articles(filter, [&](const StoredArticle& article) { return output.write(article.record + "\n"); });
  }
  RecordReader reader;
  Result<void> failed;
  auto done = store.articles(filter, [&](const StoredArticle& article) {
    const auto document = reader.read(article.record);
    if (!document) {
      failed = Failure(document.error());
      return false;
    }
    return output.write(format == "gkg" ? to_gkg(*document, article.id, codes) : to_web_annotations(*document, article.id));
  });
  return failed ? done : failed;
}

bool is_of_articles(const std::string& format) { return format == "gkg" || format == "annotations"; }

// `single`: each report is exported as the incident that it alone would make.
Result<void> write_incidents(const std::string& where, StoreReader& store, const IncidentFilter& filter, bool single,
                             Exporter& exporter, Output& output) {
  auto behind = StoreReader::open(where);
  if (!behind) return Failure(behind.error());
  const bool as_reports = single || exporter.needs_reports();
  if (!output.write(exporter.head())) return {};
  Result<void> failed;
  auto done = store.incidents(filter, [&](const Incident& incident) {
    auto reports = as_reports ? behind->reports(incident.id) : Result<std::vector<Report>>();
    if (!reports) {
      failed = Failure(reports.error());
      return false;
    }
    if (!single) return output.write(exporter.row(incident, *reports));
    for (const Report& report : *reports) {
      Incident alone = story::summarise({report});
      alone.id = report.event;
      alone.story = incident.story;
      if (!output.write(exporter.row(alone, {report}))) return false;
    }
    return true;
  });
  if (!failed) return failed;
  if (done) output.write(exporter.tail());
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

}  // namespace

int query(QueryCommand command) {
  if (!settle(command.which)) return kCannotStart;
  if (is_of_articles(command.format)) command.what = "articles";
  const bool of_articles = command.what == "articles" || command.what == "changes";
  if (of_articles && command.format != "jsonl" && !is_of_articles(command.format)) {
    complain(fmt::format("--what {}: written as jsonl; articles also as gkg and annotations", command.what));
    return kCannotStart;
  }
  const auto knowledge = open_knowledge(command.files);
  if (!knowledge) return kCannotStart;
  const CountryCodes codes = country_codes(*knowledge);
  auto exporter = Exporter::create(of_articles ? "jsonl" : command.format, codes);
  if (!exporter) {
    complain("--format " + exporter.error().message);
    return kCannotStart;
  }
  if (command.what == "reports" && command.format == "jsonl") *exporter = std::make_unique<ReportLines>();
  auto store = StoreReader::open(command.store);
  if (!store) {
    complain(store.error().message);
    return kCannotStart;
  }
  auto output = Output::open(command.output);
  if (!output) {
    complain(output.error().message);
    return kCannotStart;
  }
  const IncidentFilter& filter = command.which.filter;
  Result<void> done;
  if (command.what == "articles") {
    done = write_articles(*store, filter, command.format, codes, *output);
  } else if (command.what == "changes") {
    const auto tables = story::Tables::create(*knowledge);
    done = tables ? write_changes(command.store, *store, filter, *tables, *output) : Failure(tables.error());
  } else {
    const bool single = command.what == "reports" && command.format != "jsonl";
    done = write_incidents(command.store, *store, filter, single, **exporter, *output);
  }
  bool failed = false;
  for (const Result<void>& result : {done, output->finish()}) {
    if (result) continue;
    complain(result.error().message);
    failed = true;
  }
  return failed ? kSomeFailed : kDone;
}

}  // namespace dateline::cli
