#include "serve/microhttpd.h"

#include <dlfcn.h>
#include <fmt/format.h>

namespace dateline::serve {

namespace {

constexpr const char* kLibrary = "libmicrohttpd.so.12";

// Never unloaded.
Result<Microhttpd> load() {
  void* library = dlopen(kLibrary, RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) {
    return failure(ErrorCode::NotReadable,
                   fmt::format("{}: cannot be loaded; install the package libmicrohttpd12 ({})", kLibrary, dlerror()));
  }
  Microhttpd out;
  const char* missing = nullptr;
  const auto find = [&](const char* name, auto& function) {
    function = reinterpret_cast<std::remove_reference_t<decltype(function)>>(dlsym(library, name));
    if (function == nullptr) missing = name;
  };
  find("MHD_start_daemon", out.start_daemon);
  find("MHD_stop_daemon", out.stop_daemon);
  find("MHD_quiesce_daemon", out.quiesce_daemon);
  find("MHD_lookup_connection_value", out.header);
  find("MHD_get_connection_info", out.connection_info);
  find("MHD_suspend_connection", out.suspend);
  find("MHD_resume_connection", out.resume);
  find("MHD_create_response_from_buffer", out.response_of_fixed);
  find("MHD_create_response_from_buffer_with_free_callback_cls", out.response_of_buffer);
  find("MHD_create_response_from_callback", out.response_of_callback);
  find("MHD_add_response_header", out.add_header);
  find("MHD_queue_response", out.queue_response);
  find("MHD_destroy_response", out.destroy_response);
  if (missing) {
    return failure(ErrorCode::WrongVersion,
                   fmt::format("{}: has no {}; install libmicrohttpd12 0.9.75 or later", kLibrary, missing));
  }
  return out;
}

}  // namespace

Result<const Microhttpd*> microhttpd() {
  static const Result<Microhttpd> loaded = load();
  if (!loaded) return Failure(loaded.error());
  return &*loaded;
}

}  // namespace dateline::serve
