// Goes on where an earlier run stopped. The store's journal says how far each input had come: it is written in the transaction of
// the articles, so both tell the same whenever the program is killed.
//
// A file is known by its size, its first and last 64 KiB and what it is read with (engine, knowledge, weights, options), not by
// its name: one that was moved is not read again, one that was replaced or is to be read by a better engine is. What has no size
// (standard input, pipes) is not in the journal.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "cli/reading.h"
#include "cli/storing.h"

namespace dateline::cli {

class Resume {
 public:
  // `context`: what the inputs are read with. Nothing, after a message, when the store cannot be read.
  static std::optional<Resume> open(Storing& store, std::string context);

  // For InputOptions::done. On any thread.
  std::optional<input::Done> done(const std::string& path);
  // The item will be stored next; in order.
  void reached(const ReadItem& item);
  // There are no more items.
  void ended();
  std::uint64_t skipped() const { return state_->skipped; }

 private:
  struct State {
    std::mutex mutex;
    std::map<std::string, Mark> marks;             // of earlier runs, by source
    std::map<std::string, std::string> source_of;  // of files that were opened, by path
    std::uint64_t skipped = 0;                     // files that were done
  };
  Resume(Storing& store, std::string context) : store_(&store), context_(std::move(context)), state_(new State) {}
  void end_file();

  Storing* store_;
  std::string context_;
  std::unique_ptr<State> state_;
  std::optional<Mark> here_;  // of the file that is being read; its path is its name
  bool is_readable_ = true;   // to its end, so far
};

}  // namespace dateline::cli
