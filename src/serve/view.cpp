#include "serve/view.h"

#include <algorithm>
#include <chrono>

#include "base/utf8.h"

namespace dateline::serve {

using store::Columns;

namespace {

constexpr std::chrono::milliseconds kPause{500};
constexpr std::size_t kTextsKept = 32;

}  // namespace

const std::string& View::name(std::uint32_t entity) const {
  const Columns::Party& party = columns->party[entities[entity].party];
  return columns->texts[party.name != 0 ? party.name : columns->entity[entity].id];
}
const std::string& View::code(std::uint32_t entity) const { return columns->texts[columns->party[entities[entity].party].code]; }
const std::string& View::country(std::uint32_t entity) const {
  return columns->texts[columns->party[entities[entity].party].country];
}

std::shared_ptr<const View> view_of(std::shared_ptr<const Columns> columns, const View* before) {
  auto view = std::make_shared<View>();
  const Columns& c = *columns;
  view->columns = std::move(columns);
  view->entities.resize(c.entity.size());
  std::vector<std::uint32_t> of_party(c.party.size());
  std::vector<std::uint32_t> last(c.entity.size(), UINT32_MAX);  // the row in which it was counted last
  for (std::uint32_t row = 0; row < c.size(); ++row) {
    for (std::uint32_t i = c.parties.first[row]; i < c.parties.first[row + 1]; ++i) {
      const std::uint32_t party = c.parties.values[i] & ~Columns::kSide, entity = c.party[party].entity;
      ++of_party[party];
      if (last[entity] == row) continue;
      last[entity] = row;
      ++view->entities[entity].incidents;
    }
  }
  std::vector<std::uint32_t> most(c.entity.size(), 0);
  for (std::uint32_t party = 0; party < c.party.size(); ++party) {
    const std::uint32_t entity = c.party[party].entity;
    if (of_party[party] <= most[entity]) continue;
    most[entity] = of_party[party];
    view->entities[entity].party = party;
  }
  for (std::uint32_t i = 0; i < c.entity.size(); ++i) {
    if (view->entities[i].incidents > 0 && c.entity[i].id != 0) view->by_count.push_back(i);
  }
  std::stable_sort(view->by_count.begin(), view->by_count.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return view->entities[a].incidents > view->entities[b].incidents; });
  auto folded = std::make_shared<std::vector<std::string>>(c.entity.size());
  for (std::uint32_t i = 0; i < c.entity.size(); ++i) {
    const bool is_same = before && i < before->entities.size() && before->entities[i].party == view->entities[i].party;
    (*folded)[i] = is_same ? (*before->folded)[i] : base::folded(view->name(i));
  }
  view->folded = std::move(folded);
  return view;
}

Result<std::unique_ptr<Views>> Views::open(const std::string& where, std::function<void(const News&)> tell) {
  auto loader = store::ColumnsLoader::open(where);
  if (!loader) return Failure(loader.error());
  auto columns = loader->load();
  if (!columns) return Failure(columns.error());
  std::unique_ptr<Views> views(new Views(where, std::move(*loader), std::move(tell)));
  views->view_ = view_of(std::move(*columns), nullptr);
  views->thread_ = std::thread([raw = views.get()] { raw->watch(); });
  return views;
}

Views::Views(std::string where, store::ColumnsLoader loader, std::function<void(const News&)> tell)
    : store_(std::move(where)), loader_(std::move(loader)), tell_(std::move(tell)) {}

Views::~Views() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  change_.notify_all();
  if (thread_.joinable()) thread_.join();
}

std::shared_ptr<const View> Views::now() const {
  const std::lock_guard lock(mutex_);
  return view_;
}

std::string Views::trouble() const {
  const std::lock_guard lock(mutex_);
  return trouble_;
}

void Views::look() {
  {
    const std::lock_guard lock(mutex_);
    look_ = true;
  }
  change_.notify_all();
}

void Views::watch() {
  std::unique_lock lock(mutex_);
  for (;;) {
    change_.wait_for(lock, kPause, [&] { return stopped_ || look_; });
    if (stopped_) return;
    look_ = false;
    const std::shared_ptr<const View> before = view_;
    const bool was_in_trouble = !trouble_.empty();
    lock.unlock();
    std::string trouble;
    if (was_in_trouble) {  // a connection that broke stays broken
      auto again = store::ColumnsLoader::open(store_);
      if (again) {
        loader_ = std::move(*again);
      } else {
        trouble = again.error().message;
      }
    }
    News news;
    if (trouble.empty()) {
      const auto generation = loader_.generation();
      if (!generation) {
        trouble = generation.error().message;
      } else if (*generation != before->columns->generation) {
        auto step = loader_.extend(before->columns);
        if (!step) {
          trouble = step.error().message;
        } else {
          news = {step->columns->generation, view_of(step->columns, before.get()), std::move(step->changed)};
        }
      }
    }
    lock.lock();
    trouble_ = std::move(trouble);
    if (!news.view) continue;
    view_ = news.view;
    lock.unlock();
    tell_(news);
    lock.lock();
  }
}

Result<store::Selection> Views::select(const View& view, const IncidentFilter& filter, StoreReader& store) {
  const Columns& columns = *view.columns;
  if (filter.text.empty()) return store::Selection(columns, filter);
  const auto is_it = [&](const Found& found) { return found.generation == columns.generation && found.text == filter.text; };
  {
    const std::lock_guard lock(found_mutex_);
    const auto found = std::find_if(found_.begin(), found_.end(), is_it);
    if (found != found_.end()) {
      found_.splice(found_.begin(), found_, found);
      return store::Selection(columns, filter, found->articles);
    }
  }
  const auto articles = store.articles_with(filter.text);
  if (!articles) return Failure(articles.error());
  Found fresh{columns.generation, filter.text, std::vector<bool>(columns.article.size())};
  std::size_t at = 0;
  for (const std::uint64_t article : *articles) {
    while (at < columns.article.size() && columns.article[at] < article) ++at;
    if (at < columns.article.size() && columns.article[at] == article) fresh.articles[at] = true;
  }
  store::Selection selection(columns, filter, fresh.articles);
  const std::lock_guard lock(found_mutex_);
  found_.push_front(std::move(fresh));
  if (found_.size() > kTextsKept) found_.pop_back();
  return selection;
}

}  // namespace dateline::serve
