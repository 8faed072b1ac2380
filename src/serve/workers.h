// Threads that take jobs from one queue of limited length.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace dateline::serve {

class Workers {
 public:
  // `niceness`: of the threads beside that of the process, 0..19.
  Workers(unsigned threads, std::size_t queue, int niceness);
  ~Workers();  // as stop()
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  // False when too many wait already, or after stop().
  bool add(std::function<void()> job);
  // Runs no more jobs; waits for those that run.
  void stop();
  std::size_t waiting() const;
  std::size_t running() const;

 private:
  void work(int niceness);

  const std::size_t limit_;
  mutable std::mutex mutex_;
  std::condition_variable more_;
  std::deque<std::function<void()>> jobs_;
  std::size_t running_ = 0;
  bool stopped_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace dateline::serve
