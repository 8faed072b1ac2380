#include "input/byte_stream.h"

#include <errno.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <vector>

namespace dateline::input {

namespace {

constexpr std::size_t kBufferSize = 64 * 1024;

Error open_error(const std::string& path, int number) {
  if (number == ENOENT || number == ENOTDIR) return {ErrorCode::NotFound, fmt::format("{}: there is no such file or folder; check the name", path)};
  if (number == EACCES) return {ErrorCode::NotReadable, fmt::format("{}: may not be read; check its permissions", path)};
  return {ErrorCode::NotReadable, fmt::format("{}: cannot be read ({})", path, ::strerrordesc_np(number))};
}

enum class Packing : std::uint8_t { Unknown, None, Gzip, Zstd };

bool begins_with(std::string_view bytes, std::string_view magic) { return bytes.substr(0, magic.size()) == magic; }

}  // namespace

struct ByteStream::State {
  std::string path;
  int descriptor = -1;
  bool is_standard_input = false;
  bool file_ended = false;
  Packing packing = Packing::Unknown;
  std::vector<char> packed;     // as read from the file: [packed_begin, packed_end) is still to be unpacked
  std::size_t packed_begin = 0;
  std::size_t packed_end = 0;
  std::vector<char> unpacked;
  z_stream gzip{};
  bool gzip_open = false;
  bool in_member = false;  // inside a gzip member or zstd frame: the file may not end here
  bool ended_a_member = false;
  ZSTD_DStream* zstd = nullptr;
  bool zstd_holds_output = false;  // the buffer was too small for what it has unpacked

  ~State() {
    if (gzip_open) ::inflateEnd(&gzip);
    ZSTD_freeDStream(zstd);
    if (descriptor >= 0 && !is_standard_input) ::close(descriptor);
  }

  std::string name() const { return is_standard_input ? "standard input" : path; }
  std::string_view waiting() const { return {packed.data() + packed_begin, packed_end - packed_begin}; }

  // Reads behind what is waiting, which is moved to the front.
  Result<void> fill() {
    if (packed_begin > 0) {
      std::copy(packed.begin() + static_cast<std::ptrdiff_t>(packed_begin), packed.begin() + static_cast<std::ptrdiff_t>(packed_end), packed.begin());
      packed_end -= packed_begin;
      packed_begin = 0;
    }
    while (true) {
      const ssize_t count = ::read(descriptor, packed.data() + packed_end, packed.size() - packed_end);
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) return Failure(open_error(name(), errno));
      if (count == 0) file_ended = true;
      packed_end += static_cast<std::size_t>(count);
      return {};
    }
  }

  Result<void> find_packing() {
    while (waiting().size() < 4 && !file_ended) {
      if (auto filled = fill(); !filled) return filled;
    }
    using namespace std::string_view_literals;
    packing = Packing::None;
    if (begins_with(waiting(), "\x1f\x8b"sv)) {
      packing = Packing::Gzip;
      // 16: gzip headers only.
      if (::inflateInit2(&gzip, 15 + 16) != Z_OK) return failure(ErrorCode::NotReadable, name() + ": no memory to unpack it");
      gzip_open = true;
    } else if (begins_with(waiting(), "\x28\xb5\x2f\xfd"sv)) {
      packing = Packing::Zstd;
      zstd = ZSTD_createDStream();
      if (zstd == nullptr) return failure(ErrorCode::NotReadable, name() + ": no memory to unpack it");
      // Frames that ask for a window over 128 MiB are refused by the library.
      ZSTD_initDStream(zstd);
    }
    if (packing != Packing::None) unpacked.resize(kBufferSize);
    return {};
  }

  Failure damaged(const char* kind) const {
    return failure(ErrorCode::BadInput, fmt::format("{}: its {} packing is damaged; pack or fetch it again", name(), kind));
  }
  Failure cut_short(const char* kind) const {
    return failure(ErrorCode::BadInput, fmt::format("{}: its {} packing ends early; pack or fetch it again", name(), kind));
  }

  Result<std::string_view> unpack_gzip() {
    while (true) {
      if (waiting().empty() && !file_ended) {
        if (auto filled = fill(); !filled) return Failure(filled.error());
      }
      if (waiting().empty()) {
        if (in_member) return cut_short("gzip");
        return std::string_view();
      }
      // What follows a whole member and is not another one is padding, as gzip itself takes it.
      if (!in_member && ended_a_member && waiting()[0] != '\x1f') return std::string_view();
      in_member = true;
      gzip.next_in = reinterpret_cast<Bytef*>(packed.data() + packed_begin);
      gzip.avail_in = static_cast<uInt>(waiting().size());
      gzip.next_out = reinterpret_cast<Bytef*>(unpacked.data());
      gzip.avail_out = static_cast<uInt>(unpacked.size());
      const int outcome = ::inflate(&gzip, Z_NO_FLUSH);
      packed_begin = packed_end - gzip.avail_in;
      const std::size_t count = unpacked.size() - gzip.avail_out;
      if (outcome == Z_STREAM_END) {
        in_member = false;
        ended_a_member = true;
        ::inflateReset(&gzip);
      } else if (outcome != Z_OK && outcome != Z_BUF_ERROR) {
        return damaged("gzip");
      }
      if (count > 0) return std::string_view(unpacked.data(), count);
    }
  }

  Result<std::string_view> unpack_zstd() {
    while (true) {
      if (waiting().empty() && !file_ended && !zstd_holds_output) {
        if (auto filled = fill(); !filled) return Failure(filled.error());
      }
      if (waiting().empty() && !zstd_holds_output) {
        if (in_member) return cut_short("zstd");
        return std::string_view();
      }
      ZSTD_inBuffer in{packed.data() + packed_begin, waiting().size(), 0};
      ZSTD_outBuffer out{unpacked.data(), unpacked.size(), 0};
      const std::size_t outcome = ZSTD_decompressStream(zstd, &out, &in);
      if (ZSTD_isError(outcome)) return damaged("zstd");
      packed_begin += in.pos;
      in_member = outcome != 0;
      zstd_holds_output = out.pos == out.size;
      if (out.pos > 0) return std::string_view(unpacked.data(), out.pos);
    }
  }
};

ByteStream::ByteStream(std::unique_ptr<State> state) : state_(std::move(state)) {}
ByteStream::ByteStream(ByteStream&&) noexcept = default;
ByteStream& ByteStream::operator=(ByteStream&&) noexcept = default;
ByteStream::~ByteStream() = default;

Result<ByteStream> ByteStream::open(const std::string& path) {
  auto state = std::make_unique<State>();
  state->path = path;
  if (path == "-") {
    state->is_standard_input = true;
    state->descriptor = STDIN_FILENO;
  } else {
    state->descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (state->descriptor < 0) return Failure(open_error(path, errno));
  }
  state->packed.resize(kBufferSize);
  return ByteStream(std::move(state));
}

Result<std::string_view> ByteStream::read() {
  State& state = *state_;
  if (state.packing == Packing::Unknown) {
    if (auto found = state.find_packing(); !found) return Failure(found.error());
  }
  switch (state.packing) {
    case Packing::Gzip: return state.unpack_gzip();
    case Packing::Zstd: return state.unpack_zstd();
    case Packing::Unknown:
    case Packing::None: break;
  }
  if (state.waiting().empty() && !state.file_ended) {
    if (auto filled = state.fill(); !filled) return Failure(filled.error());
  }
  const std::string_view piece = state.waiting();
  state.packed_begin = state.packed_end;
  return piece;
}

}  // namespace dateline::input
