#include "model_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>

#include "base/hash.h"
#include "dateline/annotations.h"
#include "syntax/model_file.h"

namespace dateline::train {
namespace {

template <typename T>
void append(std::string& bytes, const T& value) {
  bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

struct QuantisedFeature {
  std::uint64_t feature;
  std::vector<std::pair<std::uint8_t, std::int8_t>> classes;
};

// A byte holds the weight's root: small weights, of which most sums are made, are kept finely, and the largest still fit.
std::int8_t root_of(float weight, float unit) {
  if (std::fabs(weight) < unit) return 0;
  const long root = std::min(std::lround(std::sqrt(std::fabs(weight) / unit)), 127l);
  return static_cast<std::int8_t>(weight < 0 ? -root : root);
}

std::vector<QuantisedFeature> quantise(const std::vector<FeatureWeights>& features, float unit) {
  std::vector<QuantisedFeature> all;
  for (const FeatureWeights& feature : features) {
    QuantisedFeature out{feature.feature, {}};
    for (const auto& [klass, weight] : feature.classes) out.classes.emplace_back(klass, root_of(weight, unit));
    all.push_back(std::move(out));
  }
  return all;
}

bool is_kept(std::pair<std::uint8_t, std::int8_t> weight, int least) { return std::abs(int{weight.second}) >= least; }

std::size_t bytes_from(const std::vector<QuantisedFeature>& features, int least) {
  std::size_t bytes = 0;
  for (const QuantisedFeature& feature : features) {
    const auto kept = static_cast<std::size_t>(
        std::count_if(feature.classes.begin(), feature.classes.end(), [&](const auto& weight) { return is_kept(weight, least); }));
    if (kept > 0) bytes += 3 + 2 * kept + 1;  // and the bucket's share
  }
  return bytes;
}

}  // namespace

std::string weights_section(const std::vector<FeatureWeights>& features, std::size_t most_bytes) {
  float largest = 0;
  for (const FeatureWeights& feature : features) {
    for (const auto& c : feature.classes) largest = std::max(largest, std::fabs(c.second));
  }
  if (largest == 0) largest = 1;
  std::vector<QuantisedFeature> kept = quantise(features, largest / (127 * 127));
  int least = 1;
  while (least < 127 && bytes_from(kept, least) > most_bytes) ++least;
  for (QuantisedFeature& feature : kept) {
    std::erase_if(feature.classes, [&](const auto& weight) { return !is_kept(weight, least); });
  }
  std::erase_if(kept, [](const QuantisedFeature& feature) { return feature.classes.empty(); });
  fmt::print(stderr, "{} of {} features kept, roots of weights from {} to 127\n", kept.size(), features.size(), least);

  std::uint32_t bits = 4;
  while (bits < 24 && (std::size_t{4} << bits) < kept.size()) ++bits;
  std::vector<std::uint32_t> begins;
  std::string buckets;
  std::size_t at = 0;  // features are in the order of their hashes, and so of their buckets
  for (std::uint64_t bucket = 0; bucket < (std::uint64_t{1} << bits); ++bucket) {
    begins.push_back(static_cast<std::uint32_t>(buckets.size()));
    for (; at < kept.size() && kept[at].feature >> (64 - bits) == bucket; ++at) {
      append(buckets, static_cast<std::uint16_t>(kept[at].feature));
      append(buckets, static_cast<std::uint8_t>(std::min<std::size_t>(kept[at].classes.size(), 255)));
      for (std::size_t i = 0; i < std::min<std::size_t>(kept[at].classes.size(), 255); ++i) {
        append(buckets, kept[at].classes[i].first);
        append(buckets, kept[at].classes[i].second);
      }
    }
  }
  begins.push_back(static_cast<std::uint32_t>(buckets.size()));
  std::string section;
  append(section, bits);
  for (const std::uint32_t begin : begins) append(section, begin);
  return section + buckets;
}

std::string table_section(const TableRows& rows) {
  std::uint32_t bits = 4;
  while ((std::size_t{1} << bits) * 2 < rows.size() * 3) ++bits;
  const std::uint64_t mask = (std::uint64_t{1} << bits) - 1;
  std::vector<std::uint32_t> slots(2 * (mask + 1), kNone);
  TableRows sorted = rows;
  std::sort(sorted.begin(), sorted.end());
  for (const auto& [hash, value] : sorted) {
    std::uint64_t slot = hash >> (64 - bits);
    while (slots[2 * slot + 1] != kNone) slot = (slot + 1) & mask;
    slots[2 * slot] = static_cast<std::uint32_t>(hash);
    slots[2 * slot + 1] = value;
  }
  std::string section;
  append(section, bits);
  append(section, std::uint32_t{0});
  for (const std::uint32_t number : slots) append(section, number);
  return section;
}

std::string lines_section(const std::vector<std::string>& lines) { return fmt::format("{}", fmt::join(lines, "\n")); }

std::string model_bytes(const std::vector<std::string>& sections) {
  std::string body;
  const std::size_t body_begin = sizeof(syntax::FileHeader);
  std::size_t at = body_begin + sections.size() * sizeof(syntax::SectionEntry);
  for (std::size_t i = 0; i < sections.size(); ++i) {
    append(body, syntax::SectionEntry{static_cast<std::uint32_t>(i), 0, at, sections[i].size()});
    at = (at + sections[i].size() + 7) / 8 * 8;
  }
  for (const std::string& section : sections) {
    body += section;
    body.resize((body.size() + 7) / 8 * 8);
  }
  syntax::FileHeader header{syntax::kModelMagic, syntax::kModelVersion, static_cast<std::uint32_t>(sections.size()),
                            body_begin + body.size(), 0, {}};
  const std::string sha256 = base::sha256_hex(body);
  std::copy(sha256.begin(), sha256.end(), header.sha256.begin());
  header.checksum = base::xxh64(sha256 + body);
  std::string bytes;
  append(bytes, header);
  return bytes + body;
}

}  // namespace dateline::train
