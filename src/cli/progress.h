// One line on standard error that says how far the work is, when somebody looks: standard error is a terminal and there is
// more than one input. Records on standard output stay clean.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "input/source.h"

namespace dateline::cli {

class Progress {
 public:
  Progress();
  // When all inputs are files, their sizes tell how much time is left. `range`: of the one archive.
  explicit Progress(const std::vector<std::string>& inputs, input::WarcRange range = {});
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  // After each item; draws from the second on, at most ten times a second.
  void step(const std::string& where, bool failed);
  // An item at this place of a file comes next; archives alone have places that are bytes.
  void reached(const std::string& file, std::uint64_t offset);
  // Takes the line away, so that a message, or a record on the same terminal, can be written.
  void clear();

 private:
  bool shown_;
  bool visible_ = false;
  std::chrono::steady_clock::time_point begin_;
  std::chrono::steady_clock::time_point drawn_;
  std::uint64_t done_ = 0;
  std::uint64_t failed_ = 0;
  std::map<std::string, std::uint64_t> before_;           // bytes of the inputs before each
  std::uint64_t bytes_ = 0;                               // of all inputs; 0: unknown
  std::uint64_t first_ = 0, range_begin_ = 0, here_ = 0;  // of those: where the work began, where it is
  bool has_begun_ = false;
  std::string left() const;
};

}  // namespace dateline::cli
