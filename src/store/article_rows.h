// The rows of one article: itself, its words for searching, what placing later articles needs of it, its events.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "store/database.h"
#include "store/prepared.h"
#include "story/tracker.h"

namespace dateline::store {

struct PlacedArticle {
  std::uint64_t id = 0;
  Prepared::Parts parts;
  story::Placement placement;
  std::string recent;  // the traits' bytes; empty when the tracker has forgotten them
};

class ArticleRows {
 public:
  explicit ArticleRows(Database& database);
  void insert(const PlacedArticle& article);
  void remove(std::uint64_t article);
  // What placing no longer needs of these.
  void forget_recent(const std::vector<std::uint64_t>& articles);

  // Runs through the events of an article, in order: their numbers begin with the article's. `take(event, incident)`.
  template <typename Take>
  void events_of(std::uint64_t article, const Take& take) {
    bind_events(*events_of_article_, article);
    while (events_of_article_->step()) {
      take(static_cast<std::uint64_t>(events_of_article_->number(0)), static_cast<std::uint64_t>(events_of_article_->number(1)));
    }
    events_of_article_->reset();
  }

 private:
  static void bind_events(Statement& statement, std::uint64_t article);
  void remove_words(std::uint64_t article);

  Database& database_;
  std::unique_ptr<Statement> insert_, insert_event_, insert_words_, insert_recent_;
  std::unique_ptr<Statement> remove_, remove_events_, remove_words_, remove_recent_;
  std::unique_ptr<Statement> events_of_article_, record_of_;
};

}  // namespace dateline::store
