// What clients send: queries, filters, cursors, Accept headers, paths. Nothing may crash; what is taken must come back the same.
#include <cstdint>
#include <cstdlib>

#include "query/filter.h"
#include "serve/cursor.h"
#include "serve/parameters.h"
#include "serve/routes.h"
#include "serve/snippet.h"

using namespace dateline;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto knowledge = knowledge::Knowledge::open(DATELINE_PACK);
  static const query::FilterReader reader(*knowledge);
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  std::vector<std::string_view> names = {"limit", "cursor"};
  for (const query::FilterName& name : query::filter_names()) names.push_back(name.name);
  if (const auto parameters = serve::Parameters::parse(text, names)) {
    IncidentFilter filter;
    for (const auto& [name, value] : parameters->all()) {
      const auto set = reader.set(filter, name, value);
      require(set || !set.error().message.empty());
    }
    (void)parameters->number("limit", 50, 1, 500);
  }
  if (const auto cursor = serve::cursor_from(text, "list")) require(serve::to_text(*cursor, "list") == text);
  (void)serve::best_of(text, {"application/json", "text/csv", "application/geo+json"});
  serve::Request request;
  request.method = "GET";
  request.path = text;
  if (const auto found = serve::match(request)) require(found->asset || found->route);
  std::size_t pieces = 0;
  for (const serve::Piece& piece : serve::snippet(text, text.substr(0, 20))) pieces += piece.text.size();
  require(pieces <= size + 16);
  return 0;
}
