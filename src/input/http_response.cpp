#include "input/http_response.h"

#include <brotli/decode.h>
#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "input/unpacker.h"

namespace dateline::input {

namespace {

constexpr std::size_t kMostCodings = 4;
constexpr std::size_t kPiece = 64 * 1024;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string lowered(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

bool same_ignoring_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

// The part of a list up to the separator; takes it and the separator away.
std::string_view next_part(std::string_view& list, char separator) {
  const std::size_t end = list.find(separator);
  const std::string_view part = list.substr(0, end);
  list.remove_prefix(end == std::string_view::npos ? list.size() : end + 1);
  return trimmed(part);
}

Failure too_large() { return failure(ErrorCode::TooLarge, ""); }
Failure damaged(std::string_view coding) {
  return failure(ErrorCode::BadInput, fmt::format("its Content-Encoding '{}' is damaged; the page is left out", coding));
}

// Adds to `out`; false when that would be over the limit.
bool append(std::string& out, std::string_view bytes, std::uint64_t limit) {
  if (bytes.size() > limit - std::min<std::uint64_t>(limit, out.size())) return false;
  out.append(bytes);
  return true;
}

// gzip and zstd, whose magic bytes tell whether the body is packed at all.
Result<std::string> unpack(std::string_view body, Packing packing, std::string_view coding, std::uint64_t limit) {
  if (packing_of(body) != packing) return std::string(body);
  Unpacker unpacker(packing, kPiece);
  std::string out;
  unpacker.begin();
  while (true) {
    const Unpacker::Step step = unpacker.step(body);
    body.remove_prefix(step.taken);
    if (!append(out, step.output, limit)) return too_large();
    if (step.state == Unpacker::State::Damaged) return damaged(coding);
    if (step.taken == 0 && step.output.empty()) return out;
    if (step.state == Unpacker::State::Ended) {
      if (packing_of(body) != packing) return out;
      unpacker.begin();
    }
  }
}

// deflate is zlib's format by the standard and a bare stream by what some servers send.
Result<std::string> inflate_any(std::string_view body, std::uint64_t limit) {
  for (const int window : {15, -15}) {
    z_stream stream{};
    if (::inflateInit2(&stream, window) != Z_OK) return damaged("deflate");
    const std::unique_ptr<z_stream, int (*)(z_stream*)> closed(&stream, ::inflateEnd);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(body.data()));
    stream.avail_in = static_cast<uInt>(std::min<std::size_t>(body.size(), 1u << 30));
    std::vector<char> piece(kPiece);
    std::string out;
    while (true) {
      stream.next_out = reinterpret_cast<Bytef*>(piece.data());
      stream.avail_out = static_cast<uInt>(piece.size());
      const int outcome = ::inflate(&stream, Z_NO_FLUSH);
      const std::string_view produced(piece.data(), piece.size() - stream.avail_out);
      if (!append(out, produced, limit)) return too_large();
      if (outcome == Z_STREAM_END || (outcome == Z_BUF_ERROR && produced.empty())) return out;
      if (outcome != Z_OK && outcome != Z_BUF_ERROR) break;
    }
  }
  return std::string(body);
}

Result<std::string> unpack_brotli(std::string_view body, std::uint64_t limit) {
  const std::unique_ptr<BrotliDecoderState, void (*)(BrotliDecoderState*)> decoder(
      BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), BrotliDecoderDestroyInstance);
  if (decoder == nullptr) return damaged("br");
  std::size_t left = body.size();
  const auto* next = reinterpret_cast<const std::uint8_t*>(body.data());
  std::vector<std::uint8_t> piece(kPiece);
  std::string out;
  while (true) {
    std::size_t room = piece.size();
    std::uint8_t* to = piece.data();
    const BrotliDecoderResult outcome = BrotliDecoderDecompressStream(decoder.get(), &left, &next, &room, &to, nullptr);
    if (!append(out, {reinterpret_cast<const char*>(piece.data()), piece.size() - room}, limit)) return too_large();
    if (outcome == BROTLI_DECODER_RESULT_ERROR) {
      // No magic bytes tell a packed body from one that is already unpacked; its first letter can.
      const std::size_t first = body.find_first_not_of(" \t\r\n");
      if (first != std::string_view::npos && body[first] == '<') return std::string(body);
      return damaged("br");
    }
    if (outcome != BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) return out;
  }
}

Result<std::string> unpack_coding(std::string_view body, std::string_view coding, std::uint64_t limit) {
  if (coding == "gzip" || coding == "x-gzip") return unpack(body, Packing::Gzip, coding, limit);
  if (coding == "zstd") return unpack(body, Packing::Zstd, coding, limit);
  if (coding == "deflate") return inflate_any(body, limit);
  if (coding == "br") return unpack_brotli(body, limit);
  if (coding.empty() || coding == "identity" || coding == "none" || coding == "utf-8") return std::string(body);
  return failure(
      ErrorCode::BadInput,
      fmt::format("its Content-Encoding '{}' cannot be unpacked (gzip, deflate, br and zstd can); the page is left out", coding));
}

// The length in a chunk's first line; nothing when there is none.
std::optional<std::uint64_t> chunk_length(std::string_view line) {
  std::uint64_t length = 0;
  std::size_t digits = 0;
  for (const char c : line) {
    const char letter = lower(c);
    const bool is_hexadecimal = (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f');
    if (!is_hexadecimal) break;
    if (++digits > 15) return std::nullopt;
    length = length * 16 + static_cast<std::uint64_t>(letter <= '9' ? letter - '0' : letter - 'a' + 10);
  }
  const std::string_view rest = trimmed(line.substr(digits));
  if (digits == 0 || (!rest.empty() && rest[0] != ';')) return std::nullopt;
  return length;
}

// The chunks put together. The body as it is when it does not begin with a chunk; up to the first fault when it has one.
std::string without_chunks(std::string_view body) {
  std::string out;
  bool any = false;
  std::string_view left = body;
  while (true) {
    const std::size_t line_end = left.substr(0, 1024).find('\n');
    const auto length = line_end == std::string_view::npos ? std::nullopt : chunk_length(left.substr(0, line_end));
    if (!length) return any ? out : std::string(body);
    any = true;
    left.remove_prefix(line_end + 1);
    if (*length == 0) return out;
    const std::size_t count = static_cast<std::size_t>(std::min<std::uint64_t>(*length, left.size()));
    out.append(left.substr(0, count));
    left.remove_prefix(count);
    if (left.substr(0, 2) == "\r\n") {
      left.remove_prefix(2);
    } else if (left.substr(0, 1) == "\n") {
      left.remove_prefix(1);
    }
  }
}

}  // namespace

std::string_view header_value(std::string_view headers, std::string_view name) {
  while (!headers.empty()) {
    const std::size_t end = headers.find('\n');
    const std::string_view line = headers.substr(0, end);
    if (line.size() > name.size() && line[name.size()] == ':' && same_ignoring_case(line.substr(0, name.size()), name)) {
      return trimmed(line.substr(name.size() + 1));
    }
    headers.remove_prefix(end == std::string_view::npos ? headers.size() : end + 1);
  }
  return {};
}

MediaType parse_media_type(std::string_view content_type) {
  MediaType type;
  type.name = lowered(next_part(content_type, ';'));
  while (!content_type.empty()) {
    std::string_view parameter = next_part(content_type, ';');
    if (!same_ignoring_case(next_part(parameter, '='), "charset")) continue;
    const std::size_t begin = parameter.find_first_not_of(" \t\"'");
    if (begin == std::string_view::npos) continue;
    type.charset = parameter.substr(begin, parameter.find_last_not_of(" \t\r\"'") - begin + 1);
    break;
  }
  return type;
}

std::optional<HttpResponse> parse_http_response(std::string_view bytes) {
  if (bytes.substr(0, 5) != "HTTP/") return std::nullopt;
  HttpResponse response;
  const std::string_view status_line = bytes.substr(0, bytes.find('\n'));
  const std::size_t space = status_line.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  const std::string_view status = trimmed(status_line.substr(space)).substr(0, 3);
  if (status.size() < 3) return std::nullopt;
  for (const char digit : status) {
    if (digit < '0' || digit > '9') return std::nullopt;
    response.status = response.status * 10 + (digit - '0');
  }
  for (std::size_t at = 0; (at = bytes.find('\n', at)) != std::string_view::npos;) {
    ++at;
    const std::string_view next = bytes.substr(at, 2);
    if (next == "\r\n" || next.substr(0, 1) == "\n") {
      response.headers = bytes.substr(0, at);
      response.body_begin = at + (next[0] == '\n' ? 1 : 2);
      return response;
    }
  }
  return std::nullopt;
}

Result<std::string> decode_body(std::string_view headers, std::string_view body, std::uint64_t limit) {
  std::string decoded;
  const bool chunked = lowered(header_value(headers, "transfer-encoding")).find("chunked") != std::string::npos;
  if (chunked) {
    decoded = without_chunks(body);
    body = decoded;
  }
  std::vector<std::string> codings;
  const std::string named = lowered(header_value(headers, "content-encoding"));
  for (std::string_view list = named; !list.empty();) codings.emplace_back(next_part(list, ','));
  if (codings.size() > kMostCodings) {
    return failure(ErrorCode::BadInput, fmt::format("it is packed {} times over, and {} are unpacked; the page is left out",
                                                    codings.size(), kMostCodings));
  }
  for (auto coding = codings.rbegin(); coding != codings.rend(); ++coding) {
    auto unpacked = unpack_coding(body, *coding, limit);
    if (!unpacked) return unpacked;
    decoded = std::move(*unpacked);
    body = decoded;
  }
  if (codings.empty() && !chunked) return std::string(body);
  if (decoded.size() > limit) return too_large();
  return decoded;
}

}  // namespace dateline::input
