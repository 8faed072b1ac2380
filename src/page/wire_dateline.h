// The wire dateline at the head of a story: "SEOUL, South Korea (AP) —".
#pragma once

#include "dateline/document.h"
#include "knowledge/knowledge.h"

namespace dateline::page {

// Reads the head of `paragraph` (a span of the document's text) and fills Document::dateline when there is one.
class WireDatelines {
 public:
  explicit WireDatelines(const knowledge::Knowledge& knowledge);
  // `place`: the place that the page's metadata give, or nothing.
  bool read(Document& document, Span paragraph, std::string_view place = {}) const;

 private:
  // The code of an agency's name; empty when it is none.
  std::string_view agency(std::string_view name) const;
  bool is_place(std::string_view name) const;

  knowledge::Phrases agencies_;
  knowledge::Table table_;
  knowledge::Phrases toponyms_;
  std::uint32_t code_;
};

}  // namespace dateline::page
