// The HTTP response in an archive's record: status, headers, and the body as the browser would have had it. RFC 9110 and 9112,
// read leniently: archives hold what servers sent, and some hold bodies already decoded under the headers that they came with.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "dateline/result.h"

namespace dateline::input {

// The value of the first header of this name, whatever its case, in lines as HTTP, WARC and mail have them; empty when there is
// none. Of a value that is folded over lines, the first line.
std::string_view header_value(std::string_view headers, std::string_view name);

struct MediaType {
  std::string name;     // "text/html", in lower case
  std::string charset;  // as it was written; empty when not given
};
MediaType parse_media_type(std::string_view content_type);

// Views into the bytes it was read from.
struct HttpResponse {
  int status = 0;
  std::string_view headers;
  std::size_t body_begin = 0;
};

// Nothing when the bytes do not begin with a status line ("HTTP/1.1 200 OK"; the reason may be missing), or the headers do not
// end.
std::optional<HttpResponse> parse_http_response(std::string_view bytes);

// The body without chunks and packing (gzip, deflate, br, zstd). ErrorCode::TooLarge when it is over `limit` bytes unpacked,
// BadInput when it cannot be unpacked. A body that is not packed or chunked as its headers say is given as it is; one that is cut
// short as far as it goes.
Result<std::string> decode_body(std::string_view headers, std::string_view body, std::uint64_t limit);

}  // namespace dateline::input
