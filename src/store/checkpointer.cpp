#include "store/checkpointer.h"

#include <pthread.h>
#include <sqlite3.h>

#include <chrono>
#include <exception>

#include "store/connection.h"

namespace dateline::store {

namespace {

// Pages of 8 KiB: 128 MiB of log are copied at a time. Were copying slower than writing, the log would grow without end; from 1
// GiB on the writer waits.
constexpr int kCopied = 16'384;
constexpr int kMost = 131'072;

// What cannot be copied now stays in the log, where it is as safe. A disk that is full stops the writer soon enough.
void checkpoint(sqlite3* connection) {
  (void)sqlite3_wal_checkpoint_v2(connection, "main", SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
}

}  // namespace

Checkpointer::Checkpointer(sqlite3* writer, std::string path) : writer_(writer), path_(std::move(path)) {
  sqlite3_wal_hook(
      writer_,
      [](void* self, sqlite3*, const char*, int pages) {
        static_cast<Checkpointer*>(self)->committed(pages);
        return SQLITE_OK;
      },
      this);
}

Checkpointer::~Checkpointer() {
  sqlite3_wal_hook(writer_, nullptr, nullptr);
  if (copying_.valid()) copying_.wait();
}

void Checkpointer::committed(int pages_in_log) {
  if (copying_.valid()) {
    const bool ready = copying_.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
    if (!ready && pages_in_log < kMost) return;
    copying_.get();
    // The few pages that were committed meanwhile, so that the log is written from its beginning again.
    checkpoint(writer_);
  } else if (pages_in_log >= kCopied) {
    try {
      copying_ = std::async(std::launch::async, [this] { copy(); });
    } catch (const std::exception&) {  // no thread, no memory: nothing may be thrown through the library
      checkpoint(writer_);
    }
  }
}

void Checkpointer::copy() {
  pthread_setname_np(pthread_self(), "log");
  sqlite3* opened = nullptr;
  const int code = sqlite3_open_v2(path_.c_str(), &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
  const Connection connection(opened);
  // As safe against a loss of power as what the writer does. A connection finds the log when it first reads.
  constexpr const char* kReady = "PRAGMA synchronous = FULL; SELECT count(*) FROM sqlite_schema";
  if (code != SQLITE_OK || sqlite3_exec(opened, kReady, nullptr, nullptr, nullptr) != SQLITE_OK) return;
  checkpoint(opened);
}

}  // namespace dateline::store
