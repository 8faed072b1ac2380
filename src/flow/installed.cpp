#include "flow/installed.h"

#include <dlfcn.h>
#include <fmt/format.h>
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include <cstring>

namespace dateline::flow {

std::string installed_file(const char* name) {
  Dl_info holder{};
  char resolved[PATH_MAX];
  const bool found = dladdr(reinterpret_cast<const void*>(&installed_file), &holder) != 0 && holder.dli_fname;
  // A program found along PATH is known by its bare name only; that would be looked for in the working folder.
  const char* file = found && std::strchr(holder.dli_fname, '/') ? holder.dli_fname : "/proc/self/exe";
  if (realpath(file, resolved)) {
    std::string folder(resolved);
    folder.resize(folder.rfind('/') + 1);
    for (const char* share : {"", "../share/dateline/", "../../share/dateline/"}) {
      std::string path = folder + share + name;
      if (access(path.c_str(), R_OK) == 0) return path;
    }
  }
  return fmt::format("{}/{}", DATELINE_SHARE_DIR, name);
}

}  // namespace dateline::flow
