#include <doctest/doctest.h>

#include "input/http_response.h"
#include "making.h"

using namespace dateline;
using namespace dateline::input;

namespace {

std::string decoded(std::string_view headers, std::string_view body, std::uint64_t limit = 1000) {
  auto out = decode_body(headers, body, limit);
  return out ? *out : out.error().code == ErrorCode::TooLarge ? "too large" : "! " + out.error().message;
}

std::string zlib_packed(std::string_view bytes, int window) {
  z_stream stream{};
  ::deflateInit2(&stream, 6, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY);
  std::string out(200, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  ::deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  ::deflateEnd(&stream);
  return out;
}

}  // namespace

TEST_CASE("status lines with and without a reason") {
  const auto response = parse_http_response("HTTP/1.1 404 Not Found\r\nServer: x\r\n\r\nbody");
  REQUIRE(response);
  CHECK(response->status == 404);
  CHECK(response->body_begin == 37);
  CHECK(parse_http_response("HTTP/2 200\n\nbody")->status == 200);
  for (const char* bad :
       {"", "HTTP/1.1", "HTTP/1.1 2", "HTTP/1.1 abc\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "HTTP/1.1 200 OK\r\nno end"}) {
    CHECK_FALSE_MESSAGE(parse_http_response(bad).has_value(), bad);
  }
}

TEST_CASE("headers by name, whatever the case") {
  const std::string_view headers = "HTTP/1.1 200 OK\r\nX: 1\r\ncontent-TYPE:  text/HTML; q=1; Charset=\"UTF-8\" \r\nX: 2\r\n";
  CHECK(header_value(headers, "x") == "1");
  CHECK(header_value(headers, "y").empty());
  const MediaType type = parse_media_type(header_value(headers, "content-type"));
  CHECK(type.name == "text/html");
  CHECK(type.charset == "UTF-8");
  CHECK(parse_media_type("").name.empty());
  CHECK(parse_media_type("text/html;charset=").charset.empty());
}

TEST_CASE("bodies are unchunked and unpacked as their headers say") {
  const std::string_view chunked = "Transfer-Encoding: chunked\r\n";
  CHECK(decoded(chunked, "5\r\nHello\r\n7;x=y\r\n, world\r\n0\r\n\r\n") == "Hello, world");
  CHECK(decoded(chunked, "5\r\nHello\r\n7\r\n, w") == "Hello, w");
  CHECK(decoded(chunked, "<p>not chunked") == "<p>not chunked");
  CHECK(decoded("Content-Encoding: gzip\r\n", gzipped("<p>text")) == "<p>text");
  CHECK(decoded("Content-Encoding: gzip\r\n", "<p>not packed") == "<p>not packed");
  CHECK(decoded("Content-Encoding: zstd\r\n", zstd_packed("<p>text")) == "<p>text");
  CHECK(decoded("Content-Encoding: zstd, gzip\r\n", gzipped(zstd_packed("<p>text"))) == "<p>text");
  CHECK(decoded("Content-Encoding: deflate\r\n", zlib_packed("<p>text", 15)) == "<p>text");
  CHECK(decoded("Content-Encoding: deflate\r\n", zlib_packed("<p>text", -15)) == "<p>text");
  CHECK(decoded("Content-Encoding: br\r\n", std::string_view("\x0b\x03\x80<p>text\x03", 11)) == "<p>text");
  CHECK(decoded("Content-Encoding: br\r\n", "<p>not packed") == "<p>not packed");
  const std::string packed = gzipped("<p>text " + std::string(300, 'x'));
  CHECK(decoded("Content-Encoding: gzip\r\n", packed.substr(0, packed.size() - 8)) == "<p>text " + std::string(300, 'x'));
  CHECK(decoded("Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n",
                fmt::format("{:x}\r\n{}\r\n0\r\n\r\n", packed.size(), packed)) == "<p>text " + std::string(300, 'x'));
}

TEST_CASE("bodies that unpack to too much, or not at all, are errors") {
  CHECK(decoded("Content-Encoding: gzip\r\n", gzipped(std::string(100000, 'x'))) == "too large");
  CHECK(decoded("Content-Encoding: zstd\r\n", zstd_packed(std::string(100000, 'x'))) == "too large");
  CHECK(decoded("Content-Encoding: zip\r\n", "x").find("! its Content-Encoding 'zip' cannot be unpacked") == 0);
  CHECK(decoded("Content-Encoding: gzip,gzip,gzip,gzip,gzip\r\n", "x").find("! it is packed 5 times over") == 0);
  CHECK(decoded("Content-Encoding: gzip\r\n", gzipped("x").substr(0, 10) + "\xff\xff\xff\xff").find("is damaged") !=
        std::string::npos);
}
