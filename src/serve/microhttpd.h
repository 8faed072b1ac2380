// The functions of GNU libmicrohttpd that the server calls. The library is loaded when a server starts, not with the program:
// with the libraries that it brings it would slow down the start of every other command (store/libpq.h does the same).
#pragma once

#include <microhttpd.h>

#include "dateline/result.h"

namespace dateline::serve {

struct Microhttpd {
  decltype(&MHD_start_daemon) start_daemon = nullptr;
  decltype(&MHD_stop_daemon) stop_daemon = nullptr;
  decltype(&MHD_quiesce_daemon) quiesce_daemon = nullptr;
  decltype(&MHD_lookup_connection_value) header = nullptr;
  decltype(&MHD_get_connection_info) connection_info = nullptr;
  decltype(&MHD_suspend_connection) suspend = nullptr;
  decltype(&MHD_resume_connection) resume = nullptr;
  decltype(&MHD_create_response_from_buffer) response_of_fixed = nullptr;
  decltype(&MHD_create_response_from_buffer_with_free_callback_cls) response_of_buffer = nullptr;
  decltype(&MHD_create_response_from_callback) response_of_callback = nullptr;
  decltype(&MHD_add_response_header) add_header = nullptr;
  decltype(&MHD_queue_response) queue_response = nullptr;
  decltype(&MHD_destroy_response) destroy_response = nullptr;
};

// Loads it once; any number of threads. The error says what to install when it is not there.
Result<const Microhttpd*> microhttpd();

}  // namespace dateline::serve
