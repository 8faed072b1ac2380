#include "serve/service.h"

#include <fmt/format.h>
#include <libdeflate.h>

#include <algorithm>
#include <thread>

#include "base/hash.h"
#include "base/json.h"
#include "flow/installed.h"
#include "serve/handlers.h"

namespace dateline::serve {

namespace {

constexpr std::string_view kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
constexpr std::size_t kWorthPacking = 1024;
constexpr unsigned kExportWorkers = 4;
constexpr std::size_t kExportsWaiting = 16;
constexpr std::size_t kCacheBytes = 64u << 20;

// Takes as long whatever the letters are that differ.
bool is_same_key(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  unsigned char differs = 0;
  for (std::size_t i = 0; i < a.size(); ++i) differs = static_cast<unsigned char>(differs | (a[i] ^ b[i]));
  return differs == 0;
}

// Of "localhost:8470" or "[::1]:8470" the name.
std::string_view host_name(std::string_view host) {
  if (host.starts_with('[')) return host.substr(0, host.find(']') == host.npos ? 0 : host.find(']') + 1);
  return host.substr(0, host.find(':'));
}

// Weakly (RFC 9110, 8.8.3.2): packed or not, it is the same answer.
bool names_etag(std::string_view if_none_match, std::string_view etag) {
  if (etag.starts_with("W/")) etag.remove_prefix(2);
  return if_none_match == "*" || if_none_match.find(etag) != if_none_match.npos;
}

std::string packed(const std::string& body) {
  const std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)> compressor(libdeflate_alloc_compressor(4),
                                                                                                 libdeflate_free_compressor);
  if (!compressor) return {};
  std::string out(libdeflate_gzip_compress_bound(compressor.get(), body.size()), '\0');
  out.resize(libdeflate_gzip_compress(compressor.get(), body.data(), body.size(), out.data(), out.size()));
  return out;
}

// Of an asset, which the build has packed.
std::string unpacked(std::string_view bytes) {
  const std::unique_ptr<libdeflate_decompressor, decltype(&libdeflate_free_decompressor)> decompressor(
      libdeflate_alloc_decompressor(), libdeflate_free_decompressor);
  constexpr std::size_t kMostBytes = 64u << 20;
  std::string out;
  for (std::size_t size = bytes.size() * 8; decompressor && size <= kMostBytes; size *= 2) {
    out.resize(size);
    std::size_t length = 0;
    const libdeflate_result result =
        libdeflate_gzip_decompress(decompressor.get(), bytes.data(), bytes.size(), out.data(), out.size(), &length);
    if (result == LIBDEFLATE_INSUFFICIENT_SPACE) continue;
    out.resize(result == LIBDEFLATE_SUCCESS ? length : 0);
    return out;
  }
  return {};
}

bool takes_gzip(const Request& request) {
  // What a client that takes no gzip sends is empty, "identity", or names gzip with a weight of 0.
  const std::string& accept = request.accept_encoding;
  const std::size_t at = accept.find("gzip");
  return at != accept.npos && accept.compare(at, 8, "gzip;q=0") != 0;
}

// All that an answer that lasts depends on beside the store. Who takes anything says so or says nothing.
std::string cache_key(const Request& request) {
  return fmt::format("{}?{}\n{}\n{}", request.path, request.query, request.accept == "*/*" ? "" : request.accept,
                     takes_gzip(request));
}

}  // namespace

Result<std::unique_ptr<Service>> Service::open(ServiceOptions options) {
  const std::string pack = options.engine.pack.empty() ? flow::installed_file("dateline.pack") : options.engine.pack;
  auto knowledge =
      options.engine.data.empty() ? knowledge::Knowledge::open(pack) : knowledge::Knowledge::open_with(pack, options.engine.data);
  if (!knowledge) return Failure(knowledge.error());
  auto engine = Engine::open(options.engine);
  if (!engine) return Failure(engine.error());
  std::unique_ptr<Service> service(new Service(std::move(options), std::move(*knowledge), std::move(*engine)));
  auto views = Views::open(service->options_.store, [raw = service.get()](const News& news) { raw->feed_.tell(news); });
  if (!views) return Failure(views.error());
  service->views_ = std::move(*views);
  return service;
}

