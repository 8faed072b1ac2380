// A page from anywhere: the first byte says whether it is markup or text. The article's text is valid UTF-8, its spans lie in it,
// and what it came from lies in the page.
#include "page/page.h"

#include <cstddef>
#include <cstdint>

#include "base/utf8.h"
#include "knowledge/compiler.h"

using namespace dateline;

namespace {

void demand(bool truth) {
  if (!truth) __builtin_trap();
}

const page::Reader& reader() {
  static const auto bytes = knowledge::compile(DATELINE_SOURCE_DIR "/data");
  demand(bytes.has_value());
  static const auto knowledge = knowledge::Knowledge::from_bytes(*bytes);
  demand(knowledge.has_value());
  static const auto reader = page::Reader::create(*knowledge);
  demand(reader.has_value());
  return *reader;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  Page page;
  page.kind = (data[0] & 1) != 0 ? ContentKind::Html : ContentKind::Text;
  page.bytes.assign(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto document = reader().read(page);
  if (!document) return 0;
  demand(base::find_invalid_utf8(document->text) == std::string_view::npos);
  const auto end = static_cast<std::uint32_t>(document->text.size());
  std::uint32_t last = 0;
  for (const Span paragraph : document->paragraphs) {
    demand(paragraph.begin >= last && !paragraph.empty() && paragraph.end <= end);
    last = paragraph.end;
  }
  demand(document->dateline.span.end <= end && document->dateline.place_span.end <= end);
  demand(document->paragraph_kinds.empty() || document->paragraph_kinds.size() == document->paragraphs.size());
  last = 0;
  for (const SourceRun& run : document->sources) {
    demand(run.text_begin >= last && run.text_begin <= end && run.page.begin <= run.page.end);
    last = run.text_begin;
  }
  for (const Boilerplate& part : document->left_out) demand(part.span.begin <= part.span.end && !part.reason.empty());
  return 0;
}
