// What /metrics tells of requests. Any number of threads.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace dateline::serve {

class Metrics {
 public:
  void count(std::string_view route, int status, std::chrono::duration<double> took);
  // In Prometheus' text format.
  void write(std::string& out) const;

 private:
  static constexpr std::array<double, 11> kBounds = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 10};
  struct Times {
    std::array<std::uint64_t, kBounds.size() + 1> counts{};  // not cumulative; the last: longer than all bounds
    double sum = 0;
  };
  mutable std::mutex mutex_;
  std::map<std::pair<std::string, int>, std::uint64_t> requests_;
  std::map<std::string, Times> times_;
};

}  // namespace dateline::serve
