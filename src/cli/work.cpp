// `dateline work`: messages are read with all threads, what comes of them is kept in the store (store/arrivals.h), then they are
// acknowledged. Beside that one of all workers places what is there, in the order of the stream (work/placer.h). So it does not
// matter who reads what, how often, or who dies: the store is that of one process that reads the stream alone.
#include <fmt/format.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "base/json.h"
#include "cli/common.h"
#include "cli/reading.h"
#include "cli/stop.h"
#include "dateline/formats.h"
#include "flow/work_through.h"
#include "store/arrivals.h"
#include "work/message.h"
#include "work/placer.h"
#include "work/stream.h"

namespace dateline::cli {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr std::size_t kAtOnce = 16;            // small messages
constexpr milliseconds kLooks{200};            // how often to look for what others have read
constexpr std::uint64_t kMostWaiting = 2'000;  // messages that were read and not placed, before reading waits

// Says what is wrong once, until it is right again.
class Trouble {
 public:
  template <typename T>
  bool is(const Result<T>& result) {
    if (result) {
      last_.clear();
      return false;
    }
    if (result.error().message != last_) complain(result.error().message + "; trying again");
    last_ = result.error().message;
    return true;
  }

 private:
  std::string last_;
};

// What a message has come to.
struct MessageRead {
  work::Stream::Delivery delivery;
  std::optional<work::Opened> opened;
  store::RecordPack records;
  std::vector<std::pair<std::string, std::string>> dead;  // where, why
  bool is_for_later = false;                              // its archive is not there; another worker may see it
};

struct Piece {
  std::size_t message;
  input::Item item;
};
struct ReadPiece {
  std::size_t message;
  ReadItem item;
};

class Worker {
 public:
  Worker(const WorkCommand& command, const Engine& engine, work::Stream& stream)
      : command_(command), engine_(engine), stream_(stream), threads_(threads_for(command.threads)), roots_{command.roots} {}

  // Ends when asked to, or when all is done and that is what to do then.
  int run() {
    while (identity_.empty()) {
      const auto info = stream_.info();
      if (!info) {
        complain(info.error().message);
        return kCannotStart;
      }
      identity_ = info->identity;
    }
    std::thread placing([&] { place_until_done(); });
    read_until_done();
    is_done_ = true;
    wake_.notify_all();
    placing.join();
    complain(fmt::format("{} messages read, {} parts of them dead; {} articles placed", messages_, dead_, placed_.load()));
    return kDone;
  }

 private:
  void read_until_done() {
    Trouble trouble;
    while (!stop_is_asked()) {
      if (is_behind()) {
        std::this_thread::sleep_for(kLooks);
        continue;
      }
      auto deliveries = take();
      if (trouble.is(deliveries)) {
        std::this_thread::sleep_for(milliseconds(500));
        continue;
      }
      if (deliveries->empty()) {
        if (command_.until_empty && all_is_placed()) return;
        continue;
      }
      read(std::move(*deliveries));
    }
  }

  // One reference, for that is much work, or as many small messages as keep all threads busy.
  Result<std::vector<work::Stream::Delivery>> take() {
    auto taken = stream_.fetch(1, 1000);
    while (taken && !taken->empty() && taken->size() < kAtOnce && !work::is_reference(taken->back().message)) {
      auto more = stream_.fetch(1, 20);
      if (!more || more->empty()) break;
      taken->push_back(std::move(more->front()));
    }
    return taken;
  }

  // Placing cannot keep up with reading.
  bool is_behind() {
    if (!open_arrivals()) return false;
    const auto count = arrivals_->count(identity_);
    if (!count || *count < kMostWaiting) return false;
    const auto placed = arrivals_->placed(identity_);
    const auto next = placed ? arrivals_->waiting(identity_, *placed, 1) : tl::unexpected(placed.error());
    return next && !next->empty() && next->front().number == *placed + 1;
  }

  bool all_is_placed() {
    const auto info = stream_.info();
    if (!info || info->waiting > 0 || info->held > 0 || !open_arrivals()) return false;
    const auto count = arrivals_->count(identity_);
    return count && *count == 0;
  }

  bool open_arrivals() {
    if (arrivals_) return true;
    auto opened = store::Arrivals::open(command_.store);
    if (store_trouble_.is(opened)) return false;
    arrivals_.emplace(std::move(*opened));
    return true;
  }

  void read(std::vector<work::Stream::Delivery>&& deliveries) {
    std::vector<MessageRead> readings;
    readings.reserve(deliveries.size());
    for (work::Stream::Delivery& delivery : deliveries) readings.push_back({std::move(delivery), {}, {}, {}, false});
    for (MessageRead& reading : readings) begin(reading);
    read_items(readings);
    keep(readings);
  }

  void begin(MessageRead& reading) {
    const bool is_known = open_arrivals() && arrivals_->is_known(identity_, reading.delivery.number).value_or(false);
    if (is_known) return;  // only to be acknowledged
    if (reading.delivery.delivered > command_.tries) {
      reading.dead.emplace_back("", fmt::format("{} workers took it and none came to its end", reading.delivery.delivered - 1));
      return;
    }
    auto opened = work::open_message(reading.delivery.message, roots_);
    if (opened) {
      reading.opened.emplace(std::move(*opened));
    } else {
      reading.dead.emplace_back("", opened.error().message);
    }
  }

