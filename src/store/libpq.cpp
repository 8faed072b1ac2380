#include "store/libpq.h"

#include <dlfcn.h>
#include <fmt/format.h>

#include "store/database.h"

namespace dateline::store {

namespace {

constexpr const char* kLibrary = "libpq.so.5";

template <typename Function>
void find(void* library, const char* name, Function& function) {
  function = reinterpret_cast<Function>(dlsym(library, name));
  if (function == nullptr)
    throw Fault{{ErrorCode::NotReadable, fmt::format("{}: has no {}; install another libpq5", kLibrary, name)}};
}

// Never unloaded: connections may be closed at any time.
Libpq load() {
  void* library = dlopen(kLibrary, RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) {
    throw Fault{
        {ErrorCode::NotReadable, fmt::format("{}: cannot be loaded; install the package libpq5 ({})", kLibrary, dlerror())}};
  }
  Libpq out;
  find(library, "PQfinish", out.finish);
  find(library, "PQclear", out.clear);
  find(library, "PQerrorMessage", out.error_message);
  find(library, "PQprepare", out.prepare);
  find(library, "PQresultStatus", out.result_status);
  find(library, "PQresultErrorMessage", out.result_message);
  find(library, "PQtransactionStatus", out.transaction_status);
  find(library, "PQexec", out.exec);
  find(library, "PQexecPrepared", out.exec_prepared);
  find(library, "PQenterPipelineMode", out.enter_pipeline);
  find(library, "PQexitPipelineMode", out.exit_pipeline);
  find(library, "PQpipelineSync", out.sync_pipeline);
  find(library, "PQsendQueryPrepared", out.send_prepared);
  find(library, "PQgetResult", out.next_result);
  find(library, "PQntuples", out.row_count);
  find(library, "PQgetvalue", out.value);
  find(library, "PQgetlength", out.length);
  find(library, "PQunescapeBytea", out.unescape_bytes);
  find(library, "PQfreemem", out.free_memory);
  find(library, "PQgetisnull", out.is_null);
  find(library, "PQconnectdb", out.connect);
  find(library, "PQstatus", out.status);
  find(library, "PQsetNoticeProcessor", out.set_notice_processor);
  return out;
}

}  // namespace

const Libpq& libpq() {
  static const Libpq loaded = load();
  return loaded;
}

}  // namespace dateline::store
