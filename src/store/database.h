// SQL as the store needs it, the same over SQLite and PostgreSQL: parameters are $1, $2 ... in the order of their first use,
// values are whole numbers, reals, texts, bytes or nothing. One thread. What goes wrong is thrown as a Fault, which ends the
// transaction; the store's own functions turn it into an error value.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "dateline/result.h"

namespace dateline::store {

struct Fault {
  Error error;
};

class Statement {
 public:
  virtual ~Statement() = default;
  // Parameters count from 1. What was bound holds until it is bound again; texts and bytes must stay where they are until step().
  virtual void bind(int parameter, std::int64_t value) = 0;
  virtual void bind(int parameter, double value) = 0;
  virtual void bind(int parameter, std::string_view text) = 0;
  virtual void bind_bytes(int parameter, std::string_view bytes) = 0;
  virtual void bind_nothing(int parameter) = 0;
  // True when there is a row to look at. At the end, or after reset(), the statement may run again.
  virtual bool step() = 0;
  virtual void reset() = 0;
  // Columns count from 0. Views hold until the next step.
  virtual std::int64_t number(int column) = 0;
  virtual double real(int column) = 0;
  virtual std::string_view text(int column) = 0;
  virtual std::string_view bytes(int column) = 0;
  virtual bool is_nothing(int column) = 0;

  // Unknown values are nothing, not empty texts.
  void bind_if_known(int parameter, std::string_view text) {
    if (text.empty()) {
      bind_nothing(parameter);
    } else {
      bind(parameter, text);
    }
  }
  // Runs a statement that gives no rows. What goes wrong may be thrown by a later statement of the transaction, or by its end.
  virtual void run() {
    while (step()) {
    }
    reset();
  }
};

enum class Dialect : unsigned char { Sqlite, Postgres };
enum class Access : unsigned char { Read, Write };

class Database {
 public:
  virtual ~Database() = default;
  virtual Dialect dialect() const = 0;
  // Statements without parameters, several at once.
  virtual void execute(const std::string& sql) = 0;
  virtual std::unique_ptr<Statement> prepare(const std::string& sql) = 0;
  // Begins a transaction that no other writer may be in.
  virtual void begin() = 0;
  void commit() { execute("COMMIT"); }
  virtual void roll_back() = 0;  // throws nothing

  // For messages: the file, or the address without a password.
  const std::string& name() const { return name_; }

 protected:
  std::string name_;
};

// `where`: a file, or postgres://...; Access::Read refuses what is not there. Throws Fault.
std::unique_ptr<Database> open_database(const std::string& where, Access access);
std::unique_ptr<Database> open_sqlite(const std::string& path, Access access);
std::unique_ptr<Database> open_postgres(const std::string& address);

}  // namespace dateline::store
