// Any text with any trees through quotations, claims, chains and status: nothing crashes, no chain returns to itself, no content
// leaves the text.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "claim/attributor.h"
#include "claim/perspectives.h"
#include "claim/quotations.h"
#include "claim/status.h"
#include "knowledge/compiler.h"

namespace {

using namespace dateline;

struct Tables {
  knowledge::Knowledge knowledge;
  claim::Attributor attributor;
  claim::StatusReader status;
};

const Tables& tables() {
  static const Tables tables = [] {
    auto bytes = knowledge::compile(DATELINE_SOURCE_DIR "/data");
    if (!bytes) std::abort();
    auto knowledge = knowledge::Knowledge::from_bytes(std::move(*bytes));
    if (!knowledge) std::abort();
    auto attributor = claim::Attributor::create(*knowledge);
    auto status = claim::StatusReader::create(*knowledge);
    if (!attributor || !status) std::abort();
    return Tables{std::move(*knowledge), std::move(*attributor), std::move(*status)};
  }();
  return tables;
}

// Words with tags, heads and relations taken from the bytes.
Document document_from(std::string_view bytes) {
  static constexpr std::string_view kWords[] = {"said",   "that", "“",   "”",  "\"",       "'",         "«",  "»",
                                                ",",      ".",    ":",   "he", "ministry", "according", "to", "citing",
                                                "denied", "left", "not", "?",  "„",        "「",        "—"};
  static constexpr std::string_view kTags[] = {"VBD", "VBG", "VBN", "VB", "NN", "IN", "MD", "WP", ","};
  static constexpr Upos kUpos[] = {Upos::VERB, Upos::VERB, Upos::VERB, Upos::VERB, Upos::NOUN,
                                   Upos::ADP,  Upos::AUX,  Upos::PRON, Upos::PUNCT};
  Document document;
  std::vector<Span> spans;
  for (std::size_t i = 0; i + 3 < bytes.size(); i += 4) {
    const std::string_view word = kWords[static_cast<unsigned char>(bytes[i]) % std::size(kWords)];
    const std::uint32_t begin = static_cast<std::uint32_t>(document.text.size());
    document.text += word;
    spans.push_back({begin, static_cast<std::uint32_t>(document.text.size())});
    document.text += ' ';
  }
  const std::uint32_t count = static_cast<std::uint32_t>(spans.size());
  document.tokens.resize(count);
  const std::uint32_t length = static_cast<std::uint32_t>(document.text.size());
  for (std::uint32_t t = 0; t < count; ++t) {
    const auto byte = [&](std::uint32_t k) { return static_cast<unsigned char>(bytes[t * 4 + k]); };
    const std::string_view word = spans[t].in(document.text);
    const std::size_t tag = byte(1) % std::size(kTags);
    document.tokens.span[t] = spans[t];
    document.tokens.lemma[t] = word == "said" ? "say" : word == "citing" ? "cite" : word == "denied" ? "deny" : word;
    document.tokens.upos[t] = kUpos[tag];
    document.tokens.xpos[t] = kTags[tag];
    document.tokens.relation[t] = static_cast<Relation>(byte(2) % (static_cast<unsigned>(Relation::xcomp) + 1));
    document.tokens.head[t] = byte(3) == 0 ? kNone : (t + byte(3)) % count;
    document.tokens.sentence[t] = 0;
  }
  if (count > 0) {
    document.paragraphs = {{0, length}};
    document.sentences = {{{0, length}, 0, count, 0}};
  }
  return document;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  Document plain;
  plain.text = bytes;
  plain.paragraphs = {{0, static_cast<std::uint32_t>(size)}};
  std::uint32_t until = 0;
  for (const claim::Quotation& quotation : claim::find_quotations(plain)) {
    if (quotation.span.begin < until || quotation.span.end > size) std::abort();
    until = quotation.span.end;
  }
  Document document = document_from(bytes);
  tables().attributor.run(document);
  for (const Claim& claim : document.claims) {
    if (claim.content.end > document.text.size() || claim.content.empty()) std::abort();
    if (!claim.aside.empty() && (claim.aside.begin <= claim.content.begin || claim.aside.end >= claim.content.end)) std::abort();
    std::size_t links = 0;
    for (std::uint32_t c = claim.via; c != kNone; c = document.claims[c].via) {
      if (++links > document.claims.size()) std::abort();
    }
  }
  for (std::uint32_t t = 0; t < document.tokens.size(); t += 7) {
    const Status status = tables().status.status_of(document, t);
    claim::perspectives_of(document, status, claim::Attributor::claim_of(document, t));
  }
  return 0;
}
