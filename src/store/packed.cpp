#include "store/packed.h"

#include <zstd.h>

#include <new>

namespace dateline::store {

std::string pack(std::string_view record) {
  constexpr int kFast = 1;
  std::string packed(ZSTD_compressBound(record.size()), '\0');
  const std::size_t size = ZSTD_compress(packed.data(), packed.size(), record.data(), record.size(), kFast);
  if (ZSTD_isError(size)) throw std::bad_alloc();  // nothing else can go wrong with room enough
  packed.resize(size);
  packed.shrink_to_fit();
  return packed;
}

Result<std::string> unpack(std::string_view packed) {
  constexpr unsigned long long kLargest = 512ull << 20;
  const unsigned long long size = ZSTD_getFrameContentSize(packed.data(), packed.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > kLargest) {
    return failure(ErrorCode::BadInput, "a stored record is damaged; store it anew");
  }
  std::string record(static_cast<std::size_t>(size), '\0');
  const std::size_t got = ZSTD_decompress(record.data(), record.size(), packed.data(), packed.size());
  if (ZSTD_isError(got) || got != record.size()) return failure(ErrorCode::BadInput, "a stored record is damaged; store it anew");
  return record;
}

}  // namespace dateline::store
