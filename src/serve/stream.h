// Bytes on their way from whoever makes them to a client, through a buffer of limited size. The maker's side may be any thread;
// the client's side is the server's.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

namespace dateline::serve {

class Stream {
 public:
  explicit Stream(std::size_t limit = 256 * 1024) : limit_(limit) {}

  // The maker's side. False when the client is gone, or has taken nothing for `patience`; then nothing more need be made.
  bool write(std::string_view bytes, std::chrono::seconds patience = std::chrono::seconds(30));
  // Without waiting; false when there is no room: the client is too slow, or gone.
  bool offer(std::string_view bytes);
  void end();
  // Ends it so that the client sees that something is missing.
  void fail();
  bool is_cancelled() const;

  // The server's side. What there is, at most `size` bytes; `wait` is called under the lock when there is nothing yet, and what
  // it returned is called once there is.
  enum class State : unsigned char { Open, Ended, Failed };
  std::size_t read(char* to, std::size_t size, State& state, const std::function<std::function<void()>()>& wait);
  void cancel();

 private:
  void wake(std::unique_lock<std::mutex>& lock);

  const std::size_t limit_;
  mutable std::mutex mutex_;
  std::condition_variable room_;
  std::string buffer_;
  std::size_t taken_ = 0;  // of the buffer's front
  State state_ = State::Open;
  bool cancelled_ = false;
  std::function<void()> waiter_;
};

}  // namespace dateline::serve
