// Every row of the tables carries an example. They run through the shipped parser, which is not always right, so a few may fail;
// those are named.
#include "reading_fixture.h"

namespace dateline::claim {
namespace {

// Examples that may fail, of a hundred.
constexpr std::uint32_t kFailuresAllowed = 8;

bool is_found(const Document& document, std::string_view id, std::string_view source, std::string_view content) {
  for (const Claim& claim : document.claims) {
    if (claim.producer != id) continue;
    if (document.text_of(claim.source_span).find(source) == std::string_view::npos) continue;
    if (source.empty() && !claim.source_span.empty()) continue;
    if (document.text_of(claim.content).find(content) != std::string_view::npos) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("each cue finds the source and the content of its example") {
  const Shipped& shipped = Shipped::get();
  const knowledge::Table cues = shipped.knowledge.table("cues");
  REQUIRE(cues.rows() >= 150);
  std::uint32_t failed = 0, tried = 0;
  for (std::uint32_t row = 0; row < cues.rows(); ++row) {
    const std::string_view pos = cues.cell(row, cues.column("pos"));
    // The first only lend their subject to a noun, a text its author; the colon of a headline needs names.
    if (pos == "light" || pos == "document" || pos == "mark" || pos == "outlet" || pos == "voice") continue;
    const std::string_view example = cues.cell(row, cues.column("example")), id = cues.cell(row, cues.column("id"));
    const Document document = shipped.read(example);
    ++tried;
    if (is_found(document, id, cues.cell(row, cues.column("source")), cues.cell(row, cues.column("content")))) continue;
    ++failed;
    std::string found;
    for (const Claim& c : document.claims) {
      found += " [" + std::string(document.text_of(c.source_span)) + "] " + std::string(c.producer) + " {" +
               std::string(document.text_of(c.content)) + "}";
    }
    MESSAGE(id << ": " << example << " ->" << found);
  }
  CHECK(failed * 100 <= tried * kFailuresAllowed);
}

TEST_CASE("each signature gives its example's trigger its status") {
  const Shipped& shipped = Shipped::get();
  const knowledge::Table signatures = shipped.knowledge.table("signatures");
  REQUIRE(signatures.rows() >= 200);
  std::uint32_t failed = 0;
  for (std::uint32_t row = 0; row < signatures.rows(); ++row) {
    const std::string_view example = signatures.cell(row, signatures.column("example"));
    const std::string_view trigger = signatures.cell(row, signatures.column("trigger"));
    const std::string_view expected = signatures.cell(row, signatures.column("status"));
    const Document document = shipped.read(example);
    std::string_view found = "no such token";
    for (std::uint32_t t = 0; t < document.tokens.size(); ++t) {
      if (document.text_of_token(t) == trigger) found = name_of(shipped.status.status_of(document, t));
    }
    if (found == expected) continue;
    ++failed;
    MESSAGE(signatures.cell(row, signatures.column("id")) << ": " << example << " -> " << found << ", not " << expected);
  }
  CHECK(failed * 100 <= signatures.rows() * kFailuresAllowed);
}

}  // namespace dateline::claim
