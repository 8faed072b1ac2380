// A connection of SQLite's that closes itself.
#pragma once

#include <sqlite3.h>

#include <memory>

namespace dateline::store {

struct CloseConnection {
  void operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
};
using Connection = std::unique_ptr<sqlite3, CloseConnection>;

}  // namespace dateline::store
