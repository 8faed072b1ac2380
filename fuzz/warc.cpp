// Archives from anywhere. The first byte says how the rest is an archive: as it is, or packed as a gzip member or a zstd frame,
// so that what is inside is reached. Reading ends, pages keep the limit, and a range gives only records that begin in it.
#include <libdeflate.h>
#include <zstd.h>

#include <cstddef>
#include <cstdint>
#include <string>

#include "input/warc_pages.h"

using namespace dateline::input;

namespace {

constexpr std::uint64_t kLimit = 1u << 20;

std::string packed(std::string_view bytes, std::uint8_t how) {
  std::string out(bytes.size() + 1024, '\0');
  if (how % 4 == 1) {
    static libdeflate_compressor* compressor = libdeflate_alloc_compressor(1);
    out.resize(libdeflate_gzip_compress(compressor, bytes.data(), bytes.size(), out.data(), out.size()));
    return out;
  }
  if (how % 4 == 2) {
    const std::size_t size = ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), 1);
    out.resize(ZSTD_isError(size) != 0 ? 0 : size);
    return out;
  }
  return std::string(bytes);
}

std::size_t count_pages(std::string_view archive, WarcRange range) {
  InputOptions options;
  options.largest_page = kLimit;
  options.range = range;
  WarcPages pages(ByteStream(RawFile::of_bytes("archive", archive)), "archive", options);
  std::size_t count = 0, items = 0;
  while (auto item = pages.next()) {
    // Each item takes at least a byte of the archive, unpacked.
    if (++items > 64 * (archive.size() + 16)) __builtin_trap();
    if (!item->page) continue;
    ++count;
    if (item->page->bytes.size() > kLimit) __builtin_trap();
    if (*item->offset < range.begin || *item->offset >= range.end) __builtin_trap();
  }
  return count;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string archive = packed({reinterpret_cast<const char*>(data) + 1, size - 1}, data[0]);
  const std::uint64_t middle = archive.size() / 2;
  (void)count_pages(archive, {});
  (void)count_pages(archive, {0, middle});
  (void)count_pages(archive, {middle});
  return 0;
}
