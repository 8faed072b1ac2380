// `dateline feed`: inputs as messages of a stream, in their order.
#include <fmt/format.h>

#include <chrono>
#include <thread>

#include "cli/common.h"
#include "cli/progress.h"
#include "cli/stop.h"
#include "input/files.h"
#include "work/message.h"

namespace dateline::cli {

namespace {

// A server that is away for a while does not end the feeding; one that was asked twice drops the second.
Result<bool> publish(work::Stream& stream, const work::ToPublish& message) {
  constexpr auto kPatience = std::chrono::seconds(60);
  const auto until = std::chrono::steady_clock::now() + kPatience;
  while (true) {
    auto published = stream.publish(message.message, message.id);
    if (published || stop_is_asked() || std::chrono::steady_clock::now() >= until) return published;
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
  }
}

}  // namespace

int feed(const FeedCommand& command) {
  if (!is_good_date(command.date)) return kCannotStart;
  const auto format = input::format_from(command.input_format);
  if (!format) {
    complain(format.error().message);
    return kCannotStart;
  }
  auto stream = work::Stream::open({command.url, command.stream});
  if (!stream) {
    complain(stream.error().message);
    return kCannotStart;
  }
  stop_on_signals();
  const work::FeedOptions options{command.input_format, command.date, command.piece_bytes};
  std::uint64_t published = 0, known = 0;
  bool failed = false, gone = false;
  Progress progress;
  input::Files files(command.inputs, *format);
  while (!gone && !stop_is_asked()) {
    const auto file = files.next();
    if (!file) break;
    const auto fault = [&](const std::string& message) {
      progress.clear();
      complain(message);
      failed = true;
    };
    if (!file->found || file->path == "-") {
      fault(file->found ? "standard input cannot be fed; give files" : file->found.error().message);
      continue;
    }
    const auto fed = work::messages_of(file->path, options, [&](work::ToPublish&& message) {
      const auto stored = publish(*stream, message);
      if (!stored) {
        fault(stored.error().message + "; feed again to go on, what was published is not published twice");
        gone = true;
        return false;
      }
      ++(*stored ? published : known);
      progress.step(file->path, false);
      return !stop_is_asked();
    });
    if (!fed) fault(fed.error().message);
  }
  progress.clear();
  std::string message = fmt::format("{}: {} messages published", command.stream, published);
  if (known > 0) message += fmt::format(", {} were there already", known);
  complain(message);
  if (stop_is_asked()) complain("stopped; feed again to go on");
  return failed || stop_is_asked() ? kSomeFailed : kDone;
}

}  // namespace dateline::cli
