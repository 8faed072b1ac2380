// The API of docs/api.md over one store: what is asked, what is answered. It knows nothing of sockets, and the HTTP library
// nothing of it.
#pragma once

#include <array>
#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "dateline/engine.h"
#include "dateline/store.h"
#include "knowledge/knowledge.h"
#include "query/filter.h"
#include "query/rows.h"
#include "serve/cache.h"
#include "serve/feed.h"
#include "serve/metrics.h"
#include "serve/parameters.h"
#include "serve/rate.h"
#include "serve/routes.h"
#include "serve/server.h"
#include "serve/view.h"
#include "serve/workers.h"

namespace dateline::serve {

struct ServiceOptions {
  std::string store;
  EngineOptions engine;           // pack, model, data
  std::vector<std::string> keys;  // any of them opens the API; none: it is open
  bool writable = false;          // POST /v1/read?store=1 stores
  std::size_t largest_body = 8u << 20;
  std::uint64_t export_limit = 1'000'000;  // rows of one export
  double rate = 0;                         // requests a second from one address, in the long run; 0: any number
  std::vector<std::string> hosts;          // names that a request may call the server by; empty: any
};

class Service final : public Answerer {
 public:
  // Reads the store, which takes seconds where it is large.
  static Result<std::unique_ptr<Service>> open(ServiceOptions options);
  ~Service() override;

  Admission admit(const Request& request) override;
  Response answer(const Request& request) override;
  Response refusal(const Request& request, const Refusal& refusal) override;

  // For /metrics. The server must outlive the calls.
  void watch(const Server* server) { server_ = server; }
  // Ends exports and streams; before the server is stopped.
  void stop();

  std::uint64_t incidents() const { return views_->now()->columns->size(); }

 private:
  friend struct Handlers;

  explicit Service(ServiceOptions options, knowledge::Knowledge knowledge, Engine engine);
  // Of routes whose answers last as long as the store stays as it is; and of others.
  Response lasting(const Request& request, const Match& match);
  Response fresh(const Request& request, const Match& match);
  Answer dispatch(const Request& request, const Match& match, const std::shared_ptr<const View>& view);
  std::optional<Refusal> refused(const Request& request, const Match& match);
  std::string etag(const Request& request, const View& view) const;
  Response asset(const Request& request, const Asset& asset) const;
  void finish(const Request& request, Response& response) const;

  const ServiceOptions options_;
  const knowledge::Knowledge knowledge_;
  const Engine engine_;
  const query::FilterReader filters_;
  const CountryCodes codes_;
  std::unique_ptr<Views> views_;
  Feed feed_;
  Workers exports_;
  RateLimit rate_;
  AnswerCache cache_;
  std::array<std::mutex, 64> being_made_;  // by what is asked for
  mutable Metrics metrics_;
  std::atomic<const Server*> server_ = nullptr;

  std::mutex stores_mutex_;
  std::vector<StoreReader> stores_;  // that nobody uses now
  std::mutex writer_mutex_;
};

}  // namespace dateline::serve
