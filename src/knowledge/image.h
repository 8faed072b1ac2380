// The pack's layout. All numbers little-endian, all positions 32-bit offsets from the start of the payload, so that the blob can
// be mapped anywhere and read as it lies:
//
//   Header | payload: Root, then strings, cells, indexes in any order
//
//   Root --> TableRecord[] --> column names, cells (rows x columns), origins, an index for each indexed column
//        `-> PhraseRecord[] --> index of folded phrases, index of their first words
//   Index: open addressing over xxh64 of the key; a bucket points at its key and at a run of values
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/memory_map.h"
#include "dateline/result.h"

namespace dateline::knowledge {

inline constexpr char kMagic[8] = {'D', 'A', 'T', 'E', 'L', 'I', 'N', 'E'};
inline constexpr std::uint32_t kImageVersion = 2;

struct Header {
  char magic[8];
  std::uint32_t version;
  std::uint32_t reserved;
  std::uint64_t size;      // of the payload in bytes
  std::uint64_t checksum;  // xxh64 of what follows: the sha256 and the payload
  char sha256[64];         // of the payload, hex
};

struct StringRef {
  std::uint32_t offset;
  std::uint32_t size;
};

struct Root {
  StringRef schema;  // the schema.toml that the tables were checked against
  std::uint32_t table_count;
  std::uint32_t tables;  // TableRecord[table_count], in the schema's order
  std::uint32_t phrase_count;
  std::uint32_t phrases;  // PhraseRecord[phrase_count]
};

struct TableRecord {
  StringRef name;
  std::uint32_t rows;
  std::uint32_t columns;
  std::uint32_t column_names;  // StringRef[columns]
  std::uint32_t cells;         // StringRef[rows * columns], row by row
  std::uint32_t origins;       // Origin[rows]
  std::uint32_t indexes;       // IndexRecord[columns]; bucket_count 0: not indexed
};

struct Origin {
  StringRef file;
  std::uint32_t line;
};

struct IndexRecord {
  std::uint32_t bucket_count;  // a power of two, or 0
  std::uint32_t buckets;       // Bucket[bucket_count]
};

struct Bucket {
  StringRef key;
  std::uint32_t values;  // offset of the first value
  std::uint32_t count;   // 0: the bucket is free
};

struct PhraseRecord {
  StringRef name;
  std::uint32_t from_count;
  std::uint32_t from;       // uint32[from_count]: the tables that entries name, by their number
  IndexRecord phrases;      // values: PhraseEntry[count]
  IndexRecord first_words;  // values: one uint32, bytes of the longest key that begins with the word
};

// The blob with its bounds. The arrays of tables and buckets are checked once, at open; strings and what buckets point at, which
// are too many for that, are checked as they are asked for.
class Image {
 public:
  static Result<Image> open(base::MemoryMap map, const std::string& name);
  static Result<Image> open(std::string bytes, const std::string& name);

  const Root& root() const { return *at<Root>(0); }
  const TableRecord& table(std::uint32_t number) const { return at<TableRecord>(root().tables)[number]; }
  const PhraseRecord& phrases(std::uint32_t number) const { return at<PhraseRecord>(root().phrases)[number]; }
  // Empty when the reference lies outside the payload.
  std::string_view string(StringRef ref) const {
    return std::uint64_t{ref.offset} + ref.size > payload_.size() ? std::string_view{} : payload_.substr(ref.offset, ref.size);
  }
  std::string_view sha256() const { return sha256_; }
  // The values of `key`; empty when there are none, or when they lie outside the payload.
  template <typename Value>
  std::span<const Value> find(const IndexRecord& index, std::string_view key) const {
    const Bucket* bucket = bucket_of(index, key);
    if (bucket == nullptr || !holds(bucket->values, bucket->count, sizeof(Value))) return {};
    return {at<Value>(bucket->values), bucket->count};
  }

  template <typename T>
  const T* at(std::uint32_t offset) const {
    return reinterpret_cast<const T*>(payload_.data() + offset);
  }

 private:
  Result<void> check(std::string_view blob, const std::string& name);
  bool offsets_are_sound();
  bool table_is_sound(const TableRecord& table);
  bool phrases_are_sound(const PhraseRecord& record);
  bool index_is_sound(const IndexRecord& index);
  // Whether an array lies inside the payload.
  bool holds(std::uint64_t offset, std::uint64_t count, std::uint64_t size) const {
    return offset % 4 == 0 && offset <= payload_.size() && count <= (payload_.size() - offset) / size;
  }
  // Whether it lies there beside the arrays that were claimed before: all together are no larger than the payload.
  bool claim(std::uint64_t offset, std::uint64_t count, std::uint64_t size);
  // The bucket of `key`; null when there is none.
  const Bucket* bucket_of(const IndexRecord& index, std::string_view key) const;

  base::MemoryMap map_;
  std::shared_ptr<const std::string> bytes_;  // when the blob does not come from a file; behind a pointer so that moves keep it
  std::string_view payload_;
  std::string_view sha256_;
  std::uint64_t claimed_ = 0;  // bytes of the arrays checked so far
};

}  // namespace dateline::knowledge
