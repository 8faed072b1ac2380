// A thread of its own on which tasks run one after another, while whoever gives them goes on: what the writer places articles
// beside. Tasks are given, and waited for, by one thread at a time.
#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>

namespace dateline::store {

class Lane {
 public:
  // `name`: of the thread, for whoever looks at the process; 15 bytes at most.
  explicit Lane(const char* name);
  // Ends with the task that is running; those behind it do not run.
  ~Lane();
  Lane(const Lane&) = delete;
  Lane& operator=(const Lane&) = delete;

  // Throws what an earlier task threw; tasks behind one that threw do not run. They begin when there are some, or begin() or
  // wait() is called: to wake a thread for each would cost more than many of them. Waits while many are under way. Runs the task
  // at once when the system gives no thread.
  void run(std::function<void()> task);
  // Those that were given begin now.
  void begin();
  // Until all tasks have run. Throws what one of them threw, and is then as new.
  void wait();

 private:
  void work();
  void throw_what_was_thrown();

  std::mutex mutex_;
  std::condition_variable given_, done_;
  std::deque<std::function<void()>> tasks_;
  bool running_ = false, hurried_ = false, ending_ = false;
  std::exception_ptr thrown_;
  std::thread thread_;
};

}  // namespace dateline::store
