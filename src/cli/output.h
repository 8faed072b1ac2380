// Where records go: standard output, or a file that appears under its name only when it is whole.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

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
  Output(std::FILE* file, std::string path) : file_(file), path_(std::move(path)) {}
  std::FILE* file_;
  std::string path_;  // empty: standard output
  int error_ = 0;
};

}  // namespace dateline::cli
