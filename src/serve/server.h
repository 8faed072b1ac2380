// HTTP/1.1 over libmicrohttpd: connections, limits and threads, and nothing of what is asked or answered.
//
// One thread waits for all connections (epoll), so that a client that is slow, idle or only opens connections costs a descriptor
// and no thread. A request that is there as a whole goes to one of a few workers; its answer goes back to the first thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "dateline/result.h"
#include "serve/message.h"

namespace dateline::serve {

// Workers that share a queue: for what is looked up in no time, for what is counted or listed, for texts to read. Nobody who
// looks up one thing waits for those who count a million.
enum class Lane : std::uint8_t { Lookup, Store, Engine };

// What a server asks of whoever answers.
class Answerer {
 public:
  virtual ~Answerer() = default;
  struct Admission {
    std::optional<Response> refused;  // sent at once, whatever of the body is still to come
    Lane lane = Lane::Store;
    std::size_t largest_body = 0;
  };
  // The head of a request is there. Must be quick: all connections wait.
  virtual Admission admit(const Request& request) = 0;
  // The whole request is there. Many workers at once.
  virtual Response answer(const Request& request) = 0;
  // The answers of the server itself: 413, 503.
  virtual Response refusal(const Request& request, const Refusal& refusal) = 0;
};

struct ServerOptions {
  std::string host = "127.0.0.1";
  std::uint16_t port = 0;  // 0: any that is free
  unsigned connections = 1024;
  unsigned lookup_workers = 2;
  unsigned store_workers = 4;
  unsigned engine_workers = 1;
  std::size_t queue = 512;            // requests that wait for a worker, of each lane; then 503
  std::size_t head = 32 * 1024;       // bytes of a request's line and headers (and of the library's own for it); then 431
  std::chrono::seconds for_head{20};  // from the connection's begin or the last answer to the end of the next head
  std::chrono::seconds for_body{60};
  std::chrono::seconds for_answer{120};  // not of streams
  std::chrono::seconds for_silence{20};  // a client that takes or sends nothing
};

class Server {
 public:
  // Listens when it returns. `answerer` must outlive the server.
  static Result<std::unique_ptr<Server>> start(const ServerOptions& options, Answerer& answerer);
  virtual ~Server() = default;  // as stop()
  virtual std::uint16_t port() const = 0;
  // Takes no more connections, lets what was begun come to its end for at most `patience`, and closes all.
  virtual void stop(std::chrono::seconds patience) = 0;
  struct Figures {
    std::uint64_t connections = 0;  // now
    std::uint64_t waiting = 0;      // requests in queues
  };
  virtual Figures figures() const = 0;
};

}  // namespace dateline::serve
