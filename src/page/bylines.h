// Who wrote an article, as its page shows it: microdata, rel="author", and the lines near the headline.
#pragma once

#include <string>
#include <vector>

#include "dateline/span.h"
#include "knowledge/knowledge.h"
#include "page/authors.h"
#include "page/hints.h"
#include "page/outline.h"
#include "page/tree.h"

namespace dateline::page {

// Immutable; any number of threads.
class Bylines {
 public:
  explicit Bylines(const knowledge::Knowledge& knowledge);
  // What the page marks as its author for machines.
  std::vector<std::string> marked(const Tree& tree, const Outline& outline) const;
  // What its readers see. `article`: the article's nodes, from the first to behind the last.
  std::vector<std::string> shown(const Tree& tree, const Outline& outline, Span article) const;

 private:
  bool leads_to_author(std::string_view address) const;

  AuthorNames authors_;
  Hints hints_;
  knowledge::Table paths_;
  std::uint32_t path_;
};

}  // namespace dateline::page
