// Brings what SQLite's write-ahead log holds into the file while the writer goes on. SQLite itself does that within a commit,
// which then takes seconds, and whoever waits for the commit waits with it.
#pragma once

#include <future>
#include <string>

struct sqlite3;

namespace dateline::store {

// Of one connection that writes, which outlives it. Called by the connection's thread as it commits.
class Checkpointer {
 public:
  Checkpointer(sqlite3* writer, std::string path);
  ~Checkpointer();
  Checkpointer(const Checkpointer&) = delete;
  Checkpointer& operator=(const Checkpointer&) = delete;

 private:
  void committed(int pages_in_log);
  void copy();

  sqlite3* writer_;
  std::string path_;
  std::future<void> copying_;
};

}  // namespace dateline::store
