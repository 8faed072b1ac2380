// Packs from anywhere: opening one and reading all of its tables and phrases stays within its bytes. Every second input (by its
// first byte) gets a header that fits, so that the checksum does not stop it.
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>

#include "base/hash.h"
#include "knowledge/image.h"
#include "knowledge/knowledge.h"

using namespace dateline;
using namespace dateline::knowledge;

namespace {

std::string with_header(std::string payload) {
  Header header{};
  std::memcpy(header.magic, kMagic, sizeof kMagic);
  header.version = kImageVersion;
  header.size = payload.size();
  std::memset(header.sha256, '0', sizeof header.sha256);
  const std::string named = std::string(header.sha256, sizeof header.sha256) + payload;
  header.checksum = base::xxh64(named);
  return std::string(reinterpret_cast<const char*>(&header), offsetof(Header, sha256)) + named;
}

void read_table(const Table& table) {
  constexpr std::uint32_t kMost = 64;  // rows and columns looked at, so that an input takes little time
  for (std::uint32_t row = 0; row < table.rows() && row < kMost; ++row) {
    (void)table.origin(row);
    for (std::uint32_t column = 0; column < kMost; ++column) {
      for (const std::uint32_t found : table.find(column, table.cell(row, column))) {
        if (found >= table.rows()) __builtin_trap();
      }
    }
  }
}

void read_phrases(const Phrases& phrases, std::string_view text) {
  for (const PhraseEntry& entry : phrases.find(text)) (void)phrases.spelling(entry);
  std::uint32_t ends[16];
  std::uint32_t count = 0;
  for (std::uint32_t end = 1; end <= text.size() && count < 16; ++end) ends[count++] = end;
  for (const PhraseEntry& entry : phrases.longest(text, 0, {ends, count}).entries) (void)phrases.spelling(entry);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  auto knowledge = Knowledge::from_bytes(data[0] % 2 == 0 ? bytes : with_header(bytes));
  if (!knowledge) return 0;
  // Names are views into the input, so that what the fuzzer writes into it can be asked for.
  for (std::size_t from = 0; from < bytes.size() && from < 256; from += 4) {
    const std::string_view name = std::string_view(bytes).substr(from, 4);
    read_table(knowledge->table(name));
    read_phrases(knowledge->phrases(name), bytes);
  }
  read_table(knowledge->table(""));
  read_phrases(knowledge->phrases(""), bytes);
  return 0;
}
