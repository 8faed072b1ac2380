// What can be asked for, and how. tests/serve holds that this and the OpenAPI document say the same.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "serve/assets.h"
#include "serve/message.h"
#include "serve/server.h"

namespace dateline::serve {

struct Call;
struct Handlers;

struct Route {
  std::string_view method;
  std::string_view path;  // "/v1/incidents/{id}"
  std::string_view about;
  std::string_view schema;  // of the answer's JSON: a component of the OpenAPI document; empty: it has another form
  Answer (Handlers::*handle)(const Call&);
  bool takes_filters = false;
  std::vector<std::string_view> parameters;  // beside the filters
  enum class Cache : unsigned char { No, Generation } cache = Cache::Generation;
  enum class Key : unsigned char { Needed, Open } key = Key::Needed;
  Lane lane = Lane::Lookup;
};
std::span<const Route> routes();

struct Match {
  const Route* route = nullptr;
  const Asset* asset = nullptr;
  std::vector<std::string> arguments;
};
// 404 and 405 are refusals. A path is compared with those that there are, and never with anything on a disk.
tl::expected<Match, Refusal> match(const Request& request);

// The parameters that a route takes, filters with them.
std::vector<std::string_view> parameters_of(const Route& route);

}  // namespace dateline::serve
