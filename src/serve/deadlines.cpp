#include "serve/deadlines.h"

#include <sys/socket.h>

namespace dateline::serve {

Deadlines::Deadlines() : thread_([this] { look(); }) {}

Deadlines::~Deadlines() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void Deadlines::watch(const void* connection, int descriptor, std::chrono::seconds time) {
  const std::lock_guard lock(mutex_);
  watched_[connection] = {descriptor, Clock::now() + time};
}

void Deadlines::set(const void* connection, std::optional<std::chrono::seconds> time) {
  const std::lock_guard lock(mutex_);
  const auto found = watched_.find(connection);
  if (found != watched_.end()) found->second.until = time ? Clock::now() + *time : Clock::time_point::max();
}

void Deadlines::forget(const void* connection) {
  const std::lock_guard lock(mutex_);
  watched_.erase(connection);
}

std::size_t Deadlines::size() const {
  const std::lock_guard lock(mutex_);
  return watched_.size();
}

void Deadlines::look() {
  constexpr std::chrono::milliseconds kStep(500);
  std::unique_lock lock(mutex_);
  while (!wake_.wait_for(lock, kStep, [&] { return stopping_; })) {
    const Clock::time_point now = Clock::now();
    for (auto& [connection, watched] : watched_) {
      if (watched.until > now) continue;
      (void)shutdown(watched.descriptor, SHUT_RDWR);
      watched.until = Clock::time_point::max();
    }
  }
}

}  // namespace dateline::serve
