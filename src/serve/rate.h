// How often one address may ask. Any number of threads.
#pragma once

#include <chrono>
#include <mutex>
#include <string>
#include <unordered_map>

namespace dateline::serve {

class RateLimit {
 public:
  using Clock = std::chrono::steady_clock;
  // `rate`: requests a second in the long run, of which ten seconds' worth may come at once; 0: any number.
  explicit RateLimit(double rate) : rate_(rate) {}
  // 0: go on; else the seconds after which to try again.
  int ask(const std::string& client, Clock::time_point now);

 private:
  struct Bucket {
    double left = 0;
    Clock::time_point at;
  };
  const double rate_;
  std::mutex mutex_;
  std::unordered_map<std::string, Bucket> buckets_;
};

}  // namespace dateline::serve
