#include "knowledge/image.h"

#include <fmt/format.h>

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

bool Image::claim(std::uint64_t offset, std::uint64_t count, std::uint64_t size) {
  if (!holds(offset, count, size)) return false;
  claimed_ += count * size;
  return claimed_ <= payload_.size();
}

// The checksum guards against damage, these bounds against a pack that was made to be read out of bounds.
bool Image::offsets_are_sound() {
  if (!claim(0, 1, sizeof(Root)) || !claim(root().tables, root().table_count, sizeof(TableRecord)) ||
      !claim(root().phrases, root().phrase_count, sizeof(PhraseRecord))) {
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
  if (!claim(t.column_names, t.columns, sizeof(StringRef)) || !claim(t.origins, t.rows, sizeof(Origin)) ||
      !claim(t.indexes, t.columns, sizeof(IndexRecord))) {
    return false;
  }
  // Rows and columns are at most the payload's size now, so that their product is one of 64 bits.
  if (!claim(t.cells, std::uint64_t{t.rows} * t.columns, sizeof(StringRef))) return false;
  for (std::uint32_t c = 0; c < t.columns; ++c) {
    if (!index_is_sound(at<IndexRecord>(t.indexes)[c])) return false;
  }
  return true;
}

bool Image::phrases_are_sound(const PhraseRecord& record) {
  if (!claim(record.from, record.from_count, sizeof(std::uint32_t))) return false;
  const std::uint32_t* from = at<std::uint32_t>(record.from);
  for (std::uint32_t f = 0; f < record.from_count; ++f) {
    if (from[f] >= root().table_count) return false;
  }
  return index_is_sound(record.phrases) && index_is_sound(record.first_words);
}

bool Image::index_is_sound(const IndexRecord& index) {
  if (index.bucket_count == 0) return true;
  return (index.bucket_count & (index.bucket_count - 1)) == 0 && claim(index.buckets, index.bucket_count, sizeof(Bucket));
}

const Bucket* Image::bucket_of(const IndexRecord& index, std::string_view key) const {
  if (index.bucket_count == 0) return nullptr;
  const std::uint32_t mask = index.bucket_count - 1;
  const Bucket* buckets = at<Bucket>(index.buckets);
  auto i = static_cast<std::uint32_t>(base::xxh64(key)) & mask;
  // A pack that was made to harm may have no free bucket: no bucket is looked at twice.
  for (std::uint32_t seen = 0; seen < index.bucket_count && buckets[i].count != 0; ++seen, i = (i + 1) & mask) {
    if (string(buckets[i].key) == key) return &buckets[i];
  }
  return nullptr;
}

}  // namespace dateline::knowledge
