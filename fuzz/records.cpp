// Records from anywhere: read or refused, never more; what was read can be placed, and its traits come back from their bytes.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "dateline/record_reader.h"
#include "story/traits.h"

using namespace dateline;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  static RecordReader reader;
  if (const auto document = reader.read(bytes)) {
    const std::string traits = story::to_bytes(story::traits_of(*document, {}));
    const auto again = story::traits_from_bytes(traits);
    if (!again || story::to_bytes(*again) != traits) __builtin_trap();
  }
  (void)story::traits_from_bytes(bytes);
  return 0;
}
