// Connections that have so long, and are shut down when it is over: the library's own limit is one of silence, which a client
// that sends a byte now and then never reaches.
#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <thread>

namespace dateline::serve {

// Any number of threads. Connections are known by whatever address stands for them.
class Deadlines {
 public:
  Deadlines();
  ~Deadlines();
  Deadlines(const Deadlines&) = delete;
  Deadlines& operator=(const Deadlines&) = delete;

  void watch(const void* connection, int descriptor, std::chrono::seconds time);
  // From now on the connection has so long; nothing: as long as it likes.
  void set(const void* connection, std::optional<std::chrono::seconds> time);
  void forget(const void* connection);
  std::size_t size() const;

 private:
  using Clock = std::chrono::steady_clock;
  struct Watched {
    int descriptor = -1;
    Clock::time_point until;
  };
  void look();

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::map<const void*, Watched> watched_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace dateline::serve
