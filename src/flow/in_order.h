// Work on many items with several threads, results in the order of the items. At most four items a thread are under way, so
// that memory stays bounded whatever the input.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace dateline::flow {

// next() -> std::optional<In>, called by one thread at a time; work(In) -> Out, called by all; emit(Out) -> bool, called on the
// calling thread, in order; false stops early. None may throw.
template <typename Next, typename Work, typename Emit>
void run_in_order(unsigned threads, Next next, Work work, Emit emit) {
  using In = typename decltype(next())::value_type;
  using Out = decltype(work(std::declval<In&&>()));
  if (threads <= 1) {
    while (std::optional<In> item = next()) {
      if (!emit(work(std::move(*item)))) return;
    }
    return;
  }

  struct Slot {
    std::optional<Out> result;
  };
  std::mutex mutex;
  std::condition_variable changed;
  std::deque<std::shared_ptr<Slot>> waiting;  // in input order
  bool reading = false, finished = false, stopped = false;
  const std::size_t limit = std::size_t{4} * threads;

  const auto worker = [&] {
    std::unique_lock lock(mutex);
    for (;;) {
      changed.wait(lock, [&] { return stopped || finished || (!reading && waiting.size() < limit); });
      if (stopped || finished) return;
      reading = true;
      lock.unlock();
      std::optional<In> item = next();
      lock.lock();
      reading = false;
      if (!item) {
        finished = true;
        changed.notify_all();
        return;
      }
      auto slot = std::make_shared<Slot>();
      waiting.push_back(slot);
      changed.notify_all();
      lock.unlock();
      Out out = work(std::move(*item));
      lock.lock();
      slot->result.emplace(std::move(out));
      changed.notify_all();
    }
  };

  std::vector<std::thread> pool;
  for (unsigned i = 0; i < threads; ++i) pool.emplace_back(worker);
  std::unique_lock lock(mutex);
  for (;;) {
    changed.wait(lock,
                 [&] { return (finished && !reading && waiting.empty()) || (!waiting.empty() && waiting.front()->result); });
    if (waiting.empty()) break;
    Out out = std::move(*waiting.front()->result);
    waiting.pop_front();
    changed.notify_all();
    lock.unlock();
    const bool go_on = emit(std::move(out));
    lock.lock();
    if (!go_on) {
      stopped = true;
      changed.notify_all();
      break;
    }
  }
  lock.unlock();
  for (std::thread& thread : pool) thread.join();
}

}  // namespace dateline::flow
