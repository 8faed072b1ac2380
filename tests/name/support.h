// The real tables and model, opened once for all tests of this room.
#pragma once

#include <doctest/doctest.h>

#include <string>

#include "knowledge/compiler.h"
#include "knowledge/knowledge.h"
#include "name/recognizer.h"
#include "syntax/annotator.h"

namespace dateline::test {

inline const knowledge::Knowledge& tables() {
  static const knowledge::Knowledge knowledge = [] {
    auto bytes = knowledge::compile(DATELINE_SOURCE_DIR "/data");
    if (!bytes) FAIL(bytes.error().message);
    return std::move(*knowledge::Knowledge::from_bytes(std::move(*bytes)));
  }();
  return knowledge;
}

inline const name::Recognizer& recognizer() {
  static const name::Recognizer recognizer = std::move(*name::Recognizer::create(tables()));
  return recognizer;
}

// One paragraph of text, tagged, parsed and with its names.
inline Document read(const std::string& text, const std::string& published = {}) {
  static const syntax::Annotator annotator =
      std::move(*syntax::Annotator::open(DATELINE_SOURCE_DIR "/models/english.model", tables()));
  Document document;
  document.text = text;
  document.published = published;
  document.paragraphs.push_back({0, static_cast<std::uint32_t>(text.size())});
  annotator.annotate(document);
  recognizer().run(document);
  return document;
}

}  // namespace dateline::test
