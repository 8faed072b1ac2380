#include "knowledge/image.h"

#include <fmt/format.h>

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
  if (header.version != kImageVersion || header.reserved != 0) {
    return failure(ErrorCode::WrongVersion, fmt::format("{}: pack version {}, this program reads version {}; {}", name,
                                                        header.version, kImageVersion, remedy));
  }
  payload_ = blob.substr(sizeof(Header));
  sha256_ = {header.sha256, sizeof header.sha256};
  if (header.size != payload_.size()) {
    return failure(ErrorCode::BadInput,
                   fmt::format("{}: truncated: {} bytes of {}; {}", name, payload_.size(), header.size, remedy));
  }
  if (base::xxh64(payload_) != header.checksum || !offsets_are_sound()) {
    return failure(ErrorCode::BadInput, fmt::format("{}: damaged: the checksum differs; {}", name, remedy));
  }
  return {};
}

bool Image::fits(std::uint64_t offset, std::uint64_t count, std::uint64_t size) const {
  return offset + count * size <= payload_.size() && offset % 4 == 0;
}

// The checksum guards against damage, these bounds against a pack that was made to be read out of bounds. Strings are too many to
// check at every start; string() checks each as it is asked for.
bool Image::offsets_are_sound() const {
  if (!fits(0, 1, sizeof(Root)) || !fits(root().tables, root().table_count, sizeof(TableRecord)) ||
      !fits(root().phrases, root().phrase_count, sizeof(PhraseRecord))) {
    return false;
  }
  for (std::uint32_t i = 0; i < root().table_count; ++i) {
    const TableRecord& t = table(i);
    if (!fits(t.column_names, t.columns, sizeof(StringRef)) || !fits(t.origins, t.rows, sizeof(Origin)) ||
        !fits(t.cells, std::uint64_t{t.rows} * t.columns, sizeof(StringRef)) ||
        !fits(t.indexes, t.columns, sizeof(IndexRecord))) {
      return false;
    }
    for (std::uint32_t c = 0; c < t.columns; ++c) {
      if (!index_is_sound(at<IndexRecord>(t.indexes)[c], sizeof(std::uint32_t))) return false;
    }
  }
  for (std::uint32_t i = 0; i < root().phrase_count; ++i) {
    if (!index_is_sound(phrases(i).phrases, sizeof(PhraseEntry)) ||
        !index_is_sound(phrases(i).first_words, sizeof(std::uint32_t))) {
      return false;
    }
  }
  return true;
}

bool Image::index_is_sound(const IndexRecord& index, std::size_t value_size) const {
  if (index.bucket_count == 0) return true;
  if ((index.bucket_count & (index.bucket_count - 1)) != 0 || !fits(index.buckets, index.bucket_count, sizeof(Bucket)))
    return false;
  bool has_free = false;  // find() ends at a free bucket
  for (std::uint32_t i = 0; i < index.bucket_count; ++i) {
    const Bucket& bucket = at<Bucket>(index.buckets)[i];
    if (bucket.count == 0) {
      has_free = true;
    } else if (!fits(bucket.values, bucket.count, value_size)) {
      return false;
    }
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
