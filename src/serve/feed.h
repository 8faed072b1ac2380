// New incidents, sent to those who listen (server-sent events). Any number of threads.
#pragma once

#include <condition_variable>
#include <deque>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "dateline/store.h"
#include "serve/stream.h"
#include "serve/view.h"

namespace dateline::serve {

class Feed {
 public:
  explicit Feed(std::string store);
  ~Feed();  // as stop()

  // From the views' thread.
  void tell(const News& news);
  // Begins with what came after generation `after`, so far as that is remembered. nullptr when too many listen already.
  std::shared_ptr<Stream> listen(IncidentFilter filter, std::uint64_t after);
  void stop();
  std::size_t listeners() const;

 private:
  struct Listener {
    IncidentFilter filter;
    std::shared_ptr<Stream> stream;
    std::uint64_t after = 0;
  };
  void work();
  // False when it is gone, or too slow.
  bool send(Listener& listener, const News& news);
  std::vector<std::string> fetch(const std::vector<std::uint64_t>& ids);
  const std::vector<std::size_t>& rows_of(const News& news);

  const std::string store_;
  mutable std::mutex mutex_;
  std::condition_variable change_;
  std::deque<News> news_;  // the last ones
  std::size_t kept_ = 0;   // incidents in them
  std::list<Listener> listeners_;
  bool stopped_ = false;
  // Of the thread alone:
  std::optional<StoreReader> reader_;
  std::shared_ptr<const View> found_in_;  // where found_ are the rows of the incidents of found_generation_
  std::uint64_t found_generation_ = 0;
  std::vector<std::size_t> found_;
  std::thread thread_;
};

}  // namespace dateline::serve
