#include "serve/metrics.h"

#include <fmt/format.h>

#include <algorithm>

namespace dateline::serve {

void Metrics::count(std::string_view route, int status, std::chrono::duration<double> took) {
  const std::lock_guard lock(mutex_);
  ++requests_[{std::string(route), status}];
  Times& times = times_[std::string(route)];
  const auto bound = std::lower_bound(kBounds.begin(), kBounds.end(), took.count());
  ++times.counts[static_cast<std::size_t>(bound - kBounds.begin())];
  times.sum += took.count();
}

void Metrics::write(std::string& out) const {
  const std::lock_guard lock(mutex_);
  out += "# HELP dateline_requests_total Requests answered.\n# TYPE dateline_requests_total counter\n";
  for (const auto& [key, count] : requests_) {
    out += fmt::format("dateline_requests_total{{route=\"{}\",status=\"{}\"}} {}\n", key.first, key.second, count);
  }
  out +=
      "# HELP dateline_request_seconds Time from the head of a request to its answer, waiting for a worker and for the body with "
      "it.\n# TYPE dateline_request_seconds histogram\n";
  for (const auto& [route, times] : times_) {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < kBounds.size(); ++i) {
      sum += times.counts[i];
      out += fmt::format("dateline_request_seconds_bucket{{route=\"{}\",le=\"{}\"}} {}\n", route, kBounds[i], sum);
    }
    sum += times.counts.back();
    out += fmt::format(
        "dateline_request_seconds_bucket{{route=\"{0}\",le=\"+Inf\"}} {1}\ndateline_request_seconds_sum{{route=\"{0}\"}} "
        "{2:.6f}\ndateline_request_seconds_count{{route=\"{0}\"}} {1}\n",
        route, sum, times.sum);
  }
}

}  // namespace dateline::serve
