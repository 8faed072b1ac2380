// Work on many items with several threads, results in the order of the items. At most four items a thread are under way, so
// that memory stays bounded whatever the input.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace dateline::flow {

// next() -> std::optional<In>, called by one thread at a time; work(In) -> Out, called by all; emit(Out) -> bool, called on the
// calling thread, in order; false stops early. When one of them throws, the work stops and what was thrown (the first of several)
// is thrown again on the calling thread, after all threads have ended. Fewer threads than asked for are used when the system
// gives no more.
template <typename Next, typename Work, typename Emit>
void run_in_order(unsigned threads, Next next, Work work, Emit emit) {
  using In = typename decltype(next())::value_type;
  using Out = decltype(work(std::declval<In&&>()));
  struct Slot {
    std::optional<Out> result;
  };
  std::mutex mutex;
  std::condition_variable may_read, may_emit;
  std::deque<std::shared_ptr<Slot>> waiting;  // in input order
  bool reading = false, finished = false, stopped = false;
  std::exception_ptr thrown;
  const std::size_t limit = std::size_t{4} * threads;

  const auto stop_with_what_was_thrown = [&] {
    const std::lock_guard lock(mutex);
    if (!thrown) thrown = std::current_exception();
    stopped = true;
    may_read.notify_all();
    may_emit.notify_one();
  };
  const auto take_and_work = [&] {
    std::unique_lock lock(mutex);
    for (;;) {
      may_read.wait(lock, [&] { return stopped || finished || (!reading && waiting.size() < limit); });
      if (stopped || finished) return;
      reading = true;
      lock.unlock();
      std::optional<In> item = next();
      lock.lock();
      reading = false;
      if (!item) {
        finished = true;
        may_read.notify_all();
        may_emit.notify_one();
        return;
      }
      auto slot = std::make_shared<Slot>();
      waiting.push_back(slot);
      lock.unlock();
      may_read.notify_one();
      Out out = work(std::move(*item));
      lock.lock();
      slot->result.emplace(std::move(out));
      if (!waiting.empty() && waiting.front() == slot) may_emit.notify_one();
    }
  };
  const auto emit_in_order = [&] {
    std::unique_lock lock(mutex);
    for (;;) {
      may_emit.wait(lock, [&] {
        return stopped || (finished && !reading && waiting.empty()) || (!waiting.empty() && waiting.front()->result);
      });
      if (stopped || waiting.empty()) return;
      Out out = std::move(*waiting.front()->result);
      waiting.pop_front();
      lock.unlock();
      may_read.notify_one();
      const bool go_on = emit(std::move(out));
      lock.lock();
      if (!go_on) {
        stopped = true;
        may_read.notify_all();
        return;
      }
    }
  };

  const unsigned wanted = threads > 1 ? threads : 0;
  std::vector<std::thread> pool;
  pool.reserve(wanted);
  for (unsigned i = 0; i < wanted; ++i) {
    try {
      pool.emplace_back([&] {
        try {
          take_and_work();
        } catch (...) {
          stop_with_what_was_thrown();
        }
      });
    } catch (const std::system_error&) {
      break;
    }
  }
  if (pool.empty()) {
    while (std::optional<In> item = next()) {
      if (!emit(work(std::move(*item)))) return;
    }
    return;
  }
  try {
    emit_in_order();
  } catch (...) {
    stop_with_what_was_thrown();
  }
  for (std::thread& thread : pool) thread.join();
  if (thrown) std::rethrow_exception(thrown);
}

}  // namespace dateline::flow
