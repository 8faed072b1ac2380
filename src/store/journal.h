// How far sources of articles have come, in the table `journal`: written in the transaction of the articles themselves.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
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
  // What was marked since, by source; it is no longer here then.
  std::map<std::string, Mark> take() { return std::exchange(waiting_, {}); }
  // Marks that were taken and not written. Where there is a later one it stands.
  void put_back(std::map<std::string, Mark>&& marks) { waiting_.merge(marks); }
  // Within the caller's transaction. On any thread.
  void write(const std::map<std::string, Mark>& marks);
  std::vector<Mark> all();

 private:
  std::map<std::string, Mark> waiting_;  // by source
  std::unique_ptr<Statement> set_, read_;
};

}  // namespace dateline::store