Service::Service(ServiceOptions options, knowledge::Knowledge knowledge, Engine engine)
    : options_(std::move(options)),
      knowledge_(std::move(knowledge)),
      engine_(std::move(engine)),
      filters_(knowledge_),
      codes_(query::country_codes(knowledge_)),
      feed_(options_.store),
      exports_(kExportWorkers, kExportsWaiting, 5),
      rate_(options_.rate),
      cache_(kCacheBytes) {}

Service::~Service() {
  stop();
  views_.reset();  // its thread tells the feed
}

void Service::stop() { feed_.stop(); }

// Why a request is refused before it is looked into.
std::optional<Refusal> Service::refused(const Request& request, const Match& found) {
  if (!options_.hosts.empty()) {
    const std::string_view name = host_name(request.host);
    if (std::find(options_.hosts.begin(), options_.hosts.end(), name) == options_.hosts.end()) {
      return Refusal{421, "bad_host", "this server is not called that; --allow-host names another name of it", {}, 0};
    }
  }
  if (!request.origin.empty()) {
    const std::size_t name = request.origin.find("://");
    if (name == request.origin.npos || request.origin.substr(name + 3) != request.host) {
      return Refusal{403, "bad_origin", "pages of other servers are not answered", {}, 0};
    }
  }
  if (const int seconds = rate_.ask(request.client, std::chrono::steady_clock::now()); seconds > 0) {
    return Refusal{429, "too_many_requests", "too many requests from this address", {}, seconds};
  }
  const bool open = found.asset || found.route->key == Route::Key::Open || options_.keys.empty();
  if (open) return std::nullopt;
  std::string_view key = request.api_key;
  if (request.authorization.starts_with("Bearer ")) key = std::string_view(request.authorization).substr(7);
  const bool good =
      std::any_of(options_.keys.begin(), options_.keys.end(), [&](const std::string& k) { return is_same_key(k, key); });
  if (good) return std::nullopt;
  return Refusal{401, "no_key", "give the API key of this server, as Authorization: Bearer KEY or X-API-Key: KEY", {}, 0};
}

std::string Service::etag(const Request& request, const View& view) const {
  const std::string what =
      fmt::format("{}\n{}\n{}?{}\n{}", version(), engine_.pack_sha256(), request.path, request.query, request.accept);
  return fmt::format("W/\"{}-{:016x}\"", view.columns->generation, base::xxh64(what));
}

Answerer::Admission Service::admit(const Request& request) {
  const auto begin = std::chrono::steady_clock::now();
  const auto at_once = [&](Response response, std::string_view route) {
    const int status = response.status;
    metrics_.count(route, status, std::chrono::steady_clock::now() - begin);
    return Admission{std::move(response), Lane::Store, 0};
  };
  const auto found = match(request);
  if (!found) return at_once(refusal(request, found.error()), "none");
  const std::string_view name = found->asset ? "page" : found->route->path;
  if (const auto refused_for = refused(request, *found)) return at_once(refusal(request, *refused_for), name);
  if (found->asset) return at_once(asset(request, *found->asset), name);
  const Route& route = *found->route;
  if (route.cache == Route::Cache::Generation) {
    const std::shared_ptr<const View> view = views_->now();
    if (!request.if_none_match.empty()) {
      const std::string tag = etag(request, *view);
      if (names_etag(request.if_none_match, tag)) {
        Response same;
        same.status = 304;
        same.headers.emplace_back("ETag", tag);
        finish(request, same);
        return at_once(std::move(same), name);
      }
    }
    if (auto kept = cache_.find(cache_key(request), view->columns->generation)) return at_once(std::move(*kept), name);
  }
  return {std::nullopt, route.lane, route.method == "POST" ? options_.largest_body : 0};
}

Response Service::answer(const Request& request) {
  const auto found = match(request);
  if (!found) return refusal(request, found.error());
  Response response = found->route->cache == Route::Cache::Generation ? lasting(request, *found) : fresh(request, *found);
  metrics_.count(found->route->path, response.status, std::chrono::steady_clock::now() - request.begun);
  return response;
}

Response Service::fresh(const Request& request, const Match& found) {
  auto answered = dispatch(request, found, views_->now());
  if (!answered) return refusal(request, answered.error());
  finish(request, *answered);
  return std::move(*answered);
}

