#include "serve/cache.h"

namespace dateline::serve {

bool AnswerCache::is_of(std::uint64_t generation) {
  if (generation < generation_) return false;
  if (generation > generation_) {
    places_.clear();
    kept_.clear();
    bytes_ = 0;
    generation_ = generation;
  }
  return true;
}

std::optional<Response> AnswerCache::find(const std::string& key, std::uint64_t generation) {
  const std::lock_guard lock(mutex_);
  if (!is_of(generation)) return std::nullopt;
  const auto found = places_.find(key);
  if (found == places_.end()) return std::nullopt;
  kept_.splice(kept_.begin(), kept_, found->second);
  return found->second->response;
}

void AnswerCache::keep(const std::string& key, std::uint64_t generation, Response& response) {
  constexpr std::size_t kPart = 16;  // of the whole that one answer may take
  const std::size_t bytes = response.body.size() + key.size() + 1024;
  if (bytes > most_bytes_ / kPart) return;
  response.shared = std::make_shared<const std::string>(std::move(response.body));
  response.body.clear();
  const std::lock_guard lock(mutex_);
  if (!is_of(generation) || places_.count(key) != 0) return;
  kept_.push_front({key, response, bytes});
  places_.emplace(kept_.front().key, kept_.begin());
  bytes_ += bytes;
  while (bytes_ > most_bytes_) {
    bytes_ -= kept_.back().bytes;
    places_.erase(kept_.back().key);
    kept_.pop_back();
  }
}

}  // namespace dateline::serve
