// Texts read with the shipped pack and model, for the tests of this folder.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "claim/attributor.h"
#include "claim/status.h"
#include "syntax/annotator.h"

namespace dateline::claim {

struct Shipped {
  knowledge::Knowledge knowledge;
  syntax::Annotator annotator;
  Attributor attributor;
  StatusReader status;

  static const Shipped& get() {
    static const Shipped shipped = open();
    return shipped;
  }

  Document read(std::string_view text) const {
    Document document = lay_out(text);
    annotator.annotate(document);
    attributor.run(document);
    return document;
  }

  // Paragraphs are set apart by a blank line.
  static Document lay_out(std::string_view text) {
    Document document;
    document.text = text;
    std::size_t begin = 0;
    while (begin < text.size()) {
      std::size_t end = text.find("\n\n", begin);
      if (end == std::string_view::npos) end = text.size();
      if (end > begin) document.paragraphs.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
      begin = end + 2;
    }
    return document;
  }

 private:
  static Shipped open() {
    auto knowledge = knowledge::Knowledge::open(DATELINE_PACK);
    REQUIRE_MESSAGE(knowledge.has_value(), knowledge.error().message);
    auto annotator = syntax::Annotator::open(DATELINE_MODEL, *knowledge);
    REQUIRE_MESSAGE(annotator.has_value(), annotator.error().message);
    auto attributor = Attributor::create(*knowledge);
    REQUIRE_MESSAGE(attributor.has_value(), attributor.error().message);
    auto status = StatusReader::create(*knowledge);
    REQUIRE_MESSAGE(status.has_value(), status.error().message);
    return {std::move(*knowledge), std::move(*annotator), std::move(*attributor), std::move(*status)};
  }
};

// "[source] cue {content}" of each claim, in order, with the number of the claim that reports it.
inline std::string claims_of(const Document& document) {
  std::string out;
  for (const Claim& c : document.claims) {
    if (!out.empty()) out += "\n";
    out += "[" + std::string(document.text_of(c.source_span)) + "] " + std::string(document.text_of(c.cue)) + " {" +
           std::string(document.text_of(c.content)) + "}";
    if (c.via != kNone) out += " via " + std::to_string(c.via);
  }
  return out;
}

inline std::string claims_of(std::string_view text) { return claims_of(Shipped::get().read(text)); }

}  // namespace dateline::claim
