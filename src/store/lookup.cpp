// Single things of a store by their numbers.
#include "store/condition.h"
#include "store/reader_state.h"

namespace dateline {

using namespace store;

namespace {

ArticleLine line_of(Statement& row) {
  return {static_cast<std::uint64_t>(row.number(0)),
          static_cast<std::uint64_t>(row.number(1)),
          static_cast<std::uint64_t>(row.number(2)),
          row.real(3),
          std::string(row.text(4)),
          std::string(row.text(5)),
          std::string(row.text(6)),
          std::string(row.text(7))};
}
constexpr const char* kArticleLine = "SELECT id, copy_of, story, overlap, title, url, publisher, published FROM articles WHERE ";

}  // namespace

Result<std::vector<std::string>> StoreReader::incidents_as_json(const std::vector<std::uint64_t>& ids) try {
  const auto statement = state_->database->prepare("SELECT incident FROM incidents WHERE id = $1");
  std::vector<std::string> incidents;
  for (const std::uint64_t id : ids) {
    statement->bind(1, static_cast<std::int64_t>(id));
    incidents.emplace_back(statement->step() ? statement->text(0) : std::string_view());
    statement->reset();
  }
  return incidents;
} catch (Fault& fault) {
  return Failure(std::move(fault.error));
}

Result<std::vector<ReportLine>> StoreReader::reports_as_json(std::uint64_t incident) try {
  const auto statement = state_->database->prepare(
      "SELECT e.report, a.title FROM events e LEFT JOIN articles a ON a.id = e.article WHERE e.incident = $1 ORDER BY e.id");
  statement->bind(1, static_cast<std::int64_t>(incident));
  std::vector<ReportLine> reports;
  while (statement->step()) reports.push_back({std::string(statement->text(0)), std::string(statement->text(1))});
  return reports;
} catch (Fault& fault) {
  return Failure(std::move(fault.error));
}

Result<std::vector<ArticleLine>> StoreReader::article_lines(const std::vector<std::uint64_t>& ids) try {
  const auto statement = state_->database->prepare(std::string(kArticleLine) + "id = $1");
  std::vector<ArticleLine> lines;
  for (const std::uint64_t id : ids) {
    statement->bind(1, static_cast<std::int64_t>(id));
    if (statement->step()) lines.push_back(line_of(*statement));
    statement->reset();
  }
  return lines;
} catch (Fault& fault) {
  return Failure(std::move(fault.error));
}

Result<std::vector<ArticleLine>> StoreReader::copies(std::uint64_t copy_of, std::size_t limit) try {
  const auto statement = state_->database->prepare(std::string(kArticleLine) + "copy_of = $1 ORDER BY id LIMIT $2");
  statement->bind(1, static_cast<std::int64_t>(copy_of));
  statement->bind(2, static_cast<std::int64_t>(limit));
  std::vector<ArticleLine> lines;
  while (statement->step()) lines.push_back(line_of(*statement));
  return lines;
} catch (Fault& fault) {
  return Failure(std::move(fault.error));
}

Result<std::vector<std::uint64_t>> StoreReader::articles_with(const std::string& text) try {
  const Condition condition = Condition::of_words(text, state_->database->dialect());
  const auto statement = state_->database->prepare("SELECT rowid FROM words WHERE " + condition.sql() + " ORDER BY rowid");
  condition.bind(*statement);
  std::vector<std::uint64_t> articles;
  while (statement->step()) articles.push_back(static_cast<std::uint64_t>(statement->number(0)));
  return articles;
} catch (Fault& fault) {
  return Failure(std::move(fault.error));
}

}  // namespace dateline