Response Service::lasting(const Request& request, const Match& found) {
  const std::string key = cache_key(request);
  // Many ask for the same when the store has grown: the first makes it, the others wait for him.
  const std::lock_guard alone(being_made_[base::xxh64(key) % being_made_.size()]);
  const std::shared_ptr<const View> view = views_->now();
  if (auto kept = cache_.find(key, view->columns->generation)) return std::move(*kept);
  auto answered = dispatch(request, found, view);
  if (!answered) return refusal(request, answered.error());
  finish(request, *answered);
  if (!answered->stream) cache_.keep(key, view->columns->generation, *answered);
  return std::move(*answered);
}

Answer Service::dispatch(const Request& request, const Match& found, const std::shared_ptr<const View>& view) {
  const Route& route = *found.route;
  auto parameters = Parameters::parse(request.query, parameters_of(route));
  if (!parameters) return tl::unexpected(parameters.error());
  std::optional<StoreReader> store;
  {
    const std::lock_guard lock(stores_mutex_);
    if (!stores_.empty()) {
      store.emplace(std::move(stores_.back()));
      stores_.pop_back();
    }
  }
  if (!store) {
    auto opened = StoreReader::open(options_.store);
    if (!opened) return store_fault(opened.error());
    store.emplace(std::move(*opened));
  }
  Handlers handlers{*this};
  Answer answer = (handlers.*route.handle)(Call{request, *parameters, found.arguments, view, *store});
  // A connection that failed may be a broken one.
  if (answer || answer.error().status < 500) {
    const std::lock_guard lock(stores_mutex_);
    stores_.push_back(std::move(*store));
  }
  if (answer && route.cache == Route::Cache::Generation) answer->headers.emplace_back("ETag", etag(request, *view));
  return answer;
}

Response Service::asset(const Request& request, const Asset& asset) const {
  Response response;
  const std::string tag = fmt::format("\"{}\"", asset.etag);
  response.headers.emplace_back("ETag", tag);
  // Names under /assets/ change with their content.
  const bool lasts = asset.path.starts_with("/assets/");
  response.headers.emplace_back("Cache-Control", lasts ? "public, max-age=31536000, immutable" : "no-cache");
  if (names_etag(request.if_none_match, tag)) {
    response.status = 304;
  } else {
    response.media_type = asset.media_type;
    if (asset.is_gzip && !takes_gzip(request)) {
      response.body = unpacked(asset.bytes);
    } else {
      response.fixed = asset.bytes;
      if (asset.is_gzip) response.headers.emplace_back("Content-Encoding", "gzip");
    }
  }
  finish(request, response);
  return response;
}

void Service::finish(const Request& request, Response& response) const {
  const auto has = [&](std::string_view name) {
    return std::any_of(response.headers.begin(), response.headers.end(), [&](const Header& h) { return h.first == name; });
  };
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  response.headers.emplace_back("Referrer-Policy", "no-referrer");
  response.headers.emplace_back("Content-Security-Policy", kPolicy);
  response.headers.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
  response.headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
  response.headers.emplace_back("X-Frame-Options", "DENY");
  response.headers.emplace_back("Vary", "Accept, Accept-Encoding, Authorization, X-API-Key");
  if (!has("Cache-Control")) response.headers.emplace_back("Cache-Control", has("ETag") ? "private, no-cache" : "no-store");
  if (response.body.size() >= kWorthPacking && takes_gzip(request) && !has("Content-Encoding")) {
    std::string smaller = packed(response.body);
    if (!smaller.empty() && smaller.size() < response.body.size()) {
      response.body = std::move(smaller);
      response.headers.emplace_back("Content-Encoding", "gzip");
    }
  }
}

Response Service::refusal(const Request& request, const Refusal& refusal) {
  Response response;
  response.status = refusal.status;
  base::JsonWriter json(response.body);
  json.begin_object();
  json.key("error");
  json.begin_object();
  json.field("code", std::string_view(refusal.code));
  json.field("message", std::string_view(refusal.message));
  json.field_if_known("parameter", refusal.parameter);
  json.end_object();
  json.end_object();
  response.body += '\n';
  if (refusal.retry_after > 0) response.headers.emplace_back("Retry-After", std::to_string(refusal.retry_after));
  if (refusal.status == 401) response.headers.emplace_back("WWW-Authenticate", "Bearer");
  if (refusal.status == 405) response.headers.emplace_back("Allow", request.path == "/v1/read" ? "POST" : "GET, HEAD");
  finish(request, response);
  return response;
}

}  // namespace dateline::serve
