// A stream of work on NATS JetStream: messages in the order in which the server stored them, each for one of many workers, given
// again when a worker does not say in time that it is done. Beside it a stream of what could not be read, with the reason.
//
// Subjects are NAME.work and NAME.dead, streams NAME and NAME-dead, both in files. Connections come back on their own when the
// server was away. Any number of threads.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/result.h"

namespace dateline::work {

// What a message carries (docs/scaling.md): bytes, and what a header says about them; empty: unknown.
struct Message {
  std::string body;
  std::string name;    // Dateline-Name: as the file would be called
  std::string format;  // Dateline-Format: as -f
  std::string date;    // Dateline-Date: as --date
};

class Stream {
 public:
  struct Options {
    std::string url;
    std::string name = "dateline";
    std::int64_t wait_ms = 30'000;  // a worker that is silent for so long is taken for dead
  };
  // Connects and makes the streams and the workers' consumer where they are not there yet. The error says what to do.
  static Result<Stream> open(const Options& options);
  Stream(Stream&&) noexcept;
  Stream& operator=(Stream&&) noexcept;
  ~Stream();

  // Stored by the server when it returns. A message with the same id within an hour is dropped: then false.
  Result<bool> publish(const Message& message, const std::string& id);
  Result<void> publish_dead(const std::string& reason, const std::string& id);

  // A message that this worker holds. Destroyed without being acknowledged it comes again, after the wait.
  class Delivery {
   public:
    Message message;
    std::uint64_t number = 0;     // in the stream, from 1
    std::uint64_t delivered = 1;  // how many times, with this one
    // It will not come again, unless an error is returned.
    Result<void> acknowledge();
    // Starts the wait anew.
    void still_working();

   private:
    friend class Stream;
    struct Held;
    std::shared_ptr<Held> held_;
  };
  // Up to `most`, as soon as some are there; none when none comes within the time.
  Result<std::vector<Delivery>> fetch(int most, std::int64_t milliseconds);

  struct Info {
    std::string identity;       // of this very stream: one made anew under the same name has another
    std::uint64_t first = 0;    // all messages with lower numbers were acknowledged or deleted
    std::uint64_t waiting = 0;  // not yet given to a worker
    std::uint64_t held = 0;     // given and not acknowledged
  };
  Result<Info> info();

 private:
  struct State;
  explicit Stream(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace dateline::work
