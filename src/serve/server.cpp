// How an exchange goes, all but step 3 in the library's one thread:
//   1. begun(): the request's line is there. An Exchange is made.
//   2. handled(): the head is there, then the body piece by piece, then the end. The connection is suspended and the request
//      given to a worker.
//   3. The worker answers and resumes the connection.
//   4. handled() again: the answer is queued. A stream's reader() is called as the client takes it; when there is nothing to take
//      yet, the connection is suspended until there is.
//   5. completed().
// How long a whole head, body or answer may take is watched by deadlines.h.
#include "serve/server.h"

#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <charconv>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <set>

#include "serve/deadlines.h"
#include "serve/listening.h"
#include "serve/microhttpd.h"
#include "serve/stream.h"
#include "serve/workers.h"

namespace dateline::serve {

namespace {

using Clock = std::chrono::steady_clock;

struct Exchange {
  Request request;
  MHD_Connection* connection = nullptr;
  Answerer::Admission admission;
  bool has_head = false;
  bool is_too_large = false;  // or refused for another reason: what comes of the body is thrown away
  std::optional<Response> response;
  std::shared_ptr<Stream> stream;
};

class MicrohttpdServer final : public Server {
 public:
  MicrohttpdServer(const ServerOptions& options, Answerer& answerer, const Microhttpd& library)
      : options_(options),
        answerer_(answerer),
        library_(library),
        lookup_(options.lookup_workers, options.queue, 0),
        store_(options.store_workers, options.queue, 2),
        engine_(options.engine_workers, options.queue, 10) {}
  ~MicrohttpdServer() override { stop(std::chrono::seconds(0)); }

  Result<void> start() {
    const auto listening = listen_on(options_.host, options_.port);
    if (!listening) return Failure(listening.error());
    port_ = listening->port;
    // Descriptors for all connections, the stores' files, and some.
    rlimit files{};
    if (getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur < options_.connections + 256) {
      files.rlim_cur = std::min<rlim_t>(files.rlim_max, options_.connections + 256);
      (void)setrlimit(RLIMIT_NOFILE, &files);
      options_.connections =
          std::min(options_.connections, static_cast<unsigned>(files.rlim_cur > 512 ? files.rlim_cur - 256 : 256));
    }
    daemon_ = library_.start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, nullptr, nullptr, &MicrohttpdServer::handled, this,
        MHD_OPTION_LISTEN_SOCKET, listening->descriptor, MHD_OPTION_CONNECTION_LIMIT, options_.connections,
        MHD_OPTION_CONNECTION_TIMEOUT, static_cast<unsigned>(options_.for_silence.count()), MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        options_.head, MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_URI_LOG_CALLBACK, &MicrohttpdServer::begun, this,
        MHD_OPTION_UNESCAPE_CALLBACK, &MicrohttpdServer::keep_escapes, this, MHD_OPTION_NOTIFY_COMPLETED,
        &MicrohttpdServer::completed, this, MHD_OPTION_NOTIFY_CONNECTION, &MicrohttpdServer::connected, this, MHD_OPTION_END);
    if (!daemon_) {
      close(listening->descriptor);
      return failure(ErrorCode::NotWritable, "the HTTP server cannot be started: not enough memory or descriptors");
    }
    return {};
  }

  std::uint16_t port() const override { return port_; }

  void stop(std::chrono::seconds patience) override {
    if (!daemon_) return;
    const MHD_socket listening = library_.quiesce_daemon(daemon_);
    {
      std::unique_lock lock(mutex_);
      stopping_ = true;
      for (const auto& stream : streams_) stream->fail();
      idle_.wait_for(lock, patience, [&] { return in_flight_ == 0; });
    }
    for (Workers* workers : {&lookup_, &store_, &engine_}) workers->stop();
    // What no worker came to.
    std::set<Exchange*> left;
    {
      const std::lock_guard lock(mutex_);
      left.swap(suspended_);
    }
    for (Exchange* exchange : left) {
      exchange->response = answerer_.refusal(exchange->request, {503, "stopping", "the server is being stopped", {}, 0});
      library_.resume(exchange->connection);
    }
    library_.stop_daemon(daemon_);
    daemon_ = nullptr;
    if (listening != MHD_INVALID_SOCKET) close(listening);
  }

  Figures figures() const override { return {deadlines_.size(), lookup_.waiting() + store_.waiting() + engine_.waiting()}; }

 private:
  // Callbacks of the library. `self` is the server.
  static void* begun(void*, const char* uri, MHD_Connection* connection) {
    auto exchange = std::make_unique<Exchange>();
    exchange->connection = connection;
    const std::string_view target(uri);
    const std::size_t query = target.find('?');
    exchange->request.path = target.substr(0, query);
    if (query != target.npos) exchange->request.query = target.substr(query + 1);
    return exchange.release();
  }

