#include <fmt/format.h>

#include <charconv>
#include <map>
#include <vector>

#include "store/database.h"
#include "store/libpq.h"

namespace dateline::store {

namespace {

struct Closer {
  void operator()(PGconn* connection) const { libpq().finish(connection); }
  void operator()(PGresult* result) const { libpq().clear(result); }
};
using Connection = std::unique_ptr<PGconn, Closer>;
using Rows = std::unique_ptr<PGresult, Closer>;

std::string in_one_line(std::string message) {
  while (!message.empty() && message.back() == '\n') message.pop_back();
  // Its hints come on lines of their own, behind a tab.
  for (char& c : message) c = c == '\n' || c == '\t' ? ' ' : c;
  return message.empty() ? "the connection is lost" : message;
}

std::string message_of(PGconn* connection) { return in_one_line(libpq().error_message(connection)); }

[[noreturn]] void fail(const std::string& name, PGconn* connection) {
  throw Fault{{ErrorCode::NotReadable, fmt::format("{}: {}", name, message_of(connection))}};
}

// The address as it may be shown: without a password.
std::string without_password(const std::string& address) {
  const std::size_t host = address.find('@'), user = address.find("://");
  if (host == address.npos || user == address.npos) return address;
  const std::size_t colon = address.find(':', user + 3);
  return colon < host ? address.substr(0, colon) + address.substr(host) : address;
}

// Statements that give no rows are sent one behind another without waiting for what comes of each (libpq's pipeline), so that a
// batch is not as many round trips. Whoever needs an answer settles first.
class Pipeline {
 public:
  Pipeline(const std::string& name, PGconn* connection) : name_(name), connection_(connection) {}

  void send(const std::string& statement, const std::vector<const char*>& values, const std::vector<int>& lengths,
            const std::vector<int>& formats) {
    if (waiting_ == kMostWaiting) settle();
    if (waiting_ == 0 && libpq().enter_pipeline(connection_) == 0) fail(name_, connection_);
    ++waiting_;
    if (libpq().send_prepared(connection_, statement.c_str(), static_cast<int>(values.size()), values.data(), lengths.data(),
                              formats.data(), 0) == 0) {
      fail(name_, connection_);
    }
  }

  // Throws what the first of them that failed says.
  void settle() {
    if (const std::string message = finish(); !message.empty()) {
      throw Fault{{ErrorCode::NotReadable, fmt::format("{}: {}", name_, message)}};
    }
  }

  // As settle(), but returns the message; empty when all went well.
  std::string finish() {
    if (waiting_ == 0) return {};
    waiting_ = 0;
    std::string message;
    bool synchronised = libpq().sync_pipeline(connection_) != 0;
    // Results of each statement end with a null; after the last of them comes the synchronisation.
    for (bool ended = !synchronised, was_null = false; !ended;) {
      const Rows result(libpq().next_result(connection_));
      if (!result) {
        ended = was_null;  // two in a row: the connection is gone
        was_null = true;
        continue;
      }
      was_null = false;
      const ExecStatusType status = libpq().result_status(result.get());
      if (status == PGRES_PIPELINE_SYNC) break;
      if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_PIPELINE_ABORTED && message.empty()) {
        message = in_one_line(libpq().result_message(result.get()));
      }
    }
    if (libpq().exit_pipeline(connection_) == 0 && message.empty()) message = message_of(connection_);
    return message;
  }

 private:
  static constexpr std::size_t kMostWaiting = 512;

  const std::string& name_;
  PGconn* connection_;
  std::size_t waiting_ = 0;
};

// Results come as text, all rows of a statement at once.
class PostgresStatement final : public Statement {
 public:
  PostgresStatement(const std::string& name, PGconn* connection, Pipeline& pipeline, const std::string& sql, std::string id)
      : name_(name), connection_(connection), pipeline_(pipeline), id_(std::move(id)) {
    pipeline_.settle();
    const Rows prepared(libpq().prepare(connection, id_.c_str(), sql.c_str(), 0, nullptr));
    if (libpq().result_status(prepared.get()) != PGRES_COMMAND_OK) fail(name_, connection_);
  }
  ~PostgresStatement() override {
    // A transaction that failed takes no command; the statement then ends with the connection.
    pipeline_.finish();
    if (libpq().transaction_status(connection_) != PQTRANS_INERROR)
      Rows(libpq().exec(connection_, ("DEALLOCATE " + id_).c_str()));
  }
  PostgresStatement(const PostgresStatement&) = delete;
  PostgresStatement& operator=(const PostgresStatement&) = delete;

