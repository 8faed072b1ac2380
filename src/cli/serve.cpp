// dateline serve: the store as an API and a page, until a signal ends it.
#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <thread>

#include "base/file.h"
#include "cli/common.h"
#include "serve/server.h"
#include "serve/service.h"

namespace dateline::cli {

namespace {

bool is_loopback(const std::string& host) {
  return host == "localhost" || host == "::1" || (host.starts_with("127.") && host.find_first_not_of("0123456789.") == host.npos);
}

// A key a line; nothing, after a message, when there is none.
std::optional<std::vector<std::string>> read_keys(const std::string& path) {
  const auto text = base::read_file(path);
  if (!text) {
    complain(text.error().message);
    return std::nullopt;
  }
  constexpr std::size_t kShortest = 16;
  std::vector<std::string> keys;
  std::size_t begin = 0;
  while (begin < text->size()) {
    const std::size_t end = std::min(text->find('\n', begin), text->size());
    std::string key = text->substr(begin, end - begin);
    if (!key.empty() && key.back() == '\r') key.pop_back();
    begin = end + 1;
    if (key.empty() || key.front() == '#') continue;
    if (key.size() < kShortest || key.find_first_of(" \t") != key.npos) {
      complain(
          fmt::format("{}: a key has at least {} characters and no spaces; `openssl rand -hex 16` makes one", path, kShortest));
      return std::nullopt;
    }
    keys.push_back(std::move(key));
  }
  if (!keys.empty()) return keys;
  complain(fmt::format("{}: holds no key; give one a line", path));
  return std::nullopt;
}

}  // namespace

int serve(const ServeCommand& command) {
  // All threads are begun with these blocked, so that they come to the one that waits for them.
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGINT);
  sigaddset(&ends, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);

  dateline::serve::ServiceOptions options;
  options.store = command.store;
  options.engine = {command.files.pack, command.files.model, command.files.data};
  options.writable = command.writable;
  options.largest_body = command.largest_body << 20;
  options.export_limit = command.export_limit;
  options.rate = command.rate;
  if (!command.key_file.empty()) {
    auto keys = read_keys(command.key_file);
    if (!keys) return kCannotStart;
    options.keys = std::move(*keys);
  }
  // A page of somebody else's whose name was made to point here must not read the store: on loopback only its names are answered.
  options.hosts = command.allowed_hosts;
  if (is_loopback(command.host)) {
    for (const char* host : {"localhost", "127.0.0.1", "[::1]"}) options.hosts.emplace_back(host);
    options.hosts.push_back(command.host);
  } else if (options.keys.empty()) {
    complain(
        fmt::format("--host {}: whoever reaches this address may read the store; --api-key-file asks for a key", command.host));
  }
  auto service = dateline::serve::Service::open(std::move(options));
  if (!service) {
    complain(service.error().message);
    return kCannotStart;
  }
  dateline::serve::ServerOptions server_options;
  server_options.host = command.host;
  server_options.port = command.port;
  server_options.connections = command.connections;
  server_options.for_head = server_options.for_silence = std::chrono::seconds(command.patience);
  server_options.for_body = 3 * server_options.for_head;
  server_options.for_answer = 6 * server_options.for_head;
  const unsigned cores = std::max(1u, std::thread::hardware_concurrency());
  server_options.store_workers = std::clamp(2 * cores, 4u, 32u);
  server_options.engine_workers = std::clamp(cores / 2, 1u, 8u);
  auto server = dateline::serve::Server::start(server_options, **service);
  if (!server) {
    complain(server.error().message);
    return kCannotStart;
  }
  (*service)->watch(server->get());
  const bool is_v6 = command.host.find(':') != command.host.npos;
  std::printf("dateline: %s: %llu incidents, at http://%s%s%s:%u/\n", command.store.c_str(),
              static_cast<unsigned long long>((*service)->incidents()), is_v6 ? "[" : "", command.host.c_str(), is_v6 ? "]" : "",
              (*server)->port());
  std::fflush(stdout);
  int signal = 0;
  sigwait(&ends, &signal);
  pthread_sigmask(SIG_UNBLOCK, &ends, nullptr);  // a second one ends it at once
  (*service)->stop();
  (*service)->watch(nullptr);
  constexpr std::chrono::seconds kPatience{10};
  (*server)->stop(kPatience);
  return kDone;
}

}  // namespace dateline::cli
