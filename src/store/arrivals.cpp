#include "store/arrivals.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include "store/database.h"
#include "store/packed.h"
#include "store/schema.h"

namespace dateline::store {

namespace {

constexpr std::size_t kLengthBytes = 4;

std::int64_t signed_(std::uint64_t number) { return static_cast<std::int64_t>(number); }

}  // namespace

void RecordPack::add(std::string_view record) {
  const std::string packed = pack(record);
  for (std::size_t i = 0; i < kLengthBytes; ++i) bytes_ += static_cast<char>(packed.size() >> (8 * i) & 0xFF);
  bytes_ += packed;
}

Result<std::vector<std::string>> RecordPack::unpack(std::string_view bytes) {
  std::vector<std::string> records;
  while (!bytes.empty()) {
    std::size_t size = 0;
    for (std::size_t i = 0; i < kLengthBytes && i < bytes.size(); ++i)
      size |= static_cast<std::size_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
    if (bytes.size() < kLengthBytes || bytes.size() - kLengthBytes < size)
      return failure(ErrorCode::BadInput, "records that wait for their turn are damaged");
    auto record = store::unpack(bytes.substr(kLengthBytes, size));
    if (!record) return Failure(record.error());
    records.push_back(std::move(*record));
    bytes.remove_prefix(kLengthBytes + size);
  }
  return records;
}

struct Arrivals::State {
  explicit State(const std::string& place) : where(place), database(open_database(place, Access::Write)) {
    migrate(*database);
    known = database->prepare(
        "SELECT (SELECT count(*) FROM arrivals WHERE stream = $1 AND number = $2) + "
        "(SELECT count(*) FROM journal WHERE source = $1 AND at >= $2)");
    insert = database->prepare(
        "INSERT INTO arrivals (stream, number, records) VALUES ($1, $2, $3) ON CONFLICT (stream, number) DO NOTHING");
    read_placed = database->prepare("SELECT at FROM journal WHERE source = $1");
    read = database->prepare("SELECT number, records FROM arrivals WHERE stream = $1 AND number > $2 ORDER BY number LIMIT $3");
    read_count = database->prepare("SELECT count(*) FROM arrivals WHERE stream = $1");
    remove = database->prepare("DELETE FROM arrivals WHERE stream = $1 AND number <= $2");
  }
  ~State() {
    if (lock_file != -1) close(lock_file);
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  bool is_sqlite() const { return database->dialect() == Dialect::Sqlite; }

  bool is_known(const std::string& stream, std::uint64_t number) {
    known->bind(1, stream);
    known->bind(2, signed_(number));
    const bool is = known->step() && known->number(0) > 0;
    known->reset();
    return is;
  }

  // Others write, too: in PostgreSQL side by side (Database::begin would wait for the batch of whoever places).
  void begin() { is_sqlite() ? database->begin() : database->execute("BEGIN"); }

  bool lock() {
    if (is_placer) return true;
    if (is_sqlite()) {
      const std::string path = where + "-placing";
      if (lock_file == -1) lock_file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
      if (lock_file == -1) throw Fault{{ErrorCode::NotWritable, fmt::format("{}: cannot be made", path)}};
      is_placer = flock(lock_file, LOCK_EX | LOCK_NB) == 0;
    } else {
      const auto statement = database->prepare("SELECT CASE WHEN pg_try_advisory_lock(4120512915) THEN 1 ELSE 0 END");
      statement->step();
      is_placer = statement->number(0) != 0;
    }
    return is_placer;
  }

  std::string where;
  std::unique_ptr<Database> database;
  std::unique_ptr<Statement> known, insert, read_placed, read, read_count, remove;
  int lock_file = -1;
  bool is_placer = false;
};

namespace {

template <typename Do>
auto guarded(Do act) -> Result<decltype(act())> {
  try {
    if constexpr (std::is_void_v<decltype(act())>) {
      act();
      return {};
    } else {
      return act();
    }
  } catch (Fault& fault) {
    return Failure(std::move(fault.error));
  }
}

}  // namespace

Arrivals::Arrivals(std::unique_ptr<State> state) : state_(std::move(state)) {}
Arrivals::Arrivals(Arrivals&&) noexcept = default;
Arrivals& Arrivals::operator=(Arrivals&&) noexcept = default;
Arrivals::~Arrivals() = default;

Result<Arrivals> Arrivals::open(const std::string& where) {
  return guarded([&] { return Arrivals(std::make_unique<State>(where)); });
}

Result<bool> Arrivals::is_known(const std::string& stream, std::uint64_t number) {
  return guarded([&] { return state_->is_known(stream, number); });
}

Result<void> Arrivals::stage(const std::string& stream, const std::vector<Message>& messages) {
  auto staged = guarded([&] {
    state_->begin();
    for (const Message& message : messages) {
      // One that is placed between this look and the commit stays behind, and goes with the next remove().
      if (state_->is_known(stream, message.number)) continue;
      Statement& insert = *state_->insert;
      insert.bind(1, stream);
      insert.bind(2, signed_(message.number));
      insert.bind_bytes(3, message.records);
      insert.run();
    }
    state_->database->commit();
  });
  if (!staged) state_->database->roll_back();
  return staged;
}

Result<std::uint64_t> Arrivals::placed(const std::string& stream) {
  return guarded([&] {
    Statement& read = *state_->read_placed;
    read.bind(1, stream);
    const auto number = read.step() ? static_cast<std::uint64_t>(read.number(0)) : 0;
    read.reset();
    return number;
  });
}

Result<std::vector<Arrivals::Message>> Arrivals::waiting(const std::string& stream, std::uint64_t after, std::uint32_t most) {
  return guarded([&] {
    std::vector<Message> messages;
    Statement& read = *state_->read;
    read.bind(1, stream);
    read.bind(2, signed_(after));
    read.bind(3, std::int64_t{most});
    while (read.step()) messages.push_back({static_cast<std::uint64_t>(read.number(0)), std::string(read.bytes(1))});
    read.reset();
    return messages;
  });
}

Result<std::uint64_t> Arrivals::count(const std::string& stream) {
  return guarded([&] {
    Statement& read = *state_->read_count;
    read.bind(1, stream);
    const auto number = read.step() ? static_cast<std::uint64_t>(read.number(0)) : 0;
    read.reset();
    return number;
  });
}

Result<void> Arrivals::remove(const std::string& stream, std::uint64_t upto) {
  return guarded([&] {
    state_->remove->bind(1, stream);
    state_->remove->bind(2, signed_(upto));
    state_->remove->run();
  });
}

Result<bool> Arrivals::is_placer() {
  return guarded([&] { return state_->lock(); });
}

}  // namespace dateline::store