  void read_items(std::vector<MessageRead>& readings) {
    std::size_t current = 0;
    const auto next = [&]() -> std::optional<Piece> {
      for (; current < readings.size(); ++current) {
        if (!readings[current].opened) continue;
        if (auto item = readings[current].opened->source.next()) return Piece{current, std::move(*item)};
      }
      return std::nullopt;
    };
    const Reading reading{engine_, kAllStages, false, [&](const Document& document) { return to_json(engine_, document); },
                          nullptr};
    const auto work = [&](Piece&& piece) { return ReadPiece{piece.message, read_item(reading, std::move(piece.item))}; };
    auto said = Clock::now();
    const auto emit = [&](ReadPiece&& piece) {
      MessageRead& of = readings[piece.message];
      if (!piece.item.error.empty() && piece.item.is_of_whole_file && of.opened->is_reference &&
          of.delivery.delivered < command_.tries) {
        complain(piece.item.error + "; left to another try");
        of.is_for_later = true;
      } else if (!piece.item.error.empty()) {
        of.dead.emplace_back(piece.item.where, piece.item.error);
      } else {
        of.records.add(piece.item.text);
      }
      if (Clock::now() - said > milliseconds(command_.wait_seconds * 250)) {
        still_working(readings);
        said = Clock::now();
      }
      return true;
    };
    flow::work_through(threads_, next, work, emit);
  }

  static void still_working(std::vector<MessageRead>& readings) {
    for (MessageRead& reading : readings) {
      if (!reading.is_for_later) reading.delivery.still_working();
    }
  }

  // First what is dead, then what was read, then the acknowledgement: whatever ends the worker between two of them, the message
  // comes again and changes nothing.
  void keep(std::vector<MessageRead>& readings) {
    Trouble trouble;
    const auto until_kept = [&](auto act) {
      while (trouble.is(act())) {
        if (stop_is_asked()) return false;
        still_working(readings);
        std::this_thread::sleep_for(milliseconds(500));
        open_arrivals();
      }
      return true;
    };
    std::vector<store::Arrivals::Message> messages;
    for (MessageRead& reading : readings) {
      if (reading.is_for_later) continue;
      for (const std::pair<std::string, std::string>& dead : reading.dead) {
        complain(dead.second);
        const std::string id = fmt::format("{} {} {}", identity_, reading.delivery.number, dead.first);
        if (!until_kept([&] { return stream_.publish_dead(obituary(reading, dead.first, dead.second), id); })) return;
        ++dead_;
      }
      messages.push_back({reading.delivery.number, reading.records.bytes()});
    }
    const bool kept = until_kept([&]() -> Result<void> {
      if (!open_arrivals()) return failure(ErrorCode::NotReadable, "the store cannot be opened");
      auto staged = arrivals_->stage(identity_, messages);
      if (!staged) arrivals_.reset();
      return staged;
    });
    if (!kept) return;
    wake_.notify_all();
    for (MessageRead& reading : readings) {
      if (reading.is_for_later) continue;
      // When it fails the message comes again and is known.
      (void)reading.delivery.acknowledge();
      ++messages_;
    }
  }

  std::string obituary(const MessageRead& reading, const std::string& where, const std::string& why) const {
    constexpr std::size_t kShown = 2000;  // bytes of a message
    std::string out;
    base::JsonWriter json(out);
    json.begin_object();
    json.field("stream", command_.stream);
    json.field("number", static_cast<std::int64_t>(reading.delivery.number));
    json.field_if_known("name", reading.delivery.message.name);
    json.field_if_known("where", where);
    json.field("reason", why);
    const std::string& body = reading.delivery.message.body;
    if (!body.empty() && body.front() == '{') json.field("message", std::string_view(body).substr(0, kShown));
    json.end_object();
    return out;
  }

  void place_until_done() {
    work::Placer placer(command_.store, engine_.story_tables(), threads_);
    const auto first = [&]() -> Result<std::uint64_t> {
      const auto info = stream_.info();
      if (!info) return Failure(info.error());
      return info->first;
    };
    Trouble trouble;
    while (true) {
      const bool was_done = is_done_;
      const auto progress = placer.place(identity_, first);
      if (!trouble.is(progress)) placed_ += progress->articles;
      if (was_done) return;
      std::unique_lock lock(mutex_);
      wake_.wait_for(lock, progress ? kLooks : milliseconds(1000));
    }
  }

  const WorkCommand& command_;
  const Engine& engine_;
  work::Stream& stream_;
  unsigned threads_;
  work::Roots roots_;
  std::string identity_;
  std::optional<store::Arrivals> arrivals_;  // of the reading thread
  Trouble store_trouble_;
  std::uint64_t messages_ = 0, dead_ = 0;
  std::atomic<std::uint64_t> placed_{0};
  std::atomic<bool> is_done_{false};
  std::mutex mutex_;
  std::condition_variable wake_;
};

}  // namespace

int work(const WorkCommand& command) {
  const std::optional<Engine> engine = open_engine(command.files);
  if (!engine) return kCannotStart;
  // The store first: a worker without one would take messages and keep them from others.
  if (auto store = StoreWriter::open(command.store, engine->story_tables()); !store) {
    complain(store.error().message);
    return kCannotStart;
  }
  auto stream = work::Stream::open({command.url, command.stream, std::int64_t{command.wait_seconds} * 1000});
  if (!stream) {
    complain(stream.error().message);
    return kCannotStart;
  }
  stop_on_signals();
  Worker worker(command, *engine, *stream);
  return worker.run();
}

}  // namespace dateline::cli
