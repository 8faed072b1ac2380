// Work on many items with several threads, results in the order of the items or as they are ready. At most four items a thread
// are under way or, where it is known how large results are, more of them while those that wait are small, so that memory stays
// bounded whatever the input.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
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

enum class Order : unsigned char { OfItems, AsReady };

// How many threads, and in which order their results are wanted.
struct Crew {
  Crew(unsigned threads_, Order order_ = Order::OfItems) : threads(threads_), order(order_) {}
  unsigned threads;
  Order order;
};

struct OfAnySize {
  template <typename Out>
  std::size_t operator()(const Out&) const {
    return SIZE_MAX;
  }
};

// next() -> std::optional<In>, called by one thread at a time; work(In) -> Out, called by all; emit(Out) -> bool, called on the
// calling thread, one at a time; false stops early. When one of them throws, the work stops and what was thrown (the first of
// several) is thrown again on the calling thread, after all threads have ended. Fewer threads than asked for are used when the
// system gives no more. size(const Out&): bytes of memory, roughly, that the result takes while it waits for emit.
template <typename Next, typename Work, typename Emit, typename Size = OfAnySize>
void work_through(Crew crew, Next next, Work work, Emit emit, Size size = {}) {
  using In = typename decltype(next())::value_type;
  using Out = decltype(work(std::declval<In&&>()));
  struct Slot {
    std::optional<Out> result;
    std::size_t bytes = 0;
  };
  std::mutex mutex;
  std::condition_variable may_read, may_emit;
  std::deque<std::shared_ptr<Slot>> waiting;  // in input order
  bool reading = false, finished = false, stopped = false;
  std::exception_ptr thrown;
  std::size_t bytes = 0;  // of the results in `waiting`
  constexpr std::size_t kSmall = std::size_t{16} << 20;
  const std::size_t limit = std::size_t{4} * crew.threads, limit_of_small = std::size_t{64} * crew.threads;
  const auto has_room = [&] { return waiting.size() < limit || (waiting.size() < limit_of_small && bytes < kSmall); };
  // Who found none goes on when there is room for many: to wake a thread for each small result costs more than the result.
  bool was_full = false;
  const auto has_room_again = [&] {
    return waiting.size() < limit || (waiting.size() <= limit_of_small / 2 && bytes <= kSmall / 2);
  };

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
      may_read.wait(lock, [&] {
        was_full = was_full ? !has_room_again() : !has_room();
        return stopped || finished || (!reading && !was_full);
      });
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
      slot->bytes = std::min(size(*slot->result), kSmall);
      bytes += slot->bytes;
      if (crew.order == Order::AsReady || (!waiting.empty() && waiting.front() == slot)) may_emit.notify_one();
    }
  };
  const auto next_done = [&] {
    if (crew.order == Order::AsReady) {
      return std::find_if(waiting.begin(), waiting.end(), [](const auto& slot) { return slot->result.has_value(); });
    }
    return waiting.empty() || waiting.front()->result ? waiting.begin() : waiting.end();
  };
  const auto emit_all = [&] {
    std::unique_lock lock(mutex);
    for (;;) {
      may_emit.wait(lock, [&] { return stopped || (finished && !reading && waiting.empty()) || next_done() != waiting.end(); });
      if (stopped || waiting.empty()) return;
      const auto done = next_done();
      Out out = std::move(*(*done)->result);
      bytes -= (*done)->bytes;
      waiting.erase(done);
      const bool may_go_on = was_full && has_room_again();
      lock.unlock();
      if (may_go_on) may_read.notify_all();
      const bool go_on = emit(std::move(out));
      lock.lock();
      if (!go_on) {
        stopped = true;
        may_read.notify_all();
        return;
      }
    }
  };

  const unsigned wanted = crew.threads > 1 ? crew.threads : 0;
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
    emit_all();
  } catch (...) {
    stop_with_what_was_thrown();
  }
  for (std::thread& thread : pool) thread.join();
  if (thrown) std::rethrow_exception(thrown);
}

}  // namespace dateline::flow
