// What a page says of itself in JSON-LD (schema.org).
#pragma once

#include <string>
#include <vector>

#include "knowledge/knowledge.h"
#include "page/tree.h"

namespace dateline::page {

// As written; empty: not said.
struct JsonLd {
  std::string headline;
  std::vector<std::string> authors;
  std::string publisher;
  std::string published, modified;
  bool is_date_of_thing = false;  // `published` is that of a video, a product or the like, which may be only in the page
  std::string language;
  std::string url;
  std::string body;      // articleBody
  std::string dateline;  // NewsArticle's own
  bool is_paywalled = false;
};

// Immutable; any number of threads.
class JsonLdReader {
 public:
  explicit JsonLdReader(const knowledge::Knowledge& knowledge);
  JsonLd read(const Tree& tree) const;

 private:
  knowledge::Table types_;
  std::uint32_t type_column_, rank_column_;
};

}  // namespace dateline::page
