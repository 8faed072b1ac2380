// Answers that were given already: the first view of a store is the same for everybody, until the store grows. Any number of
// threads.
#pragma once

#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "serve/message.h"

namespace dateline::serve {

class AnswerCache {
 public:
  explicit AnswerCache(std::size_t most_bytes) : most_bytes_(most_bytes) {}

  // `key`: all that the answer depends on. Answers of an older generation are forgotten.
  std::optional<Response> find(const std::string& key, std::uint64_t generation);
  // Keeps it when it is not too large; the response's body becomes a shared one.
  void keep(const std::string& key, std::uint64_t generation, Response& response);

 private:
  struct Kept {
    std::string key;
    Response response;
    std::size_t bytes;
  };
  // False for a generation that is over.
  bool is_of(std::uint64_t generation);

  const std::size_t most_bytes_;
  std::mutex mutex_;
  std::uint64_t generation_ = 0;
  std::list<Kept> kept_;  // the last asked for first
  std::unordered_map<std::string_view, std::list<Kept>::iterator> places_;
  std::size_t bytes_ = 0;
};

}  // namespace dateline::serve
