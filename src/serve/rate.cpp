#include "serve/rate.h"

#include <algorithm>
#include <cmath>

namespace dateline::serve {

namespace {

constexpr double kSeconds = 10;          // of requests at once
constexpr std::size_t kClients = 10000;  // that are remembered

}  // namespace

int RateLimit::ask(const std::string& client, Clock::time_point now) {
  if (rate_ <= 0) return 0;
  const std::lock_guard lock(mutex_);
  const double most = std::max(1.0, rate_ * kSeconds);
  if (buckets_.size() >= kClients && buckets_.count(client) == 0) {
    // Those whose bucket is full again are as if they had never come.
    for (auto i = buckets_.begin(); i != buckets_.end();) {
      const double since = std::chrono::duration<double>(now - i->second.at).count();
      i = i->second.left + since * rate_ >= most ? buckets_.erase(i) : std::next(i);
    }
    if (buckets_.size() >= kClients) return 1;
  }
  const auto [found, fresh] = buckets_.try_emplace(client, Bucket{most, now});
  Bucket& bucket = found->second;
  bucket.left = std::min(most, bucket.left + std::chrono::duration<double>(now - bucket.at).count() * rate_);
  bucket.at = now;
  if (bucket.left < 1) return std::max(1, static_cast<int>(std::ceil((1 - bucket.left) / rate_)));
  bucket.left -= 1;
  return 0;
}

}  // namespace dateline::serve
