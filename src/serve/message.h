// A request and what answers it, whatever carries them.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

namespace dateline::serve {

class Stream;

struct Request {
  std::string method;
  std::string path;                             // as sent: percent-encoded, without the query
  std::string query;                            // as sent, behind the "?"
  std::chrono::steady_clock::time_point begun;  // when its head was there
  std::string client;                           // address
  std::string body;
  // Of the headers those that are looked at; empty when not sent.
  std::string accept, accept_encoding, authorization, api_key, content_type, host, if_none_match, last_event_id, origin;
};

using Header = std::pair<std::string, std::string>;

struct Response {
  int status = 200;
  std::string media_type = "application/json";
  std::string body;
  std::string_view fixed;                     // instead of a body: bytes that live as long as the program
  std::shared_ptr<const std::string> shared;  // instead of a body: bytes that other answers have, too
  std::shared_ptr<Stream> stream;             // instead of a body: bytes as they come
  std::vector<Header> headers;
};

// Why a request is not answered as it asked.
struct Refusal {
  int status = 400;
  std::string code;       // for programs: "bad_filter"
  std::string message;    // for people
  std::string parameter;  // of the query, that it is about; may be empty
  int retry_after = 0;    // seconds; 0: do not say
};
using Answer = tl::expected<Response, Refusal>;

inline tl::unexpected<Refusal> refuse(int status, std::string code, std::string message, std::string parameter = {}) {
  return tl::unexpected(Refusal{status, std::move(code), std::move(message), std::move(parameter), 0});
}

}  // namespace dateline::serve
