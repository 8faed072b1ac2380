// Places what workers have read, in the order of the stream, on one thread at a time of one worker at a time.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>

#include "dateline/store.h"
#include "store/arrivals.h"

namespace dateline::work {

class Placer {
 public:
  // The tables must outlive the placer. `threads`: for what can be done side by side.
  Placer(std::string where, const story::Tables& tables, unsigned threads)
      : where_(std::move(where)), tables_(tables), threads_(threads) {}

  struct Progress {
    std::size_t messages = 0;
    std::uint64_t articles = 0;  // that changed the store
    bool is_elsewhere = false;   // another worker places
  };
  // All that is there up to the first message that has not been read. `first`: asked when one is missing, whether it will ever
  // come: numbers below are of messages that were acknowledged (so their records are there, or placed) or deleted. After an error
  // the store is opened anew.
  Result<Progress> place(const std::string& stream, const std::function<Result<std::uint64_t>()>& first);

 private:
  Result<Progress> place_some(const std::string& stream, const std::function<Result<std::uint64_t>()>& first);
  Result<std::vector<store::Arrivals::Message>> next(const std::string& stream, std::uint64_t after,
                                                     const std::function<Result<std::uint64_t>()>& first);
  Result<void> store(const std::string& stream, std::vector<store::Arrivals::Message>&& messages, Progress& progress);

  std::string where_;
  const story::Tables& tables_;
  unsigned threads_;
  std::optional<store::Arrivals> arrivals_;
  std::optional<StoreWriter> writer_;
};

}  // namespace dateline::work
