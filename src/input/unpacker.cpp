#include "input/unpacker.h"

#include <libdeflate.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <new>
#include <vector>

namespace dateline::input {

namespace {

constexpr std::size_t kLargestWhole = 16u << 20;
constexpr std::size_t kLargestDictionary = 64u << 20;

bool is_skippable(std::string_view bytes) {
  using namespace std::string_view_literals;
  return bytes.size() >= 4 && (static_cast<unsigned char>(bytes[0]) & 0xF0) == 0x50 && bytes.substr(1, 3) == "\x2A\x4D\x18"sv;
}

}  // namespace

Packing packing_of(std::string_view beginning) {
  using namespace std::string_view_literals;
  if (beginning.substr(0, 2) == "\x1f\x8b"sv) return Packing::Gzip;
  if (beginning.substr(0, 4) == "\x28\xb5\x2f\xfd"sv || is_skippable(beginning)) return Packing::Zstd;
  return Packing::None;
}

struct Unpacker::Parts {
  Packing packing = Packing::None;
  std::vector<char> output;
  libdeflate_decompressor* fast = nullptr;
  z_stream gzip{};
  bool gzip_open = false;
  ZSTD_DCtx* zstd = nullptr;

  ~Parts() {
    libdeflate_free_decompressor(fast);
    if (gzip_open) ::inflateEnd(&gzip);
    ZSTD_freeDCtx(zstd);
  }

  Step step_gzip(std::string_view input) {
    const std::size_t given = std::min<std::size_t>(input.size(), 1u << 30);
    gzip.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(input.data()));
    gzip.avail_in = static_cast<uInt>(given);
    gzip.next_out = reinterpret_cast<Bytef*>(output.data());
    gzip.avail_out = static_cast<uInt>(output.size());
    const int outcome = ::inflate(&gzip, Z_NO_FLUSH);
    const std::string_view produced(output.data(), output.size() - gzip.avail_out);
    const State state = outcome == Z_STREAM_END                     ? State::Ended
                        : outcome == Z_OK || outcome == Z_BUF_ERROR ? State::Goes
                                                                    : State::Damaged;
    return {state, produced, given - gzip.avail_in};
  }

  Step step_zstd(std::string_view input) {
    ZSTD_inBuffer in{input.data(), input.size(), 0};
    ZSTD_outBuffer out{output.data(), output.size(), 0};
    const std::size_t outcome = ZSTD_decompressStream(zstd, &out, &in);
    const State state = ZSTD_isError(outcome) != 0 ? State::Damaged : outcome == 0 ? State::Ended : State::Goes;
    return {state, {output.data(), out.pos}, in.pos};
  }
};

Unpacker::Unpacker(Packing packing, std::size_t piece) : parts_(std::make_unique<Parts>()) {
  parts_->packing = packing;
  parts_->output.resize(piece);
  if (packing == Packing::Gzip) {
    parts_->fast = libdeflate_alloc_decompressor();
    // 16: gzip headers only.
    if (parts_->fast == nullptr || ::inflateInit2(&parts_->gzip, 15 + 16) != Z_OK) throw std::bad_alloc();
    parts_->gzip_open = true;
  } else {
    // Frames that ask for a window over 128 MiB are refused by the library.
    parts_->zstd = ZSTD_createDCtx();
    if (parts_->zstd == nullptr) throw std::bad_alloc();
  }
}
Unpacker::Unpacker(Unpacker&&) noexcept = default;
Unpacker& Unpacker::operator=(Unpacker&&) noexcept = default;
Unpacker::~Unpacker() = default;

bool Unpacker::use_dictionary(std::string_view dictionary) {
  std::vector<char> unpacked;
  if (packing_of(dictionary) == Packing::Zstd) {
    begin();
    while (true) {
      const Step now = step(dictionary);
      unpacked.insert(unpacked.end(), now.output.begin(), now.output.end());
      dictionary.remove_prefix(now.taken);
      if (now.state == State::Ended) break;
      const bool stands = now.taken == 0 && now.output.empty();
      if (now.state == State::Damaged || stands || unpacked.size() > kLargestDictionary) return false;
    }
    dictionary = {unpacked.data(), unpacked.size()};
  }
  return ZSTD_isError(ZSTD_DCtx_loadDictionary(parts_->zstd, dictionary.data(), dictionary.size())) == 0;
}

std::optional<Unpacker::Whole> Unpacker::whole(std::string_view input) {
  Parts& parts = *parts_;
  if (parts.packing != Packing::Gzip) return std::nullopt;
  while (true) {
    Whole found{};
    std::size_t count = 0;
    const libdeflate_result outcome = libdeflate_gzip_decompress_ex(parts.fast, input.data(), input.size(), parts.output.data(),
                                                                    parts.output.size(), &found.taken, &count);
    if (outcome == LIBDEFLATE_SUCCESS) {
      found.output = {parts.output.data(), count};
      return found;
    }
    if (outcome != LIBDEFLATE_INSUFFICIENT_SPACE || parts.output.size() >= kLargestWhole) return std::nullopt;
    parts.output.resize(4 * parts.output.size());
  }
}

void Unpacker::begin() {
  if (parts_->packing == Packing::Gzip) {
    ::inflateReset(&parts_->gzip);
  } else {
    ZSTD_DCtx_reset(parts_->zstd, ZSTD_reset_session_only);
  }
}

Unpacker::Step Unpacker::step(std::string_view input) {
  return parts_->packing == Packing::Gzip ? parts_->step_gzip(input) : parts_->step_zstd(input);
}

}  // namespace dateline::input
