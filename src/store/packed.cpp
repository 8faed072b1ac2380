#include "store/packed.h"

#include <zstd.h>

#include <algorithm>
#include <memory>
#include <new>

namespace dateline::store {

std::string pack(std::string_view record) {
  struct Freer {
    void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  };
  constexpr int kFast = 1;
  // Some hundred kilobytes that each thread makes once.
  thread_local const std::unique_ptr<ZSTD_CCtx, Freer> context(ZSTD_createCCtx());
  if (!context) throw std::bad_alloc();
  thread_local std::string room;
  constexpr std::size_t kKept = 1 << 20;
  room.resize(std::max(room.size(), ZSTD_compressBound(record.size())));
  const std::size_t size = ZSTD_compressCCtx(context.get(), room.data(), room.size(), record.data(), record.size(), kFast);
  if (ZSTD_isError(size)) throw std::bad_alloc();  // nothing else can go wrong with room enough
  std::string packed(room.data(), size);
  if (room.size() > kKept) std::string().swap(room);
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
