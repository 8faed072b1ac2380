// Where records go: standard output, or a file that appears under its name only when it is whole (a device or a pipe is written
// to as it is).
#pragma once

#include <cstdio>
#include <string>
#include <string_view>
#include <utility>

#include "dateline/result.h"

namespace dateline::cli {

class Output {
 public:
  // `path`: empty or "-" for standard output.
  static Result<Output> open(const std::string& path);
  Output(Output&& other) noexcept;
  Output& operator=(Output&&) = delete;
  ~Output();

  // False once nothing more can be written; finish() says why.
  bool write(std::string_view bytes);
  Result<void> finish();
  bool is_terminal() const;

 private:
  Output(std::FILE* file, std::string path, std::string while_writing)
      : file_(file), path_(std::move(path)), while_writing_(std::move(while_writing)) {}
  // Takes away what was written so far, if it is ours to take away.
  void discard();
  std::FILE* file_;
  std::string path_;           // empty: standard output
  std::string while_writing_;  // base::path_while_writing
  int error_ = 0;
};

}  // namespace dateline::cli
