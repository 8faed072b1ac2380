// Paragraphs that are not the article, known by their words (data/page/boilerplate.tsv).
#pragma once

#include <string_view>

#include "knowledge/knowledge.h"

namespace dateline::page {

struct BoilerplatePhrase {
  enum class Extent : unsigned char { Paragraph, ToTheEnd };
  std::string_view reason;  // "comment-form"; empty: the paragraph is not known as boilerplate
  Extent extent = Extent::Paragraph;
};

// Immutable; views live as long as the Knowledge.
class BoilerplatePhrases {
 public:
  explicit BoilerplatePhrases(const knowledge::Knowledge& knowledge);
  BoilerplatePhrase find(std::string_view paragraph) const;

 private:
  knowledge::Phrases phrases_;
  knowledge::Table table_;
  std::uint32_t match_, extent_, short_, reason_;
};

}  // namespace dateline::page
