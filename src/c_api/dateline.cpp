#include "dateline/dateline.h"

#include <cstdlib>
#include <cstring>
#include <exception>
#include <string>

#include "dateline/engine.h"
#include "dateline/formats.h"

struct dateline_engine {
  dateline::Engine engine;
};

struct dateline_record {
  std::string json;
  std::size_t events;
};

namespace {

void set_error(char** error, std::string_view message) {
  if (!error) return;
  *error = static_cast<char*>(std::malloc(message.size() + 1));
  if (!*error) return;
  std::memcpy(*error, message.data(), message.size());
  (*error)[message.size()] = '\0';
}

std::string or_empty(const char* text) { return text ? text : ""; }

// C callers cannot catch: what is thrown (no memory) becomes an error.
template <typename Call>
auto guarded(char** error, Call call) -> decltype(call()) {
  try {
    return call();
  } catch (const std::exception& thrown) {
    set_error(error, thrown.what());
  } catch (...) {
    set_error(error, "unknown fault");
  }
  return nullptr;
}

}  // namespace

const char* dateline_version(void) {
  static const std::string version(dateline::version());
  return version.c_str();
}

dateline_engine* dateline_engine_open(const char* pack_path, const char* model_path, const char* data_folder, char** error) {
  return guarded(error, [&]() -> dateline_engine* {
    auto engine = dateline::Engine::open({or_empty(pack_path), or_empty(model_path), or_empty(data_folder)});
    if (!engine) {
      set_error(error, engine.error().message);
      return nullptr;
    }
    return new dateline_engine{std::move(*engine)};
  });
}

void dateline_engine_free(dateline_engine* engine) { delete engine; }

dateline_record* dateline_read(const dateline_engine* engine, const char* bytes, size_t size, dateline_content content,
                               const char* published, char** error) {
  return guarded(error, [&]() -> dateline_record* {
    if (!engine || (!bytes && size > 0)) {
      set_error(error, engine ? "bytes is NULL; give the page" : "engine is NULL; open one first");
      return nullptr;
    }
    dateline::Page page;
    if (bytes) page.bytes.assign(bytes, size);
    page.kind = content == DATELINE_HTML   ? dateline::ContentKind::Html
                : content == DATELINE_TEXT ? dateline::ContentKind::Text
                                           : dateline::ContentKind::Auto;
    page.published = or_empty(published);
    if (!page.published.empty()) page.published_from = "option";
    auto document = engine->engine.read(page);
    if (!document) {
      set_error(error, document.error().message);
      return nullptr;
    }
    return new dateline_record{dateline::to_json(engine->engine, *document), document->events.size()};
  });
}

void dateline_record_free(dateline_record* record) { delete record; }

const char* dateline_record_json(const dateline_record* record, size_t* size) {
  if (size) *size = record ? record->json.size() : 0;
  return record ? record->json.c_str() : nullptr;
}

size_t dateline_record_event_count(const dateline_record* record) { return record ? record->events : 0; }

void dateline_string_free(char* string) { std::free(string); }
