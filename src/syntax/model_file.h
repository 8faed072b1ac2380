// The layout of a model file, shared by the reader (model.h) and the trainer.
//
//   FileHeader · SectionEntry[section_count] · sections, each at a multiple of 8
//
// Numbers are little-endian. The checksum covers everything after itself, the SHA-256 everything after the header.
#pragma once

#include <array>
#include <cstdint>

namespace dateline::syntax {

inline constexpr std::array<char, 8> kModelMagic = {'D', 'L', 'M', 'O', 'D', 'E', 'L', '\n'};
inline constexpr std::uint32_t kModelVersion = 3;

struct FileHeader {
  std::array<char, 8> magic;
  std::uint32_t version;
  std::uint32_t section_count;
  std::uint64_t size;           // of the whole file
  std::uint64_t checksum;       // XXH64
  std::array<char, 64> sha256;  // lower-case hex
};
static_assert(sizeof(FileHeader) == 96);

struct SectionEntry {
  std::uint32_t section;
  std::uint32_t unused;
  std::uint64_t begin;
  std::uint64_t size;
};
static_assert(sizeof(SectionEntry) == 24);

// Inventories are text, an item a line, its parts separated by tabs; items count from 0.
enum class Section : std::uint32_t {
  Tags,          // UPOS, XPOS, number of the features that it most often has
  Features,      // "Number=Sing|Person=3", or "_"
  Scripts,       // bytes to cut from the end, "upper" or "_", letters to add
  Vocabulary,    // HashTable: word_key -> number of a word
  FeatureTable,  // HashTable: feature_key -> number of features
  LemmaTable,    // HashTable: lemma_key -> number of a script
  Network,       // network.h
};
inline constexpr std::uint32_t kSections = 7;

}  // namespace dateline::syntax
