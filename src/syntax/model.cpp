#include "syntax/model.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cstring>

#include "base/hash.h"
#include "base/tsv.h"
#include "syntax/model_file.h"

namespace dateline::syntax {
namespace {

constexpr std::size_t kMostTags = 256;
constexpr const char* kRemedy = "copy the model that came with this version of dateline again";

using Sections = std::array<std::string_view, kSections>;

std::vector<std::string_view> lines_of(std::string_view section) { return base::split_list(section, '\n'); }

bool read_number(std::string_view text, std::uint32_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

// The line's parts; false when there are not `Count`.
template <std::size_t Count>
bool read_parts(std::string_view line, std::array<std::string_view, Count>& parts) {
  for (std::size_t i = 0; i < Count; ++i) {
    const std::size_t tab = line.find('\t');
    if ((tab == std::string_view::npos) != (i + 1 == Count)) return false;
    parts[i] = line.substr(0, tab);
    line.remove_prefix(tab == std::string_view::npos ? line.size() : tab + 1);
  }
  return true;
}

bool read_tags(std::string_view section, std::size_t feats, std::vector<Tag>& tags) {
  for (const std::string_view line : lines_of(section)) {
    std::array<std::string_view, 3> parts;
    Tag tag;
    if (!read_parts(line, parts) || !read_number(parts[2], tag.feats) || tag.feats >= feats) return false;
    tag.upos = upos_from(parts[0]);
    tag.xpos = parts[1];
    tags.push_back(tag);
  }
  return !tags.empty() && tags.size() <= kMostTags;
}

bool read_scripts(std::string_view section, std::vector<Script>& scripts) {
  for (const std::string_view line : lines_of(section)) {
    std::array<std::string_view, 3> parts;
    Script script;
    if (!read_parts(line, parts) || !read_number(parts[0], script.cut)) return false;
    script.first = parts[1] == "upper" ? Script::Case::Capital : Script::Case::Keep;
    script.append = parts[2];
    scripts.push_back(script);
  }
  return !scripts.empty();
}

}  // namespace

Result<Model> Model::open(const std::string& path) {
  auto map = base::MemoryMap::open(path);
  if (!map) return Failure(map.error());
  const std::string_view bytes = map->bytes();
  const auto bad = [&](ErrorCode code, std::string_view what) {
    return failure(code, fmt::format("{}: {}; {}", path, what, kRemedy));
  };

  FileHeader header;
  if (bytes.size() < sizeof header) return bad(ErrorCode::BadInput, "not a model of dateline, or cut off");
  std::memcpy(&header, bytes.data(), sizeof header);
  if (header.magic != kModelMagic) return bad(ErrorCode::BadInput, "not a model of dateline");
  if (header.version != kModelVersion) {
    return bad(ErrorCode::WrongVersion,
               fmt::format("a model of version {}, this program reads version {}", header.version, kModelVersion));
  }
  if (header.size != bytes.size()) {
    return bad(ErrorCode::BadInput, fmt::format("{} bytes long where {} were written", bytes.size(), header.size));
  }
  if (header.checksum != base::xxh64(bytes.substr(offsetof(FileHeader, sha256)))) {
    return bad(ErrorCode::BadInput, "its bytes were altered (the checksum differs)");
  }

  if (header.section_count != kSections || bytes.size() < sizeof header + kSections * sizeof(SectionEntry)) {
    return bad(ErrorCode::BadInput, "its parts are not those of a model");
  }
  Sections sections;
  for (std::uint32_t i = 0; i < kSections; ++i) {
    SectionEntry entry;
    std::memcpy(&entry, bytes.data() + sizeof header + i * sizeof entry, sizeof entry);
    if (entry.section != i || entry.begin % 8 != 0 || entry.begin > bytes.size() || entry.size > bytes.size() - entry.begin) {
      return bad(ErrorCode::BadInput, "its parts are not those of a model");
    }
    sections[i] = bytes.substr(entry.begin, entry.size);
  }
  const auto section = [&](Section s) { return sections[static_cast<std::size_t>(s)]; };

  Model model;
  model.sha256_ = bytes.substr(offsetof(FileHeader, sha256), sizeof header.sha256);
  for (const std::string_view line : lines_of(section(Section::Features))) {
    model.feats.push_back(line == "_" ? std::string_view{} : line);
  }
  if (!read_tags(section(Section::Tags), model.feats.size(), model.tags) ||
      !read_scripts(section(Section::Scripts), model.scripts)) {
    return bad(ErrorCode::BadInput, "its inventories cannot be read");
  }
  auto vocabulary = HashTable::open(section(Section::Vocabulary));
  auto feature_table = HashTable::open(section(Section::FeatureTable));
  auto lemma_table = HashTable::open(section(Section::LemmaTable));
  auto network = Network::open(section(Section::Network), model.tags.size());
  if (!vocabulary || !feature_table || !lemma_table || !network) {
    return bad(ErrorCode::BadInput, "its tables do not fit together");
  }
  model.vocabulary = *vocabulary;
  model.feature_table = *feature_table;
  model.lemma_table = *lemma_table;
  model.network = *network;
  model.map_ = std::move(*map);
  return model;
}

}  // namespace dateline::syntax
