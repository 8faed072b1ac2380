// The trained weights and inventories, mapped from a file. Immutable; any number of threads. Everything it gives out lives as
// long as the Model.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/memory_map.h"
#include "dateline/annotations.h"
#include "dateline/result.h"
#include "syntax/hash_table.h"
#include "syntax/network.h"

namespace dateline::syntax {

struct Tag {
  Upos upos = Upos::X;
  std::string_view xpos;
  std::uint32_t feats = 0;  // number in Model::feats, for words that were not seen with this tag
};

// How a lemma is made from a form.
struct Script {
  enum class Case : std::uint8_t { Keep, Capital };
  std::uint32_t cut = 0;  // bytes from the end
  Case first = Case::Keep;
  std::string_view append;
};

class Model {
 public:
  // Refuses a file that is truncated, altered, or of another version.
  static Result<Model> open(const std::string& path);

  std::string_view sha256() const { return sha256_; }

  std::vector<Tag> tags;
  std::vector<std::string_view> feats;
  std::vector<Script> scripts;
  HashTable vocabulary;
  HashTable feature_table;
  HashTable lemma_table;
  Network network;

 private:
  Model() = default;

  base::MemoryMap map_;
  std::string_view sha256_;
};

}  // namespace dateline::syntax
