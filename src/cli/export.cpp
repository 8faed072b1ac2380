#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <thread>

#include "cli/common.h"
#include "cli/filter_options.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/records.h"
#include "dateline/exports.h"
#include "dateline/formats.h"
#include "dateline/record_reader.h"
#include "flow/work_through.h"
#include "query/rows.h"
#include "store/in_memory.h"

namespace dateline::cli {

namespace {

bool is_store(const std::string& input) {
  if (input.starts_with("postgres://") || input.starts_with("postgresql://")) return true;
  constexpr std::string_view kMagic = "SQLite format 3";
  std::ifstream file(input, std::ios::binary);
  std::string begin(kMagic.size(), '\0');
  return file.read(begin.data(), static_cast<std::streamsize>(begin.size())) && begin == kMagic;
}

class Exporting {
 public:
  Exporting(const ExportCommand& command, const Engine& engine, const CountryCodes& codes, Output& output)
      : command_(command), engine_(engine), codes_(codes), output_(output) {}

  // Trees are made anew from the record's text: records hold none unless that was asked for.
  Result<std::string> article(const Document& document, std::uint64_t number) const {
    if (command_.format != "conllu") return to_article_format(command_.format, document, number, codes_);
    Page page;
    page.bytes = document.text;
    page.kind = ContentKind::Text;
    page.letters = Page::Letters::Keep;
    page.source_id = document.source_id.empty() ? document.url : document.source_id;
    const auto parsed = engine_.read(page, with_needs(bit(Stage::Syntax)));
    if (!parsed) return Failure(parsed.error());
    return to_conllu(*parsed);
  }

  bool of_store() {
    auto store = StoreReader::open(command_.inputs.front());
    if (!store) return failed(store.error().message);
    RecordReader reader;
    bool good = true;
    const auto done = store->articles({}, [&](const StoredArticle& stored) {
      const auto document = reader.read(stored.record);
      auto text = document ? article(*document, stored.id) : Result<std::string>(Failure(document.error()));
      if (!text) good = failed(fmt::format("article {}: {}", stored.id, text.error().message));
      return !text || output_.write(*text);
    });
    return done ? good : failed(done.error().message);
  }

  // Every record becomes text at once.
  bool of_articles() {
    struct Numbered {
      RecordLines::Line line;
      std::uint64_t number;
    };
    struct Written {
      std::string where, text, error;
    };
    RecordLines lines(command_.inputs);
    std::uint64_t number = 0;
    const auto next = [&]() -> std::optional<Numbered> {
      auto line = lines.next();
      if (!line) return std::nullopt;
      return Numbered{std::move(*line), ++number};
    };
    const auto work = [&](Numbered&& item) {
      Written written{item.line.where, {}, {}};
      if (!item.line.text) {
        written.error = item.line.text.error().message;
        return written;
      }
      thread_local RecordReader reader;
      const auto document = reader.read(*item.line.text);
      auto text = document ? article(*document, item.number) : Result<std::string>(Failure(document.error()));
      if (text) {
        written.text = std::move(*text);
      } else {
        written.error = fmt::format("{}: {}", item.line.where, text.error().message);
      }
      return written;
    };
    bool good = true;
    Progress progress;
    flow::work_through(threads(), next, work, [&](Written&& written) {
      if (!written.error.empty()) {
        progress.clear();
        good = failed(written.error);
      }
      progress.step(written.where, !written.error.empty());
      return output_.write(written.text);
    });
    return good;
  }

  // Every record is placed before the first incident is known.
  bool of_incidents(Exporter& exporter) {
    RecordLines lines(command_.inputs);
    const Reading reading{engine_};
    store::InMemory placed(engine_.story_tables());
    bool good = true;
    Progress progress;
    flow::work_through(
        threads(), [&] { return lines.next(); }, [&](RecordLines::Line&& line) { return read_record(reading, std::move(line)); },
        [&](ReadItem&& item) {
          if (!item.error.empty()) {
            progress.clear();
            good = failed(item.error);
          }
          if (item.article) placed.add(std::move(*item.article));
          progress.step(item.where, !item.error.empty());
          return true;
        });
    progress.clear();
    output_.write(exporter.head());
    placed.incidents([&](const Incident& incident, const std::vector<Report>& reports) {
      return output_.write(exporter.row(incident, reports));
    });
    output_.write(exporter.tail());
    return good;
  }

 private:
  static bool failed(const std::string& message) {
    complain(message);
    return false;
  }
  unsigned threads() const {
    return command_.threads == 0 ? std::max(1u, std::thread::hardware_concurrency()) : command_.threads;
  }

  const ExportCommand& command_;
  const Engine& engine_;
  const CountryCodes& codes_;
  Output& output_;
};

}  // namespace

int export_records(const ExportCommand& command) {
  const auto stores = std::count_if(command.inputs.begin(), command.inputs.end(), is_store);
  if (stores > 0 && command.inputs.size() > 1) {
    complain("a store is exported alone; give one store, or files of records");
    return kCannotStart;
  }
  const bool of_articles = command.format == "conllu" || query::is_of_articles(command.format);
  if (stores > 0 && command.format != "conllu") {
    QueryCommand query;
    query.files = command.files;
    query.store = command.inputs.front();
    query.format = command.format;
    query.output = command.output;
    return cli::query(query);
  }
  const auto knowledge = open_knowledge(command.files);
  if (!knowledge) return kCannotStart;
  const CountryCodes codes = query::country_codes(*knowledge);
  Result<std::unique_ptr<Exporter>> exporter;
  if (!of_articles) exporter = Exporter::create(command.format, codes);
  if (!exporter) {
    complain("--format " + exporter.error().message);
    return kCannotStart;
  }
  const std::optional<Engine> engine = open_engine(command.files);
  if (!engine) return kCannotStart;
  auto output = Output::open(command.output);
  if (!output) {
    complain(output.error().message);
    return kCannotStart;
  }
  Exporting exporting(command, *engine, codes, *output);
  bool good = stores > 0 ? exporting.of_store() : of_articles ? exporting.of_articles() : exporting.of_incidents(**exporter);
  if (const auto finished = output->finish(); !finished) {
    complain(finished.error().message);
    good = false;
  }
  return good ? kDone : kSomeFailed;
}

}  // namespace dateline::cli
