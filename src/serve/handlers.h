// What answers each route.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "serve/message.h"
#include "serve/parameters.h"
#include "serve/view.h"

namespace dateline::serve {

class Service;

struct Call {
  const Request& request;
  const Parameters& parameters;
  const std::vector<std::string>& path;  // what stands in the route's braces, decoded
  std::shared_ptr<const View> view;
  StoreReader& store;
};

struct Handlers {
  Service& service;

  // lists.cpp
  Answer incidents(const Call& call);
  Answer events(const Call& call);
  Answer articles(const Call& call);
  Answer search(const Call& call);
  // things.cpp
  Answer incident(const Call& call);
  Answer article(const Call& call);
  Answer changes(const Call& call);
  // entities.cpp
  Answer entities(const Call& call);
  Answer entity(const Call& call);
  // counts.cpp
  Answer stats(const Call& call);
  Answer overview(const Call& call);
  // about.cpp
  Answer ontology(const Call& call);
  Answer formats(const Call& call);
  Answer openapi(const Call& call);
  Answer health(const Call& call);
  Answer figures(const Call& call);
  // reading.cpp
  Answer read(const Call& call);
  // export.cpp
  Answer stream(const Call& call);

  tl::expected<IncidentFilter, Refusal> filter(const Call& call) const;
  tl::expected<store::Selection, Refusal> select(const Call& call, const IncidentFilter& filter) const;
  // The answer in one of the formats of `dateline query`; nothing when the client wants JSON pages.
  tl::expected<std::optional<Response>, Refusal> exported(const Call& call, std::string_view what);
};

// A fault of the store, which is nobody's request's.
tl::unexpected<Refusal> store_fault(const Error& error);
Response json_response(std::string body);

}  // namespace dateline::serve
