// One line on standard error that says how far the work is, when somebody looks: standard error is a terminal and there is
// more than one input. Records on standard output stay clean.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace dateline::cli {

class Progress {
 public:
  Progress();
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  // After each item; draws from the second on, at most ten times a second.
  void step(const std::string& where, bool failed);
  // Takes the line away, so that a message, or a record on the same terminal, can be written.
  void clear();

 private:
  bool shown_;
  bool visible_ = false;
  std::chrono::steady_clock::time_point begin_;
  std::chrono::steady_clock::time_point drawn_;
  std::uint64_t done_ = 0;
  std::uint64_t failed_ = 0;
};

}  // namespace dateline::cli
