// What the messages of a stream of work say, and how inputs become messages (docs/scaling.md).
//
// A body is either a reference, {"archive": "/data/crawl.warc.gz", "range": "0:8388608", "date"?, "format"?}, or the bytes of an
// input of any kind that `dateline read` takes, packed or not.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "input/source.h"
#include "work/stream.h"

namespace dateline::work {

// Where references may point to. Whoever may publish would otherwise have workers read any file of theirs.
struct Roots {
  std::vector<std::string> folders;
  // The path without links when it lies in one of them; an error that says what to do.
  Result<std::string> resolve(const std::string& path) const;
};

bool is_reference(const Message& message);

struct Opened {
  input::Source source;
  bool is_reference = false;  // then a file that cannot be read may be there for another worker, or later
};
// The pages of a message. The error is about the message: nobody can read it.
Result<Opened> open_message(const Message& message, const Roots& roots);

struct FeedOptions {
  std::string format = "auto";
  std::string date;
  std::uint64_t piece_bytes = 1u << 20;  // of an archive
  std::uint64_t largest_body = 512u << 10;
};
struct ToPublish {
  Message message;
  std::string id;  // the same for the same piece of the same file
};
// The messages of one file, in order: ranges of an archive; another file's bytes when they are few, packed, else a reference.
// `take` returns false to stop.
Result<void> messages_of(const std::string& path, const FeedOptions& options, const std::function<bool(ToPublish&&)>& take);

}  // namespace dateline::work