  // Paths and queries are decoded where they are understood.
  static std::size_t keep_escapes(void*, MHD_Connection*, char* text) { return std::strlen(text); }

  static void connected(void* self, MHD_Connection* connection, void**, MHD_ConnectionNotificationCode code) {
    auto& server = *static_cast<MicrohttpdServer*>(self);
    if (code == MHD_CONNECTION_NOTIFY_CLOSED) return server.deadlines_.forget(connection);
    const auto* info = server.library_.connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    server.deadlines_.watch(connection, info ? info->connect_fd : -1, server.options_.for_head);
  }

  static void completed(void* self, MHD_Connection* connection, void** context, MHD_RequestTerminationCode) {
    auto& server = *static_cast<MicrohttpdServer*>(self);
    const std::unique_ptr<Exchange> exchange(static_cast<Exchange*>(*context));
    *context = nullptr;
    server.deadlines_.set(connection, server.options_.for_head);
    if (!exchange) return;
    if (exchange->stream) exchange->stream->cancel();
    const std::lock_guard lock(server.mutex_);
    if (exchange->stream) server.streams_.erase(exchange->stream);
    if (exchange->has_head && --server.in_flight_ == 0) server.idle_.notify_all();
  }

  static MHD_Result handled(void* self, MHD_Connection* connection, const char*, const char* method, const char*,
                            const char* data, std::size_t* size, void** context) {
    auto& server = *static_cast<MicrohttpdServer*>(self);
    auto* exchange = static_cast<Exchange*>(*context);
    if (!exchange) return MHD_NO;
    try {
      if (!exchange->has_head) return server.take_head(*exchange, method);
      if (exchange->response) return server.send(*exchange);
      if (*size > 0) {
        server.take_body(*exchange, std::string_view(data, *size));
        *size = 0;
        return MHD_YES;
      }
      return server.hand_over(*exchange);
    } catch (const std::bad_alloc&) {
      return MHD_NO;  // the connection is closed
    }
    (void)connection;
  }

  std::string header(MHD_Connection* connection, const char* name) const {
    const char* value = library_.header(connection, MHD_HEADER_KIND, name);
    return value ? value : "";
  }

  MHD_Result take_head(Exchange& exchange, const char* method) {
    Request& request = exchange.request;
    MHD_Connection* connection = exchange.connection;
    request.method = method;
    request.begun = Clock::now();
    request.accept = header(connection, "Accept");
    request.accept_encoding = header(connection, "Accept-Encoding");
    request.authorization = header(connection, "Authorization");
    request.api_key = header(connection, "X-API-Key");
    request.content_type = header(connection, "Content-Type");
    request.host = header(connection, "Host");
    request.if_none_match = header(connection, "If-None-Match");
    request.last_event_id = header(connection, "Last-Event-ID");
    request.origin = header(connection, "Origin");
    const auto* info = library_.connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    if (info) request.client = address_of(info->client_addr);
    exchange.has_head = true;
    {
      const std::lock_guard lock(mutex_);
      ++in_flight_;
    }
    deadlines_.set(connection, options_.for_body);
    exchange.admission = answerer_.admit(request);
    const std::string length = header(connection, "Content-Length");
    std::uint64_t announced = 0;
    std::from_chars(length.data(), length.data() + length.size(), announced);
    std::optional<Response>& refused = exchange.admission.refused;
    if (!refused && announced > exchange.admission.largest_body) refused = too_large(exchange);
    if (!refused) return MHD_YES;
    // Most clients look for an answer only when they have sent all they have: a body of bearable size is waited for.
    exchange.is_too_large = true;
    constexpr std::uint64_t kBearable = 64u << 20;
    if (announced > 0 && announced <= kBearable) return MHD_YES;
    exchange.response = std::move(refused);
    return send(exchange);
  }

  Response too_large(const Exchange& exchange) {
    return answerer_.refusal(
        exchange.request,
        {413, "too_large", fmt::format("the body is over the limit of {} bytes", exchange.admission.largest_body), {}, 0});
  }

  static void take_body(Exchange& exchange, std::string_view piece) {
    std::string& body = exchange.request.body;
    if (exchange.is_too_large || body.size() + piece.size() > exchange.admission.largest_body) {
      exchange.is_too_large = true;
      body.clear();
      body.shrink_to_fit();
      return;
    }
    body += piece;
  }

