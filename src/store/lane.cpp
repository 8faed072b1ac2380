#include "store/lane.h"

#include <pthread.h>

#include <system_error>
#include <utility>

namespace dateline::store {

namespace {

constexpr std::size_t kMostWaiting = 2048;
constexpr std::size_t kSome = 16;

}  // namespace

Lane::Lane(const char* name) {
  try {
    thread_ = std::thread([this, name] {
      pthread_setname_np(pthread_self(), name);
      work();
    });
  } catch (const std::system_error&) {  // run() does without
  }
}

Lane::~Lane() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
    tasks_.clear();
  }
  given_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void Lane::work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    given_.wait(lock, [&] { return ending_ || tasks_.size() >= kSome || (hurried_ && !tasks_.empty()); });
    while (!tasks_.empty()) {
      std::function<void()> task = std::move(tasks_.front());
      tasks_.pop_front();
      running_ = true;
      lock.unlock();
      std::exception_ptr thrown;
      try {
        task();
      } catch (...) {
        thrown = std::current_exception();
      }
      task = nullptr;
      lock.lock();
      if (thrown) {
        thrown_ = thrown;
        tasks_.clear();
      }
      running_ = false;
      // Whoever waits for room has some when half of it is free: fewer turns.
      if (tasks_.size() == kMostWaiting / 2) done_.notify_one();
    }
    hurried_ = false;
    done_.notify_one();
    if (ending_) return;
  }
}

void Lane::throw_what_was_thrown() {
  if (thrown_) std::rethrow_exception(std::exchange(thrown_, nullptr));
}

void Lane::run(std::function<void()> task) {
  if (!thread_.joinable()) return task();
  std::unique_lock lock(mutex_);
  if (tasks_.size() >= kMostWaiting) {
    done_.wait(lock, [&] { return tasks_.size() <= kMostWaiting / 2; });
  }
  throw_what_was_thrown();
  tasks_.push_back(std::move(task));
  const bool begin = tasks_.size() == kSome;
  lock.unlock();
  if (begin) given_.notify_one();
}

void Lane::begin() {
  {
    const std::lock_guard lock(mutex_);
    hurried_ = true;
  }
  given_.notify_one();
}

void Lane::wait() {
  begin();
  std::unique_lock lock(mutex_);
  done_.wait(lock, [&] { return tasks_.empty() && !running_; });
  throw_what_was_thrown();
}

}  // namespace dateline::store
