// The functions of libpq that the store calls. The library is loaded when the first PostgreSQL store is opened, not with the
// program: with the twenty libraries that it brings it would make up a quarter of the time that the program takes to start.
#pragma once

#include <libpq-fe.h>

namespace dateline::store {

struct Libpq {
  decltype(&PQfinish) finish = nullptr;
  decltype(&PQclear) clear = nullptr;
  decltype(&PQerrorMessage) error_message = nullptr;
  decltype(&PQprepare) prepare = nullptr;
  decltype(&PQresultStatus) result_status = nullptr;
  decltype(&PQresultErrorMessage) result_message = nullptr;
  decltype(&PQtransactionStatus) transaction_status = nullptr;
  decltype(&PQexec) exec = nullptr;
  decltype(&PQexecPrepared) exec_prepared = nullptr;
  decltype(&PQenterPipelineMode) enter_pipeline = nullptr;
  decltype(&PQexitPipelineMode) exit_pipeline = nullptr;
  decltype(&PQpipelineSync) sync_pipeline = nullptr;
  decltype(&PQsendQueryPrepared) send_prepared = nullptr;
  decltype(&PQgetResult) next_result = nullptr;
  decltype(&PQntuples) row_count = nullptr;
  decltype(&PQgetvalue) value = nullptr;
  decltype(&PQgetlength) length = nullptr;
  decltype(&PQunescapeBytea) unescape_bytes = nullptr;
  decltype(&PQfreemem) free_memory = nullptr;
  decltype(&PQgetisnull) is_null = nullptr;
  decltype(&PQconnectdb) connect = nullptr;
  decltype(&PQstatus) status = nullptr;
  decltype(&PQsetNoticeProcessor) set_notice_processor = nullptr;
};

// Loads it once; any number of threads. Throws a Fault that says what to install when it is not there.
const Libpq& libpq();

}  // namespace dateline::store
