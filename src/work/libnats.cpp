#include "work/libnats.h"

#include <dlfcn.h>
#include <fmt/format.h>

#include <string>

namespace dateline::work {

namespace {

constexpr const char* kLibrary = "libnats.so.3.4";

Result<Libnats> load() {
  void* library = dlopen(kLibrary, RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) {
    return failure(ErrorCode::NotReadable,
                   fmt::format("{}: cannot be loaded; install the package libnats3.4 ({})", kLibrary, dlerror()));
  }
  Libnats out;
  std::string missing;
#define DATELINE_LIBNATS_FIND(name)                                       \
  out.name = reinterpret_cast<decltype(out.name)>(dlsym(library, #name)); \
  if (out.name == nullptr) missing = #name;
  DATELINE_LIBNATS(DATELINE_LIBNATS_FIND)
#undef DATELINE_LIBNATS_FIND
  if (missing.empty()) return out;
  return failure(ErrorCode::NotReadable, fmt::format("{}: has no {}; install another libnats3.4", kLibrary, missing));
}

}  // namespace

Result<const Libnats*> libnats() {
  static const Result<Libnats> loaded = load();
  if (!loaded) return Failure(loaded.error());
  return &*loaded;
}

}  // namespace dateline::work
