#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include <chrono>
#include <optional>
#include <thread>

#include "store/checkpointer.h"
#include "store/connection.h"
#include "store/database.h"

namespace dateline::store {

namespace {

[[noreturn]] void fail(const std::string& name, sqlite3* connection, int code) {
  std::string remedy;
  if (code == SQLITE_NOTADB) remedy = "; give another file, this is no store";
  if (code == SQLITE_CANTOPEN) remedy = "; give a file in a folder that you may write to";
  if (code == SQLITE_BUSY) remedy = "; another program writes to it, try again when it is done";
  if (code == SQLITE_FULL) remedy = "; what was committed before is kept, make room and run again";
  if (code == SQLITE_CORRUPT) remedy = "; the file is damaged, make it anew from the records";
  throw Fault{
      {code == SQLITE_FULL || code == SQLITE_BUSY || code == SQLITE_READONLY ? ErrorCode::NotWritable : ErrorCode::BadInput,
       fmt::format("{}: {}{}", name, connection ? sqlite3_errmsg(connection) : "cannot be opened", remedy)}};
}

class SqliteStatement final : public Statement {
 public:
  SqliteStatement(const std::string& name, sqlite3* connection, const std::string& sql) : name_(name), connection_(connection) {
    const int code = sqlite3_prepare_v3(connection, sql.c_str(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                        &statement_, nullptr);
    if (code != SQLITE_OK) fail(name_, connection_, code);
  }
  ~SqliteStatement() override { sqlite3_finalize(statement_); }
  SqliteStatement(const SqliteStatement&) = delete;
  SqliteStatement& operator=(const SqliteStatement&) = delete;

  void bind(int parameter, std::int64_t value) override { check(sqlite3_bind_int64(statement_, parameter, value)); }
  void bind(int parameter, double value) override { check(sqlite3_bind_double(statement_, parameter, value)); }
  void bind(int parameter, std::string_view text) override {
    check(sqlite3_bind_text64(statement_, parameter, text.data() ? text.data() : "", text.size(), SQLITE_STATIC, SQLITE_UTF8));
  }
  void bind_bytes(int parameter, std::string_view bytes) override {
    check(sqlite3_bind_blob64(statement_, parameter, bytes.data() ? bytes.data() : "", bytes.size(), SQLITE_STATIC));
  }
  void bind_nothing(int parameter) override { check(sqlite3_bind_null(statement_, parameter)); }

  bool step() override {
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) {
      sqlite3_reset(statement_);
      fail(name_, connection_, code);
    }
    return false;
  }
  void reset() override { sqlite3_reset(statement_); }

  std::int64_t number(int column) override { return sqlite3_column_int64(statement_, column); }
  double real(int column) override { return sqlite3_column_double(statement_, column); }
  std::string_view text(int column) override {
    const unsigned char* text = sqlite3_column_text(statement_, column);
    return {text ? reinterpret_cast<const char*>(text) : "", static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
  }
  std::string_view bytes(int column) override {
    const void* bytes = sqlite3_column_blob(statement_, column);
    return {bytes ? static_cast<const char*>(bytes) : "", static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
  }
  bool is_nothing(int column) override { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

 private:
  void check(int code) {
    if (code != SQLITE_OK) fail(name_, connection_, code);
  }
  const std::string& name_;
  sqlite3* connection_;
  sqlite3_stmt* statement_ = nullptr;
};

class Sqlite final : public Database {
 public:
  Sqlite(const std::string& path, Access access) {
    name_ = path;
    struct stat info {};
    if (access == Access::Read && stat(path.c_str(), &info) != 0) {
      throw Fault{
          {ErrorCode::NotFound, fmt::format("{}: there is no such store; `dateline read ... --store {}` makes one", path, path)}};
    }
    sqlite3* connection = nullptr;
    const int flags = access == Access::Read ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    int code = sqlite3_open_v2(path.c_str(), &connection, flags | SQLITE_OPEN_NOMUTEX, nullptr);
    connection_.reset(connection);
    if (code == SQLITE_CANTOPEN && access == Access::Read) {
      code = sqlite3_open_v2(path.c_str(), &connection, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nullptr);
      connection_.reset(connection);
    }
    if (code != SQLITE_OK) fail(name_, connection_.get(), code);
    sqlite3_busy_timeout(connection_.get(), static_cast<int>(kPatience.count()));
    // A file from elsewhere may hold views and triggers; they get no functions of ours.
    sqlite3_db_config(connection_.get(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    execute("PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY");
    // Bytes, KiB. A server has a reader for each of its threads.
    execute(access == Access::Read ? "PRAGMA mmap_size = 134217728; PRAGMA cache_size = -32768" : "PRAGMA cache_size = -262144");
    // FULL: what is committed outlives a loss of power, too.
    if (access == Access::Write) {
      // Pages of a new file: two or three records fit on one of 8 KiB, of 4 KiB often just one.
      execute("PRAGMA page_size = 8192; PRAGMA synchronous = FULL");
      begin_log();
      // Debian's library overwrites what is deleted with zeros, and so logs pages that nobody reads again. What is deleted here
      // is what placing no longer needs.
      execute("PRAGMA secure_delete = OFF");
      checkpointer_.emplace(connection_.get(), path);
    }
  }

  Dialect dialect() const override { return Dialect::Sqlite; }
  void execute(const std::string& sql) override {
    const int code = sqlite3_exec(connection_.get(), sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) fail(name_, connection_.get(), code);
  }
  std::unique_ptr<Statement> prepare(const std::string& sql) override {
    return std::make_unique<SqliteStatement>(name_, connection_.get(), sql);
  }
  void begin() override { execute("BEGIN IMMEDIATE"); }
  void roll_back() override { sqlite3_exec(connection_.get(), "ROLLBACK", nullptr, nullptr, nullptr); }

 private:
  // SQLite does not wait by itself when others are making the same new file.
  void begin_log() {
    constexpr auto kPause = std::chrono::milliseconds(10);
    int code = SQLITE_BUSY;
    for (auto waited = kPause; code == SQLITE_BUSY && waited < kPatience; waited += kPause) {
      code = sqlite3_exec(connection_.get(), "PRAGMA journal_mode = WAL", nullptr, nullptr, nullptr);
      if (code == SQLITE_BUSY) std::this_thread::sleep_for(kPause);
    }
    if (code != SQLITE_OK) fail(name_, connection_.get(), code);
  }

  static constexpr std::chrono::milliseconds kPatience = std::chrono::seconds(30);
  Connection connection_;
  std::optional<Checkpointer> checkpointer_;
};

}  // namespace

std::unique_ptr<Database> open_sqlite(const std::string& path, Access access) { return std::make_unique<Sqlite>(path, access); }

}  // namespace dateline::store