  MHD_Result hand_over(Exchange& exchange) {
    if (exchange.is_too_large) {
      exchange.response = exchange.admission.refused ? std::move(exchange.admission.refused) : too_large(exchange);
      return send(exchange);
    }
    deadlines_.set(exchange.connection, options_.for_answer);
    {
      const std::lock_guard lock(mutex_);
      suspended_.insert(&exchange);
    }
    library_.suspend(exchange.connection);
    const Lane lane = exchange.admission.lane;
    Workers& workers = lane == Lane::Lookup ? lookup_ : lane == Lane::Store ? store_ : engine_;
    if (workers.add([this, &exchange] { work(exchange); })) return MHD_YES;
    {
      const std::lock_guard lock(mutex_);
      suspended_.erase(&exchange);
    }
    exchange.response =
        answerer_.refusal(exchange.request, {503, "busy", "too many requests are waiting; try again in a second", {}, 1});
    library_.resume(exchange.connection);
    return MHD_YES;
  }

  // In a worker.
  void work(Exchange& exchange) {
    Response response;
    try {
      response = answerer_.answer(exchange.request);
    } catch (const std::bad_alloc&) {
      response = answerer_.refusal(exchange.request, {503, "no_memory", "there is not enough memory for this now", {}, 1});
    } catch (const std::exception& error) {
      response = answerer_.refusal(
          exchange.request, {500, "fault", fmt::format("a fault in dateline ({}); please report it", error.what()), {}, 0});
    }
    exchange.response = std::move(response);
    {
      const std::lock_guard lock(mutex_);
      suspended_.erase(&exchange);
    }
    library_.resume(exchange.connection);
  }

  MHD_Result send(Exchange& exchange) {
    Response& response = *exchange.response;
    MHD_Response* made = nullptr;
    if (response.stream) {
      exchange.stream = response.stream;
      {
        const std::lock_guard lock(mutex_);
        streams_.insert(exchange.stream);
        if (stopping_) exchange.stream->fail();
      }
      deadlines_.set(exchange.connection, std::nullopt);
      struct Reading {
        MicrohttpdServer* server;
        MHD_Connection* connection;
        std::shared_ptr<Stream> stream;
      };
      auto reading = std::make_unique<Reading>(Reading{this, exchange.connection, response.stream});
      made = library_.response_of_callback(
          MHD_SIZE_UNKNOWN, 64 * 1024,
          [](void* context, std::uint64_t, char* to, std::size_t size) -> ssize_t {
            auto& r = *static_cast<Reading*>(context);
            Stream::State state = Stream::State::Open;
            const std::size_t read = r.stream->read(to, size, state, [&]() -> std::function<void()> {
              r.server->library_.suspend(r.connection);
              return [library = &r.server->library_, connection = r.connection] { library->resume(connection); };
            });
            if (read > 0 || state == Stream::State::Open) return static_cast<ssize_t>(read);
            return state == Stream::State::Ended ? MHD_CONTENT_READER_END_OF_STREAM : MHD_CONTENT_READER_END_WITH_ERROR;
          },
          reading.get(), [](void* context) { delete static_cast<Reading*>(context); });
      if (made) (void)reading.release();
    } else {
      deadlines_.set(exchange.connection, options_.for_answer);
      if (!response.fixed.empty()) {
        made =
            library_.response_of_fixed(response.fixed.size(), const_cast<char*>(response.fixed.data()), MHD_RESPMEM_PERSISTENT);
      } else {
        using Body = std::shared_ptr<const std::string>;
        auto body = std::make_unique<Body>(response.shared ? response.shared
                                                           : std::make_shared<const std::string>(std::move(response.body)));
        made = library_.response_of_buffer((*body)->size(), const_cast<char*>((*body)->data()),
                                           [](void* context) { delete static_cast<Body*>(context); }, body.get());
        if (made) (void)body.release();
      }
    }
    if (!made) return MHD_NO;
    if (!response.media_type.empty() && response.status != 304)
      library_.add_header(made, "Content-Type", response.media_type.c_str());
    for (const Header& line : response.headers) library_.add_header(made, line.first.c_str(), line.second.c_str());
    const MHD_Result queued = library_.queue_response(exchange.connection, static_cast<unsigned>(response.status), made);
    library_.destroy_response(made);
    return queued;
  }

  ServerOptions options_;
  Answerer& answerer_;
  const Microhttpd& library_;
  MHD_Daemon* daemon_ = nullptr;
  std::uint16_t port_ = 0;
  Deadlines deadlines_;
  Workers lookup_, store_, engine_;

  mutable std::mutex mutex_;
  std::set<Exchange*> suspended_;  // in a queue or with a worker
  std::set<std::shared_ptr<Stream>> streams_;
  std::size_t in_flight_ = 0;
  bool stopping_ = false;
  std::condition_variable idle_;
};

}  // namespace

Result<std::unique_ptr<Server>> Server::start(const ServerOptions& options, Answerer& answerer) {
  const auto library = microhttpd();
  if (!library) return Failure(library.error());
  auto server = std::make_unique<MicrohttpdServer>(options, answerer, **library);
  if (const auto started = server->start(); !started) return Failure(started.error());
  return server;
}

}  // namespace dateline::serve
