// Where a text quotes: spans between quotation marks of any style, with their marks. Linear in the text, whatever its marks.
#pragma once

#include <cstdint>
#include <vector>

#include "dateline/document.h"

namespace dateline::claim {

enum class QuotationEnd : std::uint8_t {
  Closed,     // both marks are there
  Continued,  // no closing mark: the next paragraph opens with a mark and goes on
  Unclosed,   // the closing mark is missing: ends with the sentence, or with the paragraph when it is all quotation
  Unopened,   // the opening mark is missing: begins where the last quotation of the paragraph ended, or with the sentence
};

struct Quotation {
  Span span;  // with the marks
  std::uint32_t paragraph = 0;
  QuotationEnd end = QuotationEnd::Closed;
};

// Outermost quotations in text order; they do not overlap and none leaves its paragraph. Needs paragraphs and sentences.
std::vector<Quotation> find_quotations(const Document& document);

}  // namespace dateline::claim
