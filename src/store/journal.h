// How far sources of articles have come, in the table `journal`: written in the transaction of the articles themselves.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "dateline/store.h"
#include "store/database.h"

namespace dateline::store {

class Journal {
 public:
  explicit Journal(Database& database);

  // Of several marks of one source the last one stands.
  void mark(Mark mark);
  bool is_empty() const { return waiting_.empty(); }
  // Writes what was marked, within the caller's transaction.
  void write();
  void forget() { waiting_.clear(); }
  std::vector<Mark> all();

 private:
  std::map<std::string, Mark> waiting_;  // by source
  std::unique_ptr<Statement> set_, read_;
};

}  // namespace dateline::store
