// Writing documents: the record (one JSON object, docs/record.md), a card for people, CoNLL-U. Pure functions; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/document.h"
#include "dateline/engine.h"

namespace dateline {

enum class TokensInRecord : std::uint8_t { Leave, Write };
enum class Colour : std::uint8_t { Plain, Ansi };

struct RecordOptions {
  StageSet stages = kAllStages;  // fields of other stages are left out
  TokensInRecord tokens = TokensInRecord::Leave;
};

// One line of JSON without a line end. Spans in code points.
std::string to_json(const Engine& engine, const Document& document, const RecordOptions& options = {});

// Headline, date and how it is known, then each event on a line with the words under it. Ends with a line end.
std::string to_card(const Document& document, Colour colour = Colour::Plain);

// Trees in CoNLL-U; ends with a blank line.
std::string to_conllu(const Document& document);

// Names as IOB2 over the tokens: index, word, tag. They are marked as Universal NER marks them: without the nouns behind a name
// that a mention of the record may have ("US troops") and without adjectives of peoples.
std::string to_iob2(const Document& document);

// Tokens [first, end) of a document.
struct TokenSlice {
  std::uint32_t first = 0;
  std::uint32_t end = 0;
};

// One line of JSON without a line end for the words of a slice: {"doc": name, "tokens": [...], "events": [{"i", "word", "fact",
// "status", "chain"}]}, the predicates (Engine::predicates) that lie in it. `i` counts from the slice's first token.
std::string to_predicates(const Document& document, const std::vector<Predicate>& predicates, std::string_view name,
                          TokenSlice slice);

}  // namespace dateline
