#include "serve/handlers.h"

#include <fmt/format.h>

#include "query/filter.h"
#include "serve/service.h"

namespace dateline::serve {

tl::unexpected<Refusal> store_fault(const Error& error) { return tl::unexpected(Refusal{503, "store", error.message, {}, 5}); }

Response json_response(std::string body) {
  Response response;
  response.body = std::move(body);
  return response;
}

tl::expected<IncidentFilter, Refusal> Handlers::filter(const Call& call) const {
  IncidentFilter filter;
  for (const query::FilterName& name : query::filter_names()) {
    const std::string* value = call.parameters.find(name.name);
    if (!value) continue;
    if (const auto set = service.filters_.set(filter, name.name, *value); !set) {
      return refuse(400, "bad_filter", fmt::format("{} {}", name.name, set.error().message), std::string(name.name));
    }
  }
  return filter;
}

tl::expected<store::Selection, Refusal> Handlers::select(const Call& call, const IncidentFilter& filter) const {
  auto selection = service.views_->select(*call.view, filter, call.store);
  if (!selection) return store_fault(selection.error());
  return std::move(*selection);
}

}  // namespace dateline::serve
