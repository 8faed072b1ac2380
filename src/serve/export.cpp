// What is sent as it is made: rows in the formats of `dateline query`, and new incidents.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/utf8.h"
#include "serve/handlers.h"
#include "serve/media.h"
#include "serve/service.h"

namespace dateline::serve {

namespace {

// Of "text/csv; charset=utf-8" the type.
std::string_view type_of(const Media& medium) { return medium.type.substr(0, medium.type.find(';')); }

// The format that the client asks for; nullptr: pages of JSON.
tl::expected<const Media*, Refusal> format_of(const Call& call) {
  if (const std::string* name = call.parameters.find("format")) {
    if (*name == "json") return nullptr;
    const auto all = media();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Media& medium) { return medium.format == *name; });
    if (found != all.end()) return &*found;
    return refuse(400, "bad_format",
                  fmt::format("format {}: no such format; /v1/formats lists them", base::printable(name->substr(0, 80))),
                  "format");
  }
  std::vector<std::string_view> types = {"application/json"};
  std::vector<const Media*> offered = {nullptr};
  for (const Media& medium : media()) {
    if (!medium.by_accept) continue;
    types.push_back(type_of(medium));
    offered.push_back(&medium);
  }
  // Browsers and scripts that take anything get JSON, which is first.
  const auto best = best_of(call.request.accept, types);
  if (!best) return refuse(406, "not_acceptable", "none of these media types is given here; /v1/formats lists those that are");
  return offered[*best];
}

}  // namespace

tl::expected<std::optional<Response>, Refusal> Handlers::exported(const Call& call, std::string_view what) {
  const auto medium = format_of(call);
  if (!medium) return tl::unexpected(medium.error());
  if (!*medium) return std::optional<Response>();
  auto wanted = filter(call);
  if (!wanted) return tl::unexpected(wanted.error());
  if (call.parameters.find("cursor") || call.parameters.find("order")) {
    return refuse(400, "bad_parameter", "cursor and order are of JSON pages; a format is given as a whole, in the order of days");
  }
  const std::uint64_t most = service.options_.export_limit;
  const auto limit = call.parameters.number("limit", 0, 1, most);
  if (!limit) return tl::unexpected(limit.error());
  const query::Rows rows{query::what_from(what).value_or(query::What::Incidents), std::string((*medium)->format)};
  if (const auto good = query::check(rows, service.codes_); !good) {
    return refuse(400, "bad_format", "format " + good.error().message, "format");
  }
  if (*limit == 0) {
    const auto selection = select(call, *wanted);
    if (!selection) return tl::unexpected(selection.error());
    std::uint64_t total = 0;
    for (std::size_t row = selection->first(); row < selection->end(); ++row) total += (*selection)(row);
    if (total > most) {
      return refuse(
          400, "too_many_rows",
          fmt::format("{} incidents are asked for, no more than {} are sent at once; ask for fewer, or give limit=", total, most),
          "limit");
    }
  }
  wanted->limit = *limit;
  auto stream = std::make_shared<Stream>();
  const bool taken = service.exports_.add([&service = service, stream, filter = std::move(*wanted), rows] {
    const auto written = query::write(service.options_.store, filter, rows, service.codes_, nullptr,
                                      [&](std::string_view text) { return stream->write(text); });
    if (written) {
      stream->end();
    } else {
      stream->fail();
    }
  });
  if (!taken) return tl::unexpected(Refusal{503, "busy", "too many exports are being made; try again in some seconds", {}, 5});
  Response response;
  response.media_type = (*medium)->type;
  response.stream = std::move(stream);
  response.headers.emplace_back("Content-Disposition", fmt::format("attachment; filename=\"{}.{}\"", what, (*medium)->ending));
  return std::optional<Response>(std::move(response));
}

Answer Handlers::stream(const Call& call) {
  const auto wanted = filter(call);
  if (!wanted) return tl::unexpected(wanted.error());
  std::uint64_t after = call.view->columns->generation;
  const std::string& last = call.request.last_event_id;
  if (!last.empty()) {
    std::uint64_t given = 0;
    const auto [end, error] = std::from_chars(last.data(), last.data() + last.size(), given);
    if (error != std::errc() || end != last.data() + last.size()) {
      return refuse(400, "bad_event_id", "Last-Event-ID: give the id of an event that this server sent");
    }
    after = std::min(after, given);
  }
  auto stream = service.feed_.listen(*wanted, after);
  if (!stream) return tl::unexpected(Refusal{503, "busy", "too many listen already; try again in a minute", {}, 60});
  Response response;
  response.media_type = "text/event-stream";
  response.stream = std::move(stream);
  return response;
}

}  // namespace dateline::serve
