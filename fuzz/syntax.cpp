// Any text becomes sentences of trees, with the shipped model and tables: spans in order and inside their paragraph, one root for
// each sentence and no circle, lemmas that are whole characters.
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/utf8.h"
#include "syntax/annotator.h"

using namespace dateline;

namespace {

void demand(bool truth) {
  if (!truth) __builtin_trap();
}

const syntax::Annotator& annotator() {
  static const auto knowledge = knowledge::Knowledge::open(DATELINE_PACK);
  demand(static_cast<bool>(knowledge));
  static const auto annotator = syntax::Annotator::open(DATELINE_MODEL, *knowledge);
  demand(static_cast<bool>(annotator));
  return *annotator;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (base::find_invalid_utf8(text) != std::string_view::npos) return 0;
  Document document;
  document.text = text;
  document.paragraphs = {{0, static_cast<std::uint32_t>(size)}};
  annotator().annotate(document);
  const Tokens& tokens = document.tokens;
  std::uint32_t reached = 0;
  for (const Sentence& sentence : document.sentences) {
    demand(sentence.first_token < sentence.end_token);
    std::uint32_t roots = 0;
    for (std::uint32_t i = sentence.first_token; i < sentence.end_token; ++i) {
      demand(tokens.span[i].begin >= reached && tokens.span[i].begin < tokens.span[i].end && tokens.span[i].end <= size);
      reached = tokens.span[i].end;
      demand(base::find_invalid_utf8(tokens.lemma[i]) == std::string_view::npos);
      roots += tokens.head[i] == kNone;
      std::uint32_t at = i;
      for (std::uint32_t steps = 0; tokens.head[at] != kNone; ++steps) {
        demand(steps < sentence.end_token - sentence.first_token);
        at = tokens.head[at];
        demand(at >= sentence.first_token && at < sentence.end_token);
      }
    }
    demand(roots == 1);
  }
  return 0;
}
