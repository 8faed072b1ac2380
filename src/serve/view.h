// What the server knows of the store at one generation, and the thread that keeps it up to date.
#pragma once

#include <condition_variable>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "dateline/store.h"
#include "store/columns.h"
#include "store/selection.h"

namespace dateline::serve {

// Immutable.
struct View {
  std::shared_ptr<const store::Columns> columns;
  struct Entity {
    std::uint32_t party = 0;  // of the columns: as it is named most often
    std::uint32_t incidents = 0;
  };
  std::vector<Entity> entities;                            // by the columns' number
  std::vector<std::uint32_t> by_count;                     // their numbers, those of most incidents first
  std::shared_ptr<const std::vector<std::string>> folded;  // their names, case and accents folded

  const std::string& id(std::uint32_t entity) const { return columns->texts[columns->entity[entity].id]; }
  const std::string& name(std::uint32_t entity) const;
  const std::string& code(std::uint32_t entity) const;
  const std::string& country(std::uint32_t entity) const;
};
// `before`: of the columns that these were extended from, so that not every name is folded again; or nullptr.
std::shared_ptr<const View> view_of(std::shared_ptr<const store::Columns> columns, const View* before);

// Incidents that came or changed with a generation.
struct News {
  std::uint64_t generation = 0;
  std::shared_ptr<const View> view;
  std::vector<std::uint64_t> incidents;
};

class Views {
 public:
  // Reads the store once; then looks each `pause` whether it grew. `tell` is called from the thread that looks, for each
  // generation that is not the first.
  static Result<std::unique_ptr<Views>> open(const std::string& store, std::function<void(const News&)> tell);
  ~Views();

  std::shared_ptr<const View> now() const;
  // A store that cannot be read any more: since when it was last read fine nothing is known. Empty: all is well.
  std::string trouble() const;
  // Looks at once, for who wrote into the store himself.
  void look();

  // The rows of a view that a filter asks for. What articles have the filter's text is asked of the store, and kept for the next
  // who asks.
  Result<store::Selection> select(const View& view, const IncidentFilter& filter, StoreReader& store);

 private:
  Views(std::string store, store::ColumnsLoader loader, std::function<void(const News&)> tell);
  void watch();

  std::string store_;
  store::ColumnsLoader loader_;
  std::function<void(const News&)> tell_;
  mutable std::mutex mutex_;
  std::shared_ptr<const View> view_;
  std::string trouble_;
  bool stopped_ = false;
  bool look_ = false;
  std::condition_variable change_;
  std::thread thread_;

  struct Found {
    std::uint64_t generation;
    std::string text;
    std::vector<bool> articles;
  };
  std::mutex found_mutex_;
  std::list<Found> found_;  // the last asked for first
};

}  // namespace dateline::serve
