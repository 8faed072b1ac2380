// How long work takes, for tests that time grows no faster than what is worked on.
#pragma once

#include <algorithm>
#include <ctime>

namespace dateline {

// Seconds of processor time, the best of three runs: the machine may have other work.
template <typename Work>
double processor_seconds(Work work) {
  double best = 1e9;
  for (int run = 0; run < 3; ++run) {
    const std::clock_t begin = std::clock();
    work();
    best = std::min(best, static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
  }
  return best;
}

}  // namespace dateline
