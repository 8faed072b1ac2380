// What each stage of the work costs in processor time (--timings). Any number of threads.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

#include "dateline/engine.h"

namespace dateline::cli {

class Timings {
 public:
  enum class Part : std::uint8_t { Input, Page, Syntax, Names, Times, Places, Claims, Events, Record, Store };
  static constexpr std::size_t kParts = 10;

  Timings() : begin_(std::chrono::steady_clock::now()) {}
  static constexpr Part part_of(Stage stage) { return static_cast<Part>(static_cast<unsigned>(stage) + 1); }

  // Gives a thread's processor time, piece by piece, to the parts that it was spent in: since the watch was made or last asked.
  class Watch {
   public:
    explicit Watch(Timings* timings) : timings_(timings), last_(timings ? now() : 0) {}
    void spent(Part part) {
      if (timings_ == nullptr) return;
      const std::int64_t then = last_;
      last_ = now();
      timings_->spent_[static_cast<std::size_t>(part)].fetch_add(last_ - then, std::memory_order_relaxed);
    }

   private:
    static std::int64_t now();
    Timings* timings_;
    std::int64_t last_;
  };

  // A table: the seconds and the share of each part, milliseconds an article, then what passed on the clock and the most memory.
  std::string table(std::uint64_t articles) const;

 private:
  std::chrono::steady_clock::time_point begin_;
  std::array<std::atomic<std::int64_t>, kParts> spent_{};  // nanoseconds
};

}  // namespace dateline::cli
