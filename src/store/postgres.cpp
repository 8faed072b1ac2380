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

[[noreturn]] void fail(const std::string& name, PGconn* connection) {
  std::string message = libpq().error_message(connection);
  while (!message.empty() && message.back() == '\n') message.pop_back();
  // Its hints come on lines of their own, behind a tab.
  for (char& c : message) c = c == '\n' || c == '\t' ? ' ' : c;
  throw Fault{{ErrorCode::NotReadable, fmt::format("{}: {}", name, message)}};
}

// The address as it may be shown: without a password.
std::string without_password(const std::string& address) {
  const std::size_t host = address.find('@'), user = address.find("://");
  if (host == address.npos || user == address.npos) return address;
  const std::size_t colon = address.find(':', user + 3);
  return colon < host ? address.substr(0, colon) + address.substr(host) : address;
}

// Results come as text, all rows of a statement at once.
class PostgresStatement final : public Statement {
 public:
  PostgresStatement(const std::string& name, PGconn* connection, const std::string& sql, std::string id)
      : name_(name), connection_(connection), id_(std::move(id)) {
    const Rows prepared(libpq().prepare(connection, id_.c_str(), sql.c_str(), 0, nullptr));
    if (libpq().result_status(prepared.get()) != PGRES_COMMAND_OK) fail(name_, connection_);
  }
  ~PostgresStatement() override {
    // A transaction that failed takes no command; the statement then ends with the connection.
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

  bool step() override {
    if (!rows_) {
      std::vector<const char*> values;
      std::vector<int> lengths, formats;
      for (const Value& value : values_) {
        values.push_back(value.kind == Kind::Nothing ? nullptr
                         : value.kind == Kind::Bytes ? value.bytes.data()
                                                     : value.text.c_str());
        lengths.push_back(static_cast<int>(value.bytes.size()));
        formats.push_back(value.kind == Kind::Bytes ? 1 : 0);
      }
      rows_.reset(libpq().exec_prepared(connection_, id_.c_str(), static_cast<int>(values.size()), values.data(), lengths.data(),
                                        formats.data(), 0));
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

  const std::string& name_;
  PGconn* connection_;
  std::string id_;
  std::vector<Value> values_;
  Rows rows_;
  int row_ = -1;
  std::map<int, std::string> bytes_;
};

class Postgres final : public Database {
 public:
  explicit Postgres(const std::string& address) : connection_(libpq().connect(address.c_str())) {
    name_ = without_password(address);
    if (libpq().status(connection_.get()) != CONNECTION_OK) fail(name_, connection_.get());
    libpq().set_notice_processor(
        connection_.get(), [](void*, const char*) {}, nullptr);
    execute("SET client_encoding = 'UTF8'; SET standard_conforming_strings = on; SET extra_float_digits = 1");
  }
  Dialect dialect() const override { return Dialect::Postgres; }
  void execute(const std::string& sql) override {
    const Rows result(libpq().exec(connection_.get(), sql.c_str()));
    const ExecStatusType status = libpq().result_status(result.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_EMPTY_QUERY) fail(name_, connection_.get());
  }
  std::unique_ptr<Statement> prepare(const std::string& sql) override {
    return std::make_unique<PostgresStatement>(name_, connection_.get(), sql, fmt::format("s{}", ++statements_));
  }
  void begin() override {
    execute("BEGIN");
    // One writer at a time; any number that nobody else locks will do.
    execute("SELECT pg_advisory_xact_lock(4120512914)");
  }
  void roll_back() override { Rows(libpq().exec(connection_.get(), "ROLLBACK")); }

 private:
  Connection connection_;
  std::uint64_t statements_ = 0;
};

}  // namespace

std::unique_ptr<Database> open_postgres(const std::string& address) { return std::make_unique<Postgres>(address); }

}  // namespace dateline::store
