#include "store/article_rows.h"

#include <fmt/format.h>

#include "dateline/record_reader.h"
#include "store/packed.h"

namespace dateline::store {

ArticleRows::ArticleRows(Database& database) : database_(database) {
  insert_ = database.prepare(
      "INSERT INTO articles (id, address, record_id, digest, engine, url, title, publisher, language, published, fetched, "
      "paywalled, day, copy_of, overlap, story, record) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)");
  insert_event_ = database.prepare(
      "INSERT INTO events (id, article, incident, type, status, said_by, confidence, report) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)");
  const bool sqlite = database.dialect() == Dialect::Sqlite;
  insert_words_ =
      database.prepare(sqlite ? "INSERT INTO words (rowid, title, body) VALUES ($1, $2, $3)"
                              : "INSERT INTO words (rowid, found) VALUES ($1, to_tsvector('simple', $2 || ' ' || $3))");
  remove_words_ = database.prepare(sqlite ? "INSERT INTO words (words, rowid, title, body) VALUES ('delete', $1, $2, $3)"
                                          : "DELETE FROM words WHERE rowid = $1");
  insert_recent_ = database.prepare("INSERT INTO recent (article, day, traits) VALUES ($1, $2, $3)");
  remove_recent_ = database.prepare("DELETE FROM recent WHERE article = $1");
  events_of_article_ = database.prepare("SELECT id, incident FROM events WHERE id >= $1 AND id < $2 ORDER BY id");
  remove_events_ = database.prepare("DELETE FROM events WHERE id >= $1 AND id < $2");
  remove_ = database.prepare("DELETE FROM articles WHERE id = $1");
  record_of_ = database.prepare("SELECT title, record FROM articles WHERE id = $1");
}

void ArticleRows::bind_events(Statement& statement, std::uint64_t article) {
  statement.bind(1, static_cast<std::int64_t>(story::event_number(article, 0)));
  statement.bind(2, static_cast<std::int64_t>(story::event_number(article + 1, 0)));
}

void ArticleRows::insert(const PlacedArticle& article) {
  const Prepared::Parts& parts = article.parts;
  const auto id = static_cast<std::int64_t>(article.id);
  Statement& row = *insert_;
  row.bind(1, id);
  row.bind(2, parts.address);
  row.bind(3, parts.record_id);
  row.bind(4, parts.digest);
  row.bind(5, parts.engine);
  row.bind_if_known(6, parts.url);
  row.bind_if_known(7, parts.title);
  row.bind_if_known(8, parts.publisher);
  row.bind_if_known(9, parts.language);
  row.bind_if_known(10, parts.published);
  row.bind_if_known(11, parts.fetched);
  row.bind(12, std::int64_t{parts.is_paywalled});
  row.bind(13, std::int64_t{article.placement.day});
  row.bind(14, static_cast<std::int64_t>(article.placement.copy_of));
  row.bind(15, article.placement.overlap);
  row.bind(16, static_cast<std::int64_t>(article.placement.story));
  row.bind_bytes(17, parts.record);
  row.run();
  insert_words_->bind(1, id);
  insert_words_->bind(2, parts.title);
  insert_words_->bind(3, parts.text);
  insert_words_->run();
  if (!article.recent.empty()) {
    insert_recent_->bind(1, id);
    insert_recent_->bind(2, std::int64_t{article.placement.day});
    insert_recent_->bind_bytes(3, article.recent);
    insert_recent_->run();
  }
  for (std::size_t i = 0; i < parts.reports.size(); ++i) {
    const Report& report = parts.reports[i];
    const std::uint64_t event = story::event_number(article.id, i);
    const std::string json = fmt::format("{{\"event\":{},\"article\":{},\"copy_of\":{}{}", event, article.id,
                                         article.placement.copy_of, parts.reports_json[i]);
    insert_event_->bind(1, static_cast<std::int64_t>(event));
    insert_event_->bind(2, id);
    insert_event_->bind(3, static_cast<std::int64_t>(article.placement.incidents[i]));
    insert_event_->bind(4, report.type);
    insert_event_->bind(5, name_of(report.status));
    insert_event_->bind_if_known(6, report.said_by);
    insert_event_->bind(7, static_cast<double>(report.confidence));
    insert_event_->bind(8, json);
    insert_event_->run();
  }
}

// A full-text index without the texts is told the words that it is to forget.
void ArticleRows::remove_words(std::uint64_t article) {
  remove_words_->bind(1, static_cast<std::int64_t>(article));
  std::string title;
  Document document;
  if (database_.dialect() == Dialect::Sqlite) {
    record_of_->bind(1, static_cast<std::int64_t>(article));
    if (!record_of_->step()) {
      throw Fault{{ErrorCode::BadInput, database_.name() + ": an article is missing; the store is damaged"}};
    }
    title = record_of_->text(0);
    auto record = unpack(record_of_->bytes(1));
    record_of_->reset();
    RecordReader reader;
    auto read = record ? reader.read(*record) : tl::unexpected(record.error());
    if (!read) throw Fault{{read.error().code, database_.name() + ": " + read.error().message}};
    document = std::move(*read);
    remove_words_->bind(2, title);
    remove_words_->bind(3, document.text);
  }
  remove_words_->run();
}

void ArticleRows::remove(std::uint64_t article) {
  bind_events(*remove_events_, article);
  remove_events_->run();
  remove_words(article);
  for (Statement* statement : {remove_recent_.get(), remove_.get()}) {
    statement->bind(1, static_cast<std::int64_t>(article));
    statement->run();
  }
}

void ArticleRows::forget_recent(const std::vector<std::uint64_t>& articles) {
  for (const std::uint64_t article : articles) {
    remove_recent_->bind(1, static_cast<std::int64_t>(article));
    remove_recent_->run();
  }
}

}  // namespace dateline::store
