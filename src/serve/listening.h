// The socket that a server listens on.
#pragma once

#include <sys/socket.h>

#include <cstdint>
#include <string>

#include "dateline/result.h"

namespace dateline::serve {

struct Listening {
  int descriptor = -1;
  std::uint16_t port = 0;  // the one that was found when 0 was asked for
};
Result<Listening> listen_on(const std::string& host, std::uint16_t port);

// "127.0.0.1", "::1"; nothing for what is no address of the Internet.
std::string address_of(const sockaddr* address);

}  // namespace dateline::serve