  void bind(int parameter, std::int64_t value) override { at(parameter) = {fmt::format("{}", value), {}, Kind::Text}; }
  void bind(int parameter, double value) override { at(parameter) = {fmt::format("{}", value), {}, Kind::Text}; }
  void bind(int parameter, std::string_view text) override {
    // PostgreSQL's texts hold every character but U+0000.
    std::string kept;
    for (const char c : text) {
      if (c != '\0') kept += c;
    }
    at(parameter) = {std::move(kept), {}, Kind::Text};
  }
  void bind_bytes(int parameter, std::string_view bytes) override { at(parameter) = {{}, bytes, Kind::Bytes}; }
  void bind_nothing(int parameter) override { at(parameter) = {{}, {}, Kind::Nothing}; }

  void run() override {
    gather();
    pipeline_.send(id_, texts_, lengths_, formats_);
  }

  bool step() override {
    if (!rows_) {
      pipeline_.settle();
      gather();
      rows_.reset(libpq().exec_prepared(connection_, id_.c_str(), static_cast<int>(texts_.size()), texts_.data(), lengths_.data(),
                                        formats_.data(), 0));
      const ExecStatusType status = libpq().result_status(rows_.get());
      if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) {
        rows_.reset();
        fail(name_, connection_);
      }
      row_ = -1;
    }
    if (++row_ < libpq().row_count(rows_.get())) return true;
    rows_.reset();
    return false;
  }
  void reset() override { rows_.reset(); }

  std::int64_t number(int column) override {
    std::int64_t value = 0;
    const std::string_view digits = text(column);
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
  }
  double real(int column) override {
    double value = 0;
    const std::string_view digits = text(column);
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
  }
  std::string_view text(int column) override {
    return {libpq().value(rows_.get(), row_, column), static_cast<std::size_t>(libpq().length(rows_.get(), row_, column))};
  }
  std::string_view bytes(int column) override {
    std::size_t size = 0;
    unsigned char* bytes =
        libpq().unescape_bytes(reinterpret_cast<const unsigned char*>(libpq().value(rows_.get(), row_, column)), &size);
    std::string& kept = bytes_[column];
    kept.assign(reinterpret_cast<const char*>(bytes), size);
    libpq().free_memory(bytes);
    return kept;
  }
  bool is_nothing(int column) override { return libpq().is_null(rows_.get(), row_, column) == 1; }

 private:
  enum class Kind : unsigned char { Nothing, Text, Bytes };
  struct Value {
    std::string text;
    std::string_view bytes;
    Kind kind = Kind::Nothing;
  };
  Value& at(int parameter) {
    if (values_.size() < static_cast<std::size_t>(parameter)) values_.resize(static_cast<std::size_t>(parameter));
    return values_[static_cast<std::size_t>(parameter - 1)];
  }

  // The values as libpq takes them.
  void gather() {
    texts_.clear();
    lengths_.clear();
    formats_.clear();
    for (const Value& value : values_) {
      texts_.push_back(value.kind == Kind::Nothing ? nullptr
                       : value.kind == Kind::Bytes ? value.bytes.data()
                                                   : value.text.c_str());
      lengths_.push_back(static_cast<int>(value.bytes.size()));
      formats_.push_back(value.kind == Kind::Bytes ? 1 : 0);
    }
  }

  const std::string& name_;
  PGconn* connection_;
  Pipeline& pipeline_;
  std::string id_;
  std::vector<Value> values_;
  std::vector<const char*> texts_;
  std::vector<int> lengths_, formats_;
  Rows rows_;
  int row_ = -1;
  std::map<int, std::string> bytes_;
};

class Postgres final : public Database {
 public:
  explicit Postgres(const std::string& address)
      : connection_(libpq().connect(address.c_str())), pipeline_(name_, connection_.get()) {
    name_ = without_password(address);
    if (libpq().status(connection_.get()) != CONNECTION_OK) fail(name_, connection_.get());
    libpq().set_notice_processor(
        connection_.get(), [](void*, const char*) {}, nullptr);
    execute("SET client_encoding = 'UTF8'; SET standard_conforming_strings = on; SET extra_float_digits = 1");
  }
  Dialect dialect() const override { return Dialect::Postgres; }
  void execute(const std::string& sql) override {
    pipeline_.settle();
    const Rows result(libpq().exec(connection_.get(), sql.c_str()));
    const ExecStatusType status = libpq().result_status(result.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_EMPTY_QUERY) fail(name_, connection_.get());
  }
  std::unique_ptr<Statement> prepare(const std::string& sql) override {
    return std::make_unique<PostgresStatement>(name_, connection_.get(), pipeline_, sql, fmt::format("s{}", ++statements_));
  }
  void begin() override {
    execute("BEGIN");
    // One writer at a time; any number that nobody else locks will do.
    execute("SELECT pg_advisory_xact_lock(4120512914)");
  }
  void roll_back() override {
    pipeline_.finish();
    Rows(libpq().exec(connection_.get(), "ROLLBACK"));
  }

 private:
  Connection connection_;
  Pipeline pipeline_;
  std::uint64_t statements_ = 0;
};

}  // namespace

std::unique_ptr<Database> open_postgres(const std::string& address) { return std::make_unique<Postgres>(address); }

}  // namespace dateline::store
