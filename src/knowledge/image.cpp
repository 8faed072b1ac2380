#include "knowledge/image.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstring>

#include "base/hash.h"
#include "knowledge/knowledge.h"

namespace dateline::knowledge {

Result<Image> Image::open(base::MemoryMap map, const std::string& name) {
  Image image;
  image.map_ = std::move(map);
  if (auto checked = image.check(image.map_.bytes(), name); !checked) return Failure(checked.error());
  return image;
}

Result<Image> Image::open(std::string bytes, const std::string& name) {
  Image image;
  image.bytes_ = std::make_shared<const std::string>(std::move(bytes));
  if (auto checked = image.check(*image.bytes_, name); !checked) return Failure(checked.error());
  return image;
}

Result<void> Image::check(std::string_view blob, const std::string& name) {
  const char* remedy = "make it again with `dateline pack`";
  if (blob.size() < sizeof(Header) || std::memcmp(blob.data(), kMagic, sizeof kMagic) != 0) {
    return failure(ErrorCode::BadInput, fmt::format("{}: not a knowledge pack; {}", name, remedy));
  }
  const auto& header = *reinterpret_cast<const Header*>(blob.data());
  if (header.version != kImageVersion) {
    return failure(ErrorCode::WrongVersion, fmt::format("{}: pack version {}, this program reads version {}; {}", name,
                                                        header.version, kImageVersion, remedy));
  }
  payload_ = blob.substr(sizeof(Header));
  sha256_ = {header.sha256, sizeof header.sha256};
  if (header.size != payload_.size()) {
    return failure(ErrorCode::BadInput,
                   fmt::format("{}: truncated: {} bytes of {}; {}", name, payload_.size(), header.size, remedy));
  }
  if (base::xxh64(blob.substr(offsetof(Header, sha256))) != header.checksum || header.reserved != 0 || !offsets_are_sound()) {
    return failure(ErrorCode::BadInput, fmt::format("{}: damaged: its checksum or its offsets are wrong; {}", name, remedy));
  }
  return {};
}

// Arrays do not overlap, so that all together are no larger than the payload. That also bounds the time of the checks.
bool Image::fits(std::uint64_t offset, std::uint64_t count, std::uint64_t size) {
  if (offset % 4 != 0 || offset > payload_.size() || count > (payload_.size() - offset) / size) return false;
  claimed_ += count * size;
  return claimed_ <= payload_.size();
}

// The checksum guards against damage, these bounds against a pack that was made to be read out of bounds. Strings are too many to
// check at every start; string() checks each as it is asked for.
bool Image::offsets_are_sound() {
  if (!fits(0, 1, sizeof(Root)) || !fits(root().tables, root().table_count, sizeof(TableRecord)) ||
      !fits(root().phrases, root().phrase_count, sizeof(PhraseRecord))) {
    return false;
  }
  for (std::uint32_t i = 0; i < root().table_count; ++i) {
    if (!table_is_sound(table(i))) return false;
  }
  for (std::uint32_t i = 0; i < root().phrase_count; ++i) {
    if (!phrases_are_sound(phrases(i))) return false;
  }
  return true;
}

bool Image::table_is_sound(const TableRecord& t) {
  if (!fits(t.column_names, t.columns, sizeof(StringRef)) || !fits(t.origins, t.rows, sizeof(Origin)) ||
      !fits(t.indexes, t.columns, sizeof(IndexRecord))) {
    return false;
  }
  // Rows and columns are at most the payload's size now, so that their product is one of 64 bits.
  if (!fits(t.cells, std::uint64_t{t.rows} * t.columns, sizeof(StringRef))) return false;
  for (std::uint32_t c = 0; c < t.columns; ++c) {
    const auto is_row = [&](std::uint32_t row) { return row < t.rows; };
    if (!index_is_sound<std::uint32_t>(at<IndexRecord>(t.indexes)[c], is_row)) return false;
  }
  return true;
}

bool Image::phrases_are_sound(const PhraseRecord& record) {
  if (!fits(record.from, record.from_count, sizeof(std::uint32_t))) return false;
  const std::uint32_t* from = at<std::uint32_t>(record.from);
  for (std::uint32_t f = 0; f < record.from_count; ++f) {
    if (from[f] >= root().table_count) return false;
  }
  const auto is_cell = [&](const PhraseEntry& e) { return e.table < record.from_count && e.row < table(from[e.table]).rows; };
  return index_is_sound<PhraseEntry>(record.phrases, is_cell) &&
         index_is_sound<std::uint32_t>(record.first_words, [](std::uint32_t) { return true; });
}

template <typename Value, typename Check>
bool Image::index_is_sound(const IndexRecord& index, Check value_is_sound) {
  if (index.bucket_count == 0) return true;
  if ((index.bucket_count & (index.bucket_count - 1)) != 0) return false;
  if (!fits(index.buckets, index.bucket_count, sizeof(Bucket))) return false;
  bool has_free = false;  // find() ends at a free bucket
  for (std::uint32_t i = 0; i < index.bucket_count; ++i) {
    const Bucket& bucket = at<Bucket>(index.buckets)[i];
    if (bucket.count == 0) {
      has_free = true;
      continue;
    }
    if (!fits(bucket.values, bucket.count, sizeof(Value))) return false;
    const Value* values = at<Value>(bucket.values);
    if (!std::all_of(values, values + bucket.count, value_is_sound)) return false;
  }
  return has_free;
}

const Bucket* Image::find(const IndexRecord& index, std::string_view key) const {
  if (index.bucket_count == 0) return nullptr;
  const std::uint32_t mask = index.bucket_count - 1;
  const Bucket* buckets = at<Bucket>(index.buckets);
  for (auto i = static_cast<std::uint32_t>(base::xxh64(key)) & mask;; i = (i + 1) & mask) {
    if (buckets[i].count == 0) return nullptr;
    if (string(buckets[i].key) == key) return &buckets[i];
  }
}

}  // namespace dateline::knowledge
