// The store at the end of `dateline read --store`, `run` and `work`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dateline/store.h"

namespace dateline::cli {

class Storing {
 public:
  // Nothing, after a message, when the store cannot be opened. The tables must outlive it.
  static std::optional<Storing> open(const std::string& where, const story::Tables& tables);
  // False, after a message, when the store takes no more.
  bool add(Prepared&& article);
  void mark(Mark mark) { writer_.mark(std::move(mark)); }
  // Nothing, after a message, when the store cannot be read.
  std::optional<std::vector<Mark>> marks();
  std::uint64_t handled() const { return added_ + known_ + superseded_; }
  // Commits, and says on standard error what came of it. False, after a message, when that failed or add() had.
  bool finish();

 private:
  Storing(StoreWriter writer, std::string where) : writer_(std::move(writer)), where_(std::move(where)) {}
  StoreWriter writer_;
  std::string where_;
  bool failed_ = false;
  std::uint64_t added_ = 0, known_ = 0, superseded_ = 0;
};

}  // namespace dateline::cli
