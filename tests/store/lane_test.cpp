#include "store/lane.h"

#include <doctest/doctest.h>

#include <stdexcept>
#include <vector>

using dateline::store::Lane;

TEST_CASE("tasks run in order, and all of them before wait() is back") {
  Lane lane("test");
  std::vector<int> ran;
  for (int i = 0; i < 1000; ++i) {
    lane.run([&ran, i] { ran.push_back(i); });
    if (i % 300 == 0) {
      lane.wait();
      REQUIRE(ran.size() == static_cast<std::size_t>(i + 1));
    }
  }
  lane.wait();
  REQUIRE(ran.size() == 1000);
  for (int i = 0; i < 1000; ++i) REQUIRE(ran[static_cast<std::size_t>(i)] == i);
}

TEST_CASE("what a task throws is told once, and nothing behind it runs") {
  Lane lane("test");
  bool ran = false;
  lane.run([] { throw std::runtime_error("full"); });
  bool told = false;
  try {
    for (int i = 0; i < 10; ++i) lane.run([&ran] { ran = true; });
    lane.wait();
  } catch (const std::runtime_error&) {
    told = true;
  }
  CHECK(told);
  lane.wait();
  ran = false;
  lane.run([&ran] { ran = true; });
  lane.wait();
  CHECK(ran);
}

TEST_CASE("a lane that ends lets tasks fall that have not begun") {
  int ran = 0;
  {
    Lane lane("test");
    for (int i = 0; i < 50; ++i) lane.run([&ran] { ++ran; });
  }
  CHECK(ran <= 50);
}
