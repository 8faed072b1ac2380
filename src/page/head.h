// What the head of a page says of its article: <title>, <meta>, <link> and JSON-LD.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "knowledge/knowledge.h"
#include "page/authors.h"
#include "page/dates.h"
#include "page/json_ld.h"
#include "page/tree.h"

namespace dateline::page {

// As written; empty: not said.
struct Head {
  JsonLd json;
  std::string title_element;
  std::string title, publisher, published, modified, description, url, access;
  std::string language;  // "en-GB"
  std::vector<std::string> authors;
};

// ASCII letters made small.
std::string lower(std::string_view text);
// White space as single spaces, references as the letters that they stand for (JSON-LD and attributes hold them escaped twice).
std::string plain(std::string_view text);

// Immutable; views live as long as the Knowledge.
class HeadReader {
 public:
  explicit HeadReader(const knowledge::Knowledge& knowledge);
  Head read(const Tree& tree) const;

 private:
  void take_meta(const Tree& tree, std::uint32_t node, Head& head, std::vector<int>& ranks) const;

  DateReader dates_;
  AuthorNames authors_;
  JsonLdReader json_;
  knowledge::Table meta_;
  std::uint32_t name_, field_, rank_;
};

}  // namespace dateline::page
