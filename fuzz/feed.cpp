// Feeds from anywhere: reading ends, entries keep the limit, dates are ISO 8601.
#include "input/feed.h"

#include <cstddef>
#include <cstdint>
#include <string>

#include "base/iso_date.h"

using namespace dateline;
using namespace dateline::input;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  (void)looks_like_feed(bytes);
  InputOptions options;
  options.largest_page = 4096;
  FeedPages pages(ByteStream(RawFile::of_bytes("feed", bytes)), "feed", options);
  std::size_t items = 0;
  while (auto item = pages.next()) {
    if (++items > size + 16) __builtin_trap();
    if (!item->page) continue;
    // The limit is of the text as it is written in the feed; escaping makes up to six letters of one.
    if (item->page->bytes.size() > 6 * 4096 + 64) __builtin_trap();
    if (!item->page->published.empty() && !base::parse_iso_date(item->page->published)) __builtin_trap();
  }
  return 0;
}
