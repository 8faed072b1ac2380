#include "flow/work_through.h"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>

using dateline::flow::work_through;

namespace {

std::vector<int> results_of(unsigned threads, int count, int stop_after) {
  int given = 0;
  std::vector<int> out;
  work_through(
      threads, [&]() -> std::optional<int> { return given < count ? std::optional<int>(given++) : std::nullopt; },
      [](int value) {
        volatile int busy = (value * 7919) % 5000;  // items take different times
        while (busy > 0) busy = busy - 1;
        return value * 2;
      },
      [&](int value) {
        out.push_back(value);
        return static_cast<int>(out.size()) < stop_after;
      });
  return out;
}

}  // namespace

TEST_CASE("results come in input order with any number of threads") {
  for (const unsigned threads : {1u, 2u, 3u, 8u}) {
    const std::vector<int> out = results_of(threads, 500, 1000);
    REQUIRE(out.size() == 500);
    for (int i = 0; i < 500; ++i) CHECK(out[static_cast<std::size_t>(i)] == 2 * i);
  }
}

TEST_CASE("no items, and stopping early") {
  CHECK(results_of(4, 0, 10).empty());
  CHECK(results_of(4, 500, 3) == std::vector<int>{0, 2, 4});
  CHECK(results_of(1, 500, 3) == std::vector<int>{0, 2, 4});
}

TEST_CASE("no more than four items a thread are under way") {
  std::atomic<int> started{0}, most{0};
  int emitted = 0, given = 0;
  work_through(
      2, [&]() -> std::optional<int> { return given < 200 ? std::optional<int>(given++) : std::nullopt; },
      [&](int value) {
        ++started;
        return value;
      },
      [&](int) {
        const int waiting = started - emitted;
        if (waiting > most) most = waiting;
        ++emitted;
        return true;
      });
  CHECK(emitted == 200);
  CHECK(most <= 9);
}

TEST_CASE("as they are ready: nothing waits for one that takes long") {
  std::vector<int> out;
  std::atomic<bool> all_others{false};
  int given = 0;
  work_through(
      {2, dateline::flow::Order::AsReady},
      [&]() -> std::optional<int> { return given < 7 ? std::optional<int>(given++) : std::nullopt; },
      [&](int value) {
        const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(60);
        while (value == 0 && !all_others && std::chrono::steady_clock::now() < until) std::this_thread::yield();
        return value;
      },
      [&](int value) {
        out.push_back(value);
        all_others = out.size() == 6;
        return true;
      });
  CHECK(out == std::vector<int>{1, 2, 3, 4, 5, 6, 0});
}

TEST_CASE("small results may wait in greater number, large ones may not") {
  struct Case {
    std::size_t size;
    int least, most;  // items taken up while the first result is with emit, that one among them
  };
  // 64 a thread, the one with emit among them or not; 16 MiB and what two threads had begun; four a thread.
  for (const auto& [size, least, bound] :
       {Case{1000, 128, 129}, Case{std::size_t{1} << 20, 16, 18}, Case{std::size_t{1} << 40, 9, 9}}) {
    CAPTURE(size);
    std::atomic<int> started{0};
    int emitted = 0, given = 0, most = 0, wanted = least;
    work_through(
        2, [&]() -> std::optional<int> { return given < 400 ? std::optional<int>(given++) : std::nullopt; },
        [&](int value) {
          ++started;
          return value;
        },
        [&](int value) {
          if (value == 0) {
            const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(60);
            while (started < wanted && std::chrono::steady_clock::now() < until) std::this_thread::yield();
            std::this_thread::sleep_for(std::chrono::milliseconds(50));  // for those who must not
            most = started;
          }
          ++emitted;
          return true;
        },
        [size = size](int) { return size; });
    CHECK(emitted == 400);
    CHECK(most >= least);
    CHECK(most <= bound);
  }
}

namespace {

enum class Thrower { Next, Work, Emit };

// What came out before the 50th item's fault was thrown again here; the message of the fault last.
std::string fault_of(unsigned threads, Thrower thrower) {
  int given = 0;
  const auto fault = [&](Thrower here, int value) {
    if (here == thrower && value == 50) throw std::runtime_error("item 50");
  };
  try {
    work_through(
        threads,
        [&]() -> std::optional<int> {
          fault(Thrower::Next, given);
          return given < 500 ? std::optional<int>(given++) : std::nullopt;
        },
        [&](int value) {
          fault(Thrower::Work, value);
          return value;
        },
        [&](int value) {
          fault(Thrower::Emit, value);
          return true;
        });
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "nothing was thrown";
}

}  // namespace

TEST_CASE("what is thrown on any thread comes out on the calling one") {
  for (const unsigned threads : {1u, 2u, 8u}) {
    for (const Thrower thrower : {Thrower::Next, Thrower::Work, Thrower::Emit}) CHECK(fault_of(threads, thrower) == "item 50");
  }
}
