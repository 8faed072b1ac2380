#include "serve/stream.h"

#include <algorithm>
#include <cstring>

namespace dateline::serve {

void Stream::wake(std::unique_lock<std::mutex>& lock) {
  std::function<void()> waiter;
  waiter.swap(waiter_);
  lock.unlock();
  if (waiter) waiter();
}

bool Stream::write(std::string_view bytes, std::chrono::seconds patience) {
  while (!bytes.empty()) {
    std::unique_lock lock(mutex_);
    const auto has_room = [&] { return cancelled_ || state_ != State::Open || buffer_.size() - taken_ < limit_; };
    if (!room_.wait_for(lock, patience, has_room)) {
      cancelled_ = true;
      return false;
    }
    if (cancelled_ || state_ != State::Open) return false;
    const std::size_t size = std::min(bytes.size(), limit_ - (buffer_.size() - taken_));
    if (taken_ > 0) {
      buffer_.erase(0, taken_);
      taken_ = 0;
    }
    buffer_.append(bytes.substr(0, size));
    bytes.remove_prefix(size);
    wake(lock);
  }
  return !is_cancelled();
}

bool Stream::offer(std::string_view bytes) {
  std::unique_lock lock(mutex_);
  if (cancelled_ || state_ != State::Open || buffer_.size() - taken_ + bytes.size() > limit_) return false;
  buffer_.append(bytes);
  wake(lock);
  return true;
}

void Stream::end() {
  std::unique_lock lock(mutex_);
  if (state_ == State::Open) state_ = State::Ended;
  wake(lock);
}

void Stream::fail() {
  std::unique_lock lock(mutex_);
  if (state_ == State::Open) state_ = State::Failed;
  wake(lock);
}

bool Stream::is_cancelled() const {
  const std::lock_guard lock(mutex_);
  return cancelled_;
}

std::size_t Stream::read(char* to, std::size_t size, State& state, const std::function<std::function<void()>()>& wait) {
  const std::lock_guard lock(mutex_);
  const std::size_t there = std::min(size, buffer_.size() - taken_);
  state = State::Open;
  if (there == 0) {
    state = cancelled_ ? State::Failed : state_;
    if (state == State::Open) waiter_ = wait();
    return 0;
  }
  std::memcpy(to, buffer_.data() + taken_, there);
  taken_ += there;
  if (taken_ == buffer_.size()) {
    buffer_.clear();
    taken_ = 0;
  }
  room_.notify_all();
  return there;
}

void Stream::cancel() {
  const std::lock_guard lock(mutex_);
  cancelled_ = true;
  waiter_ = nullptr;
  room_.notify_all();
}

}  // namespace dateline::serve
