// What a page says of its article beside the text: title, authors, dates and so on, and from where it is known.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "knowledge/knowledge.h"
#include "page/authors.h"
#include "page/bylines.h"
#include "page/head.h"
#include "page/outline.h"
#include "page/publication_date.h"
#include "page/tree.h"

namespace dateline::page {

struct Metadata {
  std::string title;
  std::vector<std::string> authors;
  std::string publisher;
  PublicationDate date;
  std::string url;
  bool is_paywalled = false;
};

// Immutable; views live as long as the Knowledge.
class MetadataReader {
 public:
  explicit MetadataReader(const knowledge::Knowledge& knowledge);

  Head head(const Tree& tree) const { return heads_.read(tree); }
  // `article`: the article's nodes, from the first to behind the last; `url`: where the page came from, when that is known.
  Metadata read(const Tree& tree, const Head& head, const Outline& outline, Span article, std::string_view url) const;

 private:
  std::vector<std::string> authors(const Tree& tree, const Head& head, const Outline& outline, Span article,
                                   std::string_view publisher) const;

  HeadReader heads_;
  PublicationDates dates_;
  AuthorNames names_;
  Bylines bylines_;
};

}  // namespace dateline::page
