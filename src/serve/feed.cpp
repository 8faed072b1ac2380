#include "serve/feed.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace dateline::serve {

namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::seconds kHeartbeat{15};
constexpr std::size_t kListeners = 256;
constexpr std::size_t kRemembered = 20'000;  // incidents
constexpr std::size_t kOfOneStep = 500;      // incidents sent of one generation; a listener who gets more asks for the list
constexpr std::size_t kBuffer = 4u << 20;

}  // namespace

Feed::Feed(std::string where) : store_(std::move(where)), thread_([this] { work(); }) {}

Feed::~Feed() { stop(); }

void Feed::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  change_.notify_all();
  if (thread_.joinable()) thread_.join();
  const std::lock_guard lock(mutex_);
  for (Listener& listener : listeners_) listener.stream->end();
  listeners_.clear();
}

void Feed::tell(const News& news) {
  {
    const std::lock_guard lock(mutex_);
    kept_ += news.incidents.size();
    news_.push_back(news);
    while (news_.size() > 1 && kept_ > kRemembered) {
      kept_ -= news_.front().incidents.size();
      news_.pop_front();
    }
    // An old view is as large as the store's columns; rows of those incidents are in the last one, too.
    for (News& old : news_) old.view = news.view;
  }
  change_.notify_all();
}

std::shared_ptr<Stream> Feed::listen(IncidentFilter filter, std::uint64_t after) {
  const std::lock_guard lock(mutex_);
  if (stopped_ || listeners_.size() >= kListeners) return nullptr;
  auto stream = std::make_shared<Stream>(kBuffer);
  stream->offer("retry: 3000\n\n");
  listeners_.push_back({std::move(filter), stream, after});
  change_.notify_all();
  return stream;
}

std::size_t Feed::listeners() const {
  const std::lock_guard lock(mutex_);
  return listeners_.size();
}

std::vector<std::string> Feed::fetch(const std::vector<std::uint64_t>& ids) {
  for (int tries = 0; tries < 2; ++tries) {
    if (!reader_) {
      auto opened = StoreReader::open(store_);
      if (!opened) return {};
      reader_.emplace(std::move(*opened));
    }
    auto lines = reader_->incidents_as_json(ids);
    if (lines) return std::move(*lines);
    reader_.reset();
  }
  return {};
}

const std::vector<std::size_t>& Feed::rows_of(const News& news) {
  if (found_in_ != news.view || found_generation_ != news.generation) {
    found_in_ = news.view;
    found_generation_ = news.generation;
    found_.clear();
    const std::vector<std::uint64_t>& all = news.view->columns->id;
    for (std::size_t row = 0; row < all.size(); ++row) {
      if (std::binary_search(news.incidents.begin(), news.incidents.end(), all[row])) found_.push_back(row);
    }
  }
  return found_;
}

bool Feed::send(Listener& listener, const News& news) {
  const store::Columns& columns = *news.view->columns;
  std::vector<std::uint64_t> ids;
  std::vector<bool> with_text;
  if (!listener.filter.text.empty()) {
    with_text.resize(columns.article.size());
    if (!reader_) (void)fetch({});
    const auto articles = reader_ ? reader_->articles_with(listener.filter.text) : Result<std::vector<std::uint64_t>>();
    if (articles) {
      for (const std::uint64_t article : *articles) {
        const auto found = std::lower_bound(columns.article.begin(), columns.article.end(), article);
        if (found != columns.article.end() && *found == article) {
          with_text[static_cast<std::size_t>(found - columns.article.begin())] = true;
        }
      }
    }
  }
  const store::Selection selection(columns, listener.filter, std::move(with_text));
  for (const std::size_t row : rows_of(news)) {
    if (selection(row)) ids.push_back(columns.id[row]);
  }
  if (ids.size() > kOfOneStep) ids.erase(ids.begin(), ids.end() - kOfOneStep);
  for (const std::string& incident : fetch(ids)) {
    if (incident.empty()) continue;
    if (!listener.stream->offer(fmt::format("event: incident\nid: {}\ndata: {}\n\n", news.generation, incident))) return false;
  }
  return !listener.stream->is_cancelled();
}

void Feed::work() {
  Clock::time_point beat = Clock::now() + kHeartbeat;
  std::unique_lock lock(mutex_);
  for (;;) {
    const auto is_behind = [&](const Listener& l) { return !news_.empty() && l.after < news_.back().generation; };
    change_.wait_until(lock, beat, [&] { return stopped_ || std::any_of(listeners_.begin(), listeners_.end(), is_behind); });
    if (stopped_) return;
    const bool beats = Clock::now() >= beat;
    if (beats) beat = Clock::now() + kHeartbeat;
    for (auto listener = listeners_.begin(); listener != listeners_.end();) {
      bool stays = !listener->stream->is_cancelled() && (!beats || listener->stream->offer(": still here\n\n"));
      while (stays && is_behind(*listener)) {
        const auto next = std::find_if(news_.begin(), news_.end(), [&](const News& n) { return n.generation > listener->after; });
        const News news = *next;
        listener->after = news.generation;
        lock.unlock();
        stays = send(*listener, news);
        lock.lock();
        if (stopped_) return;
      }
      if (!stays) listener->stream->fail();
      listener = stays ? std::next(listener) : listeners_.erase(listener);
    }
  }
}

}  // namespace dateline::serve
